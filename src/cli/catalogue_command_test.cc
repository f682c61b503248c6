#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/fake_world.h"

namespace rg::cli {
namespace {

using ::testing::Contains;
using testing::FakeWorld;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kCompare[] = "POST /api/v1/prices/catalogue/compare";
constexpr char kDifference[] = R"({"from":"old+1","to":"new+2","etag":"\"v3\"","models":2,
  "added":[{"provider":"openai","model":"gpt-6","figures":[
    {"what":"input_uncached","before":null,"after":"4"}]}],
  "removed":[],
  "changed":[{"provider":"openai","model":"gpt-4o","figures":[
    {"what":"input_uncached","before":"2.5","after":"2"},
    {"what":"output_text","before":"10","after":"8"}]}]})";

class PricesUpdate : public ::testing::Test {
 protected:
  PricesUpdate() {
    fake_.Answer(kCompare, kDifference);
    fake_.Answer("PUT /api/v1/prices/catalogue", R"({"version":"new+2"})");
    fake_.Answer("DELETE /api/v1/prices/catalogue", R"({"version":"old+1"})");
  }

  bool Sent(std::string_view method) const {
    for (const HttpRequest& request : fake_.requests()) {
      if (request.method == method) return true;
    }
    return false;
  }

  FakeWorld fake_;
};

TEST_F(PricesUpdate, ShowsWhatChangesAndThenUsesIt) {
  fake_.Type("version new+2\n");

  EXPECT_EQ(fake_.Run({"prices", "update", "--yes"}), kExitOk);

  EXPECT_EQ(fake_.out(),
            "   MODEL          WHAT            OLD  NEW\n"
            "+  openai gpt-6   input_uncached         4\n"
            "~  openai gpt-4o  input_uncached  2.5    2\n"
            "                  output_text      10    8\n");
  EXPECT_THAT(fake_.err(), HasSubstr("old+1 -> new+2: 1 added, 0 removed, 1 changed."));
  EXPECT_EQ(fake_.Sent("PUT"), R"({"text":"version new+2\n"})");
  const std::pair<std::string, std::string> if_match{"If-Match", "\"v3\""};
  EXPECT_THAT(fake_.last().headers, Contains(if_match)) << "what was looked at, nothing else";
}

TEST_F(PricesUpdate, DoesNothingWithoutAYes) {
  fake_.Type("version new+2\n");

  EXPECT_NE(fake_.Run({"prices", "update"}), kExitOk);

  EXPECT_THAT(fake_.err(), HasSubstr("--yes"));
  EXPECT_FALSE(Sent("PUT"));
}

TEST_F(PricesUpdate, AsksOnATerminal) {
  fake_.world.in_is_terminal = true;
  fake_.Type("n\n");

  EXPECT_EQ(fake_.Run({"prices", "update", "--embedded"}), kExitFailure);
  EXPECT_THAT(fake_.err(), HasSubstr("Use new+2 from now on? [y/N]"));
  EXPECT_FALSE(Sent("DELETE"));
}

TEST_F(PricesUpdate, GoesBackToTheBuiltInOnes) {
  EXPECT_EQ(fake_.Run({"prices", "update", "--embedded", "--yes"}), kExitOk);

  EXPECT_EQ(fake_.Sent("POST"), "{}");
  EXPECT_TRUE(Sent("DELETE"));
}

TEST_F(PricesUpdate, LeavesAloneWhatIsInForceAlready) {
  FakeWorld fake;
  fake.Answer(kCompare, R"({"from":"v+1","to":"v+1","etag":"\"v0\""})");

  EXPECT_EQ(fake.Run({"prices", "update", "--embedded"}), kExitOk);

  EXPECT_THAT(fake.err(), HasSubstr("in force already"));
  EXPECT_EQ(fake.requests().size(), 1u);
}

TEST_F(PricesUpdate, SaysWhatTheServerFindsWrong) {
  FakeWorld fake;
  fake.Answer(kCompare,
              R"({"title":"Unprocessable","status":422,"detail":"the input has a fault",
                  "errors":[{"pointer":"/text","detail":"line 7: a price is never negative"}]})",
              422);
  fake.Type("version x\n");

  EXPECT_EQ(fake.Run({"prices", "update", "--yes"}), kExitUsage);

  EXPECT_THAT(fake.err(), HasSubstr("line 7: a price is never negative"));
  EXPECT_EQ(fake.requests().size(), 1u);
}

TEST_F(PricesUpdate, IsJsonForPrograms) {
  fake_.Type("version new+2\n");

  EXPECT_EQ(fake_.Run({"prices", "update", "--yes", "--json"}), kExitOk);

  EXPECT_EQ(boost::json::parse(fake_.out()).at("to"), "new+2");
}

TEST_F(PricesUpdate, NeedsToKnowWhichPrices) {
  fake_.world.in_is_terminal = true;

  EXPECT_EQ(fake_.Run({"prices", "update"}), kExitUsage);
  EXPECT_THAT(fake_.err(), HasSubstr("--file"));
  EXPECT_EQ(fake_.Run({"prices", "update", "--embedded", "--file", "x"}), kExitUsage);
  EXPECT_EQ(fake_.Run({"prices", "update", "x"}), kExitUsage);
  EXPECT_TRUE(fake_.requests().empty());
}

TEST(Prices, OfOnesOwnAreSet) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/prices",
              R"({"items":[{"id":"p1","model":"gpt-4o"}],"next_cursor":null})");
  fake.Answer("PATCH /api/v1/workspaces/w1/prices/p1", R"({"id":"p1","model":"gpt-4o"})");

  EXPECT_EQ(fake.Run({"prices", "set", "gpt-4o", "--rates-input-mtok", "3"}), kExitOk);
  EXPECT_EQ(fake.last().body, R"({"rates":{"input_mtok":"3"}})");
}

}  // namespace
}  // namespace rg::cli
