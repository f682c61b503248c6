#include "store/postgres/listener.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/postgres/schema.h"
#include "store/postgres/test_server.h"
#include "store/sql/resource_rows.h"

namespace rg::store::postgres {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

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
    database_ = *OpenPostgres({.url = url_, .reconnect_pause = 10ms, .patience = 500ms}, clock_);
    ASSERT_TRUE(database_->Migrate());
    connection_ = *database_->Open();
  }
  Result<std::unique_ptr<Listener>> Listen(Presence presence) {
    return database_->Listen(presence);
  }
  std::unique_ptr<Listener> Follow() {
    auto listener = Listen(Presence::kAlone);
    EXPECT_TRUE(listener) << listener.error().detail;
    (*listener)->Follow([&] { heard_.Add(); });
    return *std::move(listener);
  }
  std::string NameOfDatabase() {
    return (*connection_->Query("SELECT current_database()", {}))[0].Text(0);
  }
  // Ends the listener's session, as a restart of the server does.
  void Cut() {
    server_.Run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = '" +
        NameOfDatabase() + "' AND query LIKE 'LISTEN%'");
  }
  // How many wait to be let in.
  std::int64_t Waiting() {
    return (*connection_->Query(
        "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", {}))[0]
        .Int(0);
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
  const auto listener = Follow();
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
  const auto listener = Follow();
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
  const auto listener = Follow();
  ASSERT_TRUE(heard_.Times(1));

  Cut();

  EXPECT_TRUE(heard_.Times(2));
  ASSERT_TRUE(Bump());
  EXPECT_TRUE(heard_.Times(3));
}

TEST_F(ListenerTest, EndsAtOnceThoughItsServerIsNotThere) {
  const auto patient = *OpenPostgres({.url = url_, .reconnect_pause = 24h}, clock_);
  auto listener = *patient->Listen(Presence::kAlone);
  listener->Follow([&] { heard_.Add(); });
  ASSERT_TRUE(heard_.Times(1));
  server_.Run("ALTER DATABASE " + NameOfDatabase() + " ALLOW_CONNECTIONS false");
  Cut();
  while (patient->traffic().connect_failures == 0) std::this_thread::yield();

  listener.reset();

  EXPECT_EQ(heard_.times(), 1);
}

TEST_F(ListenerTest, WhoWantsToBeAloneKeepsOthersOutAndIsKeptOut) {
  auto alone = Listen(Presence::kAlone);
  ASSERT_TRUE(alone);

  for (const Presence presence : {Presence::kAlone, Presence::kAmongOthers}) {
    const auto other = Listen(presence);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, Errc::kConflict);
    EXPECT_THAT(other.error().detail, HasSubstr("another process is there: since 20"));
  }
  alone->reset();
  const auto one = Listen(Presence::kAmongOthers);
  const auto two = Listen(Presence::kAmongOthers);
  EXPECT_TRUE(one && two);
  EXPECT_FALSE(Listen(Presence::kAlone));
}

TEST_F(ListenerTest, WhoFindsAnotherInItsPlaceKnowsUntilThatOneHasLeft) {
  const auto first = Follow();
  ASSERT_TRUE(heard_.Times(1));
  // Whoever comes next waits in the line, and so is there before the first can be back.
  const auto next = *Session::Open({.url = url_, .silence_max = 2min});
  std::thread coming([&] {
    EXPECT_TRUE(next->Do("SELECT pg_advisory_lock(" + std::to_string(kPresenceLock) + ")"));
  });
  while (Waiting() == 0) std::this_thread::yield();
  Cut();
  coming.join();

  while (!first->displaced()) std::this_thread::yield();
  next->End();

  EXPECT_TRUE(heard_.Times(2));
  EXPECT_FALSE(first->displaced());
}

}  // namespace
}  // namespace rg::store::postgres
