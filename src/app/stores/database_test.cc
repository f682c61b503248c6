#include "app/stores/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::app {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kUrl[] = "postgres://program:s3cret@127.0.0.1:1/d?sslmode=disable";
constexpr char kMisread[] = "postgres://owner:s3cret@x@127.0.0.1:1/d";

config::Settings SettingsWith(const char* url, const char* owner_url) {
  config::Settings settings;
  settings.database.url = Secret(url);
  settings.database.owner_url = Secret(owner_url);
  return settings;
}

TEST(OpenDatabaseTest, AnErrorNamesTheSettingThatIsWrong) {
  const SystemClock clock;
  const struct {
    const char* url;
    const char* owner_url;
    const char* to_blame;
  } kCases[] = {{kMisread, kUrl, "database.url"},
                {kUrl, kMisread, "database.owner_url"},
                {kUrl, kUrl, "database.url"}};
  for (const auto& with : kCases) {
    const config::Settings settings = SettingsWith(with.url, with.owner_url);

    const auto entered = EnterDatabase(settings, clock);
    const auto migrated = MigrateDatabase(settings.database, cli::Migration::kApply);

    ASSERT_FALSE(entered);
    ASSERT_FALSE(migrated);
    EXPECT_EQ(entered.error().field, with.to_blame);
    EXPECT_EQ(migrated.error().field, with.to_blame);
    EXPECT_THAT(entered.error().detail + migrated.error().detail, Not(HasSubstr("s3cret")));
  }
}

}  // namespace
}  // namespace rg::app
