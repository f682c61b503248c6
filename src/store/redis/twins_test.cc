// The scripts are twins of the code that decides in process: driven by the same histories, both
// must say the same in every figure and every word.
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "admission/counters.h"
#include "store/memory/counters.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using admission::Answer;
using admission::Policy;
using admission::Settlement;
using testing::BlockingCounters;
using testing::Core;
using testing::Numbered;
using testing::Server;

constexpr int kWorkspaces = 2;
constexpr std::int64_t kMost = budget::kAmountMax.nanos();

std::string Print(const Verdict& verdict) {
  return std::string(verdict.name) + " said " + std::to_string(static_cast<int>(verdict.said)) +
         " " + std::to_string(verdict.before) + "->" + std::to_string(verdict.after) + " of " +
         std::to_string(verdict.limit) + " " + std::string(verdict.unit) + " retry " +
         std::to_string(verdict.retry_after.count()) + " resets " +
         std::to_string(verdict.resets_at.time_since_epoch().count()) + "\n";
}

std::string Print(const Answer& answer) {
  std::string text = "kind " + std::to_string(static_cast<int>(answer.kind)) + " wait " +
                     std::to_string(answer.wait.count()) + " up to " +
                     std::to_string(answer.give_up_after.count()) + " left " +
                     std::to_string(answer.left.nanos()) + (answer.any_hard_budget ? " hard" : "") +
                     " short " + std::to_string(static_cast<int>(answer.when_short)) + " error " +
                     std::to_string(static_cast<int>(answer.error.code)) + " " +
                     answer.error.detail + " " + answer.error.subject + " after " +
                     std::to_string(answer.error.retry_after.count()) + "\n";
  for (const Verdict& verdict : answer.verdicts) text += Print(verdict);
  return text;
}

std::string Print(const Settlement& settlement) {
  std::string text = "seq " + std::to_string(settlement.seq) +
                     (settlement.was_held ? " held" : "") +
                     (settlement.booked ? " booked\n" : "\n");
  for (const admission::Crossing& crossing : settlement.crossings) {
    text += "crossed " + std::to_string(crossing.percent) + " with " +
            std::to_string(crossing.spent.nanos()) + "\n";
  }
  for (const Verdict& verdict : settlement.verdicts) text += Print(verdict);
  return text;
}

std::string Print(const Result<void>& result) {
  return result ? "extended"
                : std::to_string(static_cast<int>(result.error().code)) + result.error().detail;
}

// A history of calls in two workspaces, told to both twins.
class History {
 public:
  History(std::uint64_t seed, std::uint16_t port)
      : random_(seed),
        redis_(core_, testing::MakeClient(core_, port),
               testing::PatientOptions("twins" + std::to_string(seed))) {
    clock_.Set(ParseRfc3339("2026-03-28T20:17:23.456789Z").value());
    for (int i = 0; i < 3; ++i) shared_.push_back(MakeRule(WorkspaceId{}));
    for (int i = 0; i < kWorkspaces; ++i) {
      workspaces_[i].id = WorkspaceId{Numbered(10 + static_cast<std::uint64_t>(i))};
      for (int j = 0; j < 7; ++j) workspaces_[i].rules.push_back(MakeRule(workspaces_[i].id));
      for (int j = 0; j < 4; ++j) workspaces_[i].budgets.push_back(MakeBudget(workspaces_[i].id));
      Obey(workspaces_[i]);
    }
  }

  void Step(int step) {
    const std::uint64_t what = Below(100);
    if (what < 48) Admit("call-" + std::to_string(step));
    if (what >= 48 && what < 52 && !calls_.empty()) Admit(SomeCall());
    if (what >= 52 && what < 78) Settle(SomeCall());
    if (what >= 78 && what < 86) Extend(SomeCall());
    if (what >= 86 && what < 97) LetTimePass();
    if (what >= 97) ChangePolicy();
  }

 private:
  struct Workspace {
    WorkspaceId id;
    std::vector<limit::Rule> rules;
    std::vector<budget::Budget> budgets;
    std::shared_ptr<const Policy> policy;
  };
  struct Call {
    CallFacts facts;
    int workspace = 0;
    TimePoint opened;
    Money most;
  };

  std::uint64_t Below(std::uint64_t end) { return random_() % end; }
  // Of any size: as likely to have three digits as fifteen.
  std::int64_t Sized(int digits_max) {
    std::int64_t most = 10;
    for (std::uint64_t i = Below(static_cast<std::uint64_t>(digits_max)); i > 0; --i) most *= 10;
    return 1 + static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(most)));
  }
  template <class T>
  const T& OneOf(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

  limit::Rule MakeRule(WorkspaceId workspace) {
    static const std::vector<Duration> kWindows = {limit::kWindowMin,
                                                   std::chrono::milliseconds{1'234},
                                                   std::chrono::seconds{1},
                                                   std::chrono::minutes{1},
                                                   std::chrono::hours{1},
                                                   std::chrono::hours{24},
                                                   Duration{2'678'399'999'999'999},
                                                   limit::kWindowMax};
    for (;;) {
      limit::Rule rule;
      rule.id = RuleId{Numbered(1'000 + made_)};
      rule.name = "rule-" + std::to_string(made_++);
      rule.workspace = workspace;
      rule.algorithm = static_cast<limit::Algorithm>(Below(5));
      rule.window = OneOf(kWindows);
      rule.amount = std::max(Sized(15), Sized(15));
      const bool bucket = rule.algorithm == limit::Algorithm::kTokenBucket ||
                          rule.algorithm == limit::Algorithm::kLeakyBucket;
      if (bucket && Below(2) == 0) rule.burst = std::max(Sized(15), Sized(15));
      if (rule.algorithm == limit::Algorithm::kConcurrency) {
        rule.amount = 3 + static_cast<std::int64_t>(Below(20));
      } else {
        rule.unit = static_cast<limit::Unit>(Below(5));
        if (rule.unit == limit::Unit::kRequests) rule.amount = Sized(3);
      }
      rule.scope = OneOf(std::vector<limit::Scope>{limit::Scope::kWorkspace, limit::Scope::kKey,
                                                   limit::Scope::kModel, limit::Scope::kIp});
      if (workspace.IsNil()) rule.scope = Below(2) == 0 ? limit::Scope::kGlobal : limit::Scope::kIp;
      rule.on_excess = static_cast<limit::OnExcess>(Below(4));
      rule.max_wait = std::chrono::minutes{1};
      if (Below(3) == 0) rule.match.models = {"gpt-*"};
      // A charge that is taken back leaves a trace in the others: an empty slice, or a part of a
      // nanosecond.
      const bool clean = rule.algorithm == limit::Algorithm::kFixedWindow ||
                         rule.algorithm == limit::Algorithm::kConcurrency;
      if (workspace.IsNil() && !clean) continue;
      if (limit::Validate(rule)) return rule;
    }
  }

  budget::Budget MakeBudget(WorkspaceId workspace) {
    static const std::vector<std::string> kZones = {"UTC", "Europe/Berlin", "Asia/Kathmandu",
                                                    "Australia/Lord_Howe"};
    budget::Budget budget;
    budget.id = BudgetId{Numbered(50'000 + made_)};
    budget.name = "budget-" + std::to_string(made_++);
    budget.workspace = workspace;
    budget.period = static_cast<budget::Period>(Below(5));
    budget.time_zone = OneOf(kZones);
    budget.hard = Below(3) != 0;
    budget.paused = Below(8) == 0;
    budget.when_short = static_cast<budget::WhenShort>(Below(3));
    budget.amount = Money::Nanos(std::min(std::max(Sized(16), Sized(16)), kMost));
    if (Below(6) == 0) budget.amount = budget::kAmountMax;
    budget.thresholds = {100, 50, 1, 90, 1'000};
    if (Below(3) == 0) {
      budget.scope = budget::Scope::kModel;
      budget.subject = "claude-*";
    }
    return budget;
  }

  void Obey(Workspace& workspace) {
    std::vector<limit::Rule> rules = shared_;
    rules.insert(rules.end(), workspace.rules.begin(), workspace.rules.end());
    workspace.policy = Policy::Make(workspace.id, rules, workspace.budgets, ++revision_).value();
    for (const memory::Unready& unready : memory_.Install(*workspace.policy, clock_.Now())) {
      memory_.Ready(workspace.id, unready.budget, Money{});
    }
    redis_.Prepare(*workspace.policy, workspace.id, clock_.Now());
  }

  std::string SomeCall() {
    if (calls_.empty()) return "unheard-of";
    auto chosen = calls_.begin();
    std::advance(chosen, static_cast<std::ptrdiff_t>(Below(calls_.size())));
    return chosen->first;
  }

  Call MakeCall() {
    static constexpr std::string_view kModels[] = {"gpt-5", "claude-x", ""};
    static constexpr std::string_view kIps[] = {"192.0.2.7", "192.0.2.8"};
    Call call;
    call.workspace = static_cast<int>(Below(kWorkspaces));
    call.facts.workspace = workspaces_[call.workspace].id;
    call.facts.key = KeyId{Numbered(3 + Below(2))};
    call.facts.model = kModels[Below(3)];
    call.facts.client_ip = kIps[Below(2)];
    call.facts.method = "POST";
    call.opened = clock_.Now();
    call.most = Money::Nanos(Below(5) == 0 ? 0 : Sized(Below(4) == 0 ? 16 : 10));
    return call;
  }

  void Admit(const std::string& name) {
    const auto known = calls_.find(name);
    const Call call = known == calls_.end() ? MakeCall() : known->second;
    const admission::Ask ask{.request = IdOf(name),
                             .call = call.facts,
                             .policy = *workspaces_[call.workspace].policy,
                             .most = call.most,
                             .bounded = Below(20) != 0,
                             .unbounded_because = "nobody knows",
                             .input_tokens = Sized(Below(4) == 0 ? 14 : 6),
                             .output_tokens = Sized(6),
                             .now = clock_.Now(),
                             .opened = Below(3) == 0 ? TimePoint{} : call.opened};
    const Answer mine = memory_.AdmitNow(ask);
    const Answer twins = *redis_.Admit(ask).ready();
    ASSERT_EQ(Print(twins), Print(mine)) << name;
    if (mine.kind == Answer::Kind::kAdmitted && known == calls_.end()) calls_.emplace(name, call);
    ++(mine.kind == Answer::Kind::kAdmitted ? admitted_ : refused_);
  }

  void Settle(const std::string& name) {
    const auto known = calls_.find(name);
    const Call call = known == calls_.end() ? MakeCall() : known->second;
    // Now and then the provider charges more than was held.
    const auto most = static_cast<std::uint64_t>(call.most.nanos());
    const struct admission::Settle settle {
      .request = IdOf(name), .call = call.facts, .policy = *workspaces_[call.workspace].policy,
      .price = Money::Nanos(static_cast<std::int64_t>(Below(most + most / 8 + 2))),
      .input_tokens = Sized(14), .output_tokens = Sized(6), .opened = call.opened,
      .now = clock_.Now(), .never_left = Below(10) == 0
    };
    const Settlement mine = memory_.SettleNow(settle);
    const Settlement twins = *redis_.Settle(settle).ready();
    ASSERT_EQ(Print(twins), Print(mine)) << name;
    // Kept for a while, so that it is settled again.
    if (known != calls_.end() && Below(3) != 0) calls_.erase(known);
  }

  void Extend(const std::string& name) {
    const auto known = calls_.find(name);
    const int workspace = known == calls_.end() ? 0 : known->second.workspace;
    const Money by = Money::Nanos(Below(4) == 0 ? -Sized(16) : Sized(16) - 1);
    const Result<void> mine =
        memory_.ExtendNow(IdOf(name), workspaces_[workspace].id, by, clock_.Now());
    const Result<void> twins =
        *redis_.Extend(IdOf(name), workspaces_[workspace].id, by, clock_.Now()).ready();
    ASSERT_EQ(Print(twins), Print(mine)) << name;
  }

  void LetTimePass() {
    static const std::vector<Duration> kLongest = {Duration{5},
                                                   std::chrono::milliseconds{3},
                                                   std::chrono::seconds{5},
                                                   std::chrono::minutes{3},
                                                   std::chrono::hours{5},
                                                   std::chrono::days{12}};
    const Duration most = OneOf(kLongest);
    const Duration by{static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(most.count())))};
    // Clocks that are set back are part of life. By little: a counter that is at rest and dropped
    // in process, and kept in Redis, then stands in the newer of two windows.
    clock_.Advance(by < std::chrono::milliseconds{3} && Below(3) == 0 ? -by / 100 : by);
    // What ran out days ago is forgotten in Redis, and not in process.
    if (most > std::chrono::days{1}) calls_.clear();
    if (Below(3) != 0) return;
    std::multiset<std::string> mine;
    std::multiset<std::string> twins;
    for (const memory::OpenHold& hold : memory_.Expire(clock_.Now())) {
      mine.insert(ToString(hold.request) + " " + ToDollars(hold.amount));
    }
    for (const Workspace& workspace : workspaces_) {
      for (const OpenHold& hold : redis_.Sweep(workspace.id, clock_.Now())) {
        twins.insert(ToString(hold.request) + " " + ToDollars(hold.amount));
      }
    }
    redis_.Sweep({}, clock_.Now());
    ASSERT_EQ(twins, mine);
  }

  void ChangePolicy() {
    Workspace& workspace = workspaces_[Below(kWorkspaces)];
    budget::Budget& budget = workspace.budgets[Below(workspace.budgets.size())];
    const std::uint64_t what = Below(4);
    if (what == 0) budget = MakeBudget(workspace.id);
    if (what == 1) budget.amount = Money::Nanos(std::min(Sized(16), kMost));
    if (what == 2) budget.paused = !budget.paused;
    if (what == 3) {
      limit::Rule& rule = workspace.rules[Below(workspace.rules.size())];
      limit::Rule changed = rule;
      changed.amount = Sized(6);
      if (limit::Validate(changed)) rule = changed;
    }
    Obey(workspace);
  }

  static RequestId IdOf(const std::string& name) {
    return RequestId{Numbered(std::hash<std::string>{}(name))};
  }

 public:
  int admitted_ = 0;
  int refused_ = 0;

 private:
  std::mt19937_64 random_;
  ManualClock clock_;
  memory::MemoryCounters memory_;
  Core core_;
  BlockingCounters redis_;
  std::uint64_t made_ = 0;
  std::uint64_t revision_ = 0;
  std::vector<limit::Rule> shared_;
  Workspace workspaces_[kWorkspaces];
  std::map<std::string, Call> calls_;
};

TEST(TwinsTest, TheSameHistoriesHaveTheSameVerdictsAndFigures) {
  Server server;
  const char* const asked = std::getenv("RG_TWINS_SEED");
  const std::uint64_t first = asked == nullptr ? 1 : std::stoull(asked);
  const std::uint64_t last = asked == nullptr ? 20 : first;
  constexpr int kSteps = 600;
  int admitted = 0;
  int refused = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("RG_TWINS_SEED=" + std::to_string(seed));
    History history(seed, server.port());
    for (int step = 0; step < kSteps; ++step) {
      history.Step(step);
      if (::testing::Test::HasFatalFailure()) FAIL() << "step " << step;
    }
    admitted += history.admitted_;
    refused += history.refused_;
  }
  std::cout << "seeds " << first << " to " << last << ", " << kSteps << " steps each: " << admitted
            << " admitted, " << refused << " refused\n";
  EXPECT_GT(admitted, refused / 20) << "histories of refusals alone prove little";
  EXPECT_GT(refused, admitted / 20);
}

}  // namespace
}  // namespace rg::store::redis
