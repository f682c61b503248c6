#include "app/analytics/analytics.h"

#include <algorithm>
#include <utility>

#include "app/stores/topic.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/url.h"

namespace rg::app {
namespace {

namespace clickhouse = store::clickhouse;
namespace kafka = store::kafka;

// Between turns, each of which waits for records itself.
constexpr Duration kEvery = std::chrono::milliseconds{5};
constexpr Duration kPauseMin = std::chrono::milliseconds{200};
constexpr Duration kPauseMax = std::chrono::seconds{5};
// What does not work for so long is told.
constexpr Duration kAwayAfter = std::chrono::seconds{3};
constexpr Duration kTendEvery = std::chrono::seconds{5};
constexpr Duration kDropEvery = std::chrono::hours{1};
// Roll-ups are Tend's: that they fail must not hold events up.
constexpr Duration kNever = std::chrono::hours{24 * 365 * 100};

constexpr Trouble::Words kAway = {
    "analytics_away", "events wait in Kafka: they do not reach ClickHouse", "analytics_back",
    "events reach ClickHouse again", LogLevel::kWarning};
constexpr Trouble::Words kRollUps = {
    "rollups_failing", "windows that have ended are not rolled up: questions add up their events",
    "rollups_back", "windows are rolled up again", LogLevel::kWarning};
// Never over: the letters stay.
constexpr Trouble::Words kDeadLetters = {
    "analytics_dead_letters",
    "records of the topic cannot be stored: the dead-letter topic says which and why", "", "",
    LogLevel::kWarning};

clickhouse::WorkerOptions OptionsOfMover() {
  clickhouse::WorkerOptions options;
  options.refresh_every = kNever;
  return options;
}

}  // namespace

Result<std::unique_ptr<Analytics>> Analytics::Open(const config::EventsSettings& settings,
                                                   Parts parts) {
  RG_TRY(kafka::Address topic, TopicOf(settings));
  RG_TRY(std::unique_ptr<ClickHouse> clickhouse, ClickHouse::Open(settings));
  return std::unique_ptr<Analytics>(
      new Analytics(settings, std::move(topic), std::move(clickhouse), parts));
}

// Those who fill one database share the topic among them.
Analytics::Analytics(const config::EventsSettings& settings, kafka::Address topic,
                     std::unique_ptr<ClickHouse> clickhouse, Parts parts)
    : parts_(parts),
      topic_(std::move(topic)),
      group_("rateguard-" + clickhouse->client().address().database),
      months_(settings.clickhouse_months),
      clickhouse_(std::move(clickhouse)),
      mover_(
          clickhouse_->client(), parts.clock,
          [this](const clickhouse::LogBatch& batch, const clickhouse::LogRecord& record,
                 const Error& why) { return reader_->Bury(batch, record, why); },
          OptionsOfMover()),
      dropped_at_(parts.clock.Steady() - kDropEvery),
      away_(parts.log, kAway),
      rollups_(parts.log, kRollUps),
      dead_letters_(parts.log, kDeadLetters) {}

std::string Analytics::Describe() const {
  return kafka::Describe(topic_) + " to " + clickhouse::Describe(clickhouse_->client().address());
}

void Analytics::Start() {
  thread_ = std::make_unique<Worker>("rg-analytics", Worker::Priority::kBehindCalls, kEvery,
                                     [this] { Turn(); });
}

void Analytics::Stop() {
  if (thread_ == nullptr) return;
  stopping_ = true;
  clickhouse_->client().Leave();
  thread_->Stop(Worker::Last::kNothing);
  thread_.reset();
  reader_.reset();
}

void Analytics::Turn() {
  if (stopping_ || parts_.clock.Steady() < next_try_) return;
  const Result<void> worked = Work();
  if (stopping_) return;
  if (worked) {
    pause_ = Duration{};
  } else {
    ++failures_;
    if (reader_ != nullptr) refused_before_ += reader_->refused();
    // Leaves the group: another worker may fare better.
    reader_.reset();
    pause_ = std::clamp(pause_ * 2, kPauseMin, kPauseMax);
    next_try_ = parts_.clock.Steady() + pause_;
  }
  Tell(worked);
}

Result<void> Analytics::Work() {
  if (reader_ == nullptr) {
    RG_CHECK(TablesAreThere(clickhouse_->client()));
    RG_TRY(reader_,
           EventReader::Join(topic_, group_,
                             {.clock = parts_.clock, .log = parts_.log, .worker = mover_}));
    // Joining waits for nobody. Whether both stores are there is seen by looking.
    tended_at_ = Duration{};
  }
  RG_CHECK(reader_->Turn());
  const Duration now = parts_.clock.Steady();
  if (now - tended_at_ < kTendEvery) return {};
  tended_at_ = now;
  return Tend();
}

Result<void> Analytics::Tend() {
  RG_CHECK(reader_->Look());
  const auto there = clickhouse::SelectNumber(clickhouse_->client(), "SELECT toInt64(1)");
  if (!there) return there.error();
  rollups_.Look(mover_.Idle());
  if (months_ == 0 || parts_.clock.Steady() - dropped_at_ < kDropEvery) return {};
  return DropOldMonths();
}

TimePoint KeptSince(TimePoint now, std::int32_t months) {
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
  const auto month =
      std::chrono::year_month{today.year(), today.month()} - std::chrono::months{months};
  return std::chrono::sys_days{month / std::chrono::day{1}};
}

Result<void> Analytics::DropOldMonths() {
  RG_TRY(
      const std::size_t dropped,
      clickhouse::DropMonthsBefore(clickhouse_->client(), KeptSince(parts_.clock.Now(), months_)));
  dropped_at_ = parts_.clock.Steady();
  if (dropped == 0) return {};
  parts_.log.Write(LogLevel::kInfo, "months_dropped", "events that were kept long enough are gone",
                   {{"partitions", static_cast<std::int64_t>(dropped)}});
  return {};
}

void Analytics::Tell(const Result<void>& worked) {
  if (!worked && !fails_) fails_since_ = parts_.clock.Steady();
  fails_ = worked.has_error();
  const bool long_enough = fails_ && parts_.clock.Steady() - fails_since_ >= kAwayAfter;
  const std::string why = long_enough ? worked.error().detail : "";
  away_.Look(long_enough, why);
  dead_letters_.Look(mover_.stats().poisoned > 0);
  Note(why);
}

void Analytics::Note(const std::string& why) {
  const std::lock_guard lock(mutex_);
  why_away_ = why;
  figures_.ingest = mover_.stats();
  figures_.refused = refused_before_ + (reader_ == nullptr ? 0 : reader_->refused());
  figures_.failures = failures_;
  figures_.partitions = 0;
  if (reader_ == nullptr) return;
  figures_.partitions = static_cast<std::int64_t>(reader_->partitions());
  figures_.lag = reader_->lag();
  figures_.behind = reader_->behind();
}

std::string Analytics::why_away() const {
  const std::lock_guard lock(mutex_);
  return why_away_;
}

void Analytics::Collect(admin::MetricsText& metrics) const {
  Figures now;
  {
    const std::lock_guard lock(mutex_);
    now = figures_;
  }
  const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    metrics.Counter(name, help, {}, static_cast<std::int64_t>(value));
  };
  const auto records = [&](std::string_view outcome, std::uint64_t count) {
    metrics.Counter("rateguard_analytics_records_total",
                    "Records read from Kafka, by what became of them.", {{"outcome", outcome}},
                    static_cast<std::int64_t>(count));
  };
  metrics.Gauge("rateguard_analytics_up", "Whether events reach ClickHouse.", {},
                why_away().empty() ? 1 : 0);
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
}

}  // namespace rg::app
