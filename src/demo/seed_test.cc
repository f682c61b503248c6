#include "demo/seed.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "demo/workspace.h"

namespace rg::demo {
namespace {

using journal::Event;
using journal::Outcome;
using std::chrono::hours;

// Cheap for the small models and dear for the others, as the catalogue is.
Cost Price(std::string_view, std::string_view model, const Usage& usage, TimePoint) {
  const bool small = model.starts_with("gpt-4.1-nano") || model.starts_with("text-embedding");
  const std::int64_t pico_per_token = small ? 150'000 : 2'000'000;
  Cost cost;
  cost.total = Money::Nanos((usage.InputTokens() + usage.OutputTokens()) * pico_per_token / 1000);
  cost.price_version = "test";
  return cost;
}

SeedOptions Options() {
  const ManualClock clock;
  return {.seed = 7,
          .now = clock.Now(),
          .days = 30,
          .calls_per_day = 300,
          .provider_url = "http://127.0.0.1:3002"};
}

// What of an event is kept after the call that took it.
struct Kept {
  RequestId request;
  TimePoint opened;
  Outcome outcome;
  Money cost;
  Money hold;
  ProjectId project;
  KeyId key;
  std::string model;
  bool operator==(const Kept&) const = default;
};

std::vector<Kept> AllEvents(const SeedOptions& options) {
  std::vector<Kept> kept;
  const auto taken = SeedEvents(options, &Price, [&](const Event& event) -> Result<void> {
    kept.push_back({event.request, event.opened, event.outcome, event.cost, event.hold,
                    event.call.project, event.call.key, std::string(event.call.model)});
    return {};
  });
  EXPECT_TRUE(taken);
  return kept;
}

TEST(Seed, TheSameSeedMakesTheSameEvents) { EXPECT_EQ(AllEvents(Options()), AllEvents(Options())); }

TEST(Seed, EventsComeInOrderAndEndBeforeNow) {
  const std::vector<Kept> events = AllEvents(Options());

  ASSERT_GT(events.size(), 3000u);
  for (std::size_t i = 1; i < events.size(); ++i) EXPECT_LE(events[i - 1].opened, events[i].opened);
  EXPECT_LT(events.back().opened, Options().now);
  EXPECT_GT(events.front().opened, Options().now - hours{31 * 24});
}

TEST(Seed, EveryRequestHasItsOwnId) {
  std::set<RequestId> ids;
  const std::vector<Kept> events = AllEvents(Options());
  for (const Kept& event : events) ids.insert(event.request);

  EXPECT_EQ(ids.size(), events.size());
}

TEST(Seed, TrafficHasAllSortsOfEndings) {
  std::map<Outcome, int> count;
  for (const Kept& event : AllEvents(Options())) ++count[event.outcome];

  for (const Outcome outcome :
       {Outcome::kOk, Outcome::kRefusedRateLimit, Outcome::kRefusedBudget, Outcome::kRefusedKey,
        Outcome::kUpstreamServerError, Outcome::kClientGoneMidAnswer}) {
    EXPECT_GT(count[outcome], 0) << static_cast<int>(outcome);
  }
  EXPECT_GT(count[Outcome::kOk], static_cast<int>(AllEvents(Options()).size()) * 8 / 10);
}

TEST(Seed, OnlyWhatTheProviderBilledCosts) {
  for (const Kept& event : AllEvents(Options())) {
    const bool billed =
        event.outcome == Outcome::kOk || event.outcome == Outcome::kClientGoneMidAnswer;
    EXPECT_EQ(event.cost > Money(), billed);
    EXPECT_LE(event.cost, event.hold);
  }
}

TEST(Seed, NoHardBudgetWasEverOverspent) {
  const DemoIds ids = IdsOf(Options());
  std::map<std::chrono::sys_days, Money> batch_by_day;
  std::map<int, Money> research_by_month;
  for (const Kept& event : AllEvents(Options())) {
    const auto day = std::chrono::floor<std::chrono::days>(event.opened);
    const std::chrono::year_month_day date{day};
    if (event.key == ids.keys[2]) batch_by_day[day] += event.cost;
    if (event.project == ids.projects[2]) {
      research_by_month[static_cast<int>(static_cast<unsigned>(date.month()))] += event.cost;
    }
  }

  for (const auto& [day, spent] : batch_by_day) EXPECT_LE(spent, kDemoBudgets[2].amount);
  for (const auto& [month, spent] : research_by_month) EXPECT_LE(spent, kDemoBudgets[1].amount);
}

TEST(Seed, TakingStopsAtTheFirstError) {
  int taken = 0;
  const auto ended = SeedEvents(Options(), &Price, [&](const Event&) -> Result<void> {
    if (++taken == 3) return Fail(Errc::kStorageFull, "full");
    return {};
  });

  EXPECT_EQ(taken, 3);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, Errc::kStorageFull);
}

TEST(Seed, ResourcesNameOnlyWhatCameBefore) {
  std::set<std::string> known;
  for (const SeedResource& resource : SeedResources(Options())) {
    for (const std::string_view field : {"project", "subject"}) {
      const boost::json::value* named = resource.document.if_contains(field);
      if (!named) continue;
      EXPECT_TRUE(known.contains(std::string(named->as_string()))) << resource.kind;
    }
    known.insert(ToString(resource.id));
  }
}

}  // namespace
}  // namespace rg::demo
