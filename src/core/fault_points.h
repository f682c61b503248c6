#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rg {

// Labelled places where a test makes the process die or an exception appear, to prove that what was
// promised before them holds after them. Switched on by the environment at start, and otherwise one
// comparison with null at each place:
//
//   RATEGUARD_CRASH_AT=hold-committed:3    kill -9 at the third time that place is passed
//   RATEGUARD_THROW_AT=answer-metered      an exception at the first
//
// Threads   Any.
class FaultPoints {
 public:
  // Every label there is; a test walks this list.
  static std::span<const std::string_view> Labels();

  FaultPoints() = default;
  // "label" or "label:nth"; kInvalidRequest for a label that does not exist.
  static Result<void> Set(FaultPoints& points, std::string_view crash_at,
                          std::string_view throw_at);

  void At(std::string_view label) {
    if (armed_) Reached(label);
  }

 private:
  struct Trigger {
    std::string label;
    std::atomic<std::int64_t> left{0};
    bool Fires(std::string_view reached);
  };

  void Reached(std::string_view label);

  bool armed_ = false;
  Trigger crash_;
  Trigger throw_;
};

}  // namespace rg
