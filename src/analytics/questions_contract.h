#pragma once

#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analytics/questions.h"
#include "core/id.h"
#include "journal/sample.h"

// What every store of events must agree on: the same answers to the same events. For tests.
namespace rg::analytics::contract {

// Believable and less believable events, the same for the same seed: through both changes of the
// clock in a year, of two workspaces, with every outcome, texts that need care, and ids that do not
// say when the call was opened.
class Events {
 public:
  explicit Events(std::uint64_t seed = 1) : random_(seed) {}

  static std::size_t Count() {
    const char* const wanted = std::getenv("RG_CONTRACT_EVENTS");
    return wanted == nullptr ? 20'000 : static_cast<std::size_t>(std::atoll(wanted));
  }
  static WorkspaceId Workspace(std::uint64_t number) {
    return WorkspaceId{journal::sample::IdOf(2'000'000 + number)};
  }

  // Valid until the next one.
  const journal::Event& Next() {
    call_.emplace(1);
    journal::Event& event = call_->event;
    event.opened = Opened();
    event.request = RequestId{random_.NewUuid(Below(50) == 0 ? Opened() : event.opened)};
    Address(event.call);
    event.outcome = static_cast<journal::Outcome>(1 + Below(journal::kOutcomes - 1));
    if (Below(2) == 0) event.outcome = journal::Outcome::kOk;
    event.status = Pick(std::array{200, 400, 402, 429, 500, 0});
    event.priced = Below(9) != 0;
    event.estimated = Below(11) == 0;
    event.cost = Money::Nanos(static_cast<std::int64_t>(Below(1'000'000'000'000)));
    for (std::int64_t& count : event.usage.counts) count = static_cast<std::int64_t>(Below(5'000));
    event.gateway_time = std::chrono::nanoseconds{Below(2'000'000)};
    event.total_time = std::chrono::microseconds{Below(90'000'000)};
    event.first_byte_time = std::chrono::microseconds{Below(3) == 0 ? 0 : Below(9'000'000)};
    event.settle_seq = Below(4) == 0 ? 0 : ++settled_;
    return event;
  }

  std::uint64_t Below(std::uint64_t bound) { return random_.Random() % bound; }

 private:
  template <class T, std::size_t N>
  const T& Pick(const std::array<T, N>& values) {
    return values[Below(N)];
  }

  // Busy around the two times at which clocks change, so that many windows have several calls.
  TimePoint Opened() {
    using std::chrono::days;
    const TimePoint spring = *ParseRfc3339("2026-03-01T00:00:00Z");
    const TimePoint autumn = *ParseRfc3339("2026-09-25T00:00:00Z");
    const auto micros = static_cast<std::int64_t>(Below(42 * std::uint64_t{86'400'000'000}));
    return (Below(2) == 0 ? spring : autumn) + std::chrono::microseconds{micros};
  }

  void Address(CallFacts& call) {
    using journal::sample::IdOf;
    static constexpr std::array<std::string_view, 7> kModels = {
        "gpt-4o", "gpt-4o-mini", "GPT-4O", "", "it's a \\ \"model\"\t,\n", "modèle-é", "=cmd()"};
    static constexpr std::array<std::string_view, 3> kSlugs = {"openai", "openai-eu", ""};
    static const std::array<std::vector<std::string>, 5> kTags = {
        std::vector<std::string>{}, {"prod"}, {"prod", "eu"}, {"eu", "prod"}, {"o'tag\\"}};
    // As callers do, these go together.
    IdSource caller(Below(40));
    const auto below = [&caller](std::uint64_t bound) { return caller.Random() % bound; };
    call.workspace = Workspace(below(5) == 0 ? 1 : 0);
    call.project = below(3) == 0 ? ProjectId{} : ProjectId{IdOf(70 + below(3))};
    call.key = below(9) == 0 ? KeyId{} : KeyId{IdOf(50 + below(12))};
    call.api = below(9) == 0 ? ApiId{} : ApiId{IdOf(60 + below(3))};
    call.api_slug = kSlugs[below(kSlugs.size())];
    call_->tags = kTags[below(kTags.size())];
    call.tags = call_->tags;
    call.model = kModels[(below(kModels.size()) + Below(3)) % kModels.size()];
  }

  IdSource random_;
  std::optional<journal::sample::Call> call_;
  std::uint64_t settled_ = 0;
};

inline bool operator==(const UsageRow& a, const UsageRow& b) {
  return a.start == b.start && a.end == b.end && a.group == b.group && a.totals == b.totals;
}

// Whether two records say the same. A store may keep their fields in another order.
inline bool SameRecord(const StoredEvent& a, const StoredEvent& b) {
  std::array<std::string, 2> records;
  journal::AppendPayload(records[0], a.event());
  journal::AppendPayload(records[1], b.event());
  return records[0] == records[1];
}

inline std::vector<Range> Ranges() {
  const auto between = [](std::string_view from, std::string_view to) {
    return Range{*ParseRfc3339(from), *ParseRfc3339(to)};
  };
  return {between("2026-03-01T00:00:00Z", "2026-11-10T00:00:00Z"),
          // Days of 23 hours and of 25; of 23.5 and 24.5 on Lord Howe.
          between("2026-03-07T05:00:00Z", "2026-03-10T04:00:00Z"),
          between("2026-03-28T23:07:11Z", "2026-03-29T22:00:00Z"),
          between("2026-04-03T13:00:00Z", "2026-04-06T13:30:00Z"),
          between("2026-10-02T13:30:00Z", "2026-10-05T13:00:00Z"),
          between("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
          between("2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z")};
}

inline constexpr std::array<const char*, 5> kZones = {"UTC", "Europe/Berlin", "America/New_York",
                                                      "Australia/Lord_Howe", "Asia/Kathmandu"};
inline constexpr std::array kSteps = {Step::kQuarterHour, Step::kHour, Step::kDay, Step::kMonth,
                                      Step::kWhole};
inline constexpr std::array kGroups = {GroupBy::kNone,   GroupBy::kModel,   GroupBy::kApi,
                                       GroupBy::kKey,    GroupBy::kProject, GroupBy::kTag,
                                       GroupBy::kOutcome};

inline void ExpectSameUsage(Questions& one, Questions& other, const UsageQuery& query) {
  const Result<UsageReport> a = one.Usage(query);
  const Result<UsageReport> b = other.Usage(query);
  ASSERT_TRUE(a) << a.error().detail;
  ASSERT_TRUE(b) << b.error().detail;
  ASSERT_EQ(a->total, b->total) << a->total.calls << " and " << b->total.calls << " calls";
  ASSERT_EQ(a->rows.size(), b->rows.size());
  for (std::size_t i = 0; i < a->rows.size(); ++i) {
    ASSERT_TRUE(a->rows[i] == b->rows[i])
        << "row " << i << ": '" << a->rows[i].group << "' and '" << b->rows[i].group << "', "
        << ToRfc3339(a->rows[i].start) << " and " << ToRfc3339(b->rows[i].start);
  }
  ASSERT_EQ(*ToCsv(*a), *ToCsv(*b));
}

// Every zone and step, over all of the time and across each change of the clock.
inline void ExpectSameSeries(Questions& one, Questions& other, const std::vector<Range>& ranges) {
  std::size_t asked = 0;
  for (const Range& range : ranges) {
    for (const char* zone : kZones) {
      for (const Step step : kSteps) {
        const GroupBy group = kGroups[asked++ % kGroups.size()];
        SCOPED_TRACE(std::string(zone) + ", step " + std::to_string(static_cast<int>(step)) +
                     ", by " + std::string(ToString(group)) + ", from " + ToRfc3339(range.from));
        ExpectSameUsage(one, other, {Events::Workspace(0), range, zone, step, group, {}});
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  }
}

inline void ExpectSameGroups(Questions& one, Questions& other) {
  for (const GroupBy group : kGroups) {
    for (const Step step : {Step::kWhole, Step::kDay}) {
      SCOPED_TRACE(std::string(ToString(group)));
      ExpectSameUsage(one, other,
                      {Events::Workspace(1), Ranges()[0], "Europe/Berlin", step, group, {}});
    }
  }
}

inline void ExpectSameScopes(Questions& one, Questions& other) {
  using Kind = Scope::Kind;
  using journal::sample::IdOf;
  std::string shouted = ToString(IdOf(70));
  for (char& c : shouted) c = static_cast<char>(std::toupper(c));
  const std::vector<Scope> scopes = {{Kind::kWorkspace, ""},
                                     {Kind::kProject, ToString(IdOf(70))},
                                     {Kind::kProject, shouted},
                                     {Kind::kProject, "no id"},
                                     {Kind::kProject, ""},
                                     {Kind::kKey, ToString(IdOf(51))},
                                     {Kind::kApi, "openai"},
                                     {Kind::kApi, "openai*"},
                                     {Kind::kApi, ToString(IdOf(61))},
                                     {Kind::kModel, "gpt-4o"},
                                     {Kind::kModel, "*"},
                                     {Kind::kModel, "it's*"},
                                     {Kind::kTag, "prod"},
                                     {Kind::kTag, "o'tag\\"}};
  for (const Scope& scope : scopes) {
    for (const Step step : {Step::kWhole, Step::kDay}) {
      SCOPED_TRACE(std::to_string(static_cast<int>(scope.kind)) + " " + scope.subject);
      ExpectSameUsage(one, other, {Events::Workspace(0), {}, "UTC", step, GroupBy::kModel, scope});
    }
  }
  EXPECT_EQ(one.Usage({.zone = "Nowhere/Else"}).error().code,
            other.Usage({.zone = "Nowhere/Else"}).error().code);
}

// Minute by minute, over the days on which a clock changes; and without the cheapest groups.
inline void ExpectSameMinutes(Questions& one, Questions& other) {
  for (const Range& range : {Ranges()[2], Ranges()[5]}) {
    for (const GroupBy group : kGroups) {
      SCOPED_TRACE(std::string(ToString(group)) + " from " + ToRfc3339(range.from));
      ExpectSameUsage(one, other,
                      {Events::Workspace(0), range, "Asia/Kathmandu", Step::kMinute, group, {}});
    }
  }
  EXPECT_EQ(one.Usage({.range = Ranges()[0], .step = Step::kMinute}).error().code,
            other.Usage({.range = Ranges()[0], .step = Step::kMinute}).error().code);
  for (const std::int64_t top : {1, 2, 3}) {
    ExpectSameUsage(one, other,
                    {.workspace = Events::Workspace(0),
                     .range = Ranges()[0],
                     .step = Step::kMonth,
                     .group = GroupBy::kModel,
                     .top = top});
  }
}

inline void ExpectSameLatencies(Questions& one, Questions& other) {
  using Kind = Scope::Kind;
  const std::vector<Scope> scopes = {{Kind::kWorkspace, ""},
                                     {Kind::kApi, "openai*"},
                                     {Kind::kModel, "gpt-4o"},
                                     {Kind::kTag, "prod"},
                                     {Kind::kKey, ToString(journal::sample::IdOf(51))},
                                     {Kind::kModel, "nobody's"}};
  for (const Scope& scope : scopes) {
    for (const GroupBy group : kGroups) {
      SCOPED_TRACE(std::string(ToString(group)) + " of " + scope.subject);
      const LatencyQuery query{Events::Workspace(0), Ranges()[0], group, scope};
      const Result<LatencyReport> a = one.Latency(query);
      const Result<LatencyReport> b = other.Latency(query);
      ASSERT_EQ(a.has_value(), group != GroupBy::kTag);
      ASSERT_EQ(a.has_value(), b.has_value()) << (b ? "" : b.error().detail);
      if (!a) continue;
      ASSERT_TRUE(a->all == b->all) << a->all.calls << " and " << b->all.calls << " calls";
      ASSERT_EQ(a->rows.size(), b->rows.size());
      for (std::size_t i = 0; i < a->rows.size(); ++i) {
        ASSERT_TRUE(a->rows[i] == b->rows[i]) << a->rows[i].group << ", " << b->rows[i].group;
      }
    }
  }
}

inline void ExpectSamePages(Questions& one, Questions& other, EventQuery query, int pages) {
  EventQuery of_one = query;
  EventQuery of_other = std::move(query);
  for (int i = 0; i < pages; ++i) {
    const Result<EventPage> a = one.Events(of_one);
    const Result<EventPage> b = other.Events(of_other);
    ASSERT_TRUE(a) << a.error().detail;
    ASSERT_TRUE(b) << b.error().detail;
    ASSERT_EQ(a->events.size(), b->events.size());
    for (std::size_t j = 0; j < a->events.size(); ++j) {
      ASSERT_EQ(a->events[j].event().request, b->events[j].event().request) << "event " << j;
      ASSERT_TRUE(SameRecord(a->events[j], b->events[j])) << "event " << j;
    }
    ASSERT_EQ(a->next.empty(), b->next.empty());
    if (a->next.empty()) return;
    of_one.cursor = a->next;
    of_other.cursor = b->next;
  }
}

inline std::vector<EventQuery> Searches() {
  using journal::sample::IdOf;
  std::vector<EventQuery> all(12);
  for (EventQuery& query : all) query.workspace = Events::Workspace(0);
  all[0].limit = 1000;
  all[1].range = Ranges()[4];
  all[2].key = KeyId{IdOf(52)};
  all[3].project = ProjectId{};
  all[4].api = "openai-eu";
  all[5].api = ToString(IdOf(62));
  all[6].model = "it's a \\ \"model\"\t,\n";
  all[7].outcome = journal::Outcome::kRefusedKey;
  all[8].status = 429;
  all[8].model = "GPT-4O";
  all[9].settled_after = 500;
  all[9].range = {*ParseRfc3339("2026-10-25T00:00:00.5Z"), *ParseRfc3339("2026-10-25T01:00:00Z")};
  all[10].workspace = Events::Workspace(7);
  all[11].key = KeyId{IdOf(53)};
  all[11].outcome = journal::Outcome::kRefusedKey;
  all[11].model = "gpt-4o";
  all[11].limit = 3;
  return all;
}

inline void ExpectSameEvents(Questions& one, Questions& other) {
  int number = 0;
  for (const EventQuery& query : Searches()) {
    SCOPED_TRACE("search " + std::to_string(number++));
    ExpectSamePages(one, other, query, query.limit == 1000 ? 1000 : 4);
    const Result<std::string> csv = one.EventsCsv(query);
    ASSERT_TRUE(csv) << csv.error().detail;
    ASSERT_TRUE(*csv == *other.EventsCsv(query));
  }
}

// All the questions, to two stores of the same events.
inline void ExpectSameAnswers(Questions& one, Questions& other) {
  ExpectSameSeries(one, other, Ranges());
  ExpectSameGroups(one, other);
  ExpectSameScopes(one, other);
  ExpectSameMinutes(one, other);
  ExpectSameLatencies(one, other);
  ExpectSameEvents(one, other);
}

}  // namespace rg::analytics::contract
