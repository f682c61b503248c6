#include "app/analytics/analytics.h"

#include <gtest/gtest.h>

namespace rg::app {
namespace {

TEST(AnalyticsTest, WholeMonthsAreKeptBesideTheOneThatIs) {
  const auto since = [](const char* now, std::int32_t months) {
    return ToRfc3339(KeptSince(*ParseRfc3339(now), months));
  };

  EXPECT_EQ(since("2026-11-30T23:59:59Z", 1), ToRfc3339(*ParseRfc3339("2026-10-01T00:00:00Z")));
  EXPECT_EQ(since("2026-01-01T00:00:00Z", 13), ToRfc3339(*ParseRfc3339("2024-12-01T00:00:00Z")));
}

TEST(AnalyticsTest, SettingsThatCannotWorkAreNamedAndNotQuoted) {
  const SystemClock clock;
  Log log(clock, LogLevel::kError, true);
  config::EventsSettings settings;
  settings.kafka = Secret("kafka://broker");
  settings.clickhouse = Secret("https://me:hunter2@host/a-b");

  const auto opened = Analytics::Open(settings, {.clock = clock, .log = log});

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().field, "events.clickhouse");
  EXPECT_EQ(opened.error().detail.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace rg::app
