#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "core/id.h"

namespace rg::store::redis {

// What the cores notice about the counters of workspaces, for whoever mends them.
//
// Threads   Any.
class Alarms {
 public:
  enum class Kind : std::uint8_t {
    kLost,        // they are not there, or do not know their past
    kDistrusted,  // they are older than what was written, or lack what could not be kept for them
  };
  // The worst of each workspace, and the epoch it is about; 0: whichever it is.
  struct Alarm {
    Kind kind = Kind::kLost;
    std::uint64_t epoch = 0;
  };

  void Raise(WorkspaceId workspace, Kind kind, std::uint64_t epoch = 0) {
    const std::lock_guard lock(mutex_);
    Alarm& alarm = raised_[workspace];
    if (kind >= alarm.kind) alarm = {kind, epoch};
  }
  bool any() const {
    const std::lock_guard lock(mutex_);
    return !raised_.empty();
  }
  std::map<WorkspaceId, Alarm> Take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(raised_, {});
  }

 private:
  mutable std::mutex mutex_;
  std::map<WorkspaceId, Alarm> raised_;
};

}  // namespace rg::store::redis
