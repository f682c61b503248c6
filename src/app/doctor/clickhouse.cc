#include "app/doctor/clickhouse.h"

#include <algorithm>
#include <map>

#include "app/stores/clickhouse.h"
#include "app/stores/topic.h"
#include "config/json.h"
#include "store/kafka/consumer.h"
#include "store/kafka/topics.h"

namespace rg::app {
namespace {

namespace clickhouse = store::clickhouse;
namespace kafka = store::kafka;
using cli::Finding;
using clickhouse::Tables;
using Verdict = Finding::Verdict;

constexpr char kWhat[] = "clickhouse";
constexpr char kLag[] = "analytics";
constexpr Duration kPatience = std::chrono::seconds{5};
// The server's answer has no finer time than a second.
constexpr Duration kSkewMax = std::chrono::seconds{2};
constexpr clickhouse::Version kOldest{18, 16};
// More than a worker that keeps up has under way.
constexpr std::int64_t kLagMost = 100'000;

Result<std::int64_t> LagOf(const config::EventsSettings& settings, clickhouse::Client& client) {
  const SystemClock clock;
  RG_TRY(const kafka::Address address, TopicOf(settings));
  RG_TRY(const auto places, clickhouse::PlacesOf(client, clock, address.topic));
  RG_TRY(const kafka::Examination topics, kafka::Examine(address, kPatience));
  RG_TRY(const auto consumer, kafka::Consumer::Open(address, {}));
  std::int64_t lag = 0;
  for (std::int32_t number = 0; number < topics.events.partitions; ++number) {
    RG_TRY(const kafka::Consumer::Extent extent,
           consumer->ExtentOf({address.topic, number}, kPatience));
    const auto place = places.find(number);
    const std::int64_t read = place == places.end() ? extent.first : place->second;
    lag += std::max<std::int64_t>(0, extent.end - std::max(read, extent.first));
  }
  return lag;
}

std::string NameOf(const clickhouse::Address& address) {
  std::string name = clickhouse::Describe(address);
  if (address.shard.of > 1) name += " (" + clickhouse::Describe(address.shard) + ")";
  return name;
}

}  // namespace

std::vector<Finding> ExamineClickHouse(const config::Settings& settings) {
  if (settings.events.clickhouse.empty()) return {};
  const SystemClock clock;
  const auto opened = ClickHouse::OpenServers(settings.events);
  if (!opened) return {{kWhat, Verdict::kFault, Describe(opened.error()), "docs/clickhouse.md"}};
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < (*opened)->size(); ++i) {
    clickhouse::Client& shard = (*opened)->shard(i);
    const auto found = clickhouse::Examine(shard, clock);
    for (Finding& finding : JudgeClickHouse(NameOf(shard.address()), found)) {
      findings.push_back(std::move(finding));
    }
    const bool readable = found && found->may_read;
    if (!readable || settings.events.kafka.empty()) continue;
    findings.push_back(JudgeLag(LagOf(settings.events, shard)));
    if (shard.address().shard.of > 1) findings.back().detail += ": " + NameOf(shard.address());
  }
  return findings;
}

std::vector<Finding> JudgeClickHouse(const std::string& where,
                                     const Result<clickhouse::Examination>& found) {
  if (!found) {
    return {{kWhat, Verdict::kFault, where + ": " + found.error().detail,
             "check events.clickhouse, the server and the network; events wait in Kafka"}};
  }
  std::vector<Finding> findings = {
      {kWhat, Verdict::kFine, where + " answers, ClickHouse " + found->version, ""}};
  const auto add = [&](bool wrong, Verdict verdict, std::string detail, std::string remedy) {
    if (wrong) findings.push_back({kWhat, verdict, std::move(detail), std::move(remedy)});
  };
  if (!found->other_shard.empty()) {
    add(true, Verdict::kFault, found->other_shard, "set events.clickhouse right");
    return findings;
  }
  add(clickhouse::ParseVersion(found->version) < kOldest, Verdict::kFault,
      "this version lacks what we need", "use ClickHouse 18.16 or later");
  add(found->tables == Tables::kTooOld, Verdict::kFault, "the tables are missing or too old",
      "rateguard migrate");
  add(found->tables == Tables::kNewer, Verdict::kWarning, "the tables are those of a newer version",
      "update this program");
  const bool current = found->tables != Tables::kTooOld;
  add(current && !found->may_read, Verdict::kFault, "the user may not read the events",
      "let it SELECT from the database");
  add(current && found->may_read && !found->may_write, Verdict::kWarning,
      "the user may not write events: the role analytics does not work with it",
      "let it INSERT, where this process has that role");
  const Duration skew = std::max(found->skew, -found->skew);
  add(skew > kSkewMax, Verdict::kWarning,
      "its clock is " + config::FormatDuration(std::chrono::floor<std::chrono::seconds>(skew)) +
          " from ours",
      "set both right");
  return findings;
}

Finding JudgeLag(const Result<std::int64_t>& records) {
  if (!records) {
    return {kLag, Verdict::kWarning,
            "how far ClickHouse is behind Kafka is not known: " + records.error().detail,
            "see what is said of kafka"};
  }
  const std::string count = std::to_string(*records) + " records of the topic";
  if (*records <= kLagMost) return {kLag, Verdict::kFine, count + " are not in ClickHouse yet", ""};
  return {
      kLag, Verdict::kWarning, count + " are not in ClickHouse",
      "see whether a process with the role analytics runs, and what its log says; several share "
      "the work"};
}

}  // namespace rg::app
