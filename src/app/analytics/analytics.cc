#include "app/analytics/analytics.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/stores/topic.h"
#include "store/clickhouse/shard.h"
#include "store/clickhouse/url.h"

namespace rg::app {
namespace {

namespace clickhouse = store::clickhouse;
namespace kafka = store::kafka;

// Those who fill one database share the topic among them.
std::string GroupOf(const clickhouse::Address& address) {
  const clickhouse::Shard& shard = address.shard;
  const std::string group = "rateguard-" + address.database;
  if (shard.of == 1) return group;
  return group + "-" + std::to_string(shard.number) + "-of-" + std::to_string(shard.of);
}

}  // namespace

Result<std::unique_ptr<Analytics>> Analytics::Open(const config::EventsSettings& settings,
                                                   Parts parts) {
  RG_TRY(kafka::Address topic, TopicOf(settings));
  RG_TRY(std::unique_ptr<ClickHouse> clickhouse, ClickHouse::Open(settings));
  return std::unique_ptr<Analytics>(
      new Analytics(settings, std::move(topic), std::move(clickhouse), parts));
}

Analytics::Analytics(const config::EventsSettings& settings, kafka::Address topic,
                     std::unique_ptr<ClickHouse> clickhouse, Parts parts)
    : topic_(std::move(topic)), clickhouse_(std::move(clickhouse)) {
  for (std::size_t i = 0; i < clickhouse_->size(); ++i) {
    clickhouse::Client& shard = clickhouse_->shard(i);
    feeds_.push_back(std::make_unique<Feed>(topic_, GroupOf(shard.address()), shard,
                                            settings.clickhouse_months, parts));
  }
}

std::string Analytics::Describe() const {
  std::string shards;
  for (const auto& feed : feeds_) {
    shards += (shards.empty() ? "" : ", ") + clickhouse::Describe(feed->address());
  }
  return kafka::Describe(topic_) + " to " + shards;
}

void Analytics::Start() {
  for (const auto& feed : feeds_) feed->Start();
}

void Analytics::Stop() {
  for (const auto& feed : feeds_) feed->Leave();
  for (const auto& feed : feeds_) feed->Stop();
}

std::string Analytics::why_away() const { return Sum().why_away; }

// Of what is not a sum, that of the shard which is worst off.
Feed::Figures Analytics::Sum() const {
  Feed::Figures sum;
  for (const auto& feed : feeds_) {
    const Feed::Figures one = feed->figures();
    if (!one.why_away.empty()) {
      sum.why_away += (sum.why_away.empty() ? "" : "; ") + one.why_away;
    }
    sum.ingest += one.ingest;
    sum.refused += one.refused;
    sum.failures += one.failures;
    sum.lag = std::max(sum.lag, one.lag);
    sum.partitions = std::max(sum.partitions, one.partitions);
    sum.behind = std::max(sum.behind, one.behind);
  }
  return sum;
}

void Analytics::Collect(admin::MetricsText& metrics) const {
  const Feed::Figures now = Sum();
  const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    metrics.Counter(name, help, {}, static_cast<std::int64_t>(value));
  };
  const auto records = [&](std::string_view outcome, std::uint64_t count) {
    metrics.Counter("rateguard_analytics_records_total",
                    "Records read from Kafka, by what became of them.", {{"outcome", outcome}},
                    static_cast<std::int64_t>(count));
  };
  metrics.Gauge("rateguard_analytics_up", "Whether events reach ClickHouse.", {},
                now.why_away.empty() ? 1 : 0);
  records("inserted", now.ingest.events);
  records("there_already", now.ingest.held);
  records("hold", now.ingest.rowless);
  records("threshold", now.ingest.thresholds);
  records("dead_letter", now.ingest.poisoned);
  counter("rateguard_analytics_dead_letters_refused_total",
          "Dead letters that the topic for them did not take.", now.refused);
  counter("rateguard_analytics_blocks_total", "Inserts that ClickHouse took.", now.ingest.blocks);
  counter("rateguard_analytics_unsure_inserts_total", "Inserts that had no answer.",
          now.ingest.failures);
  counter("rateguard_analytics_failures_total", "Times that reading began anew after an error.",
          now.failures);
  metrics.Gauge("rateguard_analytics_partitions", "Partitions that this process reads.", {},
                now.partitions);
  metrics.Gauge("rateguard_analytics_lag_records", "Records of them that are not dealt with.", {},
                now.lag);
  metrics.GaugeOfNanos("rateguard_analytics_behind_seconds",
                       "How old the last record that was dealt with is, while there are more.", {},
                       now.behind.count());
  if (feeds_.size() > 1) CollectShards(metrics);
}

// One name after the other, as the format has it.
void Analytics::CollectShards(admin::MetricsText& metrics) const {
  const auto each = [&](std::string_view name, std::string_view help, auto value) {
    for (const auto& feed : feeds_) {
      const std::string number = std::to_string(feed->address().shard.number);
      metrics.Gauge(name, help, {{"shard", number}}, value(feed->figures()));
    }
  };
  each("rateguard_analytics_shard_up", "Whether events reach a shard of ClickHouse.",
       [](const Feed::Figures& now) { return now.why_away.empty() ? 1 : 0; });
  each("rateguard_analytics_shard_lag_records",
       "Records of the topic that are not dealt with for a shard.",
       [](const Feed::Figures& now) { return now.lag; });
}

}  // namespace rg::app
