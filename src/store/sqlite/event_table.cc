#include "store/sqlite/event_table.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include <sqlite3.h>

#include "store/sql/event_cursor.h"

// The names of the functions are SQLite's (https://sqlite.org/vtab.html).
namespace rg::store::sqlite {
namespace {

using sql::BlockEvent;
using sql::EventBlocks;
using sql::EventCursor;

enum Column : int { kEventId, kGroup, kStatus, kCost, kSettleSeq, kOwnModel, kRecord };

// What a plan is, as the bits of its number. The bounds come in this order.
enum Plan : int {
  kFrom = 1,  // event_id >= ?, or > ?
  kTo = 2,    // event_id <= ?, or < ?
  kExact = 4,
  kFalling = 8,
  kTexts = 16,  // the texts are asked for
};

struct Table : sqlite3_vtab {
  sql::Connection* connection = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
  std::optional<EventCursor> events;
  const BlockEvent* event = nullptr;  // null at the end
};

Table& TableOf(sqlite3_vtab_cursor* cursor) { return *static_cast<Table*>(cursor->pVtab); }
Cursor& CursorOf(sqlite3_vtab_cursor* cursor) { return *static_cast<Cursor*>(cursor); }

int Told(sqlite3_vtab& table, const Error& error) {
  sqlite3_free(table.zErrMsg);
  table.zErrMsg = sqlite3_mprintf("%s", error.detail.c_str());
  return error.code == Errc::kUnavailable ? SQLITE_IOERR : SQLITE_CORRUPT_VTAB;
}

int Connect(sqlite3* database, void* connection, int, const char* const*, sqlite3_vtab** table,
            char**) {
  const int code = sqlite3_declare_vtab(
      database,
      "CREATE TABLE events (event_id INTEGER, group_id INTEGER, status INTEGER, "
      "cost_nanos INTEGER, settle_seq INTEGER, own_model TEXT, record BLOB)");
  if (code != SQLITE_OK) return code;
  auto made = std::make_unique<Table>();
  made->connection = static_cast<sql::Connection*>(connection);
  *table = made.release();
  return SQLITE_OK;
}

int Disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

// The part of a plan that a condition is good for; 0 for none.
int PartOf(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return kExact;
    case SQLITE_INDEX_CONSTRAINT_GT:
    case SQLITE_INDEX_CONSTRAINT_GE:
      return kFrom;
    case SQLITE_INDEX_CONSTRAINT_LT:
    case SQLITE_INDEX_CONSTRAINT_LE:
      return kTo;
    default:
      return 0;
  }
}

// All conditions are checked by SQLite again: a bound here is one that need not be exact. Dear
// unless it is for one event, so that no plan walks through the events once for each row of another
// table.
int BestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
  int plan = 0;
  int bounds = 0;
  for (const int part : {kFrom, kTo, kExact}) {
    for (int i = 0; i < info->nConstraint && (plan & part) == 0; ++i) {
      const auto& condition = info->aConstraint[i];
      const bool number = condition.iColumn == kEventId || condition.iColumn == -1;
      if (condition.usable == 0 || !number || PartOf(condition.op) != part) continue;
      info->aConstraintUsage[i].argvIndex = ++bounds;
      plan |= part;
    }
  }
  if (info->nOrderBy == 1 && info->aOrderBy[0].iColumn == kEventId) {
    info->orderByConsumed = 1;
    if (info->aOrderBy[0].desc != 0) plan |= kFalling;
  }
  constexpr sqlite3_uint64 kTextColumns = 1u << kOwnModel | 1u << kRecord;
  if ((info->colUsed & kTextColumns) != 0) plan |= kTexts;
  info->idxNum = plan;
  const bool exact = (plan & kExact) != 0;
  info->estimatedCost = exact ? 100 : bounds == 2 ? 1e9 : 1e10;
  info->estimatedRows = exact ? 1 : bounds == 2 ? 10'000 : 1'000'000;
  if (exact) info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  return SQLITE_OK;
}

int Open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = new Cursor();
  return SQLITE_OK;
}

int Close(sqlite3_vtab_cursor* cursor) {
  delete static_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int Next(sqlite3_vtab_cursor* base) {
  Cursor& cursor = CursorOf(base);
  const Result<const BlockEvent*> next = cursor.events->Next();
  cursor.event = next ? *next : nullptr;
  return next ? SQLITE_OK : Told(TableOf(base), next.error());
}

int Filter(sqlite3_vtab_cursor* base, int plan, const char*, int, sqlite3_value** bounds) {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t to = std::numeric_limits<std::int64_t>::max();
  for (const int part : {kFrom, kTo, kExact}) {
    if ((plan & part) == 0) continue;
    sqlite3_value* const bound = *bounds++;
    // What is no number SQLite compares by its own rules.
    if (sqlite3_value_type(bound) != SQLITE_INTEGER) continue;
    const std::int64_t number = sqlite3_value_int64(bound);
    if (part != kTo) from = std::max(from, number);
    if (part != kFrom) to = std::min(to, number);
  }
  CursorOf(base).events.emplace(
      *TableOf(base).connection, from, to,
      (plan & kFalling) != 0 ? EventCursor::Order::kFalling : EventCursor::Order::kRising,
      (plan & kTexts) != 0 ? EventBlocks::Columns::kAll : EventBlocks::Columns::kHead);
  return Next(base);
}

int Eof(sqlite3_vtab_cursor* cursor) { return CursorOf(cursor).event == nullptr ? 1 : 0; }

int RowId(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
  *id = CursorOf(cursor).event->event_id;
  return SQLITE_OK;
}

int ColumnOf(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  const BlockEvent& event = *CursorOf(cursor).event;
  switch (column) {
    case kEventId:
      sqlite3_result_int64(context, event.event_id);
      break;
    case kGroup:
      sqlite3_result_int64(context, event.group);
      break;
    case kStatus:
      sqlite3_result_int64(context, event.status);
      break;
    case kCost:
      sqlite3_result_int64(context, event.cost_nanos);
      break;
    case kSettleSeq:
      sqlite3_result_int64(context, event.settle_seq);
      break;
    case kOwnModel:
      // Of no bytes there may be no address, which would be NULL.
      sqlite3_result_text64(context, event.own_model.empty() ? "" : event.own_model.data(),
                            event.own_model.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
      break;
    default:
      sqlite3_result_blob64(context, event.record.empty() ? "" : event.record.data(),
                            event.record.size(), SQLITE_TRANSIENT);
  }
  return SQLITE_OK;
}

// Without a function that creates one, it is there on every connection and in no schema.
constexpr sqlite3_module kEvents = [] {
  sqlite3_module module{};
  module.xConnect = Connect;
  module.xBestIndex = BestIndex;
  module.xDisconnect = Disconnect;
  module.xOpen = Open;
  module.xClose = Close;
  module.xFilter = Filter;
  module.xNext = Next;
  module.xEof = Eof;
  module.xColumn = ColumnOf;
  module.xRowid = RowId;
  return module;
}();

}  // namespace

Result<void> MakeEventTable(sqlite3* database, sql::Connection& connection) {
  const int code = sqlite3_create_module_v2(database, "events", &kEvents, &connection, nullptr);
  if (code != SQLITE_OK) {
    return Fail(Errc::kInternal,
                std::string("SQLite takes no table of events: ") + sqlite3_errstr(code));
  }
  return {};
}

}  // namespace rg::store::sqlite
