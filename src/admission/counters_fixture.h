#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "admission/counters.h"
#include "core/time.h"

namespace rg::admission {

// One implementation of Counters, ready to be tested.
class CountersHarness {
 public:
  virtual ~CountersHarness() = default;
  virtual Counters& counters() = 0;
  // Follows the policy, with nothing spent before.
  virtual void Prepare(const Policy& policy, TimePoint now) = 0;
  // Ends the holds whose lease of 15 minutes has run out; how many.
  virtual std::size_t Expire(TimePoint now) = 0;
  // The thresholds that settlements so far have passed and did not tell of themselves.
  virtual Crossings Later(WorkspaceId /*workspace*/, TimePoint /*now*/) { return {}; }
};
using CountersFactory = std::function<std::unique_ptr<CountersHarness>()>;

// A workspace, a call and a hand-turned clock to ask an implementation with.
class CountersContract : public testing::TestWithParam<CountersFactory> {
 protected:
  static constexpr auto kMinute = std::chrono::minutes{1};
  static constexpr auto kLease = std::chrono::minutes{15};

  // What a call looks like and asks for.
  struct Wish {
    std::string name;  // of the request
    Money most;
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    bool bounded = true;
  };

  CountersContract() : harness_(GetParam()()) {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.project = ProjectId{Numbered(2)};
    call_.key = KeyId{Numbered(3)};
    call_.api = ApiId{Numbered(4)};
    call_.api_slug = "openai";
    call_.model = "gpt-5-mini";
    call_.method = "POST";
    call_.endpoint = "/v1/chat/completions";
    call_.client_ip = "192.0.2.7";
    clock_.Set(ParseRfc3339("2026-11-23T12:00:00Z").value());
    Obey({}, {});
  }

  static Uuid Numbered(std::uint64_t n) {
    Uuid id;
    for (std::size_t i = 0; i < 8; ++i) {
      id.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
    }
    id.bytes[0] = 1;
    return id;
  }
  static RequestId IdOf(const std::string& name) {
    return RequestId{Numbered(std::hash<std::string>{}(name))};
  }

  limit::Rule MakeRule(const std::string& name, std::int64_t amount,
                       limit::Algorithm algorithm = limit::Algorithm::kFixedWindow) {
    limit::Rule rule;
    rule.id = RuleId{Numbered(1'000 + rules_made_++)};
    rule.workspace = call_.workspace;
    rule.name = name;
    rule.algorithm = algorithm;
    rule.amount = amount;
    rule.window = kMinute;
    return rule;
  }
  budget::Budget MakeBudget(const std::string& name, Money amount) {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(2'000 + budgets_made_++)};
    budget.workspace = call_.workspace;
    budget.name = name;
    budget.amount = amount;
    return budget;
  }

  // Changes what the workspace obeys from now on.
  void Obey(std::vector<limit::Rule> rules, std::vector<budget::Budget> budgets) {
    policy_ =
        Policy::Make(call_.workspace, std::move(rules), std::move(budgets), ++revision_).value();
    harness_->Prepare(*policy_, clock_.Now());
  }

  template <class T>
  static T Wait(boost::asio::io_context& io, Async<T> answer) {
    std::optional<T> got;
    Spawn(io.get_executor(), Keep(std::move(answer), got));
    io.restart();
    io.run();
    return *std::move(got);
  }
  template <class T>
  static Async<void> Keep(Async<T> answer, std::optional<T>& got) {
    got = co_await std::move(answer);
  }

  Answer Admit(const Wish& wish) { return AdmitOn(io_, wish); }
  Answer AdmitOn(boost::asio::io_context& io, const Wish& wish) {
    const Ask ask{.request = IdOf(wish.name),
                  .call = call_,
                  .policy = *policy_,
                  .most = wish.most,
                  .bounded = wish.bounded,
                  .unbounded_because = "a tool is billed by use; set a ceiling on the API",
                  .input_tokens = wish.input_tokens,
                  .output_tokens = wish.output_tokens,
                  .now = clock_.Now(),
                  .opened = {}};
    return Wait(io, harness_->counters().Admit(ask));
  }
  bool Admits(const Wish& wish) { return Admit(wish).kind == Answer::Kind::kAdmitted; }

  // `opened`: when the call was admitted, if that was earlier.
  Settlement SettleFor(const std::string& name, Money price, std::int64_t tokens = 0,
                       std::optional<TimePoint> opened = {}) {
    return SettleOn(io_, name, price, tokens, opened);
  }
  Settlement SettleOn(boost::asio::io_context& io, const std::string& name, Money price,
                      std::int64_t tokens = 0, std::optional<TimePoint> opened = {},
                      bool never_left = false) {
    const struct Settle settle {
      .request = IdOf(name), .call = call_, .policy = *policy_, .price = price,
      .input_tokens = tokens, .output_tokens = 0, .opened = opened.value_or(clock_.Now()),
      .now = clock_.Now(), .never_left = never_left
    };
    return Wait(io, harness_->counters().Settle(settle));
  }
  Result<void> ExtendBy(const std::string& name, Money by) {
    boost::asio::io_context io;
    return Wait(io, harness_->counters().Extend(IdOf(name), call_.workspace, by, clock_.Now()));
  }

  // What the budget has in use; asks with a call that costs nothing, and settles it.
  Money Used(const budget::Budget& budget) {
    const std::string name = "probe-" + std::to_string(probes_++);
    const Answer answer = Admit({name, Money{}});
    SettleOn(io_, name, Money{}, 0, {}, true);
    for (const Verdict& verdict : answer.verdicts) {
      if (verdict.id == budget.id) return Money::Nanos(verdict.before);
    }
    ADD_FAILURE() << "the budget does not cover the call";
    return {};
  }
  static const Verdict* VerdictOf(const Verdicts& verdicts, const Uuid& id) {
    for (const Verdict& verdict : verdicts) {
      if (verdict.id == id) return &verdict;
    }
    return nullptr;
  }

  std::unique_ptr<CountersHarness> harness_;
  ManualClock clock_;
  CallFacts call_;
  std::shared_ptr<const Policy> policy_;
  std::uint64_t revision_ = 0;
  boost::asio::io_context io_;

 private:
  std::uint64_t rules_made_ = 0;
  std::uint64_t budgets_made_ = 0;
  int probes_ = 0;
};

}  // namespace rg::admission
