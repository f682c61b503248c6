#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite/events_test.h"

namespace rg::store::sqlite {
namespace {

class EventRowsTest : public EventsTest {};

TEST_F(EventRowsTest, AnEventCountsOnce) {
  const journal::sample::Call one(1);
  const journal::sample::Call two(2);

  const sql::BatchReport first = Add({&one.event, &two.event});
  const sql::BatchReport again = Add({&two.event, &one.event});

  EXPECT_EQ(first.events, 2u);
  EXPECT_EQ(again.events, 0u);
  EXPECT_EQ(again.duplicates, 2u);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 2);
  EXPECT_EQ(Number("SELECT CAST(SUM(calls) AS BIGINT) FROM rollups"), 2);
  EXPECT_EQ(Number("SELECT CAST(SUM(cost_nanos) AS BIGINT) FROM rollups"), 704'400);
  EXPECT_EQ(Number("SELECT CAST(SUM(cache_read) AS BIGINT) FROM rollups"), 2048);
}

// More than go into one block, a few of which are there already or come twice.
TEST_F(EventRowsTest, AmongManyEventsEachCountsOnce) {
  std::vector<std::unique_ptr<journal::sample::Call>> calls;
  std::vector<const journal::Event*> events;
  for (std::uint64_t i = 1; i <= 700; ++i) {
    calls.push_back(std::make_unique<journal::sample::Call>(i));
    events.push_back(&calls.back()->event);
  }
  Add({events[3], events[100], events[699]});
  events.push_back(events[400]);
  std::ranges::reverse(events);

  const sql::BatchReport report = Add(events);

  EXPECT_EQ(report.events, 697u);
  EXPECT_EQ(report.duplicates, 4u);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 700);
  EXPECT_EQ(Number("SELECT CAST(SUM(calls) AS BIGINT) FROM rollups"), 700);
}

// The table of open holds is asked only for calls that it can have.
TEST_F(EventRowsTest, AHoldEndsWhicheverCallEndsFirst) {
  const journal::sample::Call older(1);
  const journal::sample::Call younger(2);
  const journal::Event first = older.Hold();
  const journal::Event second = younger.Hold();
  Add({&first, &second});

  Add({&younger.event});
  EXPECT_EQ(sql::LoadOpenHolds(*connection_)->front().request, older.event.request);
  Add({&older.event});

  EXPECT_TRUE(sql::LoadOpenHolds(*connection_)->empty());
}

TEST_F(EventRowsTest, RollupsOfSeveralBatchesAddUp) {
  for (std::uint64_t i = 1; i <= 5; ++i) {
    const journal::sample::Call call(i);
    Add({&call.event});
  }

  EXPECT_EQ(Number("SELECT COUNT(*) FROM rollups"), 1);
  EXPECT_EQ(Number("SELECT calls FROM rollups"), 5);
  EXPECT_EQ(Number("SELECT output_text FROM rollups"), 5 * 256);
  EXPECT_EQ(Number("SELECT first_bytes FROM rollups"), 5);
  EXPECT_EQ(Number("SELECT gateway_micros FROM rollups"), 5 * 143);
}

TEST_F(EventRowsTest, ModelsNobodyKnowsDoNotSwellTheRollups) {
  for (std::uint64_t i = 1; i <= 5; ++i) {
    journal::sample::Call call(i);
    const std::string model = "made-up-" + std::to_string(i);
    call.event.call.model = model;
    call.event.outcome = journal::Outcome::kRefusedRequest;
    Add({&call.event});
  }

  EXPECT_EQ(Number("SELECT COUNT(*) FROM rollups"), 1);
  EXPECT_EQ(Number("SELECT refused FROM rollups"), 5);
}

TEST_F(EventRowsTest, AHoldIsOpenUntilItsEventComes) {
  const journal::sample::Call ended(1);
  const journal::sample::Call open(2);
  const journal::Event hold = ended.Hold();
  const journal::Event other = open.Hold();
  Add({&hold, &other});
  EXPECT_EQ(sql::LoadOpenHolds(*connection_)->size(), 2u);

  Add({&ended.event});

  const auto holds = sql::LoadOpenHolds(*connection_);
  ASSERT_EQ(holds->size(), 1u);
  EXPECT_EQ(holds->front().request, open.event.request);
  journal::Decoded decoded;
  ASSERT_TRUE(journal::DecodeEvent(holds->front().payload, decoded));
  EXPECT_EQ(decoded.event.hold, open.event.hold);
}

TEST_F(EventRowsTest, AHoldThatEndsInItsBatchIsNeverStored) {
  const journal::sample::Call call(1);
  const journal::Event hold = call.Hold();

  Add({&hold, &call.event});

  EXPECT_TRUE(sql::LoadOpenHolds(*connection_)->empty());
}

TEST_F(EventRowsTest, AnExtendedHoldIsStoredWithItsLastAmount) {
  const journal::sample::Call call(1);
  journal::Event hold = call.Hold();
  Add({&hold});
  hold.hold = Money::Nanos(9);
  Add({&hold});

  EXPECT_EQ(Number("SELECT hold_nanos FROM open_holds"), 9);
}

TEST_F(EventRowsTest, PositionsAreKeptPerCore) {
  const journal::sample::Call call(1);
  Add({&call.event}, 17);
  Add({}, 99);

  EXPECT_THAT(*sql::LoadPositions(*connection_), testing::ElementsAre(journal::Position{0, 1, 99}));
}

TEST_F(EventRowsTest, AThresholdReadTwiceIsOne) {
  const journal::ThresholdCrossed crossed{workspace_,
                                          BudgetId{journal::sample::IdOf(5)},
                                          TimePoint{std::chrono::seconds{90}},
                                          TimePoint{std::chrono::seconds{0}},
                                          75,
                                          Money::Dollars(3),
                                          Money::Dollars(4)};
  const auto work = [&]() -> Result<void> {
    sql::EventBatch batch(*connection_);
    RG_CHECK(batch.Add(crossed));
    RG_CHECK(batch.Add(crossed));
    return {};
  };
  ASSERT_TRUE(connection_->Transaction(work));

  const auto thresholds = sql::LoadThresholds(*connection_, workspace_, TimePoint{}, 10);

  ASSERT_EQ(thresholds->size(), 1u);
  EXPECT_EQ(thresholds->front().percent, 75);
  EXPECT_EQ(thresholds->front().spent, Money::Dollars(3));
  EXPECT_EQ(thresholds->front().at, crossed.at);
}

TEST_F(EventRowsTest, CallsOfOneMicrosecondAreAllKeptAndEachOnce) {
  std::vector<std::unique_ptr<journal::sample::Call>> calls;
  std::vector<const journal::Event*> events;
  for (std::uint64_t i = 1; i <= 1030; ++i) {
    auto& call = calls.emplace_back(std::make_unique<journal::sample::Call>(i));
    call->event.opened = TimePoint{std::chrono::seconds{1'800'000'000}};
    events.push_back(&call->event);
  }

  EXPECT_EQ(Add(events).events, 1030u);
  EXPECT_EQ(Add(events).duplicates, 1030u);

  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 1030);
  EXPECT_EQ(Number("SELECT CAST(SUM(calls) AS BIGINT) FROM rollups"), 1030);
}

}  // namespace
}  // namespace rg::store::sqlite
