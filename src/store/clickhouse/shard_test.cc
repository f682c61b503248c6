#include "store/clickhouse/shard.h"

#include <array>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "journal/sample.h"
#include "store/clickhouse/examine.h"
#include "store/clickhouse/sql_text.h"
#include "store/clickhouse/testing/clickhouse_test.h"
#include "store/clickhouse/testing/log.h"
#include "store/clickhouse/worker.h"

namespace rg::store::clickhouse {
namespace {

using journal::sample::Call;
using testing::Log;

constexpr char kTopic[] = "api-events";
constexpr std::uint32_t kShards = 2;

WorkspaceId Workspace(std::uint64_t number) {
  return WorkspaceId{journal::sample::IdOf(7'000'000 + number * 104'729)};
}

TEST(ShardTest, AWorkspaceStaysWhereItIs) {
  const WorkspaceId workspace{*ParseUuid("0190b5a0-1234-7abc-8def-0123456789ab")};

  EXPECT_EQ(ShardOf(workspace, 1), 1u);
  EXPECT_EQ(ShardOf(workspace, 2), 1u);
  EXPECT_EQ(ShardOf(workspace, 1'000'000), 823'007u);
}

TEST(ShardTest, WorkspacesAreSpreadEvenly) {
  std::map<std::uint32_t, int> count;
  for (std::uint64_t number = 0; number < 3'000; ++number) ++count[ShardOf(Workspace(number), 3)];

  for (std::uint32_t number = 1; number <= 3; ++number) EXPECT_NEAR(count[number], 1'000, 100);
}

// Shards are databases here: what makes them is that each has tables of its own.
class ShardsTest : public testing::ClickHouseTest {
 protected:
  void SetUp() override {
    ClickHouseTest::SetUp();
    if (IsSkipped()) return;
    for (std::uint32_t number = 1; number <= kShards; ++number) {
      clients_.push_back(Connect(As({number, kShards}), number));
      const Result<void> migrated = Migrate(*clients_.back());
      ASSERT_TRUE(migrated) << migrated.error().detail;
      workers_.push_back(nullptr);
      Hire(number);
    }
  }

  std::unique_ptr<Client> Connect(ClientOptions options, std::uint32_t number) const {
    options.address.database = database_ + "_" + std::to_string(number);
    return server().Connect(std::move(options));
  }
  Worker& Hire(std::uint32_t number) {
    workers_[number - 1] = std::make_unique<Worker>(
        *clients_[number - 1], clock_,
        [this, number](const LogBatch&, const LogRecord& record, const Error&) -> Result<void> {
          dead_.push_back({number, record.offset});
          return {};
        },
        WorkerOptions{});
    return *workers_[number - 1];
  }
  void Append(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t number = first; number < first + count; ++number) {
      Call call(number);
      call.event.call.workspace = Workspace(number % 10);
      log_.Append(call.event);
    }
  }
  // Those of workspaces of one shard only.
  void AppendTo(std::uint32_t shard, std::uint64_t first, std::uint64_t count) {
    std::uint64_t of = 0;
    while (ShardOf(Workspace(of), kShards) != shard) ++of;
    for (std::uint64_t number = first; number < first + count; ++number) {
      Call call(number);
      call.event.call.workspace = Workspace(of);
      log_.Append(call.event);
    }
  }
  void ReadAll() {
    for (const auto& worker : workers_) {
      const Result<void> read = log_.ReadAllTo(*worker);
      ASSERT_TRUE(read) << read.error().detail;
    }
  }
  std::int64_t Ask(std::uint32_t shard, const std::string& sql) {
    const Result<std::int64_t> number = SelectNumber(*clients_[shard - 1], sql);
    EXPECT_TRUE(number) << number.error().detail;
    return number ? *number : -1;
  }
  std::int64_t Rows(std::uint32_t shard) {
    return Ask(shard, "SELECT toInt64(count()) FROM events");
  }
  std::int64_t Marks(std::uint32_t shard) {
    return Ask(shard, "SELECT toInt64(max(log_offset)) FROM log_places");
  }

  ManualClock clock_{TimePoint{std::chrono::seconds{1'800'100'000}}};
  Log log_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::pair<std::uint32_t, std::int64_t>> dead_;
};

TEST_F(ShardsTest, AServerComputesTheSameShard) {
  for (std::uint64_t number = 0; number < 50; ++number) {
    const std::string workspace = "(SELECT toUUID(" + Quoted(Workspace(number)) + ") AS workspace)";
    const Shard shard{ShardOf(Workspace(number), 5), 5};

    EXPECT_EQ(Number("SELECT toInt64(" + IsOfShardSql(shard) + ") FROM " + workspace), 1);
  }
}

TEST_F(ShardsTest, EachHasTheWorkspacesThatAreItsAndTogetherTheyHaveAll) {
  Append(1, 200);
  ReadAll();

  EXPECT_EQ(Rows(1) + Rows(2), 200);
  for (std::uint32_t number : {1u, 2u}) {
    EXPECT_GT(Rows(number), 0);
    EXPECT_EQ(Ask(number, "SELECT toInt64(count()) FROM events WHERE NOT (" +
                              IsOfShardSql({number, kShards}) + ")"),
              0);
    ASSERT_TRUE(workers_[number - 1]->Idle());
    EXPECT_EQ(Ask(number, "SELECT toInt64(sum(calls)) FROM rollups"), Rows(number));
  }
}

TEST_F(ShardsTest, AThresholdGoesWithItsWorkspace) {
  for (std::uint64_t number = 0; number < 10; ++number) {
    journal::ThresholdCrossed crossed{};
    crossed.workspace = Workspace(number);
    log_.Append(crossed);
  }
  ReadAll();

  std::int64_t sum = 0;
  for (std::uint32_t number : {1u, 2u}) {
    sum += Ask(number, "SELECT toInt64(count()) FROM thresholds");
    EXPECT_EQ(Ask(number, "SELECT toInt64(count()) FROM thresholds WHERE NOT (" +
                              IsOfShardSql({number, kShards}) + ")"),
              0);
  }
  EXPECT_EQ(sum, 10);
}

TEST_F(ShardsTest, WhatIsNobodysIsADeadLetterOnce) {
  Append(1, 20);
  log_.Append("this is no record");
  log_.Append("nor is this", journal::RecordKind::kThreshold);
  Append(21, 20);
  ReadAll();

  EXPECT_THAT(dead_, ::testing::ElementsAre(std::pair(1u, 20), std::pair(1u, 21)));
  EXPECT_EQ(Rows(1) + Rows(2), 40);
}

TEST_F(ShardsTest, OneThatWasAwayGoesOnFromItsOwnPlaceAndTheOtherNeedNotWait) {
  Append(1, 100);
  ReadAll();
  Append(101, 100);
  ASSERT_TRUE(log_.ReadAllTo(*workers_[0]));
  EXPECT_LT(Rows(1) + Rows(2), 200);

  Hire(1);
  Hire(2);
  ReadAll();
  EXPECT_EQ(Rows(1) + Rows(2), 200);
  for (std::uint32_t number : {1u, 2u}) {
    EXPECT_EQ(Ask(number, "SELECT toInt64(uniqExact(log_offset)) FROM events"), Rows(number));
  }
}

TEST_F(ShardsTest, OneThatGetsNothingOfAPartitionKnowsAllTheSameHowFarItHasCome) {
  AppendTo(1, 1, 50);
  ReadAll();
  ASSERT_TRUE(workers_[1]->Mark());
  EXPECT_EQ(Marks(2), 0) << "what was dealt with just now may be lost yet";
  EXPECT_FALSE(*workers_[1]->Assign(kTopic, 0));
  ReadAll();
  ASSERT_TRUE(workers_[1]->Mark());
  clock_.Advance(std::chrono::minutes{1});
  AppendTo(1, 51, 50);
  ASSERT_TRUE(workers_[1]->Add(log_.Read(50, 50)));
  ASSERT_TRUE(workers_[1]->Mark());

  EXPECT_EQ(Marks(2), 49);
  EXPECT_EQ(PlacesOf(*clients_[1], clock_, kTopic)->at(0), 50);
  EXPECT_EQ(**Hire(2).Assign(kTopic, 0), 50);
  AppendTo(2, 101, 10);
  ReadAll();
  EXPECT_EQ(Rows(2), 10);
}

TEST_F(ShardsTest, AMarkIsNotMadeWhereRowsSayItAndNotOfRowsThatAreNotIn) {
  AppendTo(1, 1, 50);
  ReadAll();
  ASSERT_TRUE(workers_[0]->Mark());
  clock_.Advance(std::chrono::minutes{1});
  ASSERT_TRUE(workers_[0]->Mark());
  EXPECT_EQ(Marks(1), 0);

  AppendTo(1, 51, 10);
  ASSERT_TRUE(clients_[0]->Execute("RENAME TABLE events TO elsewhere"));
  ASSERT_FALSE(workers_[0]->Add(log_.Read(50, 10)));
  ASSERT_TRUE(clients_[0]->Execute("RENAME TABLE elsewhere TO events"));
  for (int minute = 0; minute < 2; ++minute) {
    clock_.Advance(std::chrono::minutes{1});
    ASSERT_TRUE(workers_[0]->Mark());
  }
  EXPECT_EQ(**Hire(1).Assign(kTopic, 0), 50);
}

}  // namespace
}  // namespace rg::store::clickhouse
