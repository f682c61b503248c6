#include "admin/handler.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "admin/admin_world_test.h"
#include "admin/openapi.h"
#include "admin/page.h"
#include "config/settings.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::RegistryWorld;
using testing::HasSubstr;
using testing::Not;

class AdminTest : public testing::Test {
 protected:
  Answer Get(const std::string& path) { return world_.Call("GET", path); }
  Answer Post(const std::string& path, std::string_view body) {
    return world_.Call("POST", path, body);
  }
  Answer Patch(const std::string& path, std::string_view body) {
    return world_.Call("PATCH", path, body);
  }
  // Below the workspace "acme".
  static std::string Acme(std::string_view rest) {
    return "/api/v1/workspaces/acme/" + std::string{rest};
  }
  std::string MakeKey() {
    const Answer made = Post(Acme("keys"), R"({"name":"app"})");
    EXPECT_EQ(made.status, 201) << made.body;
    return std::string{made.Json().at("id").get_string()};
  }

  AdminWorld world_;
};

TEST_F(AdminTest, AThingIsMadeReadChangedListedAndDeleted) {
  const Answer made = Post(Acme("projects"), R"({"name":"web"})");
  const std::string path = Acme("projects/") + std::string{made.Json().at("id").get_string()};
  const Answer read = Get(path);
  const Answer changed = Patch(path, R"({"description":"the shop"})");
  const Answer list = Get(Acme("projects"));
  const Answer deleted = world_.Call("DELETE", path);

  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.Header("location"), path);
  EXPECT_EQ(read.Json(), made.Json());
  EXPECT_EQ(read.Header("etag"), "\"v1\"");
  EXPECT_EQ(changed.Json().at("description"), "the shop");
  EXPECT_EQ(list.Json().at("items").as_array().size(), 1u);
  EXPECT_TRUE(list.Json().at("next_cursor").is_null());
  EXPECT_EQ(deleted.status, 204);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(Get(path).status, 404);
}

TEST_F(AdminTest, WhatMayWaitForADatabaseRunsOnAnotherThread) {
  std::thread::id here = std::this_thread::get_id();
  std::thread::id there = here;
  world_.RunAside([&](const std::function<void()>& job) {
    std::thread([&] {
      there = std::this_thread::get_id();
      job();
    }).join();
  });

  EXPECT_EQ(Post(Acme("projects"), R"({"name":"web"})").status, 201);

  EXPECT_NE(there, here);
}

TEST_F(AdminTest, WhetherTheProgramIsAliveIsAnsweredWhileADatabaseKeepsOthersWaiting) {
  world_.RunAside([](const auto&) { FAIL() << "nobody has time for that"; });

  for (const char* path : {"/livez", "/readyz", "/startupz", "/metrics", "/api/openapi.json"}) {
    EXPECT_EQ(Get(path).status, 200) << path;
  }
}

TEST_F(AdminTest, AWorkspaceAnswersToItsIdAndItsSlug) {
  const Answer by_slug = Get("/api/v1/workspaces/acme");
  const std::string id{by_slug.Json().at("id").get_string()};
  const Answer by_id = Get("/api/v1/workspaces/" + id);
  const Answer changed = Patch("/api/v1/workspaces/acme", R"({"time_zone":"Europe/Berlin"})");
  const Answer made = Post("/api/v1/workspaces", R"({"name":"Big & Co"})");

  EXPECT_EQ(by_slug.Json(), by_id.Json());
  EXPECT_EQ(changed.Json().at("time_zone"), "Europe/Berlin") << changed.body;
  EXPECT_EQ(Patch("/api/v1/workspaces/acme", R"({"time_zone":"Mars/Base"})").status, 422);
  EXPECT_EQ(made.Json().at("slug"), "big-co");
  EXPECT_EQ(Get("/api/v1/workspaces").Json().at("items").as_array().size(), 2u);
  EXPECT_EQ(world_.Call("DELETE", "/api/v1/workspaces/big-co").status, 204);
}

TEST_F(AdminTest, EveryEndpointNeedsATokenUnlessItSaysOtherwise) {
  int guarded = 0;
  for (const Endpoint& endpoint : world_.api().endpoints()) {
    const std::string path = world_.Concrete(endpoint.path, "acme");
    for (const std::string& token : {std::string{}, std::string{"Bearer rg_admin_made_up"},
                                     "Basic " + world_.token(), "Bearer " + world_.token() + "x"}) {
      const Answer answer = world_.CallAs(token, std::string{endpoint.method}, path, "{}");
      if (endpoint.needs.role() == Role::kAnyone) {
        EXPECT_NE(answer.status, 401) << path;
      } else {
        EXPECT_EQ(answer.status, 401) << endpoint.method << " " << path;
        ++guarded;
      }
    }
  }
  EXPECT_GT(guarded, 100);
  EXPECT_EQ(world_.CallAs("", "GET", "/api/v1/nowhere", "").status, 401)
      << "not even whether a path exists";
}

// Every endpoint below a workspace is asked for another workspace's thing and for an absent one,
// and for things of a workspace that is not there: nothing may tell them apart.
TEST_F(AdminTest, WhatBelongsToAnotherWorkspaceIsAsAbsentAsWhatIsAbsent) {
  const auto theirs = world_.MakeOneOfEach("other");
  int probes = 0;
  for (const Endpoint& endpoint : world_.api().endpoints()) {
    if (endpoint.path.find("/workspaces/{workspace}") == std::string::npos) continue;
    const std::string method{endpoint.method};
    const std::string body = endpoint.input.form == Shape::Form::kNone ? "" : "{}";

    const std::string nowhere = world_.Concrete(endpoint.path, ToString(Uuid{{1}}));
    EXPECT_EQ(world_.Call(method, nowhere, body).status, 404) << method << " " << nowhere;
    ++probes;

    const std::string name = LastName(endpoint.path);
    if (name == "workspace" || !theirs.contains(name)) continue;
    const std::string known = world_.Concrete(endpoint.path, "acme", theirs.at(name));
    const std::string absent = world_.Concrete(endpoint.path, "acme", ToString(Uuid{{2}}));
    const Answer of_theirs = world_.Call(method, known, body);
    const Answer of_none = world_.Call(method, absent, body);
    EXPECT_EQ(of_theirs.status, 404) << method << " " << known;
    EXPECT_EQ(of_theirs.WithoutInstance(), of_none.WithoutInstance()) << method << " " << known;
    probes += 2;
  }
  EXPECT_GT(probes, 60);
}

TEST_F(AdminTest, AllFaultsOfABodyAreReportedAsAProblemWithPointers) {
  const Answer refused = Post(Acme("budgets"), R"({"amuont":"1","period":"hourly"})");

  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Header("content-type"), "application/problem+json");
  const json::value problem = refused.Json();
  EXPECT_EQ(problem.at("code"), "invalid_request");
  EXPECT_EQ(problem.at("instance").get_string(), Acme("budgets"));
  EXPECT_EQ(problem.at("errors").as_array().size(), 4u) << refused.body;
  EXPECT_EQ(problem.at("errors").at(0).at("pointer"), "/amuont");
  EXPECT_EQ(problem.at("errors").at(0).at("detail"),
            "is not known here (did you mean \"amount\"?)");
}

TEST_F(AdminTest, AllFaultsOfAQueryAreReportedToo) {
  const Answer refused = Get(Acme("keys?limit=0&state=sleepy&colour=red"));

  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").as_array().size(), 3u) << refused.body;
  EXPECT_EQ(refused.Json().at("errors").at(0).at("pointer"), "/query/limit");
}

TEST_F(AdminTest, AStaleETagIsRefused) {
  const std::string path = Acme("keys/") + MakeKey();
  const Answer first = world_.Call("PATCH", path, R"({"name":"b"})", {{"If-Match", "\"v1\""}});
  const Answer second = world_.Call("PATCH", path, R"({"name":"c"})", {{"If-Match", "\"v1\""}});
  const Answer nonsense = world_.Call("PATCH", path, R"({"name":"c"})", {{"If-Match", "\"x\""}});

  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.Header("etag"), "\"v2\"");
  EXPECT_EQ(second.status, 412);
  EXPECT_EQ(nonsense.status, 412);
}

TEST_F(AdminTest, ARepeatedCreateWithTheSameKeyIsAnsweredAlike) {
  const std::vector<std::pair<std::string, std::string>> once = {{"Idempotency-Key", "k"}};

  const Answer first = world_.Call("POST", Acme("keys"), R"({"name":"a"})", once);
  const Answer again = world_.Call("POST", Acme("keys"), R"({"name":"a"})", once);
  const Answer other = world_.Call("POST", Acme("keys"), R"({"name":"b"})", once);

  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.Json().at("key"), first.Json().at("key"));
  EXPECT_EQ(other.status, 409);
}

TEST_F(AdminTest, TheActionsOnAKeyChangeItsState) {
  const std::string path = Acme("keys/") + MakeKey();

  EXPECT_EQ(Post(path + "/pause", "").Json().at("state"), "paused");
  EXPECT_EQ(Post(path + "/resume", "{}").Json().at("state"), "active");
  const Answer rotated = Post(path + "/rotate", R"({"overlap":"1h"})");
  EXPECT_THAT(std::string{rotated.Json().at("key").get_string()}, testing::StartsWith("rg_live_"));
  EXPECT_TRUE(rotated.Json().at("previous").is_object());
  EXPECT_EQ(Post(path + "/revoke", "").Json().at("state"), "revoked");
  EXPECT_EQ(Post(path + "/resume", "").status, 409);
  EXPECT_EQ(Post(path + "/rotate", R"({"overlap":"-1s"})").status, 422);
}

TEST_F(AdminTest, ABudgetShowsWhatTheCountersKnowAndNeverAConfidentZero) {
  const Answer unknown = Post(Acme("budgets"), R"({"name":"b","amount":"10"})");
  EXPECT_TRUE(unknown.Json().at("spent").is_null()) << "nobody counts it yet";

  const BudgetId id{*ParseUuid(unknown.Json().at("id").get_string())};
  world_.runtime().standing.budgets.push_back(
      {id, {TimePoint{}, TimePoint::max()}, Money::Dollars(3), Money::Nanos(500'000'000), 1, true});
  const json::value known = Get(Acme("budgets")).Json().at("items").at(0);

  EXPECT_EQ(known.at("spent"), "3");
  EXPECT_EQ(known.at("held"), "0.5");
  EXPECT_EQ(known.at("remaining"), "6.5");
  EXPECT_EQ(known.at("open_holds"), 1);
  EXPECT_TRUE(known.at("period_end").is_null());
}

TEST_F(AdminTest, SecretsAreInNoAnswer) {
  const std::string canary = "sk-canary-0123456789";
  const Answer made = Post(Acme("apis"), R"({"provider":"openai","credential":")" + canary + "\"}");
  const std::string path = Acme("apis/") + std::string{made.Json().at("id").get_string()};
  std::string seen = made.body + Get(path).body + Get(Acme("apis")).body +
                     Get(Acme("audit-log")).body + Get("/api/v1/status").body +
                     Get("/metrics").body + Get("/api/openapi.json").body +
                     Patch(path, R"({"credential":")" + canary + R"(x","retries":99})").body;

  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(seen, Not(HasSubstr(canary)));
  EXPECT_THAT(seen, Not(HasSubstr(world_.token())));
  EXPECT_THAT(seen, HasSubstr("****6789"));
}

TEST_F(AdminTest, AnotherOriginMayNotWriteAndAnotherHostMayNotAsk) {
  const auto from = [&](std::string origin, std::string host = "localhost:3000") {
    return world_.Call("POST", Acme("projects"), R"({"name":"p"})",
                       {{"Origin", std::move(origin)}, {"Host", std::move(host)}});
  };

  EXPECT_EQ(from("https://evil.example").status, 403);
  EXPECT_EQ(from("null").status, 403);
  EXPECT_EQ(from("http://localhost:3000").status, 201);
  EXPECT_EQ(from("http://evil.example", "evil.example").status, 403);
  EXPECT_EQ(world_.Call("GET", "/livez", "", {{"Host", "evil.example"}}).status, 403);
  EXPECT_EQ(world_.Call("GET", Acme("projects"), "", {{"Host", "admin.example:80"}}).status, 200);
  EXPECT_EQ(world_.Call("GET", "/livez", "", {{"Host", "10.1.2.3:3000"}}).status, 200);
  EXPECT_EQ(world_.Call("GET", "/livez", "", {{"Host", "[::1]:3000"}}).status, 200);
}

TEST_F(AdminTest, BodiesAreBoundedAndMustBeJsonObjects) {
  EXPECT_EQ(Post(Acme("keys"), std::string(Handler::kBodyBytesMax + 1, ' ')).status, 413);
  EXPECT_EQ(Post(Acme("keys"), "{").status, 400);
  EXPECT_EQ(Post(Acme("keys"), "[]").status, 422);
  EXPECT_EQ(Post(Acme("keys"), std::string(100'000, '[')).status, 400);
  EXPECT_EQ(world_
                .Call("POST", Acme("keys"), "name=a",
                      {{"Content-Type", "application/x-www-form-urlencoded"}})
                .status,
            400);
}

TEST_F(AdminTest, UnknownPathsAndMethodsSayWhatThereIs) {
  const Answer method = world_.Call("PUT", Acme("keys"), "{}");

  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.Header("allow"), "GET, POST");
  EXPECT_EQ(Get("/api/v1/nowhere").status, 404);
  EXPECT_EQ(Get(Acme("keys/")).status, 404);
  EXPECT_EQ(Get(Acme("keys/%00")).status, 404);
  EXPECT_EQ(Get(Acme("keys/..%2f..%2fother")).status, 404);
  EXPECT_EQ(Get(Acme("keys?name=%zz")).status, 400);
  EXPECT_EQ(Get(Acme("keys?name=%25%25%25%25")).status, 200);
}

TEST_F(AdminTest, HealthTellsStartedFromReady) {
  EXPECT_EQ(world_.CallAs("", "GET", "/livez", "").status, 200);
  EXPECT_EQ(world_.CallAs("", "GET", "/readyz", "").status, 200);
  world_.runtime().now = {true, false, "draining", ""};

  EXPECT_EQ(world_.CallAs("", "GET", "/livez", "").status, 200);
  EXPECT_EQ(world_.CallAs("", "GET", "/startupz", "").status, 200);
  const Answer not_ready = world_.CallAs("", "GET", "/readyz", "");
  EXPECT_EQ(not_ready.status, 503);
  EXPECT_THAT(not_ready.body, HasSubstr("draining"));
}

TEST_F(AdminTest, WhatTheProgramSurvivesIsSaidAndTakesNobodyOutOfService) {
  world_.runtime().now.note = "the database does not answer";

  const Answer ready = world_.CallAs("", "GET", "/readyz", "");

  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body, "ok; the database does not answer\n");
}

TEST_F(AdminTest, MetricsArePrometheusText) {
  const Answer metrics = world_.CallAs("", "GET", "/metrics", "");

  EXPECT_EQ(metrics.Header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(metrics.body,
            "# HELP rateguard_calls_total Calls that ended.\n"
            "# TYPE rateguard_calls_total counter\n"
            "rateguard_calls_total{outcome=\"ok\"} 7\n"
            "rateguard_calls_total{outcome=\"a\\\"b\"} 1\n"
            "# HELP rateguard_call_seconds Time.\n"
            "# TYPE rateguard_call_seconds histogram\n"
            "rateguard_call_seconds_bucket{le=\"0.001\"} 1\n"
            "rateguard_call_seconds_bucket{le=\"0.5\"} 3\n"
            "rateguard_call_seconds_bucket{le=\"+Inf\"} 6\n"
            "rateguard_call_seconds_sum 1.5\n"
            "rateguard_call_seconds_count 6\n");
}

TEST_F(AdminTest, TheCatalogueIsSearchedInPages) {
  const json::value first = Get("/api/v1/prices?provider=openai&search=gpt-4o&limit=2").Json();
  const std::string cursor{first.at("next_cursor").get_string()};
  const json::value second =
      Get("/api/v1/prices?provider=openai&search=gpt-4o&limit=2&cursor=" + cursor).Json();
  const Answer own = Get(Acme("price?provider=openai&model=gpt-4o"));

  EXPECT_EQ(first.at("items").as_array().size(), 2u);
  EXPECT_NE(first.at("items").at(0), second.at("items").at(0));
  EXPECT_EQ(own.Json().at("periods").at(0).at("rates").at(0).at("per_million").at("input_uncached"),
            "2.5")
      << own.body;
  EXPECT_EQ(Get(Acme("price?provider=openai&model=no-such-model")).status, 404);
}

TEST_F(AdminTest, EveryReferenceInTheDocumentLeadsSomewhereAndEveryOperationHasItsOwnName) {
  const json::value document = Get("/api/openapi.json").Json();
  std::set<std::string> names;
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      const std::string name{operation.value().at("operationId").get_string()};
      EXPECT_TRUE(names.insert(name).second) << name;
      EXPECT_FALSE(operation.value().at("summary").get_string().empty()) << name;
      EXPECT_TRUE(operation.value().as_object().contains("x-role")) << name;
    }
  }
  EXPECT_EQ(names.size(), world_.api().endpoints().size());
  const json::object& schemas = document.at("components").at("schemas").as_object();
  const std::string text = json::serialize(document);
  const std::string lead = "\"$ref\":\"#/components/schemas/";
  for (std::size_t at = text.find(lead); at != text.npos; at = text.find(lead, at + 1)) {
    const std::size_t start = at + lead.size();
    const std::string name = text.substr(start, text.find('"', start) - start);
    EXPECT_TRUE(schemas.contains(name)) << name;
  }
  EXPECT_EQ(document.at("openapi"), "3.1.0");
}

// Tests run in the root of the project.
TEST_F(AdminTest, ThePageInTheDocsIsTheOneTheDeclarationsMake) {
  if (std::getenv("RG_UPDATE_DOCS") != nullptr) {
    std::ofstream{"docs/admin-api.md"} << ApiPage(world_.api());
  }
  const auto text = config::ReadFile("docs/admin-api.md");
  if (!text) GTEST_SKIP() << "docs/admin-api.md " << text.error().detail;

  EXPECT_EQ(*text, ApiPage(world_.api())) << "run this test with RG_UPDATE_DOCS=1";
}

}  // namespace
}  // namespace rg::admin
