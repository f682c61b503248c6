#include <algorithm>
#include <fstream>
#include <sstream>

#include "analytics/audit.h"
#include "analytics/books_test.h"
#include "analytics/csv.h"
#include "analytics/events.h"
#include "analytics/spend.h"
#include "analytics/usage.h"
#include "budget/budget.h"

namespace rg::analytics {
namespace {

using journal::Outcome;
using journal::sample::Call;
using journal::sample::IdOf;

TimePoint At(std::string_view text) { return *ParseRfc3339(text); }

// The range of a period from the text of its ends.
Range Between(std::string_view from, std::string_view to) { return {At(from), At(to)}; }

class ReportTest : public BooksTest {
 protected:
  struct Made {
    std::string_view opened = "2026-11-10T12:00:00Z";
    std::int64_t cost = 1000;
    std::string model = "gpt-4o";
    std::string api_slug = "openai";
    std::uint64_t project = 0;
    std::uint64_t key = 50;
    std::uint64_t api = 60;
    std::vector<std::string> tags = {};
    Outcome outcome = Outcome::kOk;
    int status = 200;
    std::uint64_t settle_seq = 0;
    bool priced = true;
    bool estimated = false;
  };

  // Stores a call and returns its number.
  std::uint64_t Add(const Made& made) {
    Call call(++calls_);
    call.event.opened = At(made.opened);
    call.event.cost = Money::Nanos(made.cost);
    call.event.call.model = made.model;
    call.event.call.api_slug = made.api_slug;
    call.event.call.project = made.project == 0 ? ProjectId{} : ProjectId{IdOf(made.project)};
    call.event.call.key = KeyId{IdOf(made.key)};
    call.event.call.api = ApiId{IdOf(made.api)};
    call.event.call.tags = made.tags;
    call.event.outcome = made.outcome;
    call.event.status = made.status;
    call.event.settle_seq = made.settle_seq;
    call.event.priced = made.priced;
    call.event.estimated = made.estimated;
    Store(call.event);
    return calls_;
  }

  Money SpentOn(Scope scope, Range range = {}) {
    const Result<Money> spent = Spent(*connection_, workspace_, scope, range);
    EXPECT_TRUE(spent) << spent.error().detail;
    return spent ? *spent : Money();
  }

  UsageReport Report(UsageQuery query) {
    query.workspace = workspace_;
    Result<UsageReport> report = ReportUsage(*connection_, query);
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *std::move(report) : UsageReport{};
  }

  static Totals SumOf(const std::vector<UsageRow>& rows) {
    Totals sum;
    for (const UsageRow& row : rows) sum += row.totals;
    return sum;
  }

  std::uint64_t calls_ = 0;
};

using Kind = Scope::Kind;

TEST_F(ReportTest, SpendIsOfTheScopeAndTheRange) {
  Add({.cost = 1, .project = 7, .key = 50, .tags = {"prod", "eu"}});
  Add({.cost = 10, .model = "gpt-4o-mini", .project = 8, .key = 50});
  Add({.cost = 100, .model = "claude", .api_slug = "anthropic", .key = 51, .api = 61});
  Add({.opened = "2026-11-10T12:15:00Z", .cost = 1000, .tags = {"prod"}});
  const Range quarter = Between("2026-11-10T12:00:00Z", "2026-11-10T12:15:00Z");

  EXPECT_EQ(SpentOn({Kind::kWorkspace, ""}).nanos(), 1111);
  EXPECT_EQ(SpentOn({Kind::kWorkspace, ""}, quarter).nanos(), 111);
  EXPECT_EQ(SpentOn({Kind::kProject, ToString(IdOf(7))}).nanos(), 1);
  EXPECT_EQ(SpentOn({Kind::kKey, ToString(IdOf(50))}).nanos(), 1011);
  EXPECT_EQ(SpentOn({Kind::kApi, ToString(IdOf(61))}).nanos(), 100);
  EXPECT_EQ(SpentOn({Kind::kApi, "openai"}).nanos(), 1011);
  EXPECT_EQ(SpentOn({Kind::kModel, "gpt-4o"}).nanos(), 1001);
  EXPECT_EQ(SpentOn({Kind::kModel, "gpt-4o*"}).nanos(), 1011);
  EXPECT_EQ(SpentOn({Kind::kTag, "prod"}).nanos(), 1001);
  EXPECT_EQ(SpentOn({Kind::kTag, "PROD"}).nanos(), 0);
  EXPECT_EQ(*Spent(*connection_, WorkspaceId{IdOf(3)}, {}, {}), Money());
}

// The counters that stop calls and the reports that rebuild them must never disagree about whose
// money a call is.
TEST_F(ReportTest, SpendAgreesWithWhatTheBudgetCovers) {
  std::vector<Made> all;
  for (const char* model : {"gpt-4o", "gpt-4o-mini", "GPT-4o", ""}) {
    for (const char* slug : {"openai", "openai-eu", ""}) {
      for (const std::uint64_t project : {0u, 7u}) {
        for (const std::vector<std::string>& tags :
             {std::vector<std::string>{}, {"prod"}, {"prod", "eu"}, {"preprod"}}) {
          all.push_back({.cost = std::int64_t{1} << (all.size() % 40),
                         .model = model,
                         .api_slug = slug,
                         .project = project,
                         .tags = tags});
        }
      }
    }
  }
  for (const Made& made : all) Add(made);
  const std::vector<std::pair<budget::Scope, Scope>> scopes = {
      {budget::Scope::kWorkspace, {Kind::kWorkspace, ""}},
      {budget::Scope::kProject, {Kind::kProject, ToString(IdOf(7))}},
      {budget::Scope::kProject, {Kind::kProject, "no id"}},
      {budget::Scope::kKey, {Kind::kKey, ToString(IdOf(50))}},
      {budget::Scope::kApi, {Kind::kApi, "openai"}},
      {budget::Scope::kApi, {Kind::kApi, "openai*"}},
      {budget::Scope::kApi, {Kind::kApi, ToString(IdOf(60))}},
      {budget::Scope::kModel, {Kind::kModel, "gpt-4o"}},
      {budget::Scope::kModel, {Kind::kModel, "*mini"}},
      {budget::Scope::kModel, {Kind::kModel, "*"}},
      {budget::Scope::kTag, {Kind::kTag, "prod"}},
      {budget::Scope::kTag, {Kind::kTag, "*prod"}},
      {budget::Scope::kTag, {Kind::kTag, "eu,prod"}}};
  for (const auto& [budget_scope, scope] : scopes) {
    budget::Budget budget;
    budget.workspace = workspace_;
    budget.scope = budget_scope;
    budget.subject = scope.subject;
    Money covered;
    for (const Made& made : all) {
      CallFacts call;
      call.workspace = workspace_;
      call.project = made.project == 0 ? ProjectId{} : ProjectId{IdOf(made.project)};
      call.key = KeyId{IdOf(made.key)};
      call.api = ApiId{IdOf(made.api)};
      call.api_slug = made.api_slug;
      call.model = made.model;
      call.tags = made.tags;
      if (budget::Covers(budget, call)) covered += Money::Nanos(made.cost);
    }

    EXPECT_EQ(ScopeOf(budget).kind, scope.kind);
    EXPECT_EQ(SpentOn(scope), covered) << static_cast<int>(scope.kind) << " " << scope.subject;
    EXPECT_EQ(*SpentByEvents(*connection_, workspace_, scope, {}, 0), covered) << scope.subject;
  }
}

TEST_F(ReportTest, SpendUpToASettlementLeavesOutWhatCameLater) {
  Add({.cost = 1, .settle_seq = 1});
  Add({.cost = 10, .settle_seq = 3});
  Add({.cost = 100, .settle_seq = 2});
  Add({.cost = 1000, .settle_seq = 0});
  const auto upto = [&](std::uint64_t seq) {
    return SpentUpTo(*connection_, workspace_, {}, {}, seq)->nanos();
  };

  EXPECT_EQ(upto(0), 1000) << "what no ledger settled always counts";
  EXPECT_EQ(upto(1), 1001);
  EXPECT_EQ(upto(2), 1101);
  EXPECT_EQ(upto(3), 1111);
  EXPECT_EQ(SpentByEvents(*connection_, workspace_, {}, {}, 2)->nanos(), 1101);
  EXPECT_EQ(*LastSeq(*connection_, workspace_), 3u);
  EXPECT_EQ(*LastSeq(*connection_, WorkspaceId{IdOf(3)}), 0u);
}

TEST_F(ReportTest, BooksThatBalanceHaveNoDifferences) {
  for (std::uint64_t i = 1; i <= 5; ++i) Add({.cost = 10, .settle_seq = i});
  const LedgerClaim claim{BudgetId{IdOf(1)}, "monthly", {}, {}, Money::Nanos(30), 3};

  const Result<AuditReport> report = Audit(*connection_, workspace_, std::array{claim});

  ASSERT_TRUE(report);
  EXPECT_TRUE(report->differences.empty());
  EXPECT_EQ(report->budgets, 1u);
  EXPECT_EQ(report->days, 1u);
  EXPECT_EQ(report->calls, 5);
  EXPECT_EQ(report->cost, Money::Nanos(50));
}

TEST_F(ReportTest, AnAuditFindsALedgerThatIsANanoDollarOff) {
  Add({.cost = 10, .settle_seq = 1});
  const LedgerClaim claim{BudgetId{IdOf(1)}, "monthly", {}, {}, Money::Nanos(11), 1};

  const Result<AuditReport> report = Audit(*connection_, workspace_, std::array{claim});

  ASSERT_EQ(report->differences.size(), 1u);
  EXPECT_EQ(report->differences[0].what, "budget monthly");
  EXPECT_EQ(report->differences[0].between, "ledger and events");
  EXPECT_EQ(report->differences[0].left, Money::Nanos(11));
  EXPECT_EQ(report->differences[0].right, Money::Nanos(10));
}

TEST_F(ReportTest, AnAuditFindsARollupThatLostACall) {
  Add({.opened = "2026-11-10T12:00:00Z", .cost = 10});
  Add({.opened = "2026-11-12T12:00:00Z", .cost = 10});
  ASSERT_TRUE(
      connection_->Execute("DELETE FROM rollups WHERE window_start > "
                           "(SELECT MIN(window_start) FROM rollups)",
                           {}));

  const Result<AuditReport> report = Audit(*connection_, workspace_, {});

  ASSERT_EQ(report->differences.size(), 1u);
  EXPECT_EQ(report->differences[0].what, "day 2026-11-12");
  EXPECT_EQ(report->differences[0].calls_left, 1);
  EXPECT_EQ(report->differences[0].calls_right, 0);
}

TEST_F(ReportTest, AnAuditCountsOpenHolds) {
  const Call call(1);
  Store(call.Hold());

  const Result<AuditReport> report = Audit(*connection_, workspace_, {});

  EXPECT_EQ(report->open_holds, 1u);
  EXPECT_EQ(report->held, call.event.hold);
}

TEST_F(ReportTest, TheDaysTheModelsAndTheFileAllAddUpToTheTotalInEveryZone) {
  // Across the end of summer time in Berlin and New York, a quarter of an hour at a time.
  std::int64_t cost = 1;
  for (TimePoint at = At("2026-10-24T00:00:00Z"); at < At("2026-11-03T00:00:00Z");
       at += std::chrono::minutes{15 * 7}) {
    const std::string opened = ToRfc3339(at + std::chrono::minutes{7});
    Add({.opened = opened,
         .cost = cost,
         .model = cost % 3 == 0 ? "gpt-4o" : "claude",
         .tags = cost % 2 == 0 ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{},
         .outcome = cost % 5 == 0 ? Outcome::kRefusedBudget : Outcome::kOk,
         .priced = cost % 7 != 0});
    ++cost;
  }
  const std::int64_t calls = cost - 1;
  const Range range = Between("2026-10-24T00:00:00Z", "2026-11-03T00:00:00Z");
  Totals expected;
  for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata",
                           "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"}) {
    for (const Step step :
         {Step::kQuarterHour, Step::kHour, Step::kDay, Step::kMonth, Step::kWhole}) {
      for (const GroupBy group : {GroupBy::kNone, GroupBy::kModel, GroupBy::kKey, GroupBy::kApi,
                                  GroupBy::kProject, GroupBy::kOutcome}) {
        const UsageReport report =
            Report({.range = range, .zone = zone, .step = step, .group = group});
        if (expected.calls == 0) expected = report.total;
        ASSERT_EQ(SumOf(report.rows), report.total) << zone;
        ASSERT_EQ(report.total, expected) << zone;
        for (std::size_t i = 1; i < report.rows.size(); ++i) {
          const UsageRow& one = report.rows[i - 1];
          const UsageRow& next = report.rows[i];
          ASSERT_TRUE(one.start == next.start ? one.end == next.end : one.end <= next.start);
        }
      }
    }
  }
  EXPECT_EQ(expected.calls, calls);
  EXPECT_EQ(expected.cost, Money::Nanos(calls * (calls + 1) / 2));
  EXPECT_EQ(expected.unpriced, calls / 7);
  EXPECT_EQ(expected.refused, calls / 5);
}

TEST_F(ReportTest, DaysAreThoseOfTheZone) {
  for (int hour = 0; hour < 72; ++hour) {
    Add({.opened = ToRfc3339(At("2026-10-24T00:00:00Z") + std::chrono::hours{hour}), .cost = 1});
  }

  const UsageReport report = Report(
      {.range = Between("2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z"), .zone = "Europe/Berlin"});

  ASSERT_EQ(report.rows.size(), 2u);
  EXPECT_EQ(report.rows[0].totals.calls, 25) << "the day the clock goes back";
  EXPECT_EQ(report.rows[0].start, At("2026-10-24T22:00:00Z"));
  EXPECT_EQ(report.rows[0].end, At("2026-10-25T23:00:00Z"));
  EXPECT_EQ(report.rows[1].totals.calls, 24);
}

TEST_F(ReportTest, ByTagACallIsInEachOfItsGroupsButOnceInTheTotal) {
  Add({.cost = 1, .tags = {"a", "b"}});
  Add({.cost = 10, .tags = {"b"}});
  Add({.cost = 100});

  const UsageReport report = Report({.step = Step::kWhole, .group = GroupBy::kTag});

  EXPECT_TRUE(report.groups_overlap);
  EXPECT_EQ(report.total.cost.nanos(), 111);
  ASSERT_EQ(report.rows.size(), 3u);
  EXPECT_EQ(report.rows[0].group, "");
  EXPECT_EQ(report.rows[0].totals.cost.nanos(), 100);
  EXPECT_EQ(report.rows[1].totals.cost.nanos(), 1);
  EXPECT_EQ(report.rows[2].totals.cost.nanos(), 11);
}

TEST_F(ReportTest, AReportOfAScopeIsOfItsCallsOnly) {
  Add({.cost = 1, .model = "gpt-4o"});
  Add({.cost = 10, .model = "claude"});

  const UsageReport report = Report({.step = Step::kWhole, .only = {Kind::kModel, "gpt*"}});

  EXPECT_EQ(report.total.cost.nanos(), 1);
}

TEST_F(ReportTest, NamesTheZoneNobodyKnows) {
  const auto report = ReportUsage(*connection_, {.workspace = workspace_, .zone = "Europe/Bonn"});

  EXPECT_EQ(report.error().code, Errc::kInvalidRequest);
}

TEST_F(ReportTest, ACsvHoldsTheRowsInTheZonesTime) {
  Add({.opened = "2026-11-10T23:30:00Z", .cost = 1'500'000'000, .model = "=HYPERLINK(\"x\")"});
  const UsageReport report =
      Report({.range = Between("2026-11-10T00:00:00Z", "2026-11-12T00:00:00Z"),
              .zone = "Europe/Berlin",
              .group = GroupBy::kModel});

  const std::string csv = *ToCsv(report);

  EXPECT_EQ(csv,
            "start,end,model,calls,errors,refused,unpriced,estimated,input_uncached,cache_read,"
            "cache_write_5m,cache_write_1h,input_audio,input_image,output_text,output_reasoning,"
            "output_audio,output_image,searches,units,cost_usd\r\n"
            "2026-11-11T00:00:00+01:00,2026-11-12T00:00:00+01:00,\"'=HYPERLINK(\"\"x\"\")\","
            "1,0,0,0,0,812,1024,0,0,0,0,256,0,0,0,0,0,1.5\r\n");
}

TEST(Csv, GuardsEveryTextThatASpreadsheetWouldRun) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"}) {
    CsvWriter csv;
    csv.Text(text).EndRow();
    EXPECT_EQ(csv.Take().substr(0, 2), "\"'") << text;
  }
  CsvWriter csv;
  csv.Text("a,b").Text("say \"hi\"").Text("plain").Number(-5).Literal("-0.5").EndRow();
  EXPECT_EQ(csv.Take(), "\"a,b\",\"say \"\"hi\"\"\",plain,-5,-0.5\r\n");
}

TEST_F(ReportTest, EventsArePagedWithoutGapOrRepeat) {
  for (int i = 0; i < 25; ++i) {
    // Three share each instant, so that the id must decide.
    Add({.opened = ToRfc3339(At("2026-11-10T12:00:00Z") + std::chrono::seconds{i / 3})});
  }
  EventQuery query;
  query.workspace = workspace_;
  query.limit = 4;
  std::vector<RequestId> seen;
  TimePoint last = TimePoint::max();
  do {
    const Result<EventPage> page = ListEvents(*connection_, query);
    ASSERT_TRUE(page);
    for (const StoredEvent& event : page->events) {
      EXPECT_LE(event.event().opened, last);
      last = event.event().opened;
      seen.push_back(event.event().request);
    }
    query.cursor = page->next;
    ASSERT_LE(seen.size(), 25u);
  } while (!query.cursor.empty());

  EXPECT_EQ(seen.size(), 25u);
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::unique(seen).begin(), seen.end());
}

TEST_F(ReportTest, EventsAreFiltered) {
  Add({.model = "gpt-4o", .key = 50});
  Add({.opened = "2026-11-11T12:00:00Z", .model = "claude", .api_slug = "anthropic", .key = 51});
  Add({.key = 51, .outcome = Outcome::kRefusedBudget, .status = 402});
  const auto count = [&](const std::function<void(EventQuery&)>& narrow) {
    EventQuery query;
    query.workspace = workspace_;
    narrow(query);
    return ListEvents(*connection_, query)->events.size();
  };

  EXPECT_EQ(count([](EventQuery&) {}), 3u);
  EXPECT_EQ(count([](EventQuery& q) { q.key = KeyId{IdOf(51)}; }), 2u);
  EXPECT_EQ(count([](EventQuery& q) { q.model = "gpt-4o"; }), 2u);
  EXPECT_EQ(count([](EventQuery& q) { q.api = "anthropic"; }), 1u);
  EXPECT_EQ(count([](EventQuery& q) { q.api = ToString(IdOf(60)); }), 3u);
  EXPECT_EQ(count([](EventQuery& q) { q.outcome = Outcome::kRefusedBudget; }), 1u);
  EXPECT_EQ(count([](EventQuery& q) { q.status = 402; }), 1u);
  EXPECT_EQ(count([](EventQuery& q) { q.range.from = At("2026-11-11T00:00:00Z"); }), 1u);
  EXPECT_EQ(count([](EventQuery& q) { q.workspace = WorkspaceId{}; }), 0u);
  Add({.model = "made-up", .outcome = Outcome::kRefusedRequest});
  Add({.model = "made-up-too", .outcome = Outcome::kRefusedRequest});
  EXPECT_EQ(count([](EventQuery& q) { q.model = "made-up"; }), 1u)
      << "though it is rolled up without its name";
}

TEST_F(ReportTest, ACursorThatIsNoneIsRefused) {
  for (const char* cursor : {"x", "12", "12_", "12_34", "_0190b5a0-0000-7000-8000-000000000000"}) {
    EventQuery query;
    query.workspace = workspace_;
    query.cursor = cursor;
    EXPECT_EQ(ListEvents(*connection_, query).error().code, Errc::kInvalidRequest) << cursor;
  }
}

TEST_F(ReportTest, ACallCanBeExplainedFromItsEvent) {
  const Call call(1);
  Store(call.Hold());
  const Result<StoredEvent> open = FindEvent(*connection_, workspace_, call.event.request);
  ASSERT_TRUE(open);
  EXPECT_EQ(open->event().outcome, Outcome::kOpen);
  Store(call.event);

  const Result<StoredEvent> ended = FindEvent(*connection_, workspace_, call.event.request);

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->event().outcome, Outcome::kOk);
  EXPECT_EQ(ended->event().hold, call.event.hold);
  EXPECT_EQ(ended->event().call.model, "gpt-4o-mini");
  ASSERT_EQ(ended->event().lines.size(), 3u);
  ASSERT_EQ(ended->event().verdicts.size(), 2u);
  EXPECT_EQ(ended->event().verdicts[1].name, "monthly");
  EXPECT_EQ(FindEvent(*connection_, WorkspaceId{IdOf(3)}, call.event.request).error().code,
            Errc::kNotFound)
      << "another workspace's call is no call";
}

TEST_F(ReportTest, ACallIsFoundThoughItsIdIsOfAnotherTime) {
  Call call(1);
  call.event.opened += std::chrono::hours{5};
  Store(call.event);
  Store(call.event);

  const Result<StoredEvent> found = FindEvent(*connection_, workspace_, call.event.request);

  ASSERT_TRUE(found);
  EXPECT_EQ(found->event().opened, call.event.opened);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 1);
  EXPECT_EQ(FindEvent(*connection_, WorkspaceId{IdOf(5)}, call.event.request).error().code,
            Errc::kNotFound);
}

TEST_F(ReportTest, TheCsvOfEventsHasALineForEach) {
  Add({.cost = 1'000});
  Add({.cost = 2'000, .tags = {"a", "b"}});
  EventQuery query;
  query.workspace = workspace_;

  const std::string csv = *EventsCsv(*connection_, query);

  EXPECT_EQ(std::ranges::count(csv, '\n'), 3);
  EXPECT_THAT(csv, testing::HasSubstr("\",a,b,\""));
  EXPECT_THAT(csv, testing::HasSubstr("0.000002"));
}

}  // namespace
}  // namespace rg::analytics
