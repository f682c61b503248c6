#include "store/redis/leased_counters.h"

#include <algorithm>
#include <set>
#include <utility>

#include "admission/decision.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

// How long after its end Redis may turn out to have forgotten that a slice is over.
constexpr Duration kRemembered = std::chrono::minutes{1};
constexpr std::size_t kRememberedMost = 1'024;

// What limits and budgets look like to a call that is paid from the slice: as they did when it was
// granted, without what of it nobody has taken yet.
admission::Verdicts VerdictsOf(const Slice& slice) {
  admission::Verdicts verdicts = slice.granted().answer.verdicts;
  const limit::Cost left = slice.Left();
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    Verdict& verdict = verdicts[i];
    verdict.after -= limit::CostIn(slice.terms().units[i], left);
    verdict.before = verdict.after;
    if (verdict.kind == Verdict::Kind::kBudget) verdict.said = Verdict::Said::kYes;
  }
  return verdicts;
}

// Whether it holds money of the budget.
bool HoldsOn(const Slice& slice, const std::string& budget) {
  const admission::Verdicts& verdicts = slice.granted().answer.verdicts;
  return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) {
    return verdict.kind == Verdict::Kind::kBudget && ToString(verdict.id) == budget;
  });
}

void MarkSoft(const admission::Policy& policy, admission::Verdicts& verdicts) {
  for (Verdict& verdict : verdicts) {
    if (verdict.kind != Verdict::Kind::kBudget || verdict.after <= verdict.limit) continue;
    for (const budget::Budget& budget : policy.budgets) {
      if (budget.id == verdict.id && !budget.hard && !budget.paused) {
        verdict.said = Verdict::Said::kSoft;
      }
    }
  }
}

// The same, between what they looked like before something was done and after it.
admission::Verdicts VerdictsSince(const admission::Verdicts& before, const Slice& slice) {
  admission::Verdicts verdicts = VerdictsOf(slice);
  for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i].before = before[i].before;
  MarkSoft(slice.plan()->policy(), verdicts);
  return verdicts;
}

}  // namespace

LeasedCounters::LeasedCounters(RedisCounters& asked, bool enabled, std::uint64_t writer,
                               LeasesOptions options)
    : asked_(asked), enabled_(enabled), writer_(writer), options_(options) {}

LeasedCounters::~LeasedCounters() = default;

// Null where each call is decided by itself.
std::shared_ptr<Lane> LeasedCounters::LaneOf(const admission::Ask& ask) {
  if (!enabled_ || !ask.bounded) return nullptr;
  const WorkspaceId workspace = ask.call.workspace;
  const auto surrendered = surrendered_.find(workspace);
  if (surrendered != surrendered_.end()) {
    if (ask.now < surrendered->second) return nullptr;
    surrendered_.erase(surrendered);
  }
  const std::shared_ptr<Plan> plan = asked_.Follow(ask.policy);
  Met met = plan->Meet(ask.call);
  NameLane(ask.call, *plan, met, admission::OpenedAt(ask), name_);
  if (name_.empty()) return nullptr;
  const auto known = lanes_.find(name_);
  if (known != lanes_.end()) return known->second;
  if (lanes_.size() >= options_.lanes_max) return nullptr;
  std::shared_ptr<Lane>& made = lanes_[name_];
  made = MakeLane(ask.call, plan, std::move(met), options_.terms);
  made->number = ++lanes_made_;
  return made;
}

Async<admission::Answer> LeasedCounters::Admit(const admission::Ask& ask) {
  const auto paid = calls_.find(ask.request);
  if (paid != calls_.end()) {
    admission::Answer again = paid->second.slice->granted().answer;
    again.verdicts = VerdictsOf(*paid->second.slice);
    again.settle_seq = paid->second.seq;
    co_return again;
  }
  const std::shared_ptr<Lane> lane = LaneOf(ask);
  if (lane == nullptr) co_return co_await asked_.Admit(ask);
  const limit::Cost most = admission::CostOf(ask);
  lane->demand.Count(most, ask.now);
  if (lane->slice != nullptr && lane->slice->Fits(most, ask.now)) co_return Pay(lane->slice, ask);
  if (!lane->asking && ask.now >= lane->direct_until) {
    limit::Cost amount = WishOf(*lane, options_.terms, ask.now);
    if (amount.requests > 0) {
      AddTo(amount, most);
      const Result<void> leased = co_await Lease(lane, ask, amount);
      if (leased) co_return Pay(lane->slice, ask);
      if (leased.error().code == Errc::kUnavailable) {
        admission::Answer unknown;
        unknown.error = leased.error();
        co_return unknown;
      }
    }
  }
  admission::Answer answer = co_await asked_.Admit(ask);
  lane->last = answer.verdicts;
  const bool short_of_it =
      answer.error.code == Errc::kBudgetExhausted || answer.error.code == Errc::kRateLimited;
  if (answer.kind == admission::Answer::Kind::kAdmitted || !short_of_it) co_return answer;
  // From now on each call is asked about; what our slices hold may be what is missing.
  lane->direct_until = ask.now + lane->life;
  const bool gave = co_await GiveBack(*lane, answer.error.subject, ask.now);
  if (!gave) co_return answer;
  answer = co_await asked_.Admit(ask);
  lane->last = answer.verdicts;
  co_return answer;
}

// Closes the slices that hold some of what the counters had too little of. Whether Redis has got
// something back.
Async<bool> LeasedCounters::GiveBack(const Lane& lane, std::string subject, TimePoint now) {
  std::vector<std::shared_ptr<Slice>> holding;
  for (const std::shared_ptr<Slice>& slice : slices_) {
    if (slice->terms().lane != lane.number && !HoldsOn(*slice, subject)) continue;
    slice->Close();
    if (slice->changed) holding.push_back(slice);
  }
  bool gave = false;
  for (Batch& batch : BatchesOf(holding)) {
    const bool reported = co_await Report(std::move(batch), now);
    gave = gave || reported;
  }
  co_return gave;
}

// A slice for calls of the lane, this one among them: it fits.
Async<Result<void>> LeasedCounters::Lease(std::shared_ptr<Lane> lane, const admission::Ask& ask,
                                          limit::Cost amount) {
  const std::string id = Packer()
                             .Wide(static_cast<std::int64_t>(writer_))
                             .Wide(static_cast<std::int64_t>(++slices_made_))
                             .Take();
  RequestId slice_id;
  std::copy_n(id.begin(), slice_id.bytes.size(), slice_id.bytes.begin());
  const admission::Ask all{.request = slice_id,
                           .call = ask.call,
                           .policy = lane->plan->policy(),
                           .most = std::min(amount.money, budget::kAmountMax),
                           .bounded = true,
                           .unbounded_because = {},
                           .input_tokens = amount.input_tokens,
                           .output_tokens = amount.output_tokens,
                           .requests = amount.requests,
                           .now = ask.now,
                           .opened = ask.opened};
  lane->asking = true;
  Result<Granted> granted = co_await asked_.Lease(all, lane->plan, lane->met);
  lane->asking = false;
  if (!granted) {
    stats_.refused.Add();
    lane->direct_until = ask.now + lane->life;
    co_return granted.error();
  }
  stats_.slices.Add();
  // Told of with the others that are due.
  if (lane->slice != nullptr) lane->slice->Close();
  granted->spendable_until = std::min(granted->spendable_until, ask.now + lane->life);
  lane->last = granted->answer.verdicts;
  Slice::Terms terms{.lane = lane->number,
                     .workspace = lane->workspace,
                     .plan = lane->plan,
                     .accounts = {},
                     .units = {},
                     .spends = lane->spends,
                     .opened = admission::OpenedAt(ask)};
  for (const std::uint32_t i : lane->met.own) {
    terms.units.push_back(lane->plan->policy().rules[i].unit);
  }
  for (const std::uint32_t i : lane->met.budgets) {
    terms.units.push_back(limit::Unit::kMoney);
    terms.accounts.push_back(
        AccountField(lane->plan->stem(i), lane->plan->PeriodAt(i, terms.opened).start));
  }
  lane->slice = std::make_shared<Slice>(*std::move(granted), std::move(terms));
  lane->slice->reported_at = ask.now;
  slices_.push_back(lane->slice);
  epochs_.try_emplace(lane->workspace, lane->slice->granted().epoch);
  co_return Result<void>();
}

admission::Answer LeasedCounters::Pay(const std::shared_ptr<Slice>& slice,
                                      const admission::Ask& ask) {
  const limit::Cost most = admission::CostOf(ask);
  const admission::Verdicts before = VerdictsOf(*slice);
  admission::Answer answer = slice->granted().answer;
  answer.settle_seq = slice->Take(most);
  answer.verdicts = VerdictsSince(before, *slice);
  if (answer.any_hard_budget) answer.left += slice->Left().money;
  if (&slice->plan()->policy() != &ask.policy) admission::RenameFor(ask.policy, answer.verdicts);
  stats_.calls.Add();
  calls_.insert_or_assign(ask.request, Call{slice, most, answer.settle_seq});
  return answer;
}

bool LeasedCounters::Holds(const admission::Ask& ask) {
  const std::shared_ptr<Lane> lane = LaneOf(ask);
  return lane != nullptr && lane->slice != nullptr &&
         lane->slice->Fits(admission::CostOf(ask), ask.now, false);
}

std::uint64_t LeasedCounters::AdmitFromSlice(const admission::Ask& ask) {
  return Pay(LaneOf(ask)->slice, ask).settle_seq;
}

Async<Result<void>> LeasedCounters::Extend(RequestId request, WorkspaceId workspace, Money by,
                                           TimePoint now) {
  const auto paid = calls_.find(request);
  if (paid == calls_.end()) co_return co_await asked_.Extend(request, workspace, by, now);
  const std::shared_ptr<Slice> slice = paid->second.slice;
  if (slice->lost()) co_return Fail(Errc::kNotFound, "the call has no open hold");
  if (!slice->Extend(by)) {
    const Result<void> extended = co_await asked_.ExtendSlice(*slice, by, now);
    if (!extended) co_return extended;
    slice->Grow(by);
  }
  const auto still = calls_.find(request);
  if (still != calls_.end()) still->second.most.money += by;
  co_return Result<void>();
}

Async<admission::Settlement> LeasedCounters::Settle(const struct admission::Settle& settle) {
  const auto paid = calls_.find(settle.request);
  if (paid == calls_.end()) co_return co_await asked_.Settle(settle);
  const Call call = paid->second;
  calls_.erase(paid);
  Slice& slice = *call.slice;
  const std::shared_ptr<Plan> plan = asked_.Follow(settle.policy);
  const bool books = !slice.cut() && plan == slice.plan();
  admission::Settlement settlement;
  settlement.seq = call.seq;
  settlement.was_held = settlement.booked = true;
  const admission::Verdicts before = VerdictsOf(slice);
  slice.End(call.most, admission::CostOf(settle), books, settle.price);
  if (!books) {
    if (plan->Meet(settle.call).budgets.empty()) co_return settlement;
    const bool was_held = !slice.lost();
    settlement = co_await asked_.SettleUnheld(settle);
    settlement.was_held = was_held && settlement.booked;
    co_return settlement;
  }
  for (const Verdict& verdict : VerdictsSince(before, slice)) {
    if (verdict.kind == Verdict::Kind::kBudget) settlement.verdicts.push_back(verdict);
  }
  if (&plan->policy() != &settle.policy) {
    admission::RenameFor(settle.policy, settlement.verdicts);
  }
  co_return settlement;
}

void LeasedCounters::Tick(TimePoint now) {
  for (auto at = lanes_.begin(); at != lanes_.end();) {
    Lane& lane = *at->second;
    const bool over = lane.slice != nullptr &&
                      (lane.slice->closed() || now >= lane.slice->granted().spendable_until);
    // What is left of it may be all that there is to spend while Redis is away.
    if (over && !asked_.Away(lane.workspace)) {
      lane.slice->Close();
      lane.slice.reset();
    }
    const bool idle = lane.slice == nullptr && !lane.asking && lane.demand.silent(now);
    at = idle ? lanes_.erase(at) : std::next(at);
  }
  for (auto& [workspace, epoch] : epochs_) LookAtEpoch(workspace, epoch, now);
  std::vector<std::shared_ptr<Slice>> due;
  for (const std::shared_ptr<Slice>& slice : slices_) {
    if (IsDue(*slice, now)) due.push_back(slice);
  }
  for (Batch& batch : BatchesOf(due)) rg::Start(ReportAlone(std::move(batch), now));
  while (!ended_.empty() &&
         (ended_.size() > kRememberedMost || now - ended_.front().at > kRemembered)) {
    ended_.pop_front();
  }
  stats_.open.Add(static_cast<std::int64_t>(slices_.size()) - stats_.open.Get());
  stats_.leased.Add(leased().nanos() - stats_.leased.Get());
}

// Counters that have begun anew know from events what slices of before have cost, or will; and
// perhaps hold again what slices held that are over.
void LeasedCounters::LookAtEpoch(WorkspaceId workspace, std::uint64_t& known, TimePoint now) {
  const std::uint64_t epoch = asked_.EpochOf(workspace);
  if (epoch == 0 || epoch == known) return;
  known = epoch;
  for (const std::shared_ptr<Slice>& slice : slices_) {
    if (slice->workspace() == workspace && slice->granted().epoch != epoch) slice->Cut();
  }
  for (const Ended& ended : ended_) {
    if (ended.workspace == workspace) rg::Start(SendAgain(ended, now));
  }
}

void LeasedCounters::Cut(WorkspaceId workspace) {
  for (const std::shared_ptr<Slice>& slice : slices_) {
    if (slice->workspace() == workspace) slice->Cut();
  }
}

Async<bool> LeasedCounters::Surrender(WorkspaceId workspace, TimePoint now, TimePoint until) {
  surrendered_[workspace] = until;
  std::vector<std::shared_ptr<Slice>> its;
  for (const std::shared_ptr<Slice>& slice : slices_) {
    if (slice->workspace() != workspace) continue;
    slice->Cut();
    its.push_back(slice);
  }
  bool heard = true;
  for (Batch& batch : BatchesOf(its)) {
    const bool reported = co_await Report(std::move(batch), now);
    heard = heard && reported;
  }
  co_return heard;
}

Async<bool> LeasedCounters::SurrenderAll(TimePoint now) {
  std::set<WorkspaceId> workspaces;
  for (const std::shared_ptr<Slice>& slice : slices_) workspaces.insert(slice->workspace());
  bool heard = true;
  for (const WorkspaceId workspace : workspaces) {
    const bool reported = co_await Surrender(workspace, now, TimePoint::max());
    heard = heard && reported;
  }
  co_return heard;
}

Money LeasedCounters::leased() const {
  Money sum;
  for (const std::shared_ptr<Slice>& slice : slices_) sum += slice->Kept();
  return sum;
}

}  // namespace rg::store::redis
