#include "store/clickhouse/client.h"

#include <array>
#include <thread>

#include "journal/sample.h"
#include "store/clickhouse/sql_text.h"
#include "store/clickhouse/testing/clickhouse_test.h"

namespace rg::store::clickhouse {
namespace {

using testing::Server;

class ClientTest : public testing::ClickHouseTest {
 protected:
  // What a SELECT of one text says.
  std::string Text(Client& client, const std::string& sql) {
    std::string text;
    const std::array columns = {Column::kText};
    const Result<void> read = client.Each(sql, columns, [&](const Row& row) -> Result<void> {
      text = row.Text(0);
      return {};
    });
    EXPECT_TRUE(read) << read.error().detail;
    return text;
  }
};

TEST_F(ClientTest, AnyBytesInAStatementAreTheSameAtTheServer) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  bytes += "\\'; DROP TABLE events --\\";

  EXPECT_EQ(Text(*client_, "SELECT " + Quoted(bytes)), bytes);
}

TEST_F(ClientTest, AnIdIsTheSameAtTheServerBothWays) {
  const Uuid id = journal::sample::IdOf(7);
  std::string row;
  PutId(row, id);
  Do("CREATE TABLE ids (id UUID) ENGINE = Memory");
  ASSERT_TRUE(client_->Insert("INSERT INTO ids FORMAT RowBinary", row, "an-id"));

  EXPECT_EQ(Text(*client_, "SELECT toString(id) FROM ids WHERE id = " + Quoted(id)), ToString(id));
  const std::array columns = {Column::kId};
  Uuid read;
  ASSERT_TRUE(client_->Each("SELECT id FROM ids", columns, [&](const Row& found) -> Result<void> {
    read = found.Id(0);
    return {};
  }));
  EXPECT_EQ(read, id);
}

TEST_F(ClientTest, ManyRowsArriveInOrderPackedOrNot) {
  for (const bool compress : {false, true}) {
    ClientOptions options;
    options.compress = compress;
    const auto client = Connect(std::move(options));
    const std::array columns = {Column::kInt64, Column::kText};
    std::int64_t next = 0;
    const Result<void> read =
        client->Each("SELECT toInt64(number), toString(number) FROM numbers(300000)", columns,
                     [&](const Row& row) -> Result<void> {
                       EXPECT_EQ(row.Int(0), next);
                       EXPECT_EQ(row.Text(1), std::to_string(next));
                       ++next;
                       return {};
                     });
    EXPECT_TRUE(read) << read.error().detail;
    EXPECT_EQ(next, 300'000);
  }
}

TEST_F(ClientTest, AStatementThatFailsAtItsLastRowGivesNoRow) {
  const std::array columns = {Column::kInt64};
  int rows = 0;
  const Result<void> read =
      client_->Each("SELECT toInt64(throwIf(number = 299999)) FROM numbers(300000)", columns,
                    [&](const Row&) -> Result<void> {
                      ++rows;
                      return {};
                    });

  ASSERT_FALSE(read);
  EXPECT_EQ(rows, 0);
  EXPECT_NE(read.error().detail.find("code 395"), std::string::npos) << read.error().detail;
}

TEST_F(ClientTest, AnErrorOfWhoeverReadsEndsTheReadingAndTheNextStatementRuns) {
  const std::array columns = {Column::kInt64};
  int rows = 0;
  const Result<void> read = client_->Each("SELECT toInt64(number) FROM numbers(1000000)", columns,
                                          [&](const Row&) -> Result<void> {
                                            if (++rows < 3) return {};
                                            return Fail(Errc::kTooLarge, "enough");
                                          });

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().detail, "enough");
  EXPECT_EQ(rows, 3);
  EXPECT_EQ(Number("SELECT toInt64(1)"), 1);
}

TEST_F(ClientTest, AWrongPasswordIsForbiddenAndNotRepeated) {
  ClientOptions options;
  options.address = server().address();
  options.address.password = Secret("hunter2hunter2");
  Client client(std::move(options));

  const Result<void> refused = client.Execute("SELECT 1");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kForbidden);
  EXPECT_EQ(refused.error().detail.find("hunter2"), std::string::npos) << refused.error().detail;
}

TEST_F(ClientTest, WhatIsWrongWithAStatementIsOursAndWithRowsIsTheirs) {
  Do("CREATE TABLE numbers (number UInt32) ENGINE = Memory");

  EXPECT_EQ(client_->Execute("SELECT nonsense").error().code, Errc::kInternal);
  const Result<void> cut = client_->Insert("INSERT INTO numbers FORMAT RowBinary", "123", "cut");
  EXPECT_EQ(cut.error().code, Errc::kInvalidRequest) << cut.error().detail;
}

TEST(ClientAwayTest, NobodyThereIsUnavailableAndSaysWhere) {
  const NobodysPort nobody;
  ClientOptions options;
  options.address.endpoint = {"127.0.0.1", nobody.number(), false};
  options.address.password = Secret("never to be seen");
  Client client(std::move(options));

  const Result<void> refused = client.Execute("SELECT 1");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kUnavailable);
  EXPECT_NE(refused.error().detail.find("127.0.0.1"), std::string::npos);
  EXPECT_EQ(refused.error().detail.find("never"), std::string::npos);
}

// Two of which the first is nobody: that is left for the other and, once that is silent, come back
// to.
TEST(ClientReplicasTest, TheFirstThatAnswersIsAsked) {
  if (!Server::Available()) GTEST_SKIP() << "no clickhouse-server here: script/install --test";
  Server server;
  const NobodysPort nobody;
  ClientOptions options;
  options.address = server.address("default");
  options.address.others = {options.address.endpoint};
  options.address.endpoint = {"127.0.0.1", nobody.number(), false};
  options.silence_max = std::chrono::milliseconds{300};
  Client client(std::move(options));

  EXPECT_TRUE(SelectNumber(client, "SELECT toInt64(1)"));
  client.TakeAnother();
  EXPECT_TRUE(SelectNumber(client, "SELECT toInt64(1)")) << "the next one is nobody";

  server.Freeze();
  EXPECT_EQ(client.Execute("SELECT 1").error().code, Errc::kUnavailable);
  server.Kill();
  const Result<void> gone = client.Execute("SELECT 1");
  ASSERT_FALSE(gone);
  EXPECT_NE(gone.error().detail.find("it refuses connections"), std::string::npos);
  server.Start();
  EXPECT_TRUE(SelectNumber(client, "SELECT toInt64(1)"));
}

TEST(ClientRestartTest, AConnectionThatTheServerDroppedIsReplacedForReadingAndASilentOneIsLeft) {
  if (!Server::Available()) GTEST_SKIP() << "no clickhouse-server here: script/install --test";
  Server server;
  ClientOptions options;
  options.address.database = "default";
  const auto client = server.Connect(options);
  options.silence_max = std::chrono::milliseconds{300};
  const auto impatient = server.Connect(std::move(options));
  ASSERT_TRUE(client->Execute("SELECT 1"));

  server.Kill();
  server.Start();
  EXPECT_TRUE(SelectNumber(*client, "SELECT toInt64(1)"));

  server.Freeze();
  const Result<void> silent = impatient->Execute("SELECT 1");
  server.Thaw();
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().code, Errc::kUnavailable);
  EXPECT_TRUE(SelectNumber(*client, "SELECT toInt64(1)"));
}

TEST(ClientRestartTest, WhoLeavesDoesNotWaitForAServerThatIsSilent) {
  if (!Server::Available()) GTEST_SKIP() << "no clickhouse-server here: script/install --test";
  Server server;
  ClientOptions options;
  options.address.database = "default";
  options.silence_max = std::chrono::minutes{10};
  const auto client = server.Connect(std::move(options));
  server.Freeze();
  Result<void> asked;
  std::thread asking([&] { asked = client->Execute("SELECT 1"); });

  client->Leave();
  asking.join();
  server.Thaw();

  EXPECT_EQ(asked.error().code, Errc::kUnavailable);
  EXPECT_EQ(client->Execute("SELECT 1").error().code, Errc::kUnavailable) << "for good";
}

}  // namespace
}  // namespace rg::store::clickhouse
