#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace rg::auth {

// When one key last identified a call. Shared by every snapshot the key appears in.
//
// Threads   Any thread. Written at most once a second, so that a hot key does not make the cores
//           pass its cache line around for every call.
class LastUsed {
 public:
  static constexpr std::int64_t kResolutionMicros = 1'000'000;

  void Touch(TimePoint now);
  // nullopt: never.
  std::optional<TimePoint> Get() const;

 private:
  friend class LastUsedBook;
  std::atomic<std::int64_t> micros_{0};
  std::int64_t collected_ = 0;  // guarded by the book's mutex
};

// The timestamps of all keys, so that each survives the snapshots that come and go.
//
// Threads   Any thread; a lock is taken here and never in LastUsed.
class LastUsedBook {
 public:
  // The timestamp of that key, made when it has none.
  std::shared_ptr<LastUsed> Of(KeyId key);

  // The keys used since the last Collect, for whoever writes them down.
  std::vector<std::pair<KeyId, TimePoint>> Collect();

  // Forgets the keys that no snapshot holds any more.
  void Sweep();

 private:
  std::mutex mutex_;
  std::unordered_map<KeyId, std::shared_ptr<LastUsed>> keys_;
};

}  // namespace rg::auth
