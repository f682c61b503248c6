#include "budget/budget.h"

#include <gtest/gtest.h>

namespace rg::budget {
namespace {

Uuid Numbered(std::uint8_t n) {
  Uuid id;
  id.bytes[15] = n;
  return id;
}

class BudgetTest : public testing::Test {
 protected:
  BudgetTest() {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.project = ProjectId{Numbered(2)};
    call_.key = KeyId{Numbered(3)};
    call_.api = ApiId{Numbered(4)};
    call_.api_slug = "openai";
    call_.model = "gpt-5-mini";
    call_.tags = tags_;
    budget_.workspace = call_.workspace;
    budget_.amount = Money::Dollars(10);
  }
  bool CoversAs(Scope scope, std::string subject) {
    budget_.scope = scope;
    budget_.subject = std::move(subject);
    return Covers(budget_, call_);
  }
  std::string BadField() const {
    const Result<void> valid = Validate(budget_);
    return valid ? "" : valid.error().field;
  }

  std::vector<std::string> tags_{"team-a", "prod"};
  CallFacts call_;
  Budget budget_;
};

TEST_F(BudgetTest, CoversTheCallsOfItsSubject) {
  EXPECT_TRUE(CoversAs(Scope::kWorkspace, ""));
  EXPECT_TRUE(CoversAs(Scope::kProject, ToString(call_.project)));
  EXPECT_TRUE(CoversAs(Scope::kKey, ToString(call_.key)));
  EXPECT_TRUE(CoversAs(Scope::kApi, "openai"));
  EXPECT_TRUE(CoversAs(Scope::kApi, ToString(call_.api)));
  EXPECT_TRUE(CoversAs(Scope::kModel, "gpt-5*"));
  EXPECT_TRUE(CoversAs(Scope::kTag, "prod"));

  EXPECT_FALSE(CoversAs(Scope::kProject, ToString(call_.key)));
  EXPECT_FALSE(CoversAs(Scope::kApi, "anthropic"));
  EXPECT_FALSE(CoversAs(Scope::kModel, "gpt-4*"));
  EXPECT_FALSE(CoversAs(Scope::kTag, "pro"));
}

TEST_F(BudgetTest, CoversNothingOfAnotherWorkspace) {
  call_.workspace = WorkspaceId{Numbered(9)};

  EXPECT_FALSE(CoversAs(Scope::kWorkspace, ""));
}

TEST_F(BudgetTest, WhatCannotWorkIsRefusedByName) {
  EXPECT_EQ(BadField(), "");

  budget_.amount = Money{};
  EXPECT_EQ(BadField(), "amount");
  budget_.amount = kAmountMax + Money::Nanos(1);
  EXPECT_EQ(BadField(), "amount");
  budget_.amount = kAmountMax;
  budget_.scope = Scope::kKey;
  EXPECT_EQ(BadField(), "subject");
  budget_.subject = "my-key";
  EXPECT_EQ(BadField(), "subject");
  budget_.subject = ToString(call_.key);
  budget_.time_zone = "Mars/Olympus";
  EXPECT_EQ(BadField(), "time_zone");
  budget_.time_zone = "Asia/Kolkata";
  budget_.thresholds = {0};
  EXPECT_EQ(BadField(), "thresholds");
}

TEST_F(BudgetTest, AnotherAmountIsTheSameAccountAndAnotherCalendarIsNot) {
  Budget raised = budget_;
  raised.amount = Money::Dollars(20);
  raised.hard = false;
  Budget moved = budget_;
  moved.time_zone = "Asia/Tokyo";

  EXPECT_TRUE(SameAccount(budget_, raised));
  EXPECT_FALSE(SameAccount(budget_, moved));
}

}  // namespace
}  // namespace rg::budget
