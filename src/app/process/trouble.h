#pragma once

#include <string>
#include <string_view>

#include "core/log.h"
#include "core/result.h"

namespace rg::app {

// Something that goes wrong for a while, as the log tells of it: one line when it does, and one
// when it is over, however often it is looked at.
//
// Threads   One at a time.
class Trouble {
 public:
  struct Words {
    std::string_view event;
    std::string_view what;
    std::string_view over_event;
    std::string_view over;
    LogLevel level = LogLevel::kError;
  };

  Trouble(Log& log, Words words) : log_(log), words_(words) {}

  void Look(bool there, std::string_view why = {});
  void Look(const Result<void>& outcome) {
    Look(outcome.has_error(), outcome ? std::string() : outcome.error().detail);
  }

  bool there() const { return there_; }

 private:
  Log& log_;
  const Words words_;
  bool there_ = false;
};

}  // namespace rg::app
