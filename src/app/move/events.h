#pragma once

#include <cstdint>

#include "config/settings.h"
#include "core/result.h"
#include "store/sql/database.h"

namespace rg::app {

struct MovedEvents {
  std::int64_t events = 0;   // that the table took this time
  std::int64_t refused = 0;  // and what it did not take
};

// Copies every event of a data folder's database into ClickHouse, with its roll-ups, as if it had
// come by a log of its own: one partition, named after the installation, with the number of the
// event as its offset. So the table itself says how far an earlier try has come, and an event that
// has come by Kafka too counts once.
//
// Errors    As the two stores. Begin again: nothing counts twice.
Result<MovedEvents> MoveEvents(store::sql::Connection& database,
                               const config::EventsSettings& settings, std::int64_t installation);

}  // namespace rg::app
