#include "store/clickhouse/event_search.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "store/clickhouse/event_block.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/event_id.h"

namespace rg::store::clickhouse {
namespace {

using analytics::EventQuery;

constexpr Duration kFirstLook = std::chrono::minutes{1};
constexpr Duration kLongestLook = std::chrono::hours{24 * 365 * 10};  // or the next would overflow
constexpr std::string_view kNewestOnce =
    " ORDER BY event_id DESC, request_id DESC LIMIT 1 BY event_id, request_id LIMIT ";

std::string Filters(const EventQuery& query) {
  std::string filters;
  const auto add = [&](std::string_view condition, const std::string& value) {
    filters.append(filters.empty() ? "" : " AND ").append(condition).append(value);
  };
  if (query.project) add("project = ", Quoted(*query.project));
  if (query.key) add("key_id = ", Quoted(*query.key));
  if (query.api) {
    // By id only as ids are spelled.
    const Result<Uuid> id = query.api->empty() ? Uuid{} : ParseUuid(*query.api);
    const bool spelled = id && (query.api->empty() || ToString(*id) == *query.api);
    const std::string by_slug = "api_slug = " + Quoted(*query.api);
    add("", spelled ? "(api = " + Quoted(*id) + " OR " + by_slug + ")" : by_slug);
  }
  if (query.model) add("model = ", Quoted(*query.model));
  if (query.outcome) add("outcome = ", Quoted(ToString(*query.outcome)));
  if (query.status) add("status = ", std::to_string(*query.status));
  if (query.settled_after) add("settle_seq > ", std::to_string(*query.settled_after));
  return filters;
}

// Those of the workspace that were opened from `from` on and before `to`. A second is as fine as
// the table's order is.
std::string InRange(WorkspaceId workspace, TimePoint from, TimePoint to) {
  return "workspace = " + Quoted(workspace) + " AND opened >= " + Quoted(from) +
         " AND opened <= " + Quoted(to) +
         " AND event_id >= " + std::to_string(sql::FirstEventId(from)) + " AND event_id < " +
         std::to_string(sql::FirstEventId(to)) + " AND filed >= toDate(" +
         std::to_string(MonthOf(from)) + ")";
}

class Search {
 public:
  Search(Client& client, TimePoint now, const EventQuery& query,
         const std::optional<EventKey>& before, std::int64_t limit, const EachEvent& each)
      : client_(client), now_(now), query_(query), left_(limit), each_(each) {
    from_ = std::max(query.range.from, TimePoint{});
    to_ = query.range.to;
    const std::string filters = Filters(query);
    if (!filters.empty()) prewhere_ = " PREWHERE " + filters;
    if (!before) return;
    const std::string id = std::to_string(before->event_id);
    older_ = " AND (event_id < " + id + " OR (event_id = " + id + " AND request_id < " +
             Quoted(before->request) + "))";
    to_ = std::min(to_, sql::TimeOf(before->event_id) + std::chrono::microseconds{1});
  }

  Result<void> Run() {
    TimePoint begin = std::min(now_, to_);
    Duration look = kFirstLook;
    for (TimePoint end = to_; end > from_ && left_ > 0; end = begin) {
      begin = begin - from_ > look ? begin - look : from_;
      RG_CHECK(LookAt(begin, end));
      if (look < kLongestLook) look *= 4;
    }
    return {};
  }

 private:
  Result<void> LookAt(TimePoint begin, TimePoint end) {
    const std::string among = " FROM events" + prewhere_ + " WHERE ";
    const std::string newest = older_ + std::string(kNewestOnce) + std::to_string(left_);
    RG_TRY(const std::int64_t lowest,
           SelectNumber(client_, "SELECT toInt64(min(event_id)) FROM (SELECT event_id, request_id" +
                                     among + InRange(query_.workspace, begin, end) + newest + ")"));
    // Nothing is as old as that: there was none.
    if (lowest == 0) return {};
    const std::array columns = {Column::kInt64, Column::kId, Column::kText};
    return client_.Each("SELECT event_id, request_id, record" + among +
                            InRange(query_.workspace, std::max(begin, sql::TimeOf(lowest)), end) +
                            " AND event_id >= " + std::to_string(lowest) + newest,
                        columns, [this](const Row& row) -> Result<void> {
                          --left_;
                          return each_({row.Int(0), RequestId{row.Id(1)}}, row.Text(2));
                        });
  }

  Client& client_;
  const TimePoint now_;
  const EventQuery& query_;
  std::int64_t left_;
  const EachEvent& each_;
  TimePoint from_;
  TimePoint to_;
  std::string prewhere_;
  std::string older_;  // than the cursor
};

}  // namespace

Result<void> EachNewest(Client& client, TimePoint now, const EventQuery& query,
                        const std::optional<EventKey>& before, std::int64_t limit,
                        const EachEvent& each) {
  return Search(client, now, query, before, limit, each).Run();
}

// By the time in its request id, which is the time it opened at; of the few of which that is not
// so, by the id alone.
Result<std::optional<std::string>> FindRecord(Client& client, WorkspaceId workspace,
                                              RequestId request) {
  const TimePoint birth = sql::BirthOf(request);
  const std::string near = " AND opened >= " + Quoted(birth - std::chrono::seconds{1}) +
                           " AND opened <= " + Quoted(birth + std::chrono::seconds{1});
  const std::array columns = {Column::kText};
  std::optional<std::string> found;
  for (const std::string& where : {near, std::string()}) {
    RG_CHECK(client.Each("SELECT record FROM events PREWHERE request_id = " + Quoted(request) +
                             " WHERE workspace = " + Quoted(workspace) + where + " LIMIT 1",
                         columns, [&](const Row& row) -> Result<void> {
                           found = row.Text(0);
                           return {};
                         }));
    if (found) break;
  }
  return found;
}

}  // namespace rg::store::clickhouse
