#include "simulation.h"

#include <algorithm>
#include <utility>

#include "store/redis/command.h"
#include "store/redis/fields.h"
#include "store/redis/testing/counters.h"

namespace rg::sim {
namespace {

using admission::Answer;
using std::chrono::milliseconds;
using std::chrono::seconds;
using store::redis::testing::Numbered;

constexpr Duration kTickEvery = milliseconds{100};
// How long after the last call has ended gateways go on.
constexpr Duration kRest = seconds{5};
// How much of the last writes a replica did not hear of.
constexpr Duration kLag = seconds{1};
// What app/application.cc takes to mend what an alarm is about.
constexpr Duration kMendsAfter = milliseconds{300};
constexpr Duration kMendsWithin = milliseconds{1'300};
constexpr Duration kLong = std::chrono::hours{1};

// What a rule counts the call as, in truth.
std::int64_t TrueCost(const limit::Rule& rule, const Call& call) {
  return limit::CostIn(rule.unit, {.money = call.price,
                                   .input_tokens = call.input_tokens,
                                   .output_tokens = call.output_tokens});
}

}  // namespace

Simulation::Simulation(const Scale& scale, Loss loss, std::uint64_t seed)
    : scene_(scale),
      workload_(scale, seed, scene_.begin),
      random_(seed ^ 0x5eed),
      now_(scene_.begin),
      leased_(scale.gateways),
      taken_of_slices_(scale.gateways),
      spent_(scene_.policy->rules.size()) {
  outcome_.scale = scale;
  outcome_.loss = loss;
  outcome_.budget = scene_.hard().amount;
  // Near enough to the end for what is lost to be missed, and not always as near.
  loses_at_ = Money::Nanos(outcome_.budget.nanos() / 100 *
                           (70 + static_cast<std::int64_t>(random_() % 28)));
  const auto part = [&](double of) {
    return scene_.begin + std::chrono::duration_cast<Duration>(scale.time * of);
  };
  steady_from_ = part(kSurgeFrom / 2);
  steady_until_ = part(kSurgeFrom);
  core_.Do([&] {
    operator_ = std::make_unique<store::redis::Client>(
        core_.io(), core_.ticker(), http::Dialer{},
        store::redis::testing::ClientOfPort(server_.port()), nullptr);
    for (std::size_t i = 0; i < scale.gateways; ++i) {
      gateways_.push_back(std::make_unique<Gateway>(
          core_, Gateway::Place{server_.port(), i, scale.gateways, scene_.policy}));
    }
  });
  fitting_.Install(*scene_.policy, now_);
  for (const budget::Budget& budget : scene_.policy->budgets) {
    fitting_.Ready(scene_.policy->workspace, budget.id, Money{});
  }
}

Simulation::~Simulation() {
  core_.Do([this] {
    gateways_.clear();
    operator_->Close();
    operator_.reset();
  });
}

Outcome Simulation::Run() {
  core_.Wait([this] { return Play(); });
  for (std::size_t i = 0; i < spent_.size() && outcome_.loss == Loss::kNone; ++i) {
    const limit::Rule& rule = scene_.policy->rules[i];
    if (!limit::testing::KeepsItsPromise(spent_[i], rule)) outcome_.exceeded.push_back(rule.name);
  }
  Judge(outcome_);
  return outcome_;
}

void Simulation::Plan(Kind kind, TimePoint at, std::uint64_t of) {
  events_.push({at, ++planned_, kind, of});
}

void Simulation::PlanNextCall() {
  const std::optional<Call> call = workload_.Next();
  coming_ = call.has_value();
  if (!coming_) return;
  next_ = *call;
  Plan(Kind::kCall, next_.opened);
}

Async<bool> Simulation::Play() {
  for (const auto& gateway : gateways_) co_await gateway->Mend(now_);
  const std::int64_t before = Commands();
  for (std::size_t i = 0; i < gateways_.size(); ++i) {
    Plan(Kind::kTick, now_ + Duration{static_cast<std::int64_t>(random_() % 100'000'000)}, i);
  }
  PlanNextCall();
  TimePoint last = now_;  // at which there were calls
  while (!events_.empty() && now_ - last < kRest) {
    const Event event = events_.top();
    events_.pop();
    now_ = event.at;
    if (coming_ || !open_.empty()) last = now_;
    CountSteady();
    co_await Happen(event);
  }
  outcome_.commands = Commands() - before;
  outcome_.from_slices = FromSlices();
  outcome_.spent = price_;
  for (const auto& gateway : gateways_) outcome_.slices += gateway->leases().slices.Get();
  if (outcome_.loss != Loss::kNone) {
    if (!lost_) Fault("nothing was lost");
    outcome_.overspend = std::max(price_ - outcome_.budget, Money{});
  }
  co_await CompareBooks();
  co_return true;
}

Async<void> Simulation::Happen(const Event& event) {
  switch (event.kind) {
    case Kind::kCall:
      co_await OnCall();
      break;
    case Kind::kEnd:
      co_await OnEnd(event.of);
      break;
    case Kind::kFittingEnd:
      OnFittingEnd(event.of);
      break;
    case Kind::kTick:
      co_await OnTick(event.of);
      break;
    case Kind::kSave:
      co_await Save();
      break;
    case Kind::kLose:
      co_await Lose();
      break;
    case Kind::kMend:
      co_await gateways_[event.of]->Mend(now_);
      break;
  }
}

admission::Ask Simulation::AskFor(const Call& call) const {
  return {.request = RequestId{Numbered(call.number)},
          .call = scene_.call,
          .policy = *scene_.policy,
          .most = call.most,
          .unbounded_because = {},
          .input_tokens = call.input_tokens,
          .output_tokens = call.output_most,
          .now = now_};
}

struct admission::Settle Simulation::SettleOf(const Call& call) const {
  return {.request = RequestId{Numbered(call.number)},
          .call = scene_.call,
          .policy = *scene_.policy,
          .price = call.price,
          .input_tokens = call.input_tokens,
          .output_tokens = call.output_tokens,
          .opened = call.opened,
          .now = now_};
}

Async<void> Simulation::OnCall() {
  const Call call = next_;
  PlanNextCall();
  ++outcome_.calls;
  OnFitting(call);
  Gateway& gateway = *gateways_[call.gateway];
  const Answer answer = co_await gateway.Admit(AskFor(call));
  known_ = known_ || (lost_ && gateway.alarmed());
  if (answer.kind != Answer::Kind::kAdmitted) {
    if (answer.error.code == Errc::kBudgetExhausted) ++outcome_.refused_by_budget;
    if (answer.error.code == Errc::kRateLimited) ++outcome_.refused_by_limits;
    if (answer.error.code == Errc::kUnavailable && !lost_) Fault("a call found no Redis");
    LookAtMoney(call.gateway);
    co_return;
  }
  ++outcome_.admitted;
  const bool from_slice = gateway.Pays(RequestId{Numbered(call.number)});
  open_[call.number] = {call, from_slice};
  Plan(Kind::kEnd, now_ + call.lasts, call.number);
  held_ += call.most;
  price_ += call.price;
  if (from_slice) {
    taken_of_slices_[call.gateway] += call.most;
    taken_sum_ += call.most;
  }
  // Nobody could know yet.
  if (lost_ && !known_) outcome_.at_stake += call.most;
  for (std::size_t i = 0; i < spent_.size(); ++i) {
    spent_[i].push_back({now_, TrueCost(scene_.policy->rules[i], call)});
  }
  LookAtMoney(call.gateway);
}

Async<void> Simulation::OnEnd(std::uint64_t number) {
  const Open ended = open_.at(number);
  open_.erase(number);
  const std::size_t gateway = ended.call.gateway;
  co_await gateways_[gateway]->Settle(SettleOf(ended.call));
  held_ -= ended.call.most;
  settled_ += ended.call.price;
  if (ended.from_slice) {
    taken_of_slices_[gateway] -= ended.call.most;
    taken_sum_ -= ended.call.most;
  }
  LookAtMoney(gateway);
}

Async<void> Simulation::OnTick(std::size_t i) {
  Gateway& gateway = *gateways_[i];
  co_await gateway.Tick(now_);
  known_ = known_ || (lost_ && gateway.alarmed());
  LookAtMoney(i);
  // A second or so after it has heard of something: see Application::MendCounters.
  if (gateway.alarmed() && random_() % 10 == 0) co_await gateway.Mend(now_);
  Plan(Kind::kTick, now_ + kTickEvery, i);
}

// The counters of one process, which know everything at once.
void Simulation::OnFitting(const Call& call) {
  if (fitting_.AdmitNow(AskFor(call)).kind != Answer::Kind::kAdmitted) return;
  ++outcome_.fitting;
  outcome_.fitting_price += call.price;
  open_fitting_[call.number] = call;
  Plan(Kind::kFittingEnd, now_ + call.lasts, call.number);
}

void Simulation::OnFittingEnd(std::uint64_t number) {
  fitting_.SettleNow(SettleOf(open_fitting_.at(number)));
  open_fitting_.erase(number);
}

// After whatever a gateway has done.
void Simulation::LookAtMoney(std::size_t gateway) {
  const Money leased = gateways_[gateway]->leased();
  leased_sum_ += leased - std::exchange(leased_[gateway], leased);
  outcome_.slices_most = std::max(outcome_.slices_most, leased_sum_);
  outcome_.idle_most = std::max(outcome_.idle_most, leased_sum_ - taken_sum_);
  const Money charged = settled_ + held_;
  if (outcome_.loss == Loss::kNone) {
    outcome_.overspend = std::max(outcome_.overspend, charged - outcome_.budget);
    return;
  }
  if (losing_ || charged < loses_at_) return;
  losing_ = true;
  Plan(Kind::kSave, now_);
  Plan(Kind::kLose, outcome_.loss == Loss::kLastSecond ? now_ + kLag : now_);
}

void Simulation::CountSteady() {
  if (steady_ == 0 && now_ >= steady_from_) {
    steady_ = 1;
    outcome_.steady_calls -= outcome_.calls;
    outcome_.steady_from_slices -= FromSlices();
    outcome_.steady_commands -= Commands();
  } else if (steady_ == 1 && now_ >= steady_until_) {
    steady_ = 2;
    outcome_.steady_calls += outcome_.calls;
    outcome_.steady_from_slices += FromSlices();
    outcome_.steady_commands += Commands();
  }
}

Async<store::redis::Reply> Simulation::Tell(std::string command) {
  store::redis::Outcome outcome = co_await operator_->Call("", command, kLong);
  co_return *std::move(outcome);
}

Async<void> Simulation::Save() {
  const std::string key = store::redis::KeyOf("sim", scene_.policy->workspace);
  const store::redis::Reply reply = co_await Tell(store::redis::MakeCommand("DUMP", key));
  saved_ = std::string(reply.root().text());
}

Async<void> Simulation::Lose() {
  const std::string key = store::redis::KeyOf("sim", scene_.policy->workspace);
  outcome_.lost_at = settled_ + held_;
  outcome_.at_stake_in_slices = leased_sum_;
  // Calls that were asked about one by one hold for themselves.
  outcome_.at_stake = leased_sum_ + held_ - taken_sum_;
  if (outcome_.loss == Loss::kAll) {
    co_await Tell(store::redis::MakeCommand("DEL", key));
  } else {
    co_await Tell(store::redis::MakeCommand("RESTORE", key, 0, saved_, "REPLACE"));
  }
  lost_ = true;
  for (std::size_t i = 0; i < gateways_.size(); ++i) {
    const auto range = static_cast<std::uint64_t>((kMendsWithin - kMendsAfter).count());
    Plan(Kind::kMend, now_ + kMendsAfter + Duration{static_cast<std::int64_t>(random_() % range)},
         i);
  }
}

// In the end Redis knows what all calls have cost, and holds nothing.
Async<void> Simulation::CompareBooks() {
  for (const auto& gateway : gateways_) {
    if (gateway->unanswered() > 0) Fault("Redis did not answer");
    if (gateway->slices() > 0) Fault("a slice is left");
  }
  store::redis::RedisCounters& counters = gateways_[0]->counters();
  const store::redis::WorkspaceCopy copy =
      (co_await counters.Copy(scene_.policy, scene_.policy->workspace, now_)).value();
  if (copy.budgets.size() != scene_.policy->budgets.size()) Fault("a budget is gone");
  for (const store::redis::BudgetCopy& budget : copy.budgets) {
    if (budget.settled != price_) {
      Fault("Redis knows of $" + ToDollars(budget.settled) + " that were spent, of $" +
            ToDollars(price_));
    }
    if (budget.held != Money{}) Fault("$" + ToDollars(budget.held) + " are still held");
  }
}

std::int64_t Simulation::Commands() const {
  std::int64_t sum = 0;
  for (const auto& gateway : gateways_) sum += gateway->commands();
  return sum;
}

std::int64_t Simulation::FromSlices() const {
  std::int64_t sum = 0;
  for (const auto& gateway : gateways_) sum += gateway->leases().calls.Get();
  return sum;
}

}  // namespace rg::sim
