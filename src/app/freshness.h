#pragma once

#include <atomic>
#include <mutex>

#include "core/result.h"
#include "core/time.h"

namespace rg::app {

// Whether the configuration in force is the stored one, as far as is known: not when it could not
// be read, and not when it was not compared with the stored one for a while, because whoever
// compares may hang.
//
// Threads   Any. What they find is judged under a lock, so that what was found last counts.
class Freshness {
 public:
  // One that was not seen to be the stored one for so long may lack keys.
  static constexpr Duration kStaleAfter = std::chrono::seconds{5};

  explicit Freshness(const Clock& clock) : clock_(clock), confirmed_at_(clock.Steady()) {}

  // The stored configuration was looked at, and what is in force agrees with it now; or could not
  // be.
  void Looked(const Result<void>& read) {
    const std::lock_guard lock(mutex_);
    unread_ = read.has_error();
    if (read) confirmed_at_ = clock_.Steady();
    Judge();
  }
  // Time has passed.
  void Age() {
    const std::lock_guard lock(mutex_);
    Judge();
  }

  const std::atomic<bool>& is_current() const { return is_current_; }
  // Since the configuration in force was seen to be the stored one.
  Duration age() const { return clock_.Steady() - confirmed_at_.load(); }

 private:
  void Judge() { is_current_ = !unread_ && age() <= kStaleAfter; }

  const Clock& clock_;
  std::mutex mutex_;
  bool unread_ = false;
  std::atomic<Duration> confirmed_at_;  // steady
  std::atomic<bool> is_current_ = true;
};

}  // namespace rg::app
