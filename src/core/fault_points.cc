#include "core/fault_points.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <stdexcept>
#include <unistd.h>

namespace rg {
namespace {

constexpr std::array<std::string_view, 10> kLabels = {
    "admitted",         // counters charged, nothing on disk
    "hold-appended",    // the hold is in memory
    "hold-committed",   // the hold is in the file, the call has not left
    "call-sent",        // the upstream has the request, its answer has begun
    "stream-piece",     // in the middle of a stream
    "answer-metered",   // the answer is here, nothing booked
    "settled",          // counters booked, the event is not on disk
    "event-appended",   // the event is in memory
    "event-committed",  // the event is in the file, the answer has not gone out
    "answered",         // the client has the whole answer
};

}  // namespace

std::span<const std::string_view> FaultPoints::Labels() { return kLabels; }

bool FaultPoints::Trigger::Fires(std::string_view reached) {
  return reached == label && left.fetch_sub(1, std::memory_order_relaxed) == 1;
}

Result<void> FaultPoints::Set(FaultPoints& points, std::string_view crash_at,
                              std::string_view throw_at) {
  const auto arm = [&](std::string_view text, Trigger& trigger) -> Result<void> {
    if (text.empty()) return {};
    const std::size_t colon = text.find(':');
    const std::string_view label = text.substr(0, colon);
    std::int64_t nth = 1;
    if (colon != text.npos) {
      const auto [end, error] =
          std::from_chars(text.data() + colon + 1, text.data() + text.size(), nth);
      if (error != std::errc() || end != text.data() + text.size()) nth = 0;
    }
    if (nth < 1 || std::find(kLabels.begin(), kLabels.end(), label) == kLabels.end()) {
      return Fail(Errc::kInvalidRequest, "'" + std::string(text) + "' is no fault point");
    }
    trigger.label = label;
    trigger.left = nth;
    points.armed_ = true;
    return {};
  };
  RG_CHECK(arm(crash_at, points.crash_));
  return arm(throw_at, points.throw_);
}

void FaultPoints::Reached(std::string_view label) {
  if (crash_.Fires(label)) ::kill(::getpid(), SIGKILL);
  if (throw_.Fires(label)) throw std::runtime_error("fault point " + std::string(label));
}

}  // namespace rg
