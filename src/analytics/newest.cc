#include "analytics/newest.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
using store::sql::kWindow;
using store::sql::Row;
using store::sql::Rows;
using store::sql::Value;

namespace {

// Numbers of events, `end` excluded.
struct Span {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

struct Statement {
  std::string sql;
  std::vector<Value> parameters;

  template <class T>
  void Where(std::string_view condition, T value) {
    sql += condition;
    parameters.emplace_back(std::move(value));
  }
};

// Those of the groups that can have such events.
void WhereGroup(Statement& statement, const EventQuery& query) {
  statement.Where(" AND group_id IN (SELECT id FROM call_groups WHERE workspace = ?",
                  IdText(query.workspace));
  if (query.project) statement.Where(" AND project = ?", IdText(*query.project));
  if (query.key) statement.Where(" AND key_id = ?", IdText(*query.key));
  if (query.api) {
    statement.Where(" AND (api = ?", *query.api);
    statement.Where(" OR api_slug = ?)", *query.api);
  }
  if (query.model) statement.Where(" AND (model = ? OR model = '')", *query.model);
  if (query.outcome) statement.Where(" AND outcome = ?", std::string(ToString(*query.outcome)));
  statement.sql += ")";
}

// Of the windows from `begin` to `end`, newest first.
Statement MakeSpans(const EventQuery& query, TimePoint begin, TimePoint end) {
  Statement spans{"SELECT MIN(first_event), MAX(last_event) FROM rollups", {}};
  spans.Where(" WHERE window_start >= ?", ToMicros(begin));
  spans.Where(" AND window_start < ?", ToMicros(end));
  WhereGroup(spans, query);
  spans.sql += " GROUP BY window_start ORDER BY window_start DESC";
  return spans;
}

Statement MakeNewest(const EventQuery& query, const Span& span, std::int64_t limit) {
  Statement newest{"SELECT event_id, record, sample FROM events JOIN call_groups ON group_id = id",
                   {}};
  newest.Where(" WHERE event_id >= ?", span.begin);
  newest.Where(" AND event_id < ?", span.end);
  WhereGroup(newest, query);
  if (query.model) {
    // Some were rolled up without their models.
    newest.Where(" AND (own_model = ?", *query.model);
    newest.Where(" OR group_id IN (SELECT id FROM call_groups WHERE workspace = ?",
                 IdText(query.workspace));
    newest.Where(" AND model = ?))", *query.model);
  }
  if (query.status) newest.Where(" AND status = ?", std::int64_t{*query.status});
  if (query.settled_after) newest.Where(" AND settle_seq > ?", *query.settled_after);
  newest.Where(" ORDER BY event_id DESC LIMIT ?", limit);
  return newest;
}

// From the first to the last event of the span, whosever they are; nullopt when there are none.
Result<std::optional<Span>> Narrow(Connection& connection, const Span& span) {
  const std::array<Value, 2> values = {span.begin, span.end};
  std::array<std::int64_t, 2> found{};
  constexpr std::array<std::string_view, 2> kEnds = {
      "SELECT event_id FROM events WHERE event_id >= ? AND event_id < ? "
      "ORDER BY event_id LIMIT 1",
      "SELECT event_id FROM events WHERE event_id >= ? AND event_id < ? "
      "ORDER BY event_id DESC LIMIT 1"};
  for (std::size_t i = 0; i < kEnds.size(); ++i) {
    RG_TRY(const Rows rows, connection.Query(kEnds[i], values));
    if (rows.empty()) return std::optional<Span>();
    found[i] = rows[0].Int(0);
  }
  return std::optional(Span{found[0], found[1] + 1});
}

class Search {
 public:
  Search(Connection& connection, const EventQuery& query, std::int64_t limit,
         const EachRecord& each)
      : connection_(connection), query_(query), left_(limit), each_(each) {}

  // Looks at one window first, then at twice as many each time: the newest are found at once, and a
  // query without an answer takes a few looks, not one for each window.
  Result<void> Run(const Span& all) {
    const TimePoint first = store::sql::WindowOf(store::sql::TimeOf(all.begin));
    TimePoint end = store::sql::WindowOf(store::sql::TimeOf(all.end - 1)) + kWindow;
    for (auto look = kWindow; end > first && left_ > 0; look = std::min(2 * look, kLookMax)) {
      const TimePoint begin = std::max<TimePoint>(first, end - look);
      RG_CHECK(LookAt(begin, end, all));
      end = begin;
    }
    return {};
  }

 private:
  static constexpr store::sql::Windows kLookMax{4096};  // six weeks

  Result<void> LookAt(TimePoint begin, TimePoint end, const Span& all) {
    const Statement list = MakeSpans(query_, begin, end);
    std::vector<Span> spans;
    RG_CHECK(connection_.Each(list.sql, list.parameters, [&](const Row& row) {
      spans.push_back({std::max(row.Int(0), all.begin), std::min(row.Int(1), all.end - 1) + 1});
    }));
    for (const Span& span : spans) {
      if (left_ > 0) RG_CHECK(Read(span));
    }
    return {};
  }

  Result<void> Read(const Span& span) {
    const Statement list = MakeNewest(query_, span, left_);
    Result<void> outcome;
    RG_CHECK(connection_.Each(list.sql, list.parameters, [&](const Row& row) {
      --left_;
      if (outcome) outcome = each_(row.Int(0), store::sql::RecordOf(row, 1));
    }));
    return outcome;
  }

  Connection& connection_;
  const EventQuery& query_;
  std::int64_t left_;
  const EachRecord& each_;
};

}  // namespace

Result<void> EachNewest(Connection& connection, const EventQuery& query, std::int64_t before,
                        std::int64_t limit, const EachRecord& each) {
  const Span asked{store::sql::FirstEventId(query.range.from),
                   std::min(before, store::sql::FirstEventId(query.range.to))};
  // The shipper goes on writing; roll-ups and events must be of the same moment.
  const auto read = [&]() -> Result<void> {
    RG_TRY(const std::optional<Span> all, Narrow(connection, asked));
    return all ? Search(connection, query, limit, each).Run(*all) : Result<void>();
  };
  return connection.Snapshot(read);
}

}  // namespace rg::analytics
