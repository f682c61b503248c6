#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/id.h"
#include "core/money.h"
#include "demo/seed.h"

namespace rg::demo {

// The demo workspace as tables: seed.cc makes resources of them and seed_events.cc traffic.

struct DemoApi {
  std::string_view slug;
  std::string_view name;
  std::string_view family;  // and whose prices
  std::string_view auth_header;
};
inline constexpr std::array kDemoApis = {
    DemoApi{"openai-demo", "OpenAI (demo provider)", "openai", ""},
    DemoApi{"anthropic-demo", "Anthropic (demo provider)", "anthropic", "x-api-key"},
};

inline constexpr std::array<std::string_view, 3> kDemoProjects = {"Web app", "Data pipeline",
                                                                  "Research"};

struct DemoKey {
  std::string_view name;
  std::size_t project;
  std::string_view tag;
  std::string_view models;  // a pattern its calls must fit; "" for all
};
inline constexpr std::array kDemoKeys = {
    DemoKey{"web-production", 0, "production", ""},
    DemoKey{"web-staging", 0, "staging", ""},
    DemoKey{"nightly-batch", 1, "production", ""},
    DemoKey{"notebook", 2, "experiment", ""},
    DemoKey{"old-prototype", 2, "experiment", "gpt-3.5-*"},
};

struct DemoLimit {
  std::string_view name;
  std::string_view algorithm;
  std::string_view unit;
  std::int64_t amount;
  std::string_view window;
  std::string_view scope;
  std::string_view on_excess;
  std::string_view model;  // a pattern; "" for all
};
inline constexpr std::array kDemoLimits = {
    DemoLimit{"120 requests a minute per key", "token_bucket", "requests", 120, "1m", "key",
              "reject", ""},
    DemoLimit{"400,000 tokens a minute", "sliding_window", "tokens", 400'000, "1m", "workspace",
              "reject", ""},
    DemoLimit{"20 calls at once per key", "concurrency", "requests", 20, "", "key", "reject", ""},
    DemoLimit{"Opus watched, not stopped", "fixed_window", "requests", 10, "1h", "workspace",
              "shadow", "claude-opus-*"},
};

enum class Covers : std::uint8_t { kEverything, kProject, kKey };
struct DemoBudget {
  std::string_view name;
  Covers covers;
  std::size_t subject;      // of kDemoProjects or kDemoKeys
  std::string_view period;  // "daily" or "monthly"
  Money amount;
  bool hard;
  std::string_view when_short;
};
inline constexpr std::array kDemoBudgets = {
    DemoBudget{"Everything, per month", Covers::kEverything, 0, "monthly", Money::Dollars(150),
               false, "refuse"},
    DemoBudget{"Research, per month", Covers::kProject, 2, "monthly", Money::Dollars(25), true,
               "clamp"},
    DemoBudget{"Nightly batch, per day", Covers::kKey, 2, "daily", Money::Nanos(30'000'000), true,
               "refuse"},
};

// The ids of everything above, the same for the same seed.
struct DemoIds {
  WorkspaceId workspace;
  std::array<ProjectId, kDemoProjects.size()> projects;
  std::array<ApiId, kDemoApis.size()> apis;
  std::array<KeyId, kDemoKeys.size()> keys;
  std::array<RuleId, kDemoLimits.size()> limits;
  std::array<BudgetId, kDemoBudgets.size()> budgets;
};
DemoIds IdsOf(const SeedOptions& options);

}  // namespace rg::demo
