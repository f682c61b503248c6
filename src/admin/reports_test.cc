#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "admin/admin_world_test.h"
#include "journal/record.h"
#include "journal/sample.h"
#include "store/sql/event_rows.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using journal::Outcome;
using testing::HasSubstr;
using testing::StartsWith;

// The sample calls happen at 1'800'000'000 and the milliseconds after.
class ReportsTest : public testing::Test {
 protected:
  ReportsTest() {
    world_.resources().clock().Set(TimePoint{std::chrono::seconds{1'800'000'100}});
    const Answer acme = world_.Call("GET", "/api/v1/workspaces/acme");
    workspace_ = WorkspaceId{*ParseUuid(acme.Json().at("id").get_string())};
  }

  void Store(journal::Event& event) {
    event.call.workspace = workspace_;
    const auto work = [&]() -> Result<void> {
      store::sql::EventBatch batch{world_.resources().books()};
      std::string payload;
      journal::AppendPayload(payload, event);
      RG_CHECK(batch.Add(event, payload, 0));
      RG_CHECK(batch.Finish({0, 1, ++offset_}));
      return {};
    };
    const Result<void> stored = world_.resources().books().Transaction(work);
    ASSERT_TRUE(stored) << stored.error().detail;
  }
  void StoreCalls(int count) {
    for (int i = 1; i <= count; ++i) {
      journal::sample::Call call{static_cast<std::uint64_t>(i)};
      if (i % 3 == 0) call.event.outcome = Outcome::kRefusedRateLimit;
      if (i % 3 == 0) call.event.cost = Money{};
      Store(call.event);
    }
  }
  Answer Get(std::string_view rest) {
    return world_.Call("GET", "/api/v1/workspaces/acme/" + std::string{rest});
  }

  AdminWorld world_;
  WorkspaceId workspace_;
  std::uint64_t offset_ = 0;
};

TEST_F(ReportsTest, EventsAreListedNewestFirstInPages) {
  StoreCalls(5);

  const json::value first = Get("events?limit=2").Json();
  const std::string cursor{first.at("next_cursor").get_string()};
  const json::value second = Get("events?limit=10&cursor=" + cursor).Json();

  EXPECT_EQ(first.at("items").at(0).at("request_id").get_string(),
            ToString(journal::sample::IdOf(5)));
  EXPECT_EQ(second.at("items").as_array().size(), 3u);
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(world_.runtime().ingests, 2) << "what was journalled is brought in first";
}

TEST_F(ReportsTest, EventsAreFiltered) {
  StoreCalls(6);

  EXPECT_EQ(Get("events?outcome=refused_rate_limit").Json().at("items").as_array().size(), 2u);
  EXPECT_EQ(Get("events?api=openai&model=gpt-4o-mini").Json().at("items").as_array().size(), 6u);
  EXPECT_EQ(Get("events?api=other").Json().at("items").as_array().size(), 0u);
  EXPECT_EQ(Get("events?outcome=fine").status, 422);
  EXPECT_EQ(Get("events?cursor=nonsense").status, 400);
  EXPECT_THAT(Get("events?format=csv").body, HasSubstr("gpt-4o-mini"));
}

TEST_F(ReportsTest, OneCallIsExplainedLineByLine) {
  StoreCalls(1);

  const json::value event = Get("events/" + ToString(journal::sample::IdOf(1))).Json();

  EXPECT_EQ(event.at("outcome"), "ok");
  EXPECT_EQ(event.at("cost"), "0.0003522");
  EXPECT_EQ(event.at("usage").at("cache_read"), 1024);
  EXPECT_EQ(event.at("lines").at(0).at("class"), "input_uncached");
  EXPECT_EQ(event.at("lines").at(0).at("per_million"), "0.15");
  EXPECT_EQ(event.at("verdicts").at(0).at("before"), 17);
  EXPECT_EQ(event.at("verdicts").at(1).at("unit"), "usd");
  EXPECT_EQ(event.at("verdicts").at(1).at("limit"), "100");
  EXPECT_TRUE(event.at("key_name").is_null()) << "there is no such key any more";
  EXPECT_EQ(event.at("gateway_ms").to_number<double>(), 0.143);
}

TEST_F(ReportsTest, AnotherWorkspacesCallIsAsAbsent) {
  StoreCalls(1);
  world_.resources().MakeWorkspace("other");
  const std::string id = ToString(journal::sample::IdOf(1));

  const Answer theirs = world_.Call("GET", "/api/v1/workspaces/other/events/" + id);
  const Answer absent =
      world_.Call("GET", "/api/v1/workspaces/other/events/" + ToString(Uuid{{7}}));

  EXPECT_EQ(theirs.status, 404);
  EXPECT_EQ(theirs.WithoutInstance(), absent.WithoutInstance());
}

TEST_F(ReportsTest, UsageAddsUpToItsTotal) {
  StoreCalls(6);

  const json::value report = Get("usage?step=day&group=outcome").Json();

  EXPECT_EQ(report.at("total").at("calls"), 6);
  EXPECT_EQ(report.at("total").at("refused"), 2);
  EXPECT_EQ(report.at("total").at("cost"), "0.0014088");
  EXPECT_EQ(report.at("rows").as_array().size(), 2u);
  EXPECT_EQ(report.at("zone"), "UTC");
  EXPECT_EQ(report.at("step"), "day");
  EXPECT_EQ(report.at("group"), "outcome");
}

TEST_F(ReportsTest, UsageIsInTheZoneOfTheWorkspaceUnlessAskedOtherwise) {
  StoreCalls(1);
  ASSERT_EQ(world_.Call("PATCH", "/api/v1/workspaces/acme", R"({"time_zone":"Asia/Tokyo"})").status,
            200);

  const json::value own = Get("usage").Json();
  const json::value asked = Get("usage?zone=Europe/Berlin").Json();

  EXPECT_EQ(own.at("zone"), "Asia/Tokyo");
  EXPECT_THAT(std::string{own.at("rows").at(0).at("start").get_string()},
              testing::EndsWith("+09:00"));
  EXPECT_EQ(asked.at("zone"), "Europe/Berlin");
  EXPECT_EQ(Get("usage?zone=Mars").status, 422);
  EXPECT_EQ(Get("usage?key=a&model=b").status, 422);
  EXPECT_EQ(Get("usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").status, 422);
}

TEST_F(ReportsTest, EventsAndUsageComeAsLinesOfJson) {
  StoreCalls(5);

  const Answer events = Get("events?format=jsonl");
  const Answer usage = Get("usage?format=jsonl&step=1min&from=2027-01-15T07:00:00Z");

  EXPECT_EQ(events.Header("content-type"), "application/x-ndjson");
  EXPECT_EQ(std::count(events.body.begin(), events.body.end(), '\n'), 5);
  const json::value first = json::parse(events.body.substr(0, events.body.find('\n')));
  EXPECT_EQ(first.at("request_id"),
            Get("events?limit=1").Json().at("items").at(0).at("request_id"));
  EXPECT_TRUE(first.as_object().contains("verdicts"));
  const json::value row = json::parse(usage.body.substr(0, usage.body.find('\n')));
  EXPECT_EQ(row.at("start"), "2027-01-15T08:00:00+00:00");
  EXPECT_EQ(row.at("end"), "2027-01-15T08:01:00+00:00");
  EXPECT_EQ(row.at("calls"), 5);
}

TEST_F(ReportsTest, GroupsThatCostLessAreOneRow) {
  for (int i = 1; i <= 4; ++i) {
    journal::sample::Call call{static_cast<std::uint64_t>(i)};
    const std::string model = "model-" + std::to_string(i);
    call.event.call.model = model;
    call.event.cost = Money::Dollars(i);
    Store(call.event);
  }

  const json::value report = Get("usage?step=whole&group=model&top=2").Json();

  ASSERT_EQ(report.at("rows").as_array().size(), 3u);
  EXPECT_EQ(report.at("rows").at(0).at("group"), "model-3");
  EXPECT_EQ(report.at("rows").at(1).at("group"), "model-4");
  EXPECT_EQ(report.at("rows").at(2).at("name"), "(others)");
  EXPECT_TRUE(report.at("rows").at(2).at("group").is_null());
  EXPECT_EQ(report.at("rows").at(2).at("cost"), "3");
  EXPECT_EQ(report.at("total").at("cost"), "10");
}

TEST_F(ReportsTest, LatencyIsTheTimesOfCallsThatWereAnswered) {
  for (int i = 1; i <= 100; ++i) {
    journal::sample::Call call{static_cast<std::uint64_t>(i)};
    call.event.total_time = std::chrono::milliseconds{i};
    call.event.gateway_time = std::chrono::microseconds{i};
    call.event.first_byte_time = std::chrono::milliseconds{1};
    Store(call.event);
  }
  journal::sample::Call refused{101};
  refused.event.first_byte_time = {};
  refused.event.total_time = std::chrono::hours{1};
  Store(refused.event);

  const json::value report = Get("latency?group=model").Json();

  const json::value& all = report.at("all");
  EXPECT_EQ(all.at("calls"), 100);
  EXPECT_EQ(all.at("total_ms").at("p50"), 51.0);
  EXPECT_EQ(all.at("total_ms").at("p99"), 100.0);
  EXPECT_EQ(all.at("gateway_ms").at("p90"), 0.091);
  EXPECT_EQ(all.at("first_byte_ms").at("p95"), 1.0);
  ASSERT_EQ(report.at("rows").as_array().size(), 1u);
  EXPECT_EQ(report.at("rows").at(0).at("calls"), 100);
  EXPECT_EQ(Get("latency?group=tag").status, 400);
  EXPECT_TRUE(Get("latency?model=nobody").Json().at("all").at("total_ms").is_null());
}

TEST_F(ReportsTest, UsageIsCsvForWhoAsksForIt) {
  StoreCalls(2);

  const Answer by_parameter = Get("usage?format=csv");
  const Answer by_header =
      world_.Call("GET", "/api/v1/workspaces/acme/usage", "", {{"Accept", "text/csv"}});

  EXPECT_EQ(by_parameter.Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(by_parameter.body, by_header.body);
  EXPECT_THAT(by_parameter.body, HasSubstr("0.0007044"));
}

TEST_F(ReportsTest, AnAuditComparesTheCountersWithTheEvents) {
  const Answer budget = world_.Call("POST", "/api/v1/workspaces/acme/budgets",
                                    R"({"name":"all","amount":"10","period":"total"})");
  const BudgetId id{*ParseUuid(budget.Json().at("id").get_string())};
  StoreCalls(2);
  Runtime::Standing& standing = world_.runtime().standing;
  standing.settle_seq = 2;
  standing.budgets = {{id, {TimePoint{}, TimePoint::max()}, Money::Nanos(704'400), {}, 0, true}};
  const json::value balanced = Get("audit").Json();

  standing.budgets[0].settled += Money::Nanos(1);
  const json::value cooked = Get("audit").Json();

  EXPECT_EQ(balanced.at("balanced"), true) << json::serialize(balanced);
  EXPECT_EQ(balanced.at("budgets"), 1);
  EXPECT_EQ(balanced.at("budgets_left_out"), 0);
  EXPECT_EQ(balanced.at("calls"), 2);
  EXPECT_EQ(cooked.at("balanced"), false);
  EXPECT_EQ(cooked.at("differences").at(0).at("left"), "0.000704401");
}

TEST_F(ReportsTest, AnAuditSaysWhichBudgetsItDoesNotCompareAndWhy) {
  world_.Call("POST", "/api/v1/workspaces/acme/budgets", R"({"name":"all","amount":"10"})");
  Runtime::Standing& standing = world_.runtime().standing;

  const json::value unknown = Get("audit").Json();
  standing.shared = true;
  const json::value shared = Get("audit").Json();

  EXPECT_EQ(unknown.at("budgets"), 0);
  EXPECT_EQ(unknown.at("budgets_left_out"), 1);
  EXPECT_EQ(unknown.at("left_out_because"), "what they have spent is not known at the moment");
  EXPECT_EQ(shared.at("budgets_left_out"), 1);
  EXPECT_EQ(shared.at("left_out_because"),
            "other gateways spend from them too, whose events are not here");
}

TEST_F(ReportsTest, FiguresThatMayBeOldSaySo) {
  StoreCalls(1);
  world_.runtime().ingest_works = false;

  EXPECT_EQ(Get("events").Json().at("stale"), true);
  EXPECT_EQ(Get("usage").Json().at("stale"), true);
  EXPECT_EQ(Get("audit").status, 503) << "half the books cannot balance";
}

TEST_F(ReportsTest, HoldsAndThresholdsAreListed) {
  world_.runtime().holds.push_back({RequestId{journal::sample::IdOf(1)}, Money::Dollars(2),
                                    TimePoint{}, TimePoint{std::chrono::seconds{60}}});

  const json::value holds = Get("holds").Json();

  EXPECT_EQ(holds.at("items").at(0).at("amount"), "2");
  EXPECT_EQ(holds.at("items").at(0).at("lease_until"), "1970-01-01T00:01:00Z");
  EXPECT_EQ(Get("thresholds").Json().at("items").as_array().size(), 0u);
}

TEST_F(ReportsTest, ABackupGoesToANewFileOfTheServersMachine) {
  EXPECT_EQ(world_.Call("POST", "/api/v1/backup", R"({"file":"/tmp/b"})").status, 201);
  EXPECT_EQ(world_.Call("POST", "/api/v1/backup", R"({"file":"b"})").status, 422);
  EXPECT_EQ(world_.Call("POST", "/api/v1/backup", "").status, 422);
}

TEST_F(ReportsTest, ChangesAreInTheAuditLogNewestFirst) {
  const Answer made = world_.Call("POST", "/api/v1/workspaces/acme/projects", R"({"name":"p"})");
  const std::string id{made.Json().at("id").get_string()};
  world_.resources().clock().Advance(std::chrono::seconds{1});
  world_.Call("PATCH", "/api/v1/workspaces/acme/projects/" + id, R"({"name":"q"})");

  const json::value log = Get("audit-log?limit=1&resource=" + id).Json();
  const std::string cursor{log.at("next_cursor").get_string()};
  const json::value older = Get("audit-log?resource=" + id + "&cursor=" + cursor).Json();

  EXPECT_EQ(log.at("items").at(0).at("action"), "update");
  EXPECT_EQ(log.at("items").at(0).at("before").at("name"), "p");
  EXPECT_EQ(log.at("items").at(0).at("after").at("name"), "q");
  EXPECT_EQ(older.at("items").at(0).at("action"), "create");
  EXPECT_EQ(Get("audit-log?cursor=x").status, 422);
}

}  // namespace
}  // namespace rg::admin
