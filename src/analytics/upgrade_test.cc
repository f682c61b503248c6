#include <array>

#include "analytics/audit.h"
#include "analytics/books_test.h"
#include "analytics/events.h"
#include "analytics/spend.h"
#include "journal/old_segment.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/migrations.h"

namespace rg::analytics {
namespace {

using journal::sample::Call;
using store::sql::IdText;
using store::sql::Value;

// A database as version 0.1.0 left it, schema 3, with two calls of one group and an open one.
class UpgradeTest : public BooksTest {
 protected:
  void SetUp() override {
    connection_.reset();
    const auto file = folder_.path() / "old.db";
    database_ = *store::sqlite::OpenSqlite({file});
    connection_ = *database_->Open();
    const auto work = [&]() -> Result<void> {
      RG_CHECK(store::sql::ApplyMigrations(*connection_, store::sql::Migrations().first(3)));
      RG_CHECK(InsertGroup());
      RG_CHECK(InsertEvent(first_.event));
      RG_CHECK(InsertEvent(second_.event));
      RG_CHECK(InsertSums());
      return InsertHold();
    };
    const Result<void> done = connection_->Transaction(work);
    ASSERT_TRUE(done) << done.error().detail;
  }

  template <std::size_t N>
  Result<void> Insert(std::string_view sql, const std::array<Value, N>& values) {
    RG_CHECK(connection_->Execute(sql, values));
    return {};
  }
  Result<void> InsertGroup() {
    const CallFacts& call = first_.event.call;
    return Insert(
        "INSERT INTO call_groups VALUES (1, ?, ?, ?, ?, ?, ?, ',prod,search,', 'ok', "
        "'served')",
        std::array<Value, 6>{IdText(call.workspace), IdText(call.project), IdText(call.key),
                             IdText(call.api), std::string(call.api_slug),
                             std::string(call.model)});
  }
  Result<void> InsertEvent(const journal::Event& event) {
    std::string record;
    journal::AppendPayload(record, event);
    return Insert("INSERT INTO events VALUES (?, 1, 200, ?, ?, '', ?)",
                  std::array<Value, 4>{
                      store::sql::EventIdOf(event.opened, event.request), event.cost.nanos(),
                      static_cast<std::int64_t>(event.settle_seq), store::sql::Blob{record}});
  }
  Result<void> InsertSums() {
    const std::int64_t window = ToMicros(store::sql::WindowOf(first_.event.opened));
    const std::int64_t cost = 2 * first_.event.cost.nanos();
    RG_CHECK(
        Insert("INSERT INTO rollups VALUES (1, ?, 2, 0, 0, 0, 0, ?, 1624, 2048, 0, 0, 0, 0, "
               "512, 0, 0, 0, 0, 0, 286, 5426000, 824000, 2)",
               std::array<Value, 2>{window, cost}));
    return Insert(
        "INSERT INTO settlements VALUES (?, 2, ?)",
        std::array<Value, 2>{IdText(workspace_),
                             store::sql::EventIdOf(first_.event.opened, first_.event.request)});
  }
  Result<void> InsertHold() {
    const journal::Event hold = open_.Hold();
    std::string record;
    journal::AppendPayload(record, hold);
    return Insert(
        "INSERT INTO open_holds VALUES (?, 0, ?, ?, ?, ?)",
        std::array<Value, 5>{IdText(hold.request), IdText(workspace_), ToMicros(hold.opened),
                             hold.hold.nanos(), store::sql::Blob{record}});
  }

  const Call first_{1};
  const Call second_{2};
  const Call third_{3};
  const Call open_{4};
};

TEST_F(UpgradeTest, AnOldDatabaseKeepsItsBooks) {
  const Result<void> migrated = database_->Migrate();
  ASSERT_TRUE(migrated) << migrated.error().detail;
  Store(third_.event);

  EventQuery query;
  query.workspace = workspace_;
  query.key = first_.event.call.key;
  const Result<EventPage> page = ListEvents(*connection_, query);
  ASSERT_TRUE(page) << page.error().detail;
  ASSERT_EQ(page->events.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const journal::Event& event = page->events[i].event();
    EXPECT_EQ(event.settle_seq, 3 - i);
    EXPECT_EQ(event.call.model, "gpt-4o-mini");
    EXPECT_EQ(event.call.tags.size(), 2u);
    EXPECT_EQ(event.lines.size(), 3u);
    EXPECT_EQ(event.verdicts.size(), 2u);
  }
  EXPECT_TRUE(FindEvent(*connection_, workspace_, second_.event.request));

  LedgerClaim claim;
  claim.settled = first_.event.cost + first_.event.cost + first_.event.cost;
  claim.settle_seq = 3;
  const Result<AuditReport> audit = Audit(*connection_, workspace_, {{claim}});
  ASSERT_TRUE(audit) << audit.error().detail;
  EXPECT_TRUE(audit->differences.empty());
  EXPECT_EQ(audit->calls, 3);
  EXPECT_EQ(audit->open_holds, 1u);
  EXPECT_EQ(*LastSeq(*connection_, workspace_), 3u);
  EXPECT_EQ(*SpentUpTo(*connection_, workspace_, {}, {}, 1), first_.event.cost);
}

TEST_F(UpgradeTest, AnEventOfAnOldDatabaseStillCountsOnce) {
  ASSERT_TRUE(database_->Migrate());

  Store(first_.event);
  Store(open_.event);

  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 3);
  EXPECT_EQ(Number("SELECT CAST(SUM(calls) AS BIGINT) FROM rollups"), 3);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM open_holds"), 0);
}

// More than are in memory at a time.
TEST_F(UpgradeTest, EveryEventOfAnOldDatabaseComesOver) {
  ASSERT_TRUE(connection_->Execute(
      "INSERT INTO events WITH RECURSIVE numbers (i) AS (SELECT -10000 UNION ALL SELECT i + 1 "
      "FROM numbers WHERE i < 9999) SELECT i, 1, 200, i, 0, '', record FROM numbers, "
      "(SELECT record FROM events LIMIT 1)",
      {}));

  const Result<void> migrated = database_->Migrate();

  ASSERT_TRUE(migrated) << migrated.error().detail;
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 20'002);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events WHERE event_id = cost_nanos AND "
                   "record = (SELECT record FROM events ORDER BY event_id DESC LIMIT 1 OFFSET 1)"),
            20'000);
  EXPECT_LT(Number("SELECT COUNT(*) FROM event_blocks"), 170);
  EXPECT_FALSE(connection_->Query("SELECT event_id FROM old_events", {}));
}

// Schema 6: Call(1), the sample of its group, and Call(2) as a difference of the first form.
TEST(UpgradeFromSix, KeepsItsEvents) {
  const journal::sample::Folder folder;
  const auto database = *store::sqlite::OpenSqlite({folder.path() / "old.db"});
  const auto connection = *database->Open();
  const Call first(1);
  std::string sample;
  journal::AppendPayload(sample, first.event);
  const auto insert = [&]() -> Result<void> {
    RG_CHECK(store::sql::ApplyMigrations(*connection, store::sql::Migrations().first(6)));
    const CallFacts& call = first.event.call;
    const std::array<Value, 5> group = {IdText(call.workspace), IdText(call.project),
                                        IdText(call.key), IdText(call.api),
                                        store::sql::Blob{sample}};
    RG_CHECK(connection->Execute(
        "INSERT INTO call_groups VALUES (1, ?, ?, ?, ?, 'openai', 'gpt-4o-mini', "
        "',prod,search,', 'ok', 'served', ?)",
        group));
    const std::array<Value, 2> block = {
        store::sql::Blob{
            journal::sample::BytesOf("010200dbc33e01900390ff2a0200090190030a02009f01")},
        store::sql::Blob{journal::sample::BytesOf("03903fc011c0030000") +
                         journal::sample::FirstDifference()}};
    RG_CHECK(
        connection->Execute("INSERT INTO event_blocks VALUES (1843200000001024167, "
                            "1843200000002048642, 1048576, ?, ?)",
                            block));
    return {};
  };
  ASSERT_TRUE(connection->Transaction(insert));

  ASSERT_TRUE(database->Migrate());

  const WorkspaceId workspace = first.event.call.workspace;
  const auto one = FindEvent(*connection, workspace, first.event.request);
  ASSERT_TRUE(one) << one.error().detail;
  EXPECT_EQ(*one->payload, sample);
  const auto two = FindEvent(*connection, workspace, Call(2).event.request);
  ASSERT_TRUE(two) << two.error().detail;
  EXPECT_EQ(two->event().error_code, "late");
  EXPECT_EQ(two->event().verdicts.size(), 2u);
}

}  // namespace
}  // namespace rg::analytics
