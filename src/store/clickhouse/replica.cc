#include "store/clickhouse/replica.h"

#include <array>
#include <string_view>

#include "store/clickhouse/sql_text.h"

namespace rg::store::clickhouse {
namespace {

// How long a server waits for the others to have what it was told to insert.
constexpr std::string_view kQuorumWithin = "&insert_quorum_timeout=5000";
// An insert that is replicated just now is not there yet for anybody.
constexpr std::string_view kLateSeconds = "5";

std::string OfOurs(const Client& client) {
  return " FROM system.replicas WHERE database = " + Quoted(client.address().database);
}

struct Standing {
  bool there = false;
  bool knows = false;     // has a session with ZooKeeper
  bool saw_all = false;   // every insert of the log is in its queue, or done
  bool did_all = false;   // no insert is in its queue
  bool is_first = false;  // nothing was ever inserted, or the first insert has not been seen
  std::string path;       // of the table in ZooKeeper
};

Result<Standing> StandingOf(Client& client) {
  Standing standing;
  const std::array columns = {Column::kInt64, Column::kInt64, Column::kInt64, Column::kInt64,
                              Column::kText};
  RG_CHECK(client.Each(
      "SELECT toInt64(is_readonly OR is_session_expired), toInt64(log_pointer), "
      "toInt64(log_max_index), toInt64(inserts_in_queue), zookeeper_path" +
          OfOurs(client) + " AND table = 'events'",
      columns,
      [&](const Row& row) -> Result<void> {
        standing.there = true;
        standing.knows = row.Int(0) == 0;
        standing.is_first = row.Int(1) == 0 && row.Int(2) == 0;
        standing.saw_all = row.Int(1) > row.Int(2) || standing.is_first;
        standing.did_all = row.Int(3) == 0;
        standing.path = row.Text(4);
        return {};
      },
      Client::In::kServer));
  return standing;
}

Error NotWhole(Client& client, std::string_view why) {
  client.TakeAnother();
  return Fail(Errc::kUnavailable, "a replica of " + Describe(client.address()) + " " +
                                      std::string(why) + ": events wait until it has all");
}

// "part_name: 202611_5_5_0" of the lines that the server keeps there.
std::string PartOf(std::string_view status) {
  constexpr std::string_view kMark = "part_name: ";
  const std::size_t at = status.find(kMark);
  if (at == status.npos) return "";
  status.remove_prefix(at + kMark.size());
  return std::string(status.substr(0, status.find('\n')));
}

}  // namespace

Result<std::string> QuorumSettings(Client& client) {
  RG_TRY(const std::int64_t live, SelectNumber(client,
                                               "SELECT toInt64(max(active_replicas))" +
                                                   OfOurs(client) + " AND table = 'events'",
                                               Client::In::kServer));
  // What was put in before and is to be thrown away would make the server pass over it now.
  std::string settings = "&insert_deduplicate=0";
  if (live < 2) return settings;
  settings += "&insert_quorum=" + std::to_string(live);
  return settings.append(kQuorumWithin);
}

Result<std::string> DemandWhole(Client& client) {
  RG_TRY(const Standing standing, StandingOf(client));
  if (!standing.there) return NotWhole(client, "has no replicated table of events");
  if (!standing.knows) return NotWhole(client, "has lost ZooKeeper");
  // Asked again: the server looks at the queue before it looks at the log.
  RG_TRY(const Standing later, StandingOf(client));
  bool whole = standing.saw_all && later.knows && later.did_all;
  if (whole && standing.is_first) {
    RG_TRY(const std::int64_t entries,
           SelectNumber(client, "SELECT toInt64(count()) FROM system.zookeeper WHERE path = " +
                                    Quoted(standing.path + "/log")));
    whole = entries == 0;
  }
  if (!whole) return NotWhole(client, "has not got all that the others have");
  const std::array columns = {Column::kText};
  std::string part;
  RG_CHECK(client.Each("SELECT value FROM system.zookeeper WHERE path = " +
                           Quoted(standing.path + "/quorum") + " AND name = 'status'",
                       columns, [&](const Row& row) -> Result<void> {
                         part = PartOf(row.Text(0));
                         return {};
                       }));
  return part;
}

Result<void> DemandCurrent(Client& client) {
  for (std::size_t tries = 0; tries <= client.address().others.size(); ++tries) {
    RG_TRY(const std::int64_t late,
           SelectNumber(client,
                        "SELECT toInt64(count())" + OfOurs(client) +
                            " AND inserts_in_queue > 0 AND inserts_oldest_time < now() - " +
                            std::string(kLateSeconds),
                        Client::In::kServer));
    if (late == 0) return {};
    client.TakeAnother();
  }
  return Fail(Errc::kUnavailable,
              "no replica of " + Describe(client.address()) + " has got all that the others have");
}

Result<void> DemandReplication(Client& client) {
  const std::string needs =
      Describe(client.address()) + " cannot have replicated tables: its configuration lacks ";
  RG_TRY(const std::int64_t macros,
         SelectNumber(client, "SELECT toInt64(count()) FROM system.macros WHERE macro = 'replica'",
                      Client::In::kServer));
  if (macros == 0) {
    return Fail(Errc::kInvalidRequest, needs + "the macro {replica}", "events.clickhouse_tables");
  }
  RG_TRY(const std::int64_t has_table,
         SelectNumber(client,
                      "SELECT toInt64(count()) FROM system.tables WHERE database = 'system' AND "
                      "name = 'zookeeper'",
                      Client::In::kServer));
  if (has_table == 0) {
    return Fail(Errc::kInvalidRequest, needs + "ZooKeeper", "events.clickhouse_tables");
  }
  return client.Execute("SELECT name FROM system.zookeeper WHERE path = '/' FORMAT Null",
                        Client::In::kServer);
}

}  // namespace rg::store::clickhouse
