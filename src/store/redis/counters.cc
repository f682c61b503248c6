#include "store/redis/counters.h"

#include <utility>

#include "admission/decision.h"
#include "store/redis/answered.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"
#include "store/redis/settling.h"

namespace rg::store::redis {
namespace {

using Status = Admission::Status;

constexpr char kLost[] = "the counters of limits and budgets are being rebuilt; try again";
constexpr char kLate[] = "the call took longer than its hold lasted";

admission::Answer Unavailable(std::string detail) {
  admission::Answer answer;
  answer.error = Fail(Errc::kUnavailable, std::move(detail));
  return answer;
}

}  // namespace

RedisCounters::RedisCounters(Client& client, CountersOptions options)
    : client_(client),
      options_(std::move(options)),
      writer_field_(Packer().Bytes("w").Wide(static_cast<std::int64_t>(options_.writer)).Take()),
      shared_key_(SharedKey(options_.prefix)) {}

RedisCounters::~RedisCounters() = default;

// The policy to go by: this one, unless this core has seen a newer one.
std::shared_ptr<Plan> RedisCounters::Follow(const admission::Policy& policy) {
  std::shared_ptr<Plan>& known = plans_[policy.workspace];
  const bool newer = known == nullptr || known->policy().revision <= policy.revision;
  if (newer && (known == nullptr || &known->policy() != &policy)) {
    known = std::make_shared<Plan>(policy.shared_from_this(), options_.leases);
  }
  return known;
}

Async<Result<Admission>> RedisCounters::Ask(const admission::Ask& ask, Plan& plan, const Met& met,
                                            AdmitMode mode) {
  const bool shared = mode == AdmitMode::kShared;
  const AdmitTerms terms{.time = TimeOf(ask.now),
                         .lease = options_.lease,
                         .chosen_counters_max = options_.chosen_counters_max,
                         .writer_field = writer_field_,
                         .gateway = options_.gateway};
  const Arguments arguments = AskToAdmit(ask, plan, shared ? met.shared : met.own,
                                         shared ? Indices() : met.budgets, mode, terms);
  const std::string key = shared ? shared_key_ : KeyOf(options_.prefix, ask.call.workspace);
  Outcome outcome = co_await client_.Eval(Scripts::Get().admit, key, arguments, options_.deadline);
  const bool sent = outcome || outcome.error() != Fault::kAway;
  Result<Reply> reply = Answered(std::move(outcome));
  std::optional<Admission> admission;
  if (reply) admission = ReadAdmission(*std::move(reply));
  if (!admission) {
    // While Redis is away every call comes by here: what was not sent needs no undoing.
    if (sent) Cancel(ask.call.workspace, key, FieldOf(ask.request, mode), ask.now);
    co_return Fail(Errc::kUnavailable, kUnreachable);
  }
  if (!shared) Notice(plan, ask.call.workspace, admission->head, ask.now);
  co_return *std::move(admission);
}

Async<admission::Answer> RedisCounters::Admit(const admission::Ask& ask) {
  const std::shared_ptr<Plan> followed = Follow(ask.policy);
  Plan& plan = *followed;
  const Met met = plan.Meet(ask.call);
  std::optional<Admission> shared;
  AdmitMode mode = AdmitMode::kAdmit;
  if (!met.shared.empty()) {
    Result<Admission> answered = co_await Ask(ask, plan, met, AdmitMode::kShared);
    if (!answered) co_return Unavailable(answered.error().detail);
    shared = *std::move(answered);
    if (shared->status == Status::kRefused) mode = AdmitMode::kLook;
  }
  Result<Admission> own = co_await Ask(ask, plan, met, mode);
  const bool admitted =
      own && (own->status == Status::kAdmitted || own->status == Status::kRepeated);
  if (shared && shared->status == Status::kAdmitted && !admitted) {
    Cancel(ask.call.workspace, shared_key_, HoldField(ask.request), ask.now);
  }
  if (!own) co_return Unavailable(own.error().detail);
  if (own->status == Status::kLost) {
    Lost(ask.call.workspace);
    co_return Unavailable(kLost);
  }
  if (own->status == Status::kLate) co_return Unavailable(kLate);
  if (own->status == Status::kCancelled) co_return Unavailable(kUnreachable);
  std::optional<admission::Answer> answer =
      Conclude(ask, plan, met, *own, shared ? &*shared : nullptr);
  const bool agreed = answer && (answer->kind == admission::Answer::Kind::kAdmitted) == admitted;
  if (!agreed) co_return Unavailable(kUnreachable);
  if (own->status == Status::kAdmitted) Remember(ask, plan, met, own->head.meta->epoch);
  if (&plan.policy() != &ask.policy) admission::RenameFor(ask.policy, answer->verdicts);
  co_return *std::move(answer);
}

void RedisCounters::Remember(const admission::Ask& ask, Plan& plan, const Met& met,
                             std::uint64_t epoch) {
  OpenCall call;
  call.policy = plan.policy().workspace;
  call.epoch = epoch;
  call.shared = !met.shared.empty();
  for (const std::uint32_t i : met.budgets) {
    const TimePoint start = plan.PeriodAt(i, admission::OpenedAt(ask)).start;
    call.accounts.push_back(AccountField(plan.stem(i), start));
  }
  open_[ask.request] = std::move(call);
}

// Nobody waits for it: a lease is renewed many times before it ends.
Async<void> RedisCounters::Renew(RequestId request, std::shared_ptr<Plan> plan, TimePoint now) {
  const Arguments arguments =
      AskToExtend(HoldField(request), Money{}, options_.lease, *plan, {}, TermsOf(now));
  static_cast<void>(
      co_await client_.Eval(Scripts::Get().extend, shared_key_, arguments, options_.unhurried));
}

Async<Result<void>> RedisCounters::Extend(RequestId request, WorkspaceId workspace, Money by,
                                          TimePoint now) {
  const auto open = open_.find(request);
  if (open == open_.end()) co_return Fail(Errc::kNotFound, "the call has no open hold");
  const std::shared_ptr<Plan> plan = plans_.at(open->second.policy);
  const std::vector<std::string> held = open->second.accounts;
  const bool shared = open->second.shared;
  const Arguments arguments =
      AskToExtend(HoldField(request), by, options_.lease, *plan, held, TermsOf(now));
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome = co_await client_.Eval(Scripts::Get().extend, key, arguments, options_.deadline);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  Result<void> extended = ReadExtension(by, *plan, held, reply);
  if (extended && shared) rg::Start(Renew(request, plan, now));
  co_return extended;
}

Async<admission::Settlement> RedisCounters::Settle(const struct admission::Settle& settle) {
  const std::shared_ptr<Plan> followed = Follow(settle.policy);
  Plan& plan = *followed;
  const Met met = plan.Meet(settle.call);
  const auto open = open_.find(settle.request);
  const bool shared = open == open_.end() ? !met.shared.empty() : open->second.shared;
  const std::uint64_t epoch = open == open_.end() ? 0 : open->second.epoch;
  const bool was_open = open != open_.end();
  if (was_open) open_.erase(open);
  if (shared) {
    Arguments arguments =
        AskToSettle(settle, plan, {}, SettleMode::kShared, Owed::kIfHeld, TermsOf(settle.now));
    const Outcome outcome =
        co_await client_.Eval(Scripts::Get().settle, shared_key_, arguments, options_.deadline);
    if (!outcome) Owe(settle.call.workspace, {shared_key_, std::move(arguments), false});
  }
  admission::Settlement settlement = co_await Book(settle, plan, met, Owed::kIfHeld, epoch);
  // Not before: whatever ends it again must come after its price.
  if (was_open) RememberEnd(settle);
  co_return settlement;
}

Async<admission::Settlement> RedisCounters::SettleUnheld(const struct admission::Settle& settle) {
  const std::shared_ptr<Plan> followed = Follow(settle.policy);
  const Met met = followed->Meet(settle.call);
  // Where no budget covers the call there is nothing to book.
  if (met.budgets.empty()) co_return admission::Settlement{};
  co_return co_await Book(settle, *followed, met, Owed::kAnyway, 0);
}

// `epoch` is the one in which the call was admitted, 0 where that is not known.
Async<admission::Settlement> RedisCounters::Book(const struct admission::Settle& settle, Plan& plan,
                                                 const Met& met, Owed owed, std::uint64_t epoch) {
  const WorkspaceId workspace = settle.call.workspace;
  const std::string key = KeyOf(options_.prefix, workspace);
  for (;;) {
    Arguments arguments =
        AskToSettle(settle, plan, met.budgets, SettleMode::kSettle, owed, TermsOf(settle.now));
    Outcome outcome =
        co_await client_.Eval(Scripts::Get().settle, key, arguments, options_.deadline);
    const Result<Reply> reply = Answered(std::move(outcome));
    const std::optional<Head> head = reply ? ReadHead(reply->root()) : std::nullopt;
    if (!head) {
      Owe(workspace, {key, std::move(arguments), true});
      co_return admission::Settlement{};
    }
    Notice(plan, workspace, *head, settle.now);
    // What was held is not there any more, because everything was lost: the price is owed all the
    // same, now or once there is something to book it in.
    const bool lost = epoch != 0 && (!head->meta || head->meta->epoch != epoch);
    if (!IsBooked(*head) && lost && owed == Owed::kIfHeld) {
      owed = Owed::kAnyway;
      continue;
    }
    if (!head->meta && owed == Owed::kAnyway) {
      Lost(workspace);
      Owe(workspace, {key, std::move(arguments), true});
      co_return admission::Settlement{};
    }
    std::optional<admission::Settlement> settlement =
        ReadSettlement(settle, plan, met.budgets, *head, *reply);
    if (!settlement) co_return admission::Settlement{};
    if (&plan.policy() != &settle.policy) {
      admission::RenameFor(settle.policy, settlement->verdicts);
    }
    co_return *std::move(settlement);
  }
}

void RedisCounters::Notice(const Plan& plan, WorkspaceId workspace, const Head& head,
                           TimePoint now) {
  // Of a writer that has been silent for a day, Redis forgets the count.
  constexpr Duration kRemembered = std::chrono::hours{12};
  if (head.writes == 0 || !head.meta) return;
  Written& written = written_[workspace];
  const bool same = written.epoch == head.meta->epoch && now - written.at < kRemembered;
  const bool went_back = same && head.writes <= written.count;
  const bool began_anew = written.epoch != 0 && written.epoch != head.meta->epoch;
  written = {head.meta->epoch, head.writes, now};
  if (went_back || began_anew) EndAgain(workspace, now);
  if (!went_back || options_.alarms == nullptr) return;
  options_.alarms->Raise(workspace, Alarms::Kind::kDistrusted, head.meta->epoch);
  rg::Start(Distrust(plan.policy().shared_from_this(), workspace, head.meta->epoch, now));
}

// Whoever hears the alarm tells what was forgotten, within a second or so. What calls would spend
// until then is kept from them now.
Async<void> RedisCounters::Distrust(std::shared_ptr<const admission::Policy> policy,
                                    WorkspaceId workspace, std::uint64_t epoch, TimePoint now) {
  const auto first_after = static_cast<std::uint64_t>(ToMicros(now));
  static_cast<void>(co_await Install(policy, workspace, first_after, epoch, now));
}

void RedisCounters::Lost(WorkspaceId workspace) {
  if (options_.alarms != nullptr) options_.alarms->Raise(workspace, Alarms::Kind::kLost);
}

}  // namespace rg::store::redis
