// What is set aside for calls that a core admits by itself.
#include <algorithm>
#include <utility>

#include "admission/decision.h"
#include "limit/leasing.h"
#include "store/redis/admitting.h"
#include "store/redis/answered.h"
#include "store/redis/counters.h"
#include "store/redis/fields.h"
#include "store/redis/reporting.h"

namespace rg::store::redis {
std::uint64_t RedisCounters::EpochOf(WorkspaceId workspace) const {
  const auto written = written_.find(workspace);
  return written == written_.end() ? 0 : written->second.epoch;
}

bool RedisCounters::Away(WorkspaceId workspace) const {
  return client_.away(KeyOf(options_.prefix, workspace));
}

Async<Result<Granted>> RedisCounters::Lease(const admission::Ask& ask, std::shared_ptr<Plan> plan,
                                            const Met& met) {
  RG_CO_TRY(Admission own, co_await Ask(ask, *plan, met, AdmitMode::kSlice));
  if (own.status == Admission::Status::kLost) {
    Lost(ask.call.workspace);
    co_return Fail(Errc::kUnavailable, kUnreachable);
  }
  if (own.status != Admission::Status::kAdmitted) {
    co_return Fail(Errc::kRateLimited, "the slice does not fit");
  }
  std::optional<admission::Answer> answer = Conclude(ask, *plan, met, own, nullptr);
  if (!answer || answer->kind != admission::Answer::Kind::kAdmitted) {
    Cancel(ask.call.workspace, KeyOf(options_.prefix, ask.call.workspace), SliceField(ask.request),
           ask.now);
    co_return Fail(Errc::kUnavailable, kUnreachable);
  }
  Granted granted;
  granted.id = ask.request;
  granted.epoch = own.head.meta->epoch;
  granted.first_seq = own.head.meta->seq - static_cast<std::uint64_t>(ask.requests) + 1;
  granted.amount = admission::CostOf(ask);
  granted.lease_until = ask.now + options_.lease;
  // What the server's clock says is left of it begins at the latest when it was asked.
  granted.spendable_until = granted.lease_until;
  for (const std::uint32_t i : met.own) {
    const Duration left = limit::SpendableUntil(*plan->leasing(i), own.head.now) - own.head.now;
    granted.spendable_until = std::min(granted.spendable_until, ask.now + left);
  }
  granted.answer = *std::move(answer);
  co_return granted;
}

Async<Result<std::vector<Reported>>> RedisCounters::Report(std::vector<SliceReport> reports,
                                                           WorkspaceId workspace,
                                                           std::shared_ptr<Plan> plan,
                                                           TimePoint now) {
  const Arguments arguments = AskToReport(reports, *plan, options_.lease, TermsOf(now));
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome =
      co_await client_.Eval(Scripts::Get().report, key, arguments, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  const std::optional<Head> head = ReadHead(reply.root());
  std::optional<std::vector<Reported>> reported = ReadReported(reports, *plan, reply);
  if (!head || !reported) co_return Fail(Errc::kUnavailable, kUnreachable);
  Notice(*plan, workspace, *head, now);
  co_return *std::move(reported);
}

Async<Result<void>> RedisCounters::ExtendSlice(const Slice& slice, Money by, TimePoint now) {
  const std::shared_ptr<Plan> plan = slice.plan();
  const std::vector<std::string> accounts = slice.accounts();
  const std::string key = KeyOf(options_.prefix, slice.workspace());
  const Arguments arguments = AskToExtend(SliceField(slice.granted().id), by, options_.lease, *plan,
                                          accounts, TermsOf(now));
  Outcome outcome = co_await client_.Eval(Scripts::Get().extend, key, arguments, options_.deadline);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  co_return ReadExtension(by, *plan, accounts, reply);
}

}  // namespace rg::store::redis
