#include "app/analytics/feed.h"

#include <algorithm>
#include <utility>

#include "app/stores/clickhouse.h"
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

clickhouse::WorkerOptions OptionsOfWorker() {
  clickhouse::WorkerOptions options;
  options.refresh_every = kNever;
  return options;
}

}  // namespace

Feed::Feed(const kafka::Address& topic, std::string group, clickhouse::Client& shard,
           std::int32_t months, Parts parts)
    : parts_(parts),
      topic_(topic),
      group_(std::move(group)),
      months_(months),
      shard_(shard),
      worker_(
          shard_, parts.clock,
          [this](const clickhouse::LogBatch& batch, const clickhouse::LogRecord& record,
                 const Error& why) { return reader_->Bury(batch, record, why); },
          OptionsOfWorker()),
      dropped_at_(parts.clock.Steady() - kDropEvery),
      away_(parts.log, kAway),
      rollups_(parts.log, kRollUps),
      dead_letters_(parts.log, kDeadLetters) {}

void Feed::Start() {
  thread_ = std::make_unique<Worker>("rg-analytics", Worker::Priority::kBehindCalls, kEvery,
                                     [this] { Turn(); });
}

void Feed::Leave() {
  stopping_ = true;
  shard_.Leave();
}

void Feed::Stop() {
  if (thread_ == nullptr) return;
  Leave();
  thread_->Stop(Worker::Last::kNothing);
  thread_.reset();
  reader_.reset();
}

void Feed::Turn() {
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

Result<void> Feed::Work() {
  if (reader_ == nullptr) {
    RG_CHECK(TablesAreThere(shard_));
    RG_TRY(reader_, EventReader::Join(topic_, group_,
                                      {.clock = parts_.clock,
                                       .log = parts_.log,
                                       .worker = worker_,
                                       .shard = shard_.address()}));
    // Joining waits for nobody. Whether both stores are there is seen by looking.
    tended_at_ = Duration{};
  }
  RG_CHECK(reader_->Turn());
  const Duration now = parts_.clock.Steady();
  if (now - tended_at_ < kTendEvery) return {};
  tended_at_ = now;
  return Tend();
}

Result<void> Feed::Tend() {
  RG_CHECK(reader_->Look());
  const auto there = clickhouse::SelectNumber(shard_, "SELECT toInt64(1)");
  if (!there) return there.error();
  const Result<void> rolled_up = worker_.Idle();
  rollups_.Look(!rolled_up, rolled_up ? "" : Blame(shard_, rolled_up.error()).detail);
  RG_CHECK(worker_.Mark());
  if (months_ == 0 || parts_.clock.Steady() - dropped_at_ < kDropEvery) return {};
  return DropOldMonths();
}

TimePoint KeptSince(TimePoint now, std::int32_t months) {
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
  const auto month =
      std::chrono::year_month{today.year(), today.month()} - std::chrono::months{months};
  return std::chrono::sys_days{month / std::chrono::day{1}};
}

Result<void> Feed::DropOldMonths() {
  RG_TRY(const std::size_t dropped,
         clickhouse::DropMonthsBefore(shard_, KeptSince(parts_.clock.Now(), months_)));
  dropped_at_ = parts_.clock.Steady();
  if (dropped == 0) return {};
  parts_.log.Write(LogLevel::kInfo, "months_dropped", "events that were kept long enough are gone",
                   {{"partitions", static_cast<std::int64_t>(dropped)}});
  return {};
}

void Feed::Tell(const Result<void>& worked) {
  if (!worked && !fails_) fails_since_ = parts_.clock.Steady();
  fails_ = worked.has_error();
  const bool long_enough = fails_ && parts_.clock.Steady() - fails_since_ >= kAwayAfter;
  const std::string why = long_enough ? Blame(shard_, worked.error()).detail : "";
  away_.Look(long_enough, why);
  dead_letters_.Look(worker_.stats().poisoned > 0);
  Note(why);
}

void Feed::Note(const std::string& why) {
  const std::lock_guard lock(mutex_);
  figures_.why_away = why;
  figures_.ingest = worker_.stats();
  figures_.refused = refused_before_ + (reader_ == nullptr ? 0 : reader_->refused());
  figures_.failures = failures_;
  figures_.partitions = 0;
  if (reader_ == nullptr) return;
  figures_.partitions = static_cast<std::int64_t>(reader_->partitions());
  figures_.lag = reader_->lag();
  figures_.behind = reader_->behind();
}

Feed::Figures Feed::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

}  // namespace rg::app
