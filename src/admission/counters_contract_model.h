#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "admission/counters_fixture.h"

// Random schedules against a model that keeps everything and adds it up anew for each question. See
// counters_contract.h.
namespace rg::admission {

// Fixed windows, concurrency and budgets, as simply as they can be told.
class NaiveCounters {
 public:
  struct Call {
    CallFacts facts;
    TimePoint opened;
    Money most;
    std::int64_t tokens = 0;  // estimated
    bool holds_money = true;
    bool holds_place = true;
    bool settled = false;
    Money price;
  };

  explicit NaiveCounters(const Policy& policy) : policy_(policy) {}

  // What a rule counts at `now`.
  std::int64_t Used(const limit::Rule& rule, const CallFacts& call, TimePoint now) const {
    const limit::ScopeValue value = limit::ScopeValueOf(rule, call);
    std::int64_t used = 0;
    for (const auto& [name, other] : calls_) {
      const bool counts =
          limit::Matches(rule, other.facts) && limit::ScopeValueOf(rule, other.facts) == value;
      if (counts && rule.algorithm == limit::Algorithm::kConcurrency) used += other.holds_place;
      if (counts && rule.unit == limit::Unit::kRequests &&
          rule.algorithm != limit::Algorithm::kConcurrency) {
        used += WindowOf(rule, other.opened) == WindowOf(rule, now);
      }
    }
    if (rule.unit != limit::Unit::kTokens) return used;
    for (const TokenCharge& charge : tokens_) {
      const CallFacts& other = calls_.at(charge.call).facts;
      const bool counts = limit::Matches(rule, other) &&
                          limit::ScopeValueOf(rule, other) == value &&
                          WindowOf(rule, charge.at) == WindowOf(rule, now);
      if (counts) used += charge.tokens;
    }
    return used;
  }

  Money Used(std::size_t index, TimePoint opened) const {
    const budget::Budget& budget = policy_.budgets[index];
    const auto period =
        budget::PeriodAt(policy_.zones[index], budget.period, budget.week_start, opened);
    Money used;
    for (const auto& [name, call] : calls_) {
      if (!budget::Covers(budget, call.facts) || !period.Holds(call.opened)) continue;
      if (call.settled) used += call.price;
      if (!call.settled && call.holds_money) used += call.most;
    }
    return used;
  }

  bool Admits(const CallFacts& facts, Money most, std::int64_t tokens, TimePoint now) const {
    for (const limit::Rule& rule : policy_.rules) {
      const std::int64_t cost = rule.unit == limit::Unit::kTokens ? tokens : 1;
      if (cost == 0 || !limit::Matches(rule, facts)) continue;
      if (Used(rule, facts, now) + cost > rule.amount) return false;
    }
    for (std::size_t i = 0; i < policy_.budgets.size(); ++i) {
      const budget::Budget& budget = policy_.budgets[i];
      if (!budget.hard || !budget::Covers(budget, facts) || most == Money{}) continue;
      if (Used(i, now) + most > budget.amount) return false;
    }
    return true;
  }

  void Admit(const std::string& name, const CallFacts& facts, Money most, std::int64_t tokens,
             TimePoint now) {
    Call call;
    call.facts = facts;
    call.opened = now;
    call.most = most;
    call.tokens = tokens;
    calls_.emplace(name, call);
    tokens_.push_back({name, now, tokens});
  }

  void Settle(const std::string& name, Money price, std::int64_t tokens, TimePoint now) {
    Call& call = calls_.at(name);
    call.settled = true;
    call.holds_place = false;
    call.price = price;
    if (tokens > call.tokens) {
      tokens_.push_back({name, now, tokens - call.tokens});
      return;
    }
    // What was overestimated in a window that has passed cannot be seen any more.
    for (TokenCharge& charge : tokens_) {
      if (charge.call == name) charge.tokens = tokens;
    }
  }

  std::map<std::string, Call>& calls() { return calls_; }

 private:
  struct TokenCharge {
    std::string call;
    TimePoint at;
    std::int64_t tokens;
  };

  static std::int64_t WindowOf(const limit::Rule& rule, TimePoint time) {
    return time.time_since_epoch() / rule.window;
  }

  const Policy& policy_;
  std::map<std::string, Call> calls_;
  std::vector<TokenCharge> tokens_;
};

class CountersModel : public CountersContract {
 protected:
  void Begin(std::uint64_t seed) {
    random_.seed(seed);
    harness_ = GetParam()();
    clock_.Set(ParseRfc3339("2026-03-28T20:00:00Z").value());
    limit::Rule per_key = MakeRule("per-key", 12);
    per_key.scope = limit::Scope::kKey;
    limit::Rule tokens = MakeRule("tokens", 40'000);
    tokens.unit = limit::Unit::kTokens;
    tokens.window = std::chrono::hours{1};
    tokens.match.models = {"gpt-*"};
    limit::Rule open = MakeRule("open", 9, limit::Algorithm::kConcurrency);
    budget::Budget daily = MakeBudget("daily", Money::Nanos(400'000));
    daily.period = budget::Period::kDaily;
    daily.time_zone = "Europe/Berlin";
    budget::Budget key = MakeBudget("key", Money::Nanos(3'000'000));
    key.scope = budget::Scope::kKey;
    key.subject = ToString(Numbered(3));
    key.period = budget::Period::kTotal;
    budget::Budget soft = MakeBudget("soft", Money::Nanos(100'000));
    soft.scope = budget::Scope::kModel;
    soft.subject = "claude-*";
    soft.hard = false;
    Obey({per_key, tokens, open}, {daily, key, soft});
  }

  std::uint64_t Below(std::uint64_t end) { return random_() % end; }

  void AdmitSomething(NaiveCounters& model, int step) {
    const std::string name = "call-" + std::to_string(step);
    call_.key = KeyId{Numbered(3 + Below(2))};
    call_.model = Below(2) == 0 ? "gpt-5" : "claude-x";
    const Money most = Money::Nanos(static_cast<std::int64_t>(Below(60'000)));
    const auto tokens = static_cast<std::int64_t>(Below(9'000));
    const TimePoint now = clock_.Now();
    const bool expected = model.Admits(call_, most, tokens, now);

    const Answer answer = Admit({name, most, tokens, 0});

    ASSERT_EQ(answer.kind == Answer::Kind::kAdmitted, expected)
        << name << ": " << answer.error.detail;
    CheckFigures(model, answer.verdicts);
    if (expected) model.Admit(name, call_, most, tokens, now);
  }

  void CheckFigures(const NaiveCounters& model, const Verdicts& verdicts) {
    for (const limit::Rule& rule : policy_->rules) {
      const Verdict* verdict = VerdictOf(verdicts, rule.id);
      ASSERT_EQ(verdict != nullptr, limit::Matches(rule, call_));
      if (verdict == nullptr) continue;
      ASSERT_EQ(verdict->before, model.Used(rule, call_, clock_.Now())) << rule.name;
    }
    for (std::size_t i = 0; i < policy_->budgets.size(); ++i) {
      const Verdict* verdict = VerdictOf(verdicts, policy_->budgets[i].id);
      ASSERT_EQ(verdict != nullptr, budget::Covers(policy_->budgets[i], call_));
      if (verdict == nullptr) continue;
      ASSERT_EQ(verdict->before, model.Used(i, clock_.Now()).nanos()) << policy_->budgets[i].name;
    }
  }

  // Any call, old or new, open or not: settling again must change nothing.
  void SettleSomething(NaiveCounters& model) {
    if (model.calls().empty()) return;
    auto chosen = model.calls().begin();
    std::advance(chosen, static_cast<std::ptrdiff_t>(Below(model.calls().size())));
    const auto& [name, call] = *chosen;
    call_ = call.facts;
    // Now and then the provider charges more than was held.
    const auto most = static_cast<std::uint64_t>(call.most.nanos());
    const Money price = Money::Nanos(static_cast<std::int64_t>(Below(most + most / 8 + 1)));
    const auto tokens = static_cast<std::int64_t>(Below(10'000));
    const bool owed = !call.settled;

    const Settlement settlement = SettleFor(name, price, tokens, call.opened);

    ASSERT_EQ(settlement.booked, owed) << name;
    ASSERT_EQ(settlement.was_held, owed && call.holds_money) << name;
    if (!owed) return;
    ASSERT_EQ(settlement.seq, ++settled_);
    model.Settle(name, price, tokens, clock_.Now());
  }

  void LetTimePass(NaiveCounters& model) {
    const Duration longest[] = {std::chrono::seconds{5}, std::chrono::minutes{3},
                                std::chrono::hours{5}};
    clock_.Advance(Duration{
        static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(longest[Below(3)].count())))});
    if (Below(3) != 0) return;
    std::size_t lost = 0;
    for (auto& [name, call] : model.calls()) {
      if (call.settled || !call.holds_money || clock_.Now() < call.opened + kLease) continue;
      call.holds_money = false;
      call.holds_place = false;
      ++lost;
    }
    ASSERT_EQ(harness_->Expire(clock_.Now()), lost);
  }

  std::mt19937_64 random_;
  std::uint64_t settled_ = 0;
};

TEST_P(CountersModel, RandomSchedulesAgreeWithTheNaiveModel) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    Begin(seed);
    settled_ = 0;
    NaiveCounters model(*policy_);

    for (int step = 0; step < 600; ++step) {
      const std::uint64_t what = Below(10);
      if (what < 6) AdmitSomething(model, step);
      if (what >= 6 && what < 9) SettleSomething(model);
      if (what == 9) LetTimePass(model);
      ASSERT_FALSE(HasFatalFailure()) << "step " << step;
    }
  }
}

}  // namespace rg::admission
