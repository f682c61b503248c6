#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/sample.h"
#include "store/sql/columns.h"
#include "store/sql/database.h"
#include "store/sql/migrations.h"
#include "store/sql/price_catalogue_row.h"
#include "store/sql/resource_rows.h"
#include "store/sql/rollups.h"

// What every SQL store must do, so that everything above sees no difference. A store instantiates
// it with a function that makes an empty database in a folder; kNotFound where its server is not on
// this machine, which skips the suite.
//
// Events are not in it: they are only ever stored in SQLite (docs/adr/sqlite.md).
namespace rg::store::sql {

using MakeDatabase =
    std::function<Result<std::unique_ptr<Database>>(const std::filesystem::path& folder)>;

class DatabaseContract : public testing::TestWithParam<MakeDatabase> {
 protected:
  void SetUp() override {
    auto made = GetParam()(folder_.path());
    if (!made && made.error().code == Errc::kNotFound) GTEST_SKIP() << made.error().detail;
    ASSERT_TRUE(made) << made.error().detail;
    database_ = *std::move(made);
    ASSERT_TRUE(database_->Migrate());
    auto opened = database_->Open();
    ASSERT_TRUE(opened);
    connection_ = *std::move(opened);
  }

  Rows Query(std::string_view sql, std::vector<Value> parameters = {}) {
    Result<Rows> rows = connection_->Query(sql, parameters);
    EXPECT_TRUE(rows) << rows.error().detail;
    return rows ? *rows : Rows{};
  }
  std::int64_t Number(std::string_view sql) {
    const Rows rows = Query(sql);
    return rows.empty() ? -1 : rows[0].Int(0);
  }

  ResourceRow Api(std::uint64_t number, std::string name) {
    ResourceRow row;
    row.kind = "api";
    row.id = journal::sample::IdOf(number);
    row.workspace = workspace_;
    row.unique_name = std::move(name);
    row.doc = R"({"base_url":"https://api.openai.com"})";
    row.created = row.updated = TimePoint{std::chrono::seconds{1'800'000'000}};
    return row;
  }

  journal::sample::Folder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
  WorkspaceId workspace_{journal::sample::IdOf(1'000'001)};
};

TEST_P(DatabaseContract, ValuesComeBackAsTheyWent) {
  const std::string text = "tab\t'quote' \"double\" ünïcode ? \n";
  const Rows rows = Query("SELECT CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT)",
                          {std::int64_t{-9'000'000'000'000'000'000}, text, std::monostate{}});

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Int(0), -9'000'000'000'000'000'000);
  EXPECT_EQ(rows[0].Text(1), text);
  EXPECT_TRUE(rows[0].IsNull(2));
}

TEST_P(DatabaseContract, AStatementThatDoesNotRunIsADefect) {
  EXPECT_EQ(connection_->Query("SELECT nothing FROM nowhere", {}).error().code, Errc::kInternal);
  const std::array<Value, 1> one_too_many = {std::int64_t{1}};
  EXPECT_EQ(connection_->Query("SELECT 1", one_too_many).error().code, Errc::kInternal);
}

TEST_P(DatabaseContract, AFailedTransactionLeavesNothingBehind) {
  ResourceRows rows(*connection_);
  const auto work = [&]() -> Result<void> {
    RG_CHECK(rows.Insert(Api(1, "openai")));
    return Fail(Errc::kForbidden, "no");
  };

  EXPECT_EQ(connection_->Transaction(work).error().code, Errc::kForbidden);

  EXPECT_EQ(rows.Get("api", journal::sample::IdOf(1)).error().code, Errc::kNotFound);
  EXPECT_TRUE(rows.Insert(Api(1, "openai"))) << "the connection works on";
}

TEST_P(DatabaseContract, LoadedPricesComeBackWholeAndMoveTheRevision) {
  PriceCatalogueStore store(*connection_);
  EXPECT_EQ(store.Load()->version, 0) << "there is none at first";
  const std::int64_t before = *ResourceRows(*connection_).Revision();
  const TimePoint now{std::chrono::seconds{1'800'000'000}};

  ASSERT_TRUE(store.Save({1, "version v", "somebody", now}));
  ASSERT_TRUE(store.Save({2, "version w", "somebody else", now}));

  EXPECT_EQ(*store.Version(), 2);
  EXPECT_EQ(store.Load()->body, "version w");
  EXPECT_EQ(store.Load()->actor, "somebody else");
  EXPECT_EQ(store.Load()->updated, now);
  EXPECT_EQ(*ResourceRows(*connection_).Revision(), before + 2);
}

TEST_P(DatabaseContract, ASnapshotDoesNotSeeWhatIsWrittenMeanwhile) {
  const std::unique_ptr<Connection> other = *database_->Open();
  std::int64_t before = -1;
  std::int64_t after = -1;
  const auto read = [&]() -> Result<void> {
    before = Number("SELECT COUNT(*) FROM resources");
    EXPECT_TRUE(ResourceRows(*other).Insert(Api(1, "openai")));
    after = Number("SELECT COUNT(*) FROM resources");
    return {};
  };

  ASSERT_TRUE(connection_->Snapshot(read));

  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM resources"), 1);
}

TEST_P(DatabaseContract, MigratesOnce) {
  EXPECT_TRUE(database_->Migrate());
  EXPECT_EQ(Number("SELECT COUNT(*) FROM schema_migrations"),
            static_cast<std::int64_t>(Migrations().size()));
}

TEST_P(DatabaseContract, RefusesADatabaseOfANewerBinary) {
  ASSERT_TRUE(connection_->Execute(
      "INSERT INTO schema_migrations (number, name) VALUES (999, 'from the future')", {}));

  EXPECT_EQ(database_->Migrate().error().code, Errc::kConflict);
}

TEST_P(DatabaseContract, AMigrationThatFailsIsNotAppliedByHalf) {
  constexpr std::array<std::string_view, 2> statements = {"CREATE TABLE half (x BIGINT)",
                                                          "this is no SQL"};
  std::vector<Migration> migrations(Migrations().begin(), Migrations().end());
  migrations.push_back({migrations.back().number + 1, "broken", statements});
  const auto work = [&] { return ApplyMigrations(*connection_, migrations); };

  EXPECT_FALSE(connection_->Transaction(work));

  EXPECT_FALSE(connection_->Query("SELECT x FROM half", {}));
}

TEST_P(DatabaseContract, AResourceComesBackAsItWent) {
  ResourceRows rows(*connection_);
  const ResourceRow put = Api(1, "openai");
  ASSERT_TRUE(rows.Insert(put));

  const Result<ResourceRow> got = rows.Get("api", put.id);

  ASSERT_TRUE(got);
  EXPECT_EQ(got->kind, put.kind);
  EXPECT_EQ(got->id, put.id);
  EXPECT_EQ(got->workspace, put.workspace);
  EXPECT_EQ(got->unique_name, put.unique_name);
  EXPECT_EQ(got->doc, put.doc);
  EXPECT_EQ(got->version, 1);
  EXPECT_EQ(got->created, put.created);
  EXPECT_EQ((*rows.FindByName("api", workspace_, "openai"))->id, put.id);
  EXPECT_FALSE(*rows.FindByName("api", WorkspaceId{}, "openai"));
}

TEST_P(DatabaseContract, NamesAreUniqueWithinKindAndWorkspace) {
  ResourceRows rows(*connection_);
  ASSERT_TRUE(rows.Insert(Api(1, "openai")));
  ResourceRow other_workspace = Api(2, "openai");
  other_workspace.workspace = WorkspaceId{journal::sample::IdOf(77)};
  ResourceRow other_kind = Api(1, "openai");
  other_kind.kind = "project";

  EXPECT_EQ(rows.Insert(Api(3, "openai")).error().code, Errc::kConflict);
  EXPECT_TRUE(rows.Insert(other_workspace));
  EXPECT_TRUE(rows.Insert(other_kind));
  ASSERT_TRUE(rows.Insert(Api(4, "anthropic")));
  ResourceRow renamed = Api(4, "openai");
  EXPECT_EQ(rows.Update(renamed).error().code, Errc::kConflict);
}

TEST_P(DatabaseContract, AnUpdateOfAnotherVersionIsRefused) {
  ResourceRows rows(*connection_);
  ResourceRow row = Api(1, "openai");
  ASSERT_TRUE(rows.Insert(row));
  row.doc = "{}";

  EXPECT_EQ(*rows.Update(row), 2);
  EXPECT_EQ(rows.Update(row).error().code, Errc::kPreconditionFailed);
  row.version = 2;
  EXPECT_EQ(*rows.Update(row), 3);
  EXPECT_EQ(rows.Update(Api(9, "none")).error().code, Errc::kNotFound);
}

TEST_P(DatabaseContract, ADeleteOfAnotherVersionIsRefused) {
  ResourceRows rows(*connection_);
  ASSERT_TRUE(rows.Insert(Api(1, "openai")));

  EXPECT_EQ(rows.Delete("api", journal::sample::IdOf(1), 2).error().code,
            Errc::kPreconditionFailed);
  EXPECT_TRUE(rows.Delete("api", journal::sample::IdOf(1), 1));
  EXPECT_EQ(rows.Delete("api", journal::sample::IdOf(1)).error().code, Errc::kNotFound);
}

TEST_P(DatabaseContract, ListsGoOnWhereTheLastPageEnded) {
  ResourceRows rows(*connection_);
  for (std::uint64_t i = 1; i <= 5; ++i) {
    ASSERT_TRUE(rows.Insert(Api(i, "api-" + std::to_string(i))));
  }
  const auto first = rows.List("api", workspace_, std::nullopt, 3);
  ASSERT_EQ(first->size(), 3u);

  const auto second = rows.List("api", std::nullopt, first->back().id, 3);

  ASSERT_EQ(second->size(), 2u);
  EXPECT_EQ(second->front().unique_name, "api-4");
  EXPECT_TRUE(rows.List("api", WorkspaceId{}, std::nullopt, 3)->empty());
}

TEST_P(DatabaseContract, EveryChangeOfAResourceMovesTheRevision) {
  ResourceRows rows(*connection_);
  std::vector<std::int64_t> revisions = {*rows.Revision()};
  ASSERT_TRUE(rows.Insert(Api(1, "openai")));
  revisions.push_back(*rows.Revision());
  ASSERT_TRUE(rows.Update(Api(1, "openai")));
  revisions.push_back(*rows.Revision());
  std::size_t loaded = 0;
  ASSERT_TRUE(rows.LoadAll([&](const ResourceRow&) { ++loaded; }));
  revisions.push_back(*rows.Revision() + 1);
  ASSERT_TRUE(rows.Delete("api", journal::sample::IdOf(1)));
  revisions.push_back(*rows.Revision() + 1);

  EXPECT_EQ(loaded, 1u);
  for (std::size_t i = 1; i < revisions.size(); ++i) EXPECT_GT(revisions[i], revisions[i - 1]);
}

TEST_P(DatabaseContract, AnIdempotencyKeyIsTakenOnce) {
  IdempotencyRows rows(*connection_);
  const IdempotencyRow row{workspace_, "key-1", "hash", "{}", TimePoint{std::chrono::seconds{5}}};
  ASSERT_TRUE(rows.Insert(row));

  EXPECT_EQ(rows.Insert(row).error().code, Errc::kConflict);
  EXPECT_EQ((*rows.Find(workspace_, "key-1"))->request_hash, "hash");
  EXPECT_FALSE(*rows.Find(WorkspaceId{}, "key-1"));
  EXPECT_EQ(*rows.DeleteBefore(TimePoint{std::chrono::seconds{6}}), 1);
  EXPECT_FALSE(*rows.Find(workspace_, "key-1"));
}

TEST_P(DatabaseContract, TheAuditLogIsReadNewestFirst) {
  AuditRows rows(*connection_);
  for (std::uint64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(rows.Insert({journal::sample::IdOf(i), workspace_,
                             TimePoint{std::chrono::seconds{i}}, "ada", "update", "api",
                             journal::sample::IdOf(10 + i % 2), "{}", "{\"a\":1}"}));
  }

  const auto all = rows.List(workspace_, std::nullopt, std::nullopt, 2);
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ(all->front().id, journal::sample::IdOf(3));
  EXPECT_EQ(rows.List(workspace_, std::nullopt, all->back().id, 2)->size(), 1u);
  EXPECT_EQ(rows.List(std::nullopt, journal::sample::IdOf(11), std::nullopt, 9)->size(), 2u);
  EXPECT_EQ(all->front().after, "{\"a\":1}");
}

TEST_P(DatabaseContract, AColumnOfBytesKeepsEveryByte) {
  ASSERT_TRUE(connection_->Execute("CREATE TABLE kept (size BIGINT, bytes BYTEA NOT NULL)", {}));
  std::string bytes;
  for (std::int64_t size = 0; size < 300; ++size) {
    const std::array<Value, 2> row = {size, Blob{bytes}};
    ASSERT_TRUE(connection_->Execute("INSERT INTO kept (size, bytes) VALUES (?, ?)", row));
    const Rows rows = Query("SELECT bytes FROM kept WHERE size = ?", {size});
    ASSERT_EQ(rows.size(), 1u);
    ASSERT_EQ(rows[0].Bytes(0), bytes);
    bytes.push_back(static_cast<char>(size));
  }
}

TEST_P(DatabaseContract, TagsAreASetWhateverTheirOrder) {
  const std::vector<std::string> tags = {"prod", "eu", "prod"};

  EXPECT_EQ(JoinTags(tags), ",eu,prod,");
  EXPECT_THAT(SplitTags(",eu,prod,"), testing::ElementsAre("eu", "prod"));
  EXPECT_EQ(JoinTags({}), "");
  EXPECT_TRUE(SplitTags("").empty());
}

}  // namespace rg::store::sql
