#include "limit/rule.h"

#include <gtest/gtest.h>

#include "limit/algorithm.h"

namespace rg::limit {
namespace {

Uuid Numbered(std::uint8_t n) {
  Uuid id;
  id.bytes[15] = n;
  return id;
}

class RuleTest : public testing::Test {
 protected:
  RuleTest() {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.project = ProjectId{Numbered(2)};
    call_.key = KeyId{Numbered(3)};
    call_.api = ApiId{Numbered(4)};
    call_.api_slug = "openai";
    call_.model = "gpt-5-mini";
    call_.method = "POST";
    call_.endpoint = "/v1/chat/completions";
    call_.client_ip = "192.0.2.7";
    call_.end_user = "ada";
    call_.tags = tags_;
    rule_.workspace = call_.workspace;
    rule_.amount = 10;
    rule_.window = std::chrono::seconds{1};
  }

  std::vector<std::string> tags_{"team-a", "prod"};
  CallFacts call_;
  Rule rule_;
};

TEST_F(RuleTest, ARuleThatAsksForNothingMatchesEveryCallOfItsWorkspace) {
  EXPECT_TRUE(Matches(rule_, call_));
  CallFacts bare;
  bare.workspace = call_.workspace;
  EXPECT_TRUE(Matches(rule_, bare));

  call_.workspace = WorkspaceId{Numbered(9)};
  EXPECT_FALSE(Matches(rule_, call_));
}

TEST_F(RuleTest, TheOperatorsRulesMatchInEveryWorkspace) {
  rule_.workspace = {};

  EXPECT_TRUE(Matches(rule_, call_));
}

TEST_F(RuleTest, OneEntryOfEachListMustFit) {
  rule_.match = {{ToString(call_.project)},
                 {"*"},
                 {"azure", "open*"},
                 {"gpt-5*"},
                 {"/v1/chat/*"},
                 {"team-*"},
                 {"get", "post"}};
  EXPECT_TRUE(Matches(rule_, call_));

  rule_.match.models = {"claude*"};
  EXPECT_FALSE(Matches(rule_, call_));
}

TEST_F(RuleTest, AnApiIsNamedByItsSlugOrItsId) {
  rule_.match.apis = {ToString(call_.api)};
  EXPECT_TRUE(Matches(rule_, call_));

  rule_.match.apis = {"anthropic"};
  EXPECT_FALSE(Matches(rule_, call_));
}

TEST_F(RuleTest, AnyProjectIsNotNoProject) {
  rule_.match.projects = {"*"};
  call_.project = {};

  EXPECT_FALSE(Matches(rule_, call_));
}

TEST_F(RuleTest, APausedRuleMatchesNothing) {
  rule_.paused = true;

  EXPECT_FALSE(Matches(rule_, call_));
}

TEST_F(RuleTest, CallsWithoutAValueOfTheScopeShareOneCounter) {
  rule_.scope = Scope::kEndUser;
  CallFacts anonymous = call_;
  anonymous.end_user = {};
  CallFacts other = anonymous;
  other.client_ip = "192.0.2.8";

  EXPECT_EQ(ScopeValueOf(rule_, anonymous), ScopeValueOf(rule_, other));
  EXPECT_NE(ScopeValueOf(rule_, anonymous), ScopeValueOf(rule_, call_));
}

TEST_F(RuleTest, OnlyTheOperatorsRulesCanSpanWorkspaces) {
  rule_.scope = Scope::kIp;
  EXPECT_FALSE(IsShared(rule_));

  rule_.workspace = {};
  EXPECT_TRUE(IsShared(rule_));

  rule_.scope = Scope::kKey;
  EXPECT_FALSE(IsShared(rule_));
}

TEST_F(RuleTest, WhatCannotWorkIsRefusedByName) {
  const auto field_of = [](const Rule& rule) {
    const Result<void> valid = Validate(rule);
    return valid ? std::string{} : valid.error().field;
  };
  EXPECT_EQ(field_of(rule_), "");

  Rule bad = rule_;
  bad.amount = 0;
  EXPECT_EQ(field_of(bad), "amount");
  bad = rule_;
  bad.window = std::chrono::days{32};
  EXPECT_EQ(field_of(bad), "window");
  bad = rule_;
  bad.window = std::chrono::days{31};
  bad.amount = 1;
  bad.burst = 1'000'000;
  EXPECT_EQ(field_of(bad), "burst") << "would need 85,000 years to drain";
  bad = rule_;
  bad.algorithm = Algorithm::kFixedWindow;
  bad.burst = 5;
  EXPECT_EQ(field_of(bad), "burst");
  bad = rule_;
  bad.on_excess = OnExcess::kQueue;
  EXPECT_EQ(field_of(bad), "max_wait");
  bad = rule_;
  bad.match.keys = {"my-key"};
  EXPECT_EQ(field_of(bad), "match.keys");
}

TEST_F(RuleTest, TheCostIsCountedInTheUnitOfTheRule) {
  const Cost cost{Money::Nanos(7), 100, 20};

  EXPECT_EQ(CostIn(Unit::kRequests, cost), 1);
  EXPECT_EQ(CostIn(Unit::kTokens, cost), 120);
  EXPECT_EQ(CostIn(Unit::kInputTokens, cost), 100);
  EXPECT_EQ(CostIn(Unit::kOutputTokens, cost), 20);
  EXPECT_EQ(CostIn(Unit::kMoney, cost), 7);
}

}  // namespace
}  // namespace rg::limit
