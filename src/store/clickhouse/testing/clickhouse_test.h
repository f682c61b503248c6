#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "store/clickhouse/schema.h"
#include "store/clickhouse/testing/server.h"

namespace rg::store::clickhouse::testing {

// With the server that all tests of the program share, and a database of its own.
class ClickHouseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Server::Available()) {
      GTEST_SKIP() << "no clickhouse-server here: script/install --test";
    }
    database_ = "test_" + std::to_string(++last_);
    client_ = Connect();
    const Result<void> migrated = Migrate(*client_);
    ASSERT_TRUE(migrated) << migrated.error().detail;
  }

  static Server& server() {
    static Server server;
    return server;
  }

  std::unique_ptr<Client> Connect(ClientOptions options = {}) const {
    options.address.database = database_;
    options.silence_max = std::chrono::minutes{3};  // of a machine that is busy with other things
    return server().Connect(std::move(options));
  }

  static ClientOptions As(const Shard& shard) {
    ClientOptions options;
    options.address.shard = shard;
    return options;
  }

  void Do(const std::string& sql) {
    const Result<void> done = client_->Execute(sql);
    ASSERT_TRUE(done) << done.error().detail;
  }
  // What a SELECT of one whole number says; -1 when it fails.
  std::int64_t Number(const std::string& sql) {
    const Result<std::int64_t> number = SelectNumber(*client_, sql);
    EXPECT_TRUE(number) << number.error().detail;
    return number ? *number : -1;
  }

  std::string database_;
  std::unique_ptr<Client> client_;

 private:
  static inline int last_ = 0;
};

}  // namespace rg::store::clickhouse::testing
