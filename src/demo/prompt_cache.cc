#include "demo/prompt_cache.h"

namespace rg::demo {

bool PromptCache::Seen(std::uint64_t prefix) {
  const std::lock_guard lock(mutex_);
  if (!seen_.insert(prefix).second) return true;
  order_.push_back(prefix);
  if (order_.size() > kPrefixesMax) {
    seen_.erase(order_.front());
    order_.pop_front();
  }
  return false;
}

}  // namespace rg::demo
