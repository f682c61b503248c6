#include "demo/prompt_meter.h"

namespace rg::demo {

void PromptMeter::Add(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = FirstToken(text);
    hash_ = Hash(text.substr(0, length), hash_);
    text.remove_prefix(length);
    if (++tokens_ % kStepTokens == 0) steps_.push_back(hash_);
  }
}

void PromptMeter::AddTokens(std::int64_t tokens) {
  for (; tokens > 0; --tokens) {
    hash_ = Hash("\x1f", hash_);
    if (++tokens_ % kStepTokens == 0) steps_.push_back(hash_);
  }
}

InputUse PromptMeter::UseAutomatic(PromptCache& cache, std::uint64_t owner) const {
  constexpr std::size_t kFirst = kCacheableTokensMin / kStepTokens - 1;
  InputUse use;
  bool unbroken = true;
  for (std::size_t i = kFirst; i < steps_.size(); ++i) {
    unbroken = cache.Seen(steps_[i] ^ owner) && unbroken;
    if (unbroken) use.cache_read = static_cast<std::int64_t>(i + 1) * kStepTokens;
  }
  use.uncached = tokens_ - use.cache_read;
  return use;
}

InputUse PromptMeter::UseMarked(PromptCache& cache, std::uint64_t owner) const {
  InputUse use;
  std::int64_t billed = 0;
  for (const Beginning& mark : marks_) {
    if (mark.tokens < kCacheableTokensMin) continue;
    if (cache.Seen(mark.hash ^ owner)) {
      // A longer beginning that is cached holds the shorter ones, written in this call or not.
      use = InputUse{.cache_read = mark.tokens};
    } else {
      (mark.lifetime == CacheFor::k5m ? use.cache_write_5m : use.cache_write_1h) +=
          mark.tokens - billed;
    }
    billed = mark.tokens;
  }
  use.uncached = tokens_ - billed;
  return use;
}

}  // namespace rg::demo
