#pragma once

#include <boost/json/value.hpp>

#include "journal/event.h"

namespace rg::admin {

// How much of an event is told.
enum class Detail : std::uint8_t {
  kRow,    // what a list shows
  kWhole,  // verdicts and cost lines too: everything that explains the call
};

// An event as JSON. Money is dollars as decimal text; durations are milliseconds.
boost::json::object EventJson(const journal::Event& event, Detail detail);
boost::json::object EventSchema(Detail detail);

boost::json::object UsageJson(const Usage& usage);

}  // namespace rg::admin
