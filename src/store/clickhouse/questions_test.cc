#include "store/clickhouse/questions.h"

#include <array>
#include <memory>

#include "analytics/questions_contract.h"
#include "store/clickhouse/testing/clickhouse_test.h"
#include "store/clickhouse/testing/log.h"
#include "store/sql/event_rows.h"
#include "store/sqlite/sqlite.h"

namespace rg::store::clickhouse {
namespace {

namespace contract = analytics::contract;
using testing::Log;

// The same events in SQLite, as the one-machine shape has them, and in a log.
class QuestionsTest : public testing::ClickHouseTest {
 protected:
  void SetUp() override {
    ClickHouseTest::SetUp();
    if (IsSkipped()) return;
    sqlite_ = *sqlite::OpenSqlite({folder_.path() / "rateguard.db"});
    ASSERT_TRUE(sqlite_->Migrate());
    connection_ = *sqlite_->Open();
    in_sqlite_ = std::make_unique<analytics::SqlQuestions>(*connection_);
    in_clickhouse_ = std::make_unique<Questions>(*client_, clock_);
    worker_ = std::make_unique<Worker>(
        *client_, clock_,
        [](const LogBatch&, const LogRecord&, const Error& why) -> Result<void> { return why; },
        WorkerOptions{});
  }

  // Each workspace has a partition of its own. Every fiftieth event comes twice.
  void Make(std::size_t count) {
    const Result<void> stored = connection_->Transaction([&]() -> Result<void> {
      sql::EventBatch batch(*connection_);
      std::string payload;
      for (std::size_t i = 0; i < count; ++i) {
        const journal::Event& event = events_.Next();
        payload.clear();
        journal::AppendPayload(payload, event);
        RG_CHECK(batch.Add(event, payload, 0));
        Log& log = logs_[event.call.workspace == contract::Events::Workspace(0) ? 0 : 1];
        log.Append(payload);
        if (i % 50 == 0) log.Append(payload);
      }
      RG_CHECK(batch.Finish({0, 1, ++offset_}));
      return {};
    });
    ASSERT_TRUE(stored) << stored.error().detail;
  }

  void Work(std::string_view now) {
    clock_.Set(*ParseRfc3339(now));
    for (Log& log : logs_) {
      const Result<void> read = log.ReadAllTo(*worker_);
      ASSERT_TRUE(read) << read.error().detail;
    }
    WorkerIdles();
  }
  void WorkerIdles() {
    const Result<void> idle = worker_->Idle();
    ASSERT_TRUE(idle) << idle.error().detail;
  }

  journal::sample::Folder folder_;
  ManualClock clock_;
  contract::Events events_;
  std::array<Log, 2> logs_{Log(0), Log(1)};
  std::uint64_t offset_ = 0;
  std::unique_ptr<sql::Database> sqlite_;
  std::unique_ptr<sql::Connection> connection_;
  std::unique_ptr<analytics::Questions> in_sqlite_;
  std::unique_ptr<analytics::Questions> in_clickhouse_;
  std::unique_ptr<Worker> worker_;
};

TEST_F(QuestionsTest, AnswersAreThoseOfSqliteFromEventsFromRollupsAndFromBoth) {
  // A window that is open, and everything after it: nothing is rolled up yet.
  Make(contract::Events::Count() / 2);
  Work("2026-03-01T00:00:00Z");
  ASSERT_EQ(Number("SELECT toInt64(count()) FROM rollup_windows"), 0);
  contract::ExpectSameSeries(*in_sqlite_, *in_clickhouse_, {contract::Ranges()[0]});

  // Most windows are closed, in mid-autumn.
  Work("2026-10-25T00:37:00Z");
  ASSERT_GT(Number("SELECT toInt64(count()) FROM rollup_windows"), 0);
  contract::ExpectSameSeries(*in_sqlite_, *in_clickhouse_, contract::Ranges());

  // As many events come late, and then all windows are closed.
  Make(contract::Events::Count() - contract::Events::Count() / 2);
  Work("2026-10-25T00:37:00Z");
  contract::ExpectSameSeries(*in_sqlite_, *in_clickhouse_, {contract::Ranges()[0]});
  Work("2026-11-20T00:00:00Z");
  contract::ExpectSameAnswers(*in_sqlite_, *in_clickhouse_);
  EXPECT_EQ(
      Number("SELECT toInt64(count()) - toInt64(uniqExact(event_id, request_id)) FROM events"),
      logs_[0].size() + logs_[1].size() - static_cast<std::int64_t>(contract::Events::Count()))
      << "no event came twice: the test shows less than it says";
}

TEST_F(QuestionsTest, ARangeOfEventsBeginsAndEndsAtItsMicrosecond) {
  Make(200);
  Work("2026-10-25T00:37:00Z");
  analytics::EventQuery query;
  query.workspace = contract::Events::Workspace(0);
  const Result<analytics::EventPage> all = in_sqlite_->Events(query);
  ASSERT_TRUE(all);
  ASSERT_GT(all->events.size(), 20u);

  for (const analytics::StoredEvent& event : all->events) {
    const TimePoint opened = event.event().opened;
    const std::chrono::microseconds one{1};
    for (const analytics::Range& range : {analytics::Range{opened, opened + one},
                                          {opened - one, opened},
                                          {opened + one, opened + 2 * one}}) {
      query.range = range;
      const auto here = in_clickhouse_->Events(query);
      const auto there = in_sqlite_->Events(query);
      ASSERT_TRUE(here && there);
      EXPECT_EQ(here->events.size(), there->events.size());
      EXPECT_EQ(here->events.size(), range.from == opened ? 1u : 0u);
    }
  }
}

TEST_F(QuestionsTest, OneCallIsFoundAndNotByAnotherWorkspace) {
  Make(200);
  Work("2026-10-25T00:37:00Z");
  analytics::EventQuery query;
  query.workspace = contract::Events::Workspace(0);
  query.limit = 400;
  const Result<analytics::EventPage> page = in_sqlite_->Events(query);
  ASSERT_TRUE(page);
  ASSERT_GT(page->events.size(), 100u);

  for (const analytics::StoredEvent& event : page->events) {
    const RequestId request = event.event().request;
    const auto found = in_clickhouse_->FindEvent(query.workspace, request);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_TRUE(contract::SameRecord(*found, event));
  }
  const RequestId request = page->events[0].event().request;
  for (analytics::Questions* const store : {in_sqlite_.get(), in_clickhouse_.get()}) {
    const auto missing = store->FindEvent(contract::Events::Workspace(1), request);
    EXPECT_EQ(missing.error().code, Errc::kNotFound);
  }
}

TEST_F(QuestionsTest, ThresholdsAreThoseOfSqliteThoughTheyCameTwice) {
  const WorkspaceId workspace = contract::Events::Workspace(0);
  const TimePoint since = *ParseRfc3339("2026-11-01T00:00:00Z");
  for (int round = 0; round < 2; ++round) {
    const Result<void> stored = connection_->Transaction([&]() -> Result<void> {
      sql::EventBatch batch(*connection_);
      for (int i = -3; i < 30; ++i) {
        const journal::ThresholdCrossed crossed{
            .workspace = i % 7 == 0 ? contract::Events::Workspace(1) : workspace,
            .budget = BudgetId{journal::sample::IdOf(80 + static_cast<std::uint64_t>(i & 3))},
            .at = since + std::chrono::milliseconds{i / 2 * 250},
            .period_start = since,
            .percent = 50 + 25 * (i & 1),
            .spent = Money::Nanos(1'000'000 + i),
            .amount = Money::Nanos(2'000'000)};
        RG_CHECK(batch.Add(crossed));
        logs_[0].Append(crossed);
      }
      RG_CHECK(batch.Finish({0, 1, ++offset_}));
      return {};
    });
    ASSERT_TRUE(stored) << stored.error().detail;
  }
  Work("2026-11-20T00:00:00Z");

  for (const std::int64_t limit : {5, 1000}) {
    const auto one = in_sqlite_->Thresholds(workspace, since, limit);
    const auto other = in_clickhouse_->Thresholds(workspace, since, limit);
    ASSERT_TRUE(one && other);
    ASSERT_GE(one->size(), 5u);
    ASSERT_EQ(one->size(), other->size());
    for (std::size_t i = 0; i < one->size(); ++i) {
      const journal::ThresholdCrossed& a = (*one)[i];
      const journal::ThresholdCrossed& b = (*other)[i];
      EXPECT_TRUE(a.at == b.at && a.percent == b.percent && a.workspace == b.workspace &&
                  a.period_start == b.period_start && a.amount == b.amount)
          << i;
    }
  }
}

TEST_F(QuestionsTest, ACursorThatIsNoneIsRefused) {
  for (const char* cursor :
       {"x", "e12", "c12", "c.", "c1.1", "c1'.0190b5a0-0000-7000-8000-000000000000"}) {
    analytics::EventQuery query;
    query.cursor = cursor;
    EXPECT_EQ(in_clickhouse_->Events(query).error().code, Errc::kInvalidRequest) << cursor;
  }
}

}  // namespace
}  // namespace rg::store::clickhouse
