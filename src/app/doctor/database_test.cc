#include "app/doctor/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::app {
namespace {

using cli::Finding;
using store::postgres::Examination;
using testing::HasSubstr;
using Verdict = Finding::Verdict;

Examination Good() {
  return {.version = "15.18",
          .major = 15,
          .database = "rateguard",
          .login = "program",
          .encoding = "UTF8",
          .current = true};
}

TEST(ExamineDatabaseTest, AGoodOneIsOneLine) {
  const auto findings = JudgeDatabase(Good());

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].verdict, Verdict::kFine);
  EXPECT_EQ(findings[0].detail, "PostgreSQL 15.18, database rateguard as program");
}

TEST(ExamineDatabaseTest, OneThatDoesNotAnswerIsAFault) {
  const auto findings = JudgeDatabase(Fail(Errc::kUnavailable, "no connection to PostgreSQL"));

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].verdict, Verdict::kFault);
  EXPECT_EQ(findings[0].detail, "database.url: no connection to PostgreSQL");
  EXPECT_THAT(findings[0].remedy, HasSubstr("database.url"));
}

TEST(ExamineDatabaseTest, TheOwnersUrlIsJudgedByItsOwnName) {
  const auto judge = [](const Result<Examination>& found) {
    const auto findings = JudgeOwner(found, "rateguard");
    EXPECT_THAT(findings[0].detail, HasSubstr("database.owner_url: "));
    EXPECT_EQ(findings.back().remedy.empty(), findings.back().verdict == Verdict::kFine);
    return findings.back().verdict;
  };
  Examination owner = Good();
  owner.may_change = true;

  EXPECT_EQ(judge(owner), Verdict::kFine);
  EXPECT_EQ(judge(Fail(Errc::kUnavailable, "no connection to PostgreSQL")), Verdict::kFault);
  EXPECT_EQ(judge(Good()), Verdict::kFault) << "the tables are another's";
  owner.exposed = true;
  EXPECT_EQ(judge(owner), Verdict::kWarning);
  owner.database = "elsewhere";
  EXPECT_EQ(judge(owner), Verdict::kFault);
}

TEST(ExamineDatabaseTest, EverythingWrongIsSaidWithWhatToDo) {
  Examination found = Good();
  found.major = 12;
  found.encoding = "LATIN1";
  found.current = false;
  found.may_do_all = found.read_only = found.exposed = true;
  found.skew = std::chrono::seconds{90};

  const auto findings = JudgeDatabase(found);

  ASSERT_EQ(findings.size(), 8u);
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.remedy.empty(), finding.verdict == Verdict::kFine) << finding.detail;
  }
  EXPECT_THAT(findings.back().detail, HasSubstr("1m30s"));
}

}  // namespace
}  // namespace rg::app
