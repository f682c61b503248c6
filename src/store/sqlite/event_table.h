#pragma once

#include "core/result.h"
#include "store/sql/database.h"

struct sqlite3;

namespace rg::store::sqlite {

// Makes the table `events` of a connection: the events that event_blocks holds, a row each, to be
// read by any statement. It has no rows of its own and cannot be written.
//
//   events (event_id INTEGER, group_id INTEGER, status INTEGER, cost_nanos INTEGER,
//           settle_seq INTEGER, own_model TEXT, record BLOB)
//
// A range of event_id, and the order by it either way, is what it is fast at (store/sql/
// event_cursor.h); it reads blocks with `connection`, which is the one it is of and outlives it.
Result<void> MakeEventTable(sqlite3* database, sql::Connection& connection);

}  // namespace rg::store::sqlite
