#include "store/postgres/listener.h"

#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>

#include "store/postgres/test_server.h"
#include "store/sql/resource_rows.h"

namespace rg::store::postgres {
namespace {

using namespace std::chrono_literals;

// Counts what it is told, and waits for it.
class Heard {
 public:
  void Add() {
    const std::lock_guard lock(mutex_);
    ++times_;
    changed_.notify_all();
  }
  // Whether it has been told so many times, at once or within a generous while.
  bool Times(int wanted) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 30s, [&] { return times_ >= wanted; });
  }
  int times() {
    const std::lock_guard lock(mutex_);
    return times_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int times_ = 0;
};

class ListenerTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!server_.missing().empty()) GTEST_SKIP() << server_.missing();
    url_ = server_.NewDatabase();
    database_ = *OpenPostgres({.url = url_, .reconnect_pause = 10ms}, clock_);
    ASSERT_TRUE(database_->Migrate());
    connection_ = *database_->Open();
  }
  Result<void> Bump() { return sql::ResourceRows(*connection_).Bump(); }

  TestServer& server_ = TestServer::Get();
  Secret url_;
  SystemClock clock_;
  std::unique_ptr<Postgres> database_;
  std::unique_ptr<sql::Connection> connection_;
  Heard heard_;
};

TEST_F(ListenerTest, HearsAChangeOnceItIsCommittedAndOnceOnly) {
  const auto listener = database_->Listen([&] { heard_.Add(); });
  ASSERT_TRUE(heard_.Times(1)) << "that it listens counts as a change";
  ASSERT_TRUE(connection_->Transaction([&]() -> Result<void> {
    for (int i = 0; i < 5; ++i) RG_CHECK(Bump());
    EXPECT_EQ(heard_.times(), 1);
    return {};
  }));
  EXPECT_TRUE(heard_.Times(2));

  // Notifications come in the order of their commits: what five would have said is said by now.
  ASSERT_TRUE(Bump());
  EXPECT_TRUE(heard_.Times(3));
  EXPECT_EQ(heard_.times(), 3);
}

TEST_F(ListenerTest, DoesNotHearWhatWasTakenBack) {
  const auto listener = database_->Listen([&] { heard_.Add(); });
  ASSERT_TRUE(heard_.Times(1));
  EXPECT_FALSE(connection_->Transaction([&]() -> Result<void> {
    RG_CHECK(Bump());
    return Fail(Errc::kForbidden, "no");
  }));

  ASSERT_TRUE(Bump());
  EXPECT_TRUE(heard_.Times(2));
  EXPECT_EQ(heard_.times(), 2);
}

TEST_F(ListenerTest, ListensAgainWhenItsSessionIsLostAndSaysThatItMayHaveMissedSomething) {
  const auto listener = database_->Listen([&] { heard_.Add(); });
  ASSERT_TRUE(heard_.Times(1));

  server_.Run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE datname = current_database() AND query LIKE 'LISTEN%'",
      url_);

  EXPECT_TRUE(heard_.Times(2));
  ASSERT_TRUE(Bump());
  EXPECT_TRUE(heard_.Times(3));
}

TEST_F(ListenerTest, EndsAtOnceThoughItsServerIsNotThere) {
  const auto nowhere = *OpenPostgres(
      {.url = Secret("postgres://rg@/rg?host=/nonexistent"), .reconnect_pause = 24h}, clock_);
  {
    const auto listener = nowhere->Listen([&] { heard_.Add(); });
  }

  EXPECT_EQ(heard_.times(), 0);
}

}  // namespace
}  // namespace rg::store::postgres
