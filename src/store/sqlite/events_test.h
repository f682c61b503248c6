#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/record.h"
#include "journal/sample.h"
#include "store/sql/event_rows.h"
#include "store/sqlite/sqlite.h"

namespace rg::store::sqlite {

// An empty database, and what the shipper does to it.
class EventsTest : public testing::Test {
 protected:
  EventsTest() {
    EXPECT_TRUE(database_->Migrate());
    connection_ = *database_->Open();
  }

  sql::Rows Query(std::string_view sql, const std::vector<sql::Value>& parameters = {}) {
    Result<sql::Rows> rows = connection_->Query(sql, parameters);
    EXPECT_TRUE(rows) << rows.error().detail;
    return rows ? *rows : sql::Rows{};
  }
  std::int64_t Number(std::string_view sql) {
    const sql::Rows rows = Query(sql);
    return rows.empty() ? -1 : rows[0].Int(0);
  }

  // Adds records as the shipper does, in one transaction.
  sql::BatchReport Add(const std::vector<const journal::Event*>& events, std::uint64_t offset = 1) {
    sql::BatchReport report;
    Transact([&]() -> Result<void> {
      RG_TRY(report, Batch(events, offset));
      return {};
    });
    return report;
  }
  // A batch of a transaction, in which there may be others.
  Result<sql::BatchReport> Batch(const std::vector<const journal::Event*>& events,
                                 std::uint64_t offset = 1) {
    sql::EventBatch batch(*connection_);
    for (const journal::Event* event : events) {
      std::string payload;
      journal::AppendPayload(payload, *event);
      RG_CHECK(batch.Add(*event, payload, 0));
    }
    return batch.Finish({0, 1, offset});
  }
  void Transact(const std::function<Result<void>()>& work) {
    const Result<void> done = connection_->Transaction(work);
    EXPECT_TRUE(done) << done.error().detail;
  }

  journal::sample::Folder folder_;
  std::unique_ptr<sql::Database> database_ = *OpenSqlite({folder_.path() / "rateguard.db"});
  std::unique_ptr<sql::Connection> connection_;
  WorkspaceId workspace_{journal::sample::IdOf(1'000'001)};
};

}  // namespace rg::store::sqlite
