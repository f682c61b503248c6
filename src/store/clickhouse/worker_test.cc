#include "store/clickhouse/worker.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "journal/sample.h"
#include "store/clickhouse/testing/clickhouse_test.h"
#include "store/clickhouse/testing/log.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {
namespace {

using journal::sample::Call;
using testing::Log;
using testing::Server;

constexpr char kTopic[] = "api-events";

class WorkerTest : public testing::ClickHouseTest {
 protected:
  void SetUp() override {
    ClickHouseTest::SetUp();
    if (!IsSkipped()) worker_ = Hire();
  }

  std::unique_ptr<Worker> Hire(WorkerOptions options = {}) {
    return std::make_unique<Worker>(
        *client_, clock_,
        [this](const LogBatch&, const LogRecord& record, const Error& why) -> Result<void> {
          rows_when_buried_ = Rows();
          if (letters_fail_) return Fail(Errc::kUnavailable, "nobody takes dead letters");
          dead_.push_back(record.offset);
          why_ = why.detail;
          return {};
        },
        options);
  }

  void Append(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t number = first; number < first + count; ++number) {
      log_.Append(Call(number).event);
    }
  }
  void ReadAll() {
    const Result<void> read = log_.ReadAllTo(*worker_);
    ASSERT_TRUE(read) << read.error().detail;
  }
  std::int64_t Rows() { return Number("SELECT toInt64(count()) FROM events"); }
  std::int64_t Offsets() {
    return Number("SELECT toInt64(uniqExact(log_partition, log_offset)) FROM events");
  }
  // The sum of a workspace's roll-ups that count.
  std::int64_t RolledUp() {
    return Number(
        "SELECT toInt64(sum(calls)) FROM rollups WHERE (workspace, window, run) IN "
        "(SELECT workspace, window, argMax(run, version) FROM rollup_windows "
        "GROUP BY workspace, window)");
  }

  ManualClock clock_{TimePoint{std::chrono::seconds{1'800'100'000}}};
  Log log_;
  bool letters_fail_ = false;
  std::int64_t rows_when_buried_ = -1;
  std::vector<std::int64_t> dead_;
  std::string why_;
  std::unique_ptr<Worker> worker_;
};

TEST_F(WorkerTest, AnotherWorkerReadsOnBehindWhatTheTableHolds) {
  Append(1, 100);
  ReadAll();
  EXPECT_EQ(**worker_->Assign(kTopic, 0), 100);
  EXPECT_FALSE(*worker_->Assign(kTopic, 1)) << "another partition";
  EXPECT_FALSE(*worker_->Assign("others", 0)) << "another topic";

  worker_ = Hire();
  Append(101, 50);
  ASSERT_EQ(*worker_->Add(log_.Read(0, 1000)), 150) << "from the beginning, to be sure";
  EXPECT_EQ(Rows(), 150);
  EXPECT_EQ(worker_->stats().held, 100u);
}

TEST_F(WorkerTest, EventsOfManyMonthsAreOneBlockAndTheTableKnowsTheirMonth) {
  for (std::uint64_t number = 1; number <= 40; ++number) {
    Call call(number);
    call.event.opened -= std::chrono::days{number * 9 % 400};
    log_.Append(call.event);
  }
  ReadAll();

  EXPECT_EQ(worker_->stats().blocks, 1u);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM system.parts WHERE active AND table = 'events' "
                   "AND database = '" +
                   database_ + "'"),
            1);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM events WHERE toDate(opened, 'UTC') > "
                   "addMonths(filed, 1)"),
            0);
}

TEST_F(WorkerTest, AnEventThatCameTwiceIsRolledUpOnce) {
  Append(1, 30);
  Append(1, 30);
  ReadAll();
  ASSERT_TRUE(worker_->Idle());

  EXPECT_EQ(Rows(), 60);
  EXPECT_EQ(RolledUp(), 30);
}

TEST_F(WorkerTest, AThresholdIsNoDeadLetterUnlessItIsDamaged) {
  Append(1, 3);
  journal::ThresholdCrossed crossed{};
  crossed.percent = 75;
  log_.Append(crossed);
  log_.Append("damaged", journal::RecordKind::kThreshold);
  Append(4, 3);
  ReadAll();

  EXPECT_EQ(Rows(), 6);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM thresholds WHERE percent = 75"), 1);
  EXPECT_EQ(worker_->stats().thresholds, 1u);
  EXPECT_EQ(dead_, std::vector<std::int64_t>{4});
}

TEST_F(WorkerTest, AClosedWindowIsSummedUpAnewWhenAnEventComesLate) {
  Append(1, 10);
  ReadAll();
  ASSERT_TRUE(worker_->Idle());
  Append(11, 5);
  ReadAll();
  EXPECT_EQ(RolledUp(), 10);
  ASSERT_TRUE(worker_->Idle());
  EXPECT_EQ(RolledUp(), 15);

  const std::int64_t runs = Number("SELECT toInt64(count()) FROM rollup_windows");
  ASSERT_TRUE(worker_->Idle());
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM rollup_windows"), runs) << "and only then";
}

TEST_F(WorkerTest, AnOpenWindowIsNotRolledUpBeforeItsGraceIsOver) {
  const TimePoint end = sql::WindowOf(Call(1).event.opened) + sql::kWindow;
  clock_.Set(end + std::chrono::minutes{5} - std::chrono::nanoseconds{1});
  Append(1, 1);
  ReadAll();
  ASSERT_TRUE(worker_->Idle());
  EXPECT_EQ(RolledUp(), 0);

  clock_.Advance(std::chrono::nanoseconds{1});
  ASSERT_TRUE(worker_->Idle());
  EXPECT_EQ(RolledUp(), 1);
}

TEST_F(WorkerTest, WindowsThatADeadWorkerLeftDirtyAreFound) {
  Append(1, 10);
  ReadAll();
  ASSERT_TRUE(worker_->Idle());
  Append(11, 10);
  ReadAll();

  worker_ = Hire();
  ASSERT_TRUE(worker_->Assign(kTopic, 0));
  ASSERT_TRUE(worker_->Idle());
  EXPECT_EQ(RolledUp(), 20);
}

TEST_F(WorkerTest, TwoWorkersThatBothBelieveTheyOwnAPartitionCountNothingTwice) {
  Append(1, 20);
  const auto other = Hire();
  ASSERT_TRUE(worker_->Assign(kTopic, 0));
  ASSERT_TRUE(other->Assign(kTopic, 0));
  ASSERT_TRUE(worker_->Add(log_.Read(0, 20)));
  ASSERT_TRUE(other->Add(log_.Read(0, 20)));
  ASSERT_TRUE(worker_->Idle());
  ASSERT_TRUE(other->Idle());

  EXPECT_EQ(Rows(), 40);
  EXPECT_EQ(RolledUp(), 20);
}

TEST_F(WorkerTest, ARecordThatIsNoEventIsADeadLetterAndDelaysNobody) {
  Append(1, 3);
  log_.Append("this is no record");
  log_.Append(Call(4).Hold());
  Append(4, 3);
  ReadAll();

  EXPECT_EQ(Rows(), 6);
  EXPECT_EQ(dead_, std::vector<std::int64_t>{3});
  EXPECT_EQ(worker_->stats().rowless, 1u);
}

TEST_F(WorkerTest, ADeadLetterIsOutBeforeRowsSayThatItIsDealtWith) {
  log_.Append("this is no record");
  Append(1, 3);
  ReadAll();

  EXPECT_EQ(dead_, std::vector<std::int64_t>{0});
  EXPECT_EQ(rows_when_buried_, 0) << "a worker that is killed in between would lose it";
  EXPECT_EQ(Rows(), 3);
}

TEST_F(WorkerTest, ARowThatTheServerRefusesIsFoundAndTheOthersGoIn) {
  Do("ALTER TABLE events ADD COLUMN guard UInt8 DEFAULT throwIf(status = 599)");
  for (std::uint64_t number = 1; number <= 100; ++number) {
    Call call(number);
    if (number == 1 || number == 64 || number == 100) call.event.status = 599;
    log_.Append(call.event);
  }
  ReadAll();

  EXPECT_EQ(Rows(), 97);
  EXPECT_EQ(dead_, (std::vector<std::int64_t>{0, 63, 99}));
  EXPECT_NE(why_.find("throwIf"), std::string::npos) << why_;
}

TEST_F(WorkerTest, ADeadLetterThatNobodyTakesIsHandedOutAgainAndItsBlockIsThereOnce) {
  Append(1, 3);
  log_.Append("this is no record");
  letters_fail_ = true;
  ASSERT_FALSE(worker_->Add(log_.Read(0, 4)));
  letters_fail_ = false;
  ASSERT_EQ(*worker_->Add(log_.Read(0, 4)), 4);

  EXPECT_EQ(Rows(), 3);
  EXPECT_EQ(dead_, std::vector<std::int64_t>{3});
}

TEST_F(WorkerTest, ATableThatRefusesEverythingMakesNoDeadLettersOfIt) {
  Do("ALTER TABLE events ADD COLUMN guard UInt8 DEFAULT throwIf(status = 200)");
  Append(1, 1);
  Do("DROP TABLE events");

  EXPECT_FALSE(worker_->Add(log_.Read(0, 1)));
  EXPECT_TRUE(dead_.empty());
}

TEST_F(WorkerTest, ATableThatLostRowsIsFilledAgain) {
  Append(1, 10);
  ReadAll();
  Do("TRUNCATE TABLE events");
  Do("RENAME TABLE events TO elsewhere");
  Append(11, 10);
  ASSERT_FALSE(worker_->Add(log_.Read(10, 10))) << "the insert that fails is what makes it ask";
  Do("RENAME TABLE elsewhere TO events");

  ASSERT_EQ(*worker_->Add(log_.Read(10, 10)), 0);
  ASSERT_EQ(*worker_->Add(log_.Read(0, 20)), 20);
  EXPECT_EQ(Rows(), 20);
  EXPECT_EQ(Offsets(), 20);
}

// Kills the server in the middle of inserts again and again. Each time, the worker does not know
// whether its block went in.
TEST(WorkerKillTest, AServerKilledInMidInsertLosesNothingAndHasNothingTwice) {
  if (!Server::Available()) GTEST_SKIP() << "no clickhouse-server here: script/install --test";
  constexpr int kKills = 12;
  Server server;
  const SystemClock clock;
  const auto client = server.Connect();
  ASSERT_TRUE(Migrate(*client));
  Worker worker(
      *client, clock,
      [](const LogBatch&, const LogRecord&, const Error& why) -> Result<void> { return why; }, {});
  Log log;
  for (std::uint64_t number = 1; number <= 60'000; ++number) log.Append(Call(number).event);

  std::atomic<int> kills{0};
  int failures = 0;
  std::thread working([&] {
    std::int64_t next = 0;
    while (next < log.size() || kills < kKills) {
      // Once all is in, reads the end again: there is to be something to kill in the middle of.
      const std::int64_t from = std::min(next, log.size() - 3'000);
      const Result<std::int64_t> added = worker.Add(log.Read(from, 3'000));
      if (!added) ++failures;
      if (added) next = *added;
    }
  });
  IdSource random(7);
  for (; kills < kKills; ++kills) {
    std::this_thread::sleep_for(std::chrono::milliseconds{random.Random() % 150});
    server.Kill();
    server.Start();
  }
  working.join();

  const auto number = [&](const std::string& sql) { return *SelectNumber(*client, sql); };
  EXPECT_GT(failures, 0) << "no kill was in time for an insert";
  EXPECT_EQ(number("SELECT toInt64(uniqExact(log_offset)) FROM events"), log.size()) << "lost";
  EXPECT_EQ(number("SELECT toInt64(count()) FROM events"), log.size()) << "twice";
  EXPECT_EQ(*worker.Assign(kTopic, 0), std::optional(log.size()));
  std::printf("%d kills, %d calls of Add failed, %llu blocks had no reply, 0 lost, 0 twice\n",
              kills.load(), failures, static_cast<unsigned long long>(worker.stats().failures));
}

}  // namespace
}  // namespace rg::store::clickhouse
