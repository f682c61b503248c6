#include "auth/last_used.h"

namespace rg::auth {

void LastUsed::Touch(TimePoint now) {
  const std::int64_t micros = ToMicros(now);
  const std::int64_t before = micros_.load(std::memory_order_relaxed);
  if (micros - before >= kResolutionMicros) micros_.store(micros, std::memory_order_relaxed);
}

std::optional<TimePoint> LastUsed::Get() const {
  const std::int64_t micros = micros_.load(std::memory_order_relaxed);
  if (micros == 0) return std::nullopt;
  return FromMicros(micros);
}

std::shared_ptr<LastUsed> LastUsedBook::Of(KeyId key) {
  const std::lock_guard lock(mutex_);
  auto& entry = keys_[key];
  if (!entry) entry = std::make_shared<LastUsed>();
  return entry;
}

std::vector<std::pair<KeyId, TimePoint>> LastUsedBook::Collect() {
  std::vector<std::pair<KeyId, TimePoint>> used;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, entry] : keys_) {
    const std::int64_t micros = entry->micros_.load(std::memory_order_relaxed);
    if (micros == entry->collected_) continue;
    entry->collected_ = micros;
    used.emplace_back(key, FromMicros(micros));
  }
  return used;
}

void LastUsedBook::Sweep() {
  const std::lock_guard lock(mutex_);
  std::erase_if(keys_, [](const auto& entry) {
    // A time nobody has collected yet is kept for the next Collect.
    const LastUsed& last_used = *entry.second;
    return entry.second.use_count() == 1 &&
           last_used.micros_.load(std::memory_order_relaxed) == last_used.collected_;
  });
}

}  // namespace rg::auth
