#include "app/doctor/clickhouse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::app {
namespace {

using cli::Finding;
using store::clickhouse::Examination;
using store::clickhouse::Tables;
using testing::HasSubstr;
using testing::SizeIs;
using Verdict = Finding::Verdict;

Examination Good() {
  Examination found;
  found.version = "18.16.1";
  found.tables = Tables::kCurrent;
  found.may_read = found.may_write = true;
  return found;
}

TEST(ExamineClickHouseTest, AGoodOneIsOneLine) {
  const auto findings = JudgeClickHouse("https://a:8443/rateguard", Good());

  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].verdict, Verdict::kFine);
  EXPECT_EQ(findings[0].detail, "https://a:8443/rateguard answers, ClickHouse 18.16.1");
}

TEST(ExamineClickHouseTest, OneThatDoesNotAnswerIsAFault) {
  const auto findings = JudgeClickHouse("https://a", Fail(Errc::kUnavailable, "refused"));

  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].verdict, Verdict::kFault);
}

TEST(ExamineClickHouseTest, WhatIsWrongIsSaidWithWhatToDo) {
  Examination old = Good();
  old.version = "1.1.54";
  old.tables = Tables::kTooOld;
  old.skew = -std::chrono::minutes{2};
  const auto findings = JudgeClickHouse("https://a", old);

  ASSERT_THAT(findings, SizeIs(4));
  EXPECT_THAT(findings[1].remedy, HasSubstr("18.16"));
  EXPECT_THAT(findings[2].remedy, HasSubstr("migrate"));
  EXPECT_THAT(findings[3].detail, HasSubstr("2m"));
}

TEST(ExamineClickHouseTest, TablesOfANewerVersionAreAWarning) {
  Examination newer = Good();
  newer.tables = Tables::kNewer;
  const auto findings = JudgeClickHouse("https://a", newer);

  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[1].verdict, Verdict::kWarning);
  EXPECT_THAT(findings[1].remedy, HasSubstr("update"));
}

TEST(ExamineClickHouseTest, TablesOfAnotherShardAreAFaultAndNothingElseIsSaid) {
  Examination other;
  other.version = "18.16.1";
  other.other_shard = "the tables of https://a are shard 1 of 2";
  const auto findings = JudgeClickHouse("https://a", other);

  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[1].verdict, Verdict::kFault);
  EXPECT_EQ(findings[1].detail, other.other_shard);
  EXPECT_THAT(findings[1].remedy, HasSubstr("events.clickhouse"));
}

TEST(ExamineClickHouseTest, WhoMayNotWriteCanStillAsk) {
  Examination reader = Good();
  reader.may_write = false;
  const auto findings = JudgeClickHouse("https://a", reader);

  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[1].verdict, Verdict::kWarning);
}

TEST(ExamineClickHouseTest, FarBehindIsAWarningAndSoIsNotKnowing) {
  EXPECT_EQ(JudgeLag(12).verdict, Verdict::kFine);
  EXPECT_EQ(JudgeLag(5'000'000).verdict, Verdict::kWarning);
  EXPECT_EQ(JudgeLag(Fail(Errc::kUnavailable, "no broker")).verdict, Verdict::kWarning);
}

}  // namespace
}  // namespace rg::app
