#include "config/roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/settings.h"

namespace rg::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Loaded LoadWith(std::map<std::string, std::string> environment) {
  Sources sources;
  sources.environment = std::move(environment);
  sources.environment.emplace("HOME", "/h");
  sources.read = [](const std::string&) -> Result<std::string> {
    return Fail(Errc::kNotFound, "cannot be read: no such file");
  };
  return Load(sources);
}

std::vector<std::string> FaultsOf(std::map<std::string, std::string> environment) {
  std::vector<std::string> lines;
  for (const SettingFault& fault : LoadWith(std::move(environment)).faults) {
    lines.push_back(Print(fault));
  }
  return lines;
}

const std::map<std::string, std::string> kStores = {
    {"RATEGUARD_DATABASE__URL", "postgres://db/rg"},
    {"RATEGUARD_EVENTS__KAFKA", "kafka://broker"},
    {"RATEGUARD_EVENTS__CLICKHOUSE", "https://user:s3cret@events/rg"}};

std::map<std::string, std::string> Stores(const std::string& role) {
  std::map<std::string, std::string> environment = kStores;
  if (!role.empty()) environment.emplace("RATEGUARD_ROLE", role);
  return environment;
}

TEST(Roles, NobodyNamedAnyAndThereAreNoStores) {
  EXPECT_EQ(Print(RolesOf(LoadWith({}).settings)), "proxy, control");
}

TEST(Roles, NobodyNamedAnyAndTheStoresMakeAllPossible) {
  EXPECT_EQ(Print(RolesOf(LoadWith(Stores("")).settings)), "proxy, control, analytics");
}

TEST(Roles, AnyMixThatHasItsStoresIsGood) {
  for (const char* role : {"proxy", "control", "analytics", "proxy,control", "analytics,control",
                           "control,proxy,proxy"}) {
    EXPECT_THAT(FaultsOf(Stores(role)), IsEmpty()) << role;
  }
  EXPECT_EQ(Print(RolesOf(LoadWith(Stores("control")).settings)), "control");
}

TEST(Roles, OneThatNobodyKnowsIsToldThoseThereAre) {
  EXPECT_THAT(FaultsOf({{"RATEGUARD_ROLE", "proxy,worker"}}),
              ElementsAre("RATEGUARD_ROLE: role.1 must be one of \"proxy\", \"control\", "
                          "\"analytics\", \"alerts\""));
}

TEST(Roles, OneWithoutItsStoreIsToldTheSetting) {
  EXPECT_THAT(FaultsOf({{"RATEGUARD_ROLE", "proxy"}}), ElementsAre(HasSubstr("database.url")));
  EXPECT_THAT(FaultsOf({{"RATEGUARD_ROLE", "control"}}),
              ElementsAre(HasSubstr("database.url"), HasSubstr("events.clickhouse")));
  EXPECT_THAT(FaultsOf({{"RATEGUARD_ROLE", "analytics"}}),
              ElementsAre(HasSubstr("events.kafka"), HasSubstr("events.clickhouse")));
}

TEST(Roles, OneThatDoesNothingYetIsRefused) {
  EXPECT_THAT(FaultsOf({{"RATEGUARD_ROLE", "proxy,control,alerts"}}),
              ElementsAre(HasSubstr("leave it out")));
}

TEST(Roles, CallsWhoseEventsWouldNotReachClickHouseAreRefused) {
  EXPECT_THAT(FaultsOf({{"RATEGUARD_EVENTS__CLICKHOUSE", "http://me:s3cret@events"}}),
              ElementsAre("RATEGUARD_EVENTS__CLICKHOUSE: events.clickhouse needs events.kafka: the "
                          "calls of this process would never get there"));
  EXPECT_THAT(FaultsOf({{"RATEGUARD_EVENTS__KAFKA", "kafka://b"},
                        {"RATEGUARD_EVENTS__CLICKHOUSE", "tcp://me:s3cret@events"}}),
              ElementsAre("RATEGUARD_EVENTS__CLICKHOUSE: events.clickhouse must begin with "
                          "https:// or http://"));
}

}  // namespace
}  // namespace rg::config
