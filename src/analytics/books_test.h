#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analytics/ingest.h"
#include "journal/record.h"
#include "journal/sample.h"
#include "journal/segment_writer.h"
#include "store/sql/event_rows.h"
#include "store/sqlite/sqlite.h"

namespace rg::analytics {

// A store with a journal beside it, both real files in a folder of their own.
class BooksTest : public testing::Test {
 protected:
  static constexpr std::uint32_t kSalt = 31;

  BooksTest() { OpenStore(); }

  void OpenStore() {
    connection_.reset();
    database_ = *store::sqlite::OpenSqlite({folder_.path() / "rateguard.db"});
    EXPECT_TRUE(database_->Migrate());
    connection_ = *database_->Open();
  }

  std::filesystem::path journal() const { return folder_.path() / "journal"; }

  // A finished segment with these records.
  void Segment(std::uint64_t sequence, const std::string& records, std::uint32_t core = 0) {
    EXPECT_TRUE(journal::MakeFolder(journal()));
    auto writer = journal::SegmentWriter::Create(journal(), {core, sequence, TimePoint{}, kSalt});
    ASSERT_TRUE(writer) << writer.error().detail;
    std::size_t kept = 0;
    ASSERT_TRUE(writer->Append(records, kept));
  }

  static std::string Record(const journal::Event& event) {
    std::string record;
    journal::AppendRecord(record, event, kSalt);
    return record;
  }

  // Adds an event straight to the store.
  void Store(const journal::Event& event) {
    const auto work = [&]() -> Result<void> {
      store::sql::EventBatch batch(*connection_);
      std::string payload;
      journal::AppendPayload(payload, event);
      RG_CHECK(batch.Add(event, payload, 0));
      RG_CHECK(batch.Finish({0, 1, ++offset_}));
      return {};
    };
    const Result<void> done = connection_->Transaction(work);
    ASSERT_TRUE(done) << done.error().detail;
  }

  std::int64_t Number(std::string_view sql) {
    const Result<store::sql::Rows> rows = connection_->Query(sql, {});
    EXPECT_TRUE(rows) << rows.error().detail;
    return rows && !rows->empty() ? (*rows)[0].Int(0) : -1;
  }

  journal::sample::Folder folder_;
  std::unique_ptr<store::sql::Database> database_;
  std::unique_ptr<store::sql::Connection> connection_;
  WorkspaceId workspace_{journal::sample::IdOf(1'000'001)};
  std::uint64_t offset_ = 0;
};

}  // namespace rg::analytics
