#include "store/clickhouse/examine.h"

#include <algorithm>
#include <array>

#include "store/clickhouse/event_block.h"
#include "store/clickhouse/sql_text.h"

namespace rg::store::clickhouse {

Result<Examination> Examine(Client& client, const Clock& clock) {
  Examination found;
  const std::array columns = {Column::kText, Column::kInt64};
  RG_CHECK(client.Each(
      "SELECT version(), toInt64(toUnixTimestamp(now()))", columns,
      [&](const Row& row) -> Result<void> {
        found.version = row.Text(0);
        const auto ours = std::chrono::floor<std::chrono::seconds>(clock.Now());
        found.skew = std::chrono::seconds{row.Int(1)} - ours.time_since_epoch();
        return {};
      },
      Client::In::kServer));
  const Result<void> is_shard = DemandShard(client);
  if (!is_shard && is_shard.error().code != Errc::kConflict) return is_shard.error();
  if (!is_shard) {
    found.other_shard = is_shard.error().detail;
    return found;
  }
  RG_TRY(found.tables, TablesOf(client));
  if (found.tables == Tables::kTooOld) return found;
  found.may_read = SelectNumber(client, "SELECT toInt64(count()) FROM events WHERE 0").has_value();
  // Of no rows: what is refused is refused for who asks.
  found.may_write =
      client.Execute("INSERT INTO events (log_offset) SELECT toInt64(0) FROM system.one WHERE 0")
          .has_value();
  return found;
}

Result<std::map<std::int32_t, std::int64_t>> PlacesOf(Client& client, const Clock& clock,
                                                      const std::string& topic) {
  std::map<std::int32_t, std::int64_t> places;
  const std::array columns = {Column::kInt64, Column::kInt64};
  const std::string places_of = "SELECT toInt64(log_partition), toInt64(max(log_offset)) FROM ";
  const std::string of_topic = " WHERE log_topic = " + Quoted(topic);
  const std::string recent =
      " AND filed >= toDate(" + std::to_string(MonthOf(clock.Now() - std::chrono::days{31})) + ")";
  for (const std::string& rows : {"events" + of_topic + recent, "log_places" + of_topic}) {
    RG_CHECK(client.Each(places_of + rows + " GROUP BY log_partition", columns,
                         [&](const Row& row) -> Result<void> {
                           std::int64_t& place = places[static_cast<std::int32_t>(row.Int(0))];
                           place = std::max(place, row.Int(1) + 1);
                           return {};
                         }));
  }
  return places;
}

}  // namespace rg::store::clickhouse
