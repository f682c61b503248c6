#include "admission/policy.h"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace rg::admission {
namespace {

Uuid Numbered(std::uint64_t n) {
  Uuid id;
  id.bytes[0] = 1;
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

const WorkspaceId kWorkspace{Numbered(1)};
const WorkspaceId kOther{Numbered(2)};

limit::Rule MakeRule(WorkspaceId workspace, std::uint64_t n) {
  limit::Rule rule;
  rule.id = RuleId{Numbered(n)};
  rule.workspace = workspace;
  rule.name = "rule-" + std::to_string(n);
  rule.amount = 10;
  rule.window = std::chrono::seconds{1};
  return rule;
}

budget::Budget MakeBudget(WorkspaceId workspace, std::uint64_t n) {
  budget::Budget budget;
  budget.id = BudgetId{Numbered(n)};
  budget.workspace = workspace;
  budget.name = "budget-" + std::to_string(n);
  budget.amount = Money::Dollars(1);
  return budget;
}

// Draws rules, budgets and calls from a world so small that they often meet.
class SmallWorld {
 public:
  explicit SmallWorld(std::uint64_t seed) : random_(seed) {}

  limit::Rule Rule(std::uint64_t n) {
    limit::Rule rule = MakeRule(Below(4) == 0 ? WorkspaceId{} : kWorkspace, n);
    rule.paused = Below(10) == 0;
    rule.match.projects = Some({"*", ToString(Numbered(10)), ToString(Numbered(11))});
    rule.match.keys = Some({"*", ToString(Numbered(20)), ToString(Numbered(21))});
    rule.match.apis = Some({"open*", "openai", "azure", ToString(Numbered(30)), "*"});
    rule.match.models = Some({"gpt-*", "gpt-5", "*-mini", "claude*"});
    rule.match.endpoints = Some({"/v1/*", "/v1/models", "*/chat/*"});
    rule.match.tags = Some({"prod", "team-*", "t*1"});
    rule.match.methods = Some({"GET", "post"});
    return rule;
  }

  budget::Budget Budget(std::uint64_t n) {
    budget::Budget budget = MakeBudget(kWorkspace, n);
    budget.scope = static_cast<budget::Scope>(Below(6));
    const std::string subjects[] = {"",
                                    ToString(Numbered(10 + Below(2))),
                                    ToString(Numbered(20 + Below(2))),
                                    Below(2) == 0 ? "open*" : ToString(Numbered(30)),
                                    Below(2) == 0 ? "gpt-5" : "*-mini",
                                    Below(2) == 0 ? "prod" : "team-*"};
    budget.subject = subjects[static_cast<std::size_t>(budget.scope)];
    return budget;
  }

  CallFacts Call() {
    CallFacts call;
    call.workspace = kWorkspace;
    if (Below(3) != 0) call.project = ProjectId{Numbered(10 + Below(3))};
    if (Below(5) != 0) call.key = KeyId{Numbered(20 + Below(3))};
    if (Below(3) != 0) call.api = ApiId{Numbered(30 + Below(2))};
    call.api_slug = OneOf({"openai", "azure", "open", ""});
    call.model = OneOf({"gpt-5", "gpt-5-mini", "claude-x", ""});
    call.endpoint = OneOf({"/v1/models", "/v1/chat/completions", "/other"});
    call.method = OneOf({"GET", "POST", "Post", "DELETE"});
    tags_.clear();
    for (const char* tag : {"prod", "team-1", "other"}) {
      if (Below(2) == 0) tags_.emplace_back(tag);
    }
    call.tags = tags_;
    return call;
  }

 private:
  std::uint64_t Below(std::uint64_t end) { return random_() % end; }
  const char* OneOf(std::initializer_list<const char*> values) {
    return *(values.begin() + Below(values.size()));
  }
  std::vector<std::string> Some(std::initializer_list<std::string> values) {
    std::vector<std::string> some;
    if (Below(3) != 0) return some;
    for (const std::string& value : values) {
      if (Below(3) == 0) some.push_back(value);
    }
    return some;
  }

  std::mt19937_64 random_;
  std::vector<std::string> tags_;
};

TEST(MatchIndex, SelectsWhatAskingEachWouldSelect) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SmallWorld world(seed);
    std::vector<limit::Rule> rules;
    std::vector<budget::Budget> budgets;
    // Some worlds outgrow the inline set.
    const std::size_t size = seed % 3 == 0 ? 300 : 20;
    for (std::uint64_t i = 0; i < size; ++i) rules.push_back(world.Rule(i));
    for (std::uint64_t i = 0; i < size / 4; ++i) budgets.push_back(world.Budget(i));
    const MatchIndex index(rules, budgets);

    for (int i = 0; i < 200; ++i) {
      const CallFacts call = world.Call();
      Selection expected(rules.size() + budgets.size());
      for (std::size_t r = 0; r < rules.size(); ++r) {
        if (limit::Matches(rules[r], call)) expected.Add(r);
      }
      for (std::size_t b = 0; b < budgets.size(); ++b) {
        if (budget::Covers(budgets[b], call)) expected.Add(rules.size() + b);
      }

      ASSERT_EQ(index.Select(call), expected) << "seed " << seed << " call " << i;
    }
  }
}

TEST(PolicyBook, SortsRulesAndBudgetsToTheirWorkspaces) {
  const Result<PolicyBook> book = PolicyBook::Make(
      {MakeRule({}, 1), MakeRule(kWorkspace, 2), MakeRule(kOther, 3)}, {MakeBudget(kOther, 4)}, 7);

  ASSERT_TRUE(book);
  EXPECT_EQ(book->Find(kWorkspace)->rules.size(), 2u) << "its own and the operator's";
  EXPECT_EQ(book->Find(kOther)->budgets.size(), 1u);
  EXPECT_EQ(book->Find(kOther)->revision, 7u);
  EXPECT_EQ(book->Find(WorkspaceId{Numbered(9)})->rules.size(), 1u) << "nothing but the operator's";
  EXPECT_EQ(book->All().size(), 2u);
}

TEST(PolicyBook, AnEmptyBookRefusesNothing) {
  const PolicyBook book;

  EXPECT_TRUE(book.Find(kWorkspace)->rules.empty());
}

TEST(PolicyBook, TellsEveryFaultAtOnce) {
  limit::Rule no_amount = MakeRule(kWorkspace, 1);
  no_amount.amount = 0;
  limit::Rule operators = MakeRule({}, 2);
  operators.window = {};
  budget::Budget nowhere = MakeBudget(kOther, 3);
  nowhere.time_zone = "Mars/Olympus";

  const Result<PolicyBook> book = PolicyBook::Make({no_amount, operators}, {nowhere}, 1);

  ASSERT_FALSE(book);
  const std::string& faults = book.error().detail;
  EXPECT_NE(faults.find("rule-1"), std::string::npos);
  EXPECT_NE(faults.find("rule-2"), std::string::npos);
  EXPECT_NE(faults.find("Mars/Olympus"), std::string::npos);
  EXPECT_EQ(std::count(faults.begin(), faults.end(), '\n'), 2);
}

TEST(Policy, KnowsWhetherItsCountersSpanWorkspaces) {
  limit::Rule per_ip = MakeRule({}, 1);
  per_ip.scope = limit::Scope::kIp;

  EXPECT_TRUE(Policy::Make(kWorkspace, {per_ip}, {}, 1).value()->shares);
  EXPECT_FALSE(Policy::Make(kWorkspace, {MakeRule({}, 1)}, {}, 1).value()->shares);
}

}  // namespace
}  // namespace rg::admission
