#include "config/roles.h"

#include <algorithm>

#include "config/settings.h"

namespace rg::config {
namespace {

bool Names(const Settings& settings, Role role) {
  return std::ranges::find(settings.role, role) != settings.role.end();
}

// The settings that name a store, and whether they do.
struct Stores {
  explicit Stores(const Settings& settings)
      : database(!settings.database.url.empty()),
        kafka(!settings.events.kafka.empty()),
        clickhouse(!settings.events.clickhouse.empty()) {}
  bool database;
  bool kafka;
  bool clickhouse;
};

}  // namespace

Roles RolesOf(const Settings& settings) {
  const Stores given(settings);
  if (settings.role.empty()) {
    return {.proxy = true, .control = true, .analytics = given.kafka && given.clickhouse};
  }
  return {.proxy = Names(settings, Role::kProxy),
          .control = Names(settings, Role::kControl),
          .analytics = Names(settings, Role::kAnalytics)};
}

void RolesHaveTheirStores(const Settings& settings, Faults& faults) {
  const Stores given(settings);
  const Roles roles = RolesOf(settings);
  const auto demand = [&](bool needed, bool there, const std::string& what) {
    if (needed && !there) faults.push_back({"/role", what});
  };
  demand(Names(settings, Role::kAlerts), false,
         "names alerts, which this version does not have: leave it out");
  demand(roles.analytics, given.kafka,
         "has analytics, which needs events.kafka: events come from there");
  demand(roles.analytics, given.clickhouse,
         "has analytics, which needs events.clickhouse: events go there");
  demand(roles.proxy && !roles.control, given.database,
         "has proxy without control, which needs database.url: the process that has control puts "
         "keys there");
  demand(roles.control && !roles.proxy, given.database,
         "has control without proxy, which needs database.url: proxies read keys from there");
  demand(roles.control && !roles.proxy, given.clickhouse,
         "has control without proxy, which needs events.clickhouse: what calls cost is asked "
         "there");
  if (roles.proxy && given.clickhouse && !given.kafka) {
    faults.push_back({"/events/clickhouse",
                      "needs events.kafka: the calls of this process would never get there"});
  }
}

std::string Print(const Roles& roles) {
  std::string text;
  const auto add = [&](bool has, const char* name) {
    if (has) text += (text.empty() ? "" : ", ") + std::string(name);
  };
  add(roles.proxy, "proxy");
  add(roles.control, "control");
  add(roles.analytics, "analytics");
  return text;
}

}  // namespace rg::config
