#pragma once

#include <cstdint>
#include <string>

#include "config/fields.h"

namespace rg::config {

struct Settings;

// What a process is there for. One may have several.
enum class Role : std::uint8_t {
  kProxy,      // takes calls
  kControl,    // the admin API
  kAnalytics,  // moves events from Kafka into ClickHouse
  kAlerts,     // nothing yet
};

struct Roles {
  bool proxy = false;
  bool control = false;
  bool analytics = false;
};

// Those that `role` names; where it names none, all that the given stores make possible.
Roles RolesOf(const Settings& settings);

// Whether each role was given the stores it needs. As a check of Settings.
void RolesHaveTheirStores(const Settings& settings, Faults& faults);

// "proxy, control"
std::string Print(const Roles& roles);

}  // namespace rg::config
