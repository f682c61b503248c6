#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/fake_world.h"

namespace rg::cli {
namespace {

namespace json = boost::json;
using testing::FakeWorld;
using ::testing::HasSubstr;

constexpr char kId[] = "01890a5d-ac96-774b-bcce-b302099a8057";
const std::string kKeys = "/api/v1/workspaces/w1/keys";

std::string Page(const std::string& items, const std::string& next = "null") {
  return R"({"items":[)" + items + R"(],"next_cursor":)" + next + "}";
}

TEST(ResourceCommand, AListIsATable) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer(
      "GET /api/v1/workspaces/w1/budgets",
      Page(
          R"({"id":"b1","name":"All","scope":"workspace","period":"monthly","hard":true,"amount":"100",
                  "spent":"12.5","held":"0.25","remaining":"87.25","period_end":"2026-12-01T00:00:00Z"})"));

  EXPECT_EQ(fake.Run({"budgets", "list"}), kExitOk);
  EXPECT_EQ(
      fake.out(),
      "NAME  SCOPE      PERIOD   HARD   AMOUNT   SPENT   HELD    LEFT  RESETS               ID\n"
      "All   workspace  monthly  yes   $100.00  $12.50  $0.25  $87.25  2026-12-01 00:00:00  b1\n");
}

TEST(ResourceCommand, AListFollowsEveryPage) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys + "?limit=200", Page(R"({"id":"k1","name":"a"})", R"("c+1")"));
  fake.Answer("GET " + kKeys + "?limit=200&cursor=c%2B1", Page(R"({"id":"k2","name":"b"})"));

  EXPECT_EQ(fake.Run({"keys", "list", "--json"}), kExitOk);
  EXPECT_EQ(json::parse(fake.out()).as_array().size(), 2u);
}

TEST(ResourceCommand, AnEmptyListSaysHowToMakeOne) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys, Page(""));

  EXPECT_EQ(fake.Run({"keys", "list"}), kExitOk);
  EXPECT_EQ(fake.out(), "");
  EXPECT_THAT(fake.err(), HasSubstr("rateguard keys create --name my-app"));
}

TEST(ResourceCommand, ACreatedKeyIsAloneOnStandardOutput) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("POST " + kKeys, R"({"id":"k1","name":"my-app","key":"rg_live_abc"})", 201);

  EXPECT_EQ(fake.Run({"keys", "create", "--name", "my-app", "--scopes-models", "gpt-5*,o3"}),
            kExitOk);
  EXPECT_EQ(fake.out(), "rg_live_abc\n");
  EXPECT_EQ(fake.Sent("POST"), R"({"name":"my-app","scopes":{"models":["gpt-5*","o3"]}})");
}

TEST(ResourceCommand, AnUpdateFindsItsResourceByName) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys, Page(R"({"id":"k1","name":"my-app"})"));
  fake.Answer("PATCH " + kKeys + "/k1", R"({"id":"k1","name":"new"})");

  EXPECT_EQ(fake.Run({"keys", "update", "my-app", "--name", "new", "--if-version", "3"}), kExitOk);
  EXPECT_EQ(fake.last().body, R"({"name":"new"})");
  const std::pair<std::string, std::string> if_match{"If-Match", "\"3\""};
  EXPECT_THAT(fake.last().headers, ::testing::Contains(if_match));
}

TEST(ResourceCommand, AnIdIsNotLookedUp) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys + "/" + kId, R"({"id":"k1","name":"my-app"})");

  EXPECT_EQ(fake.Run({"keys", "get", kId}), kExitOk);
  EXPECT_EQ(fake.requests().size(), 2u);
}

TEST(ResourceCommand, ANameThatIsNotThereIsAnsweredWithTheOneMeant) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys, Page(R"({"id":"k1","name":"my-app"})"));

  EXPECT_EQ(fake.Run({"keys", "get", "my-ap"}), kExitFailure);
  EXPECT_THAT(fake.err(), HasSubstr("did you mean \"my-app\""));
}

TEST(ResourceCommand, ANameOfTwoIsNotGuessed) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET " + kKeys, Page(R"({"id":"k1","name":"a"},{"id":"k2","name":"a"})"));

  EXPECT_EQ(fake.Run({"keys", "revoke", "a", "--yes"}), kExitUsage);
  EXPECT_THAT(fake.err(), HasSubstr("k2"));
}

TEST(ResourceCommand, NothingIsDestroyedUnasked) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"keys", "delete", kId}, {"keys", "revoke", kId}}) {
    FakeWorld script;
    script.AnswerWorkspace();
    FakeWorld person;
    person.AnswerWorkspace();
    person.world.in_is_terminal = true;
    person.Type("n\n");

    EXPECT_EQ(script.Run(words), kExitUsage) << "a script must say --yes";
    EXPECT_EQ(person.Run(words), kExitFailure);
    EXPECT_EQ(script.requests().size(), 1u);
    EXPECT_EQ(person.requests().size(), 1u);
  }
}

TEST(ResourceCommand, YesIsEnoughForAScript) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("DELETE " + kKeys + "/" + kId, "", 204);

  EXPECT_EQ(fake.Run({"keys", "delete", kId, "--yes"}), kExitOk);
}

TEST(ResourceCommand, EveryFaultIsShownOnALineOfItsOwn) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("POST " + kKeys,
              R"({"title":"The request is not valid","detail":"2 things are wrong","errors":[
                 {"pointer":"/name","detail":"is required"},{"pointer":"/scopes/apis","detail":"too many"}]})",
              422);

  EXPECT_EQ(fake.Run({"keys", "create"}), kExitUsage);
  EXPECT_EQ(fake.err(),
            "rateguard: 2 things are wrong\n  name is required\n  scopes.apis too many\n");
}

TEST(ResourceCommand, ACredentialComesFromStandardInputOrAVariable) {
  FakeWorld typed;
  typed.AnswerWorkspace();
  typed.Type("sk-secret\n");
  typed.Answer("POST /api/v1/workspaces/w1/apis", R"({"id":"a1","slug":"openai"})", 201);
  FakeWorld variable;
  variable.AnswerWorkspace();
  variable.world.environment["OPENAI_API_KEY"] = "sk-other";
  variable.Answer("POST /api/v1/workspaces/w1/apis", R"({"id":"a1","slug":"openai"})", 201);

  EXPECT_EQ(typed.Run({"apis", "create", "--provider", "openai", "--credential-file", "-"}),
            kExitOk);
  EXPECT_EQ(typed.last().body, R"({"provider":"openai","credential":"sk-secret"})");
  EXPECT_EQ(variable.Run(
                {"apis", "create", "--provider", "openai", "--credential-env", "OPENAI_API_KEY"}),
            kExitOk);
  EXPECT_EQ(variable.last().body, R"({"provider":"openai","credential":"sk-other"})");
  EXPECT_EQ(variable.out().find("sk-other"), std::string::npos);
}

TEST(ResourceCommand, AProjectMayBeCalledByItsName) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/projects", Page(R"({"id":"p1","name":"Web app"})"));
  fake.Answer("POST " + kKeys, R"({"id":"k1","name":"x","key":"rg_live_abc"})", 201);

  EXPECT_EQ(fake.Run({"keys", "create", "--name", "x", "--project", "Web app"}), kExitOk);
  EXPECT_EQ(fake.Sent("POST"), R"({"name":"x","project":"p1"})");
}

TEST(ResourceCommand, OfSeveralWorkspacesOneMustBeChosen) {
  FakeWorld fake;
  fake.Answer("GET /api/v1/workspaces",
              Page(R"({"id":"w1","slug":"acme"},{"id":"w2","slug":"other"})"));
  fake.Answer("GET /api/v1/workspaces/w2/keys", Page(""));

  EXPECT_EQ(fake.Run({"keys", "list"}), kExitUsage);
  EXPECT_THAT(fake.err(), HasSubstr("acme, other"));
  EXPECT_EQ(fake.Run({"keys", "list", "--workspace", "other"}), kExitOk);
}

TEST(ResourceCommand, TheOperatorsRulesBelongToNoWorkspace) {
  FakeWorld fake;
  fake.Answer("GET /api/v1/limits", Page(""));

  EXPECT_EQ(fake.Run({"limits", "list", "--operator"}), kExitOk);
}

TEST(ResourceCommand, TheCatalogueShowsDollarsPerMillion) {
  FakeWorld fake;
  fake.Answer("GET /api/v1/prices",
              Page(R"({"provider":"openai","model":"gpt-4o","periods":[{"rates":[{"per_million":
                  {"input_uncached":"2.5","cache_read":"1.25","output_text":"10"}}]}]})"));

  EXPECT_EQ(fake.Run({"prices", "catalogue", "--search", "gpt-4o"}), kExitOk);
  EXPECT_EQ(fake.out(),
            "PROVIDER  MODEL   TIER  FROM  ABOVE  INPUT/M  CACHED/M  WRITE/M  OUTPUT/M\n"
            "openai    gpt-4o                       $2.50     $1.25             $10.00\n");
}

}  // namespace
}  // namespace rg::cli
