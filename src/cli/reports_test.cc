#include "cli/reports.h"

#include <sstream>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/fake_world.h"

namespace rg::cli {
namespace {

using testing::FakeWorld;
using ::testing::HasSubstr;

constexpr char kUsage[] = R"({"zone":"Europe/Berlin","step":"day","group":"model","rows":[
  {"start":"2026-11-22T00:00:00+01:00","end":"2026-11-23T00:00:00+01:00","group":"gpt-4o","name":"gpt-4o",
   "calls":1200,"refused":3,"errors":1,"unpriced":0,"estimated":2,"cost":"12.5",
   "usage":{"input_uncached":1000,"cache_read":500,"output_text":70,"output_reasoning":30}},
  {"start":"2026-11-23T00:00:00+01:00","end":"2026-11-24T00:00:00+01:00","group":"","name":"",
   "calls":1,"refused":1,"errors":0,"unpriced":0,"estimated":0,"cost":"0","usage":{}}],
  "total":{"calls":1201,"refused":4,"errors":1,"unpriced":5,"estimated":2,"cost":"12.5",
   "usage":{"input_uncached":1000,"cache_read":500,"output_text":70,"output_reasoning":30}},
  "groups_overlap":false})";

TEST(Reports, UsageSaysItsZoneAndWhatTheTotalLacks) {
  std::ostringstream out;

  PrintUsage(out, boost::json::parse(kUsage), Color::kOff);

  EXPECT_EQ(out.str(),
            "FROM        MODEL   CALLS  REFUSED  ERRORS  INPUT  OF IT CACHED  OUTPUT    COST\n"
            "2026-11-22  gpt-4o  1,200        3       1  1,500           500     100  $12.50\n"
            "2026-11-23  (none)      1        1       0      0             0       0   $0.00\n"
            "total               1,201        4       1  1,500           500     100  $12.50\n"
            "\n"
            "Days begin at midnight in Europe/Berlin.\n"
            "5 calls have no known price and are not in the cost: rateguard prices create\n"
            "2 calls are estimates: their end, or the provider's own figure, was never seen.\n");
}

constexpr char kEvent[] =
    R"({"request_id":"0192f0c1","opened_at":"2026-11-23T11:59:58.5Z","outcome":"ok",
  "status":200,"upstream_status":200,"attempts":1,"error_code":null,"error_detail":null,"method":"POST",
  "endpoint":"/v1/chat/completions","dialect":"openai_chat","stream":true,"api":"openai","key_id":"k1",
  "key_name":"my-app","project_id":null,"project_name":null,"model":"gpt-4o","served_model":"gpt-4o-2024-08-06",
  "service_tier":"default","client_ip":"127.0.0.1","end_user":null,
  "usage":{"input_uncached":1000,"output_text":50},"hold":"0.02","cost":"0.003","priced":true,"estimated":false,
  "price_version":"genai-prices-1","gateway_ms":0.25,"first_byte_ms":340.0,"total_ms":1250.0,
  "lines":[{"class":"input_uncached","count":1000,"pico_per_unit":2500000},
           {"class":"output_text","count":50,"pico_per_unit":10000000}],
  "verdicts":[{"kind":"limit","name":"60 a minute","said":"yes","unit":"requests","limit":60,"before":4,"after":5,
               "retry_after_ms":0.0,"resets_at":"2026-11-23T12:00:00Z"},
              {"kind":"budget","name":"All","said":"soft","unit":"usd","limit":"1","before":"1.5","after":"1.52",
               "retry_after_ms":0.0,"resets_at":null}]})";

TEST(Reports, AnExplanationShowsRouteVerdictsAndEveryPriceLine) {
  std::ostringstream out;

  PrintExplanation(out, boost::json::parse(kEvent), Color::kOff);

  EXPECT_EQ(
      out.str(),
      "Call 0192f0c1: ok, answered 200\n"
      "  opened      2026-11-23 11:59:58 UTC\n"
      "  asked       POST /v1/chat/completions (stream)\n"
      "  model       gpt-4o\n"
      "  from        127.0.0.1\n"
      "  key         my-app\n"
      "Route\n"
      "  api         openai\n"
      "  dialect     openai_chat\n"
      "  served by   gpt-4o-2024-08-06\n"
      "  tier        default\n"
      "  answered    200 at attempt 1\n"
      "  first byte  340 ms\n"
      "  in all      1.25 s\n"
      "  of it ours  250 us\n"
      "Limits and budgets\n"
      "  WHAT    NAME         BEFORE  AFTER     OF  UNIT      SAID            FREES\n"
      "  limit   60 a minute       4      5     60  requests  passed          2026-11-23 12:00:00\n"
      "  budget  All           $1.50  $1.52  $1.00            over, but soft\n"
      "Money\n"
      "  held        $0.02\n"
      "  CLASS           COUNT             PRICE     COST\n"
      "  input_uncached  1,000   $2.50 a million  $0.0025\n"
      "  output_text        50  $10.00 a million  $0.0005\n"
      "  total       $0.003\n"
      "  prices      genai-prices-1\n");
}

TEST(Reports, ARefusalSaysWhichRuleAndWhenItFrees) {
  std::ostringstream out;

  PrintExplanation(
      out, boost::json::parse(R"({"request_id":"r","outcome":"refused_rate_limit","status":429,
      "error_detail":"60 a minute: spent","hold":"0","cost":"0","priced":true,
      "verdicts":[{"kind":"limit","name":"60 a minute","said":"no","unit":"requests","limit":60,"before":60,
                   "after":60,"retry_after_ms":250.0}]})"),
      Color::kOff);

  EXPECT_THAT(out.str(), HasSubstr("because     60 a minute: spent"));
  EXPECT_THAT(out.str(), HasSubstr("REFUSED  in 250 ms"));
}

TEST(Reports, AnUnpricedCallHasAReasonAndNoTotal) {
  std::ostringstream out;

  PrintExplanation(
      out,
      boost::json::parse(R"({"request_id":"r","outcome":"ok","status":200,"hold":"0","cost":"0",
      "priced":false,"unpriced_reason":"nobody knows the price of x","usage":{"units":7}})"),
      Color::kOff);

  EXPECT_THAT(out.str(), HasSubstr("unpriced    nobody knows the price of x"));
  EXPECT_THAT(out.str(), HasSubstr("units       7"));
  EXPECT_THAT(out.str(), ::testing::Not(HasSubstr("total")));
}

TEST(Reports, AnEventIsALine) {
  EXPECT_EQ(
      EventLine(boost::json::parse(kEvent), Color::kOff),
      "11:59:58  0192f0c1  200  ok                    openai          gpt-4o                    "
      "1,000 > 50        $0.003");
}

TEST(Audit, ExitsWith1AndTheDifferenceWhenTheBooksDoNotBalance) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer(
      "GET /api/v1/workspaces/w1/audit",
      R"({"balanced":false,"budgets":1,"days":2,"calls":10,"cost":"1","open_holds":0,"differences":[
                 {"what":"budget All","between":"ledger and events","left":"1","right":"0.75","calls_left":0,"calls_right":0}]})");

  EXPECT_EQ(fake.Run({"audit"}), kExitFailure);
  EXPECT_THAT(fake.out(), HasSubstr("budget All  ledger and events  $1.00  $0.75       $0.25"));
}

TEST(Audit, ExitsWith0WhenTheyDo) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer(
      "GET /api/v1/workspaces/w1/audit",
      R"({"balanced":true,"budgets":1,"days":2,"calls":10,"cost":"1","open_holds":0,"differences":[]})");

  EXPECT_EQ(fake.Run({"audit"}), kExitOk);
  EXPECT_THAT(fake.out(), HasSubstr("The books balance"));
  EXPECT_THAT(fake.out(), Not(HasSubstr("left out")));
}

TEST(Audit, SaysWhatItCouldNotCompare) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer(
      "GET /api/v1/workspaces/w1/audit",
      R"({"balanced":true,"budgets":0,"budgets_left_out":2,"left_out_because":"nobody knows","days":2,"calls":10,
                 "cost":"1","open_holds":0,"differences":[]})");

  EXPECT_EQ(fake.Run({"audit"}), kExitOk);
  EXPECT_THAT(fake.out(), HasSubstr("2 more budgets are left out: nobody knows."));
}

TEST(Usage, AsksForTheRangeInTheWorkspacesZone) {
  FakeWorld fake;
  fake.Answer(
      "GET /api/v1/workspaces",
      R"({"items":[{"id":"w1","slug":"acme","time_zone":"Europe/Berlin"}],"next_cursor":null})");
  fake.Answer("GET /api/v1/workspaces/w1/usage", kUsage);

  EXPECT_EQ(fake.Run({"usage", "--by", "day,model", "--last", "1d", "--key", "k1"}), kExitOk);
  EXPECT_EQ(fake.last().target,
            "/api/v1/workspaces/w1/usage?from=2026-11-22T23%3A00%3A00Z&to=2026-11-23T12%3A00%3A00Z"
            "&zone=Europe%2FBerlin&step=day&group=model&key=k1");
}

TEST(Usage, CsvIsPassedOnAsItIs) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/usage", "start,calls\r\n2026-11-23,1\r\n");

  EXPECT_EQ(fake.Run({"usage", "--csv", "--zone", "UTC"}), kExitOk);
  EXPECT_EQ(fake.out(), "start,calls\r\n2026-11-23,1\r\n");
}

TEST(Usage, TheGroupsThatCostMostAreAskedForAsLines) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/usage", "{\"calls\":1}\n");

  EXPECT_EQ(fake.Run({"usage", "--by", "1min,model", "--top", "5", "--jsonl", "--zone", "UTC"}),
            kExitOk);
  EXPECT_EQ(fake.out(), "{\"calls\":1}\n");
  EXPECT_THAT(fake.last().target, HasSubstr("&step=1min&group=model&top=5&format=jsonl"));
}

TEST(Latency, ShowsPercentilesOfEachGroupAndOfAll) {
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/latency", R"({"group":"model","rows":[
    {"group":"m","name":"m","calls":1200,"total_ms":{"p50":340.0,"p90":900.0,"p95":1250.0,"p99":2000.0},
     "gateway_ms":{"p50":0.08,"p90":0.1,"p95":0.12,"p99":0.5},
     "first_byte_ms":{"p50":200.0,"p90":300.0,"p95":350.0,"p99":400.0}}],
    "all":{"calls":0,"total_ms":null,"gateway_ms":null,"first_byte_ms":null}})");

  EXPECT_EQ(fake.Run({"latency", "--by", "model", "--zone", "UTC", "--api", "openai"}), kExitOk);

  EXPECT_THAT(fake.last().target, HasSubstr("&group=model&api=openai"));
  EXPECT_THAT(fake.out(), HasSubstr("1,200"));
  EXPECT_THAT(fake.out(), HasSubstr("1.25 s"));
  EXPECT_EQ(fake.Run({"latency", "--by", "modle"}), kExitUsage);
}

TEST(Usage, AMistypedGroupIsAnsweredWithTheOneMeant) {
  FakeWorld fake;

  EXPECT_EQ(fake.Run({"usage", "--by", "modle"}), kExitUsage);
  EXPECT_THAT(fake.err(), HasSubstr("did you mean \"model\""));
}

TEST(Tail, PrintsEveryCallOnceAndOldestFirst) {
  const auto page = [](const std::string& ids) {
    std::string items;
    for (const char id : ids) {
      items +=
          (items.empty() ? "" : ",") + std::string(R"({"request_id":")") + id + R"(","cost":"0"})";
    }
    return R"({"items":[)" + items + R"(],"next_cursor":null})";
  };
  FakeWorld fake;
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/events", page("ba"));
  fake.Answer("GET /api/v1/workspaces/w1/events", page("dcb"));
  fake.Answer("GET /api/v1/workspaces/w1/events", page("ed"));
  fake.sleeps_left = 2;

  EXPECT_EQ(fake.Run({"tail", "--json"}), kExitOk);

  std::string seen;
  std::istringstream lines(fake.out());
  for (std::string line; std::getline(lines, line);) {
    seen += boost::json::parse(line).at("request_id").as_string();
  }
  EXPECT_EQ(seen, "abcde");
}

}  // namespace
}  // namespace rg::cli
