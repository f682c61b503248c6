#include "pipeline/book.h"

#include "pipeline/account.h"
#include "pipeline/refusal.h"
#include "route/headers.h"

namespace rg::pipeline {
namespace {

// What a hold says: who calls, what for, and the most it can cost.
journal::Event DescribeCall(const Visit& visit) {
  const std::string_view traceparent =
      visit.exchange.head().headers.Find(http::FieldName::kTraceparent).value_or("");
  journal::Event event;
  event.request = visit.request;
  event.opened = visit.opened;
  event.call = visit.facts;
  event.dialect = visit.dialect;
  if (!route::HoldsOurKey(traceparent)) event.traceparent = traceparent;
  event.hold = visit.hold;
  event.request_bytes = static_cast<std::int64_t>(visit.body.size());
  return event;
}

journal::Event DescribeEnd(const Core& core, const Visit& visit) {
  const Duration total = core.clock.Steady() - visit.exchange.started();
  journal::Event event = DescribeCall(visit);
  event.outcome = visit.outcome;
  event.status = visit.status;
  event.upstream_status = visit.upstream_status;
  event.attempts = visit.attempts;
  event.error_code = visit.error_code;
  event.error_detail = visit.error_detail;
  event.served_model = visit.reading.served_model;
  event.service_tier = visit.reading.service_tier;
  event.usage = visit.usage;
  event.cost = visit.cost.total;
  event.priced = visit.cost.priced;
  event.estimated = visit.estimated;
  event.unpriced_reason = visit.cost.unpriced_reason;
  event.price_version = visit.cost.price_version;
  event.lines = visit.cost.lines;
  event.verdicts = visit.verdicts;
  event.settle_seq = visit.settle_seq;
  event.response_bytes = visit.response_bytes;
  event.gateway_time = total - visit.upstream_time;
  event.first_byte_time = visit.first_byte_time;
  event.total_time = total;
  return event;
}

admission::Settle SettleOf(const Core& core, const Visit& visit) {
  return {.request = visit.request,
          .call = visit.facts,
          .policy = *visit.policy,
          .price = visit.cost.total,
          .input_tokens = visit.usage.InputTokens(),
          .output_tokens = visit.usage.OutputTokens(),
          .opened = visit.opened,
          .now = core.clock.Now(),
          .never_left = !visit.left};
}

void Note(Core& core, Visit& visit, admission::Settlement settlement) {
  visit.settled = true;
  visit.settle_seq = settlement.seq;
  visit.settled_verdicts = std::move(settlement.verdicts);
  RecordCrossings(core, visit.facts.workspace, settlement.crossings);
}

}  // namespace

void RecordCrossings(Core& core, WorkspaceId workspace, const admission::Crossings& crossings) {
  for (const admission::Crossing& crossing : crossings) {
    const Result<void> kept =
        core.journal.Append(journal::ThresholdCrossed{.workspace = workspace,
                                                      .budget = crossing.budget,
                                                      .at = core.clock.Now(),
                                                      .period_start = crossing.period_start,
                                                      .percent = crossing.percent,
                                                      .spent = crossing.spent,
                                                      .amount = crossing.amount});
    if (!kept) core.telemetry.journal_failures.Add(1);
    core.log.Write(LogLevel::kWarning, "budget_threshold", "a budget passed a threshold",
                   {{"budget_id", ToString(crossing.budget)},
                    {"percent", std::int64_t{crossing.percent}},
                    {"spent", ToDollars(crossing.spent)},
                    {"amount", ToDollars(crossing.amount)}});
  }
}

HoldRecording RecordHold(Core& core, Visit& visit) {
  // A call that is known to be free leaves nothing open.
  if (visit.quote.bounded && visit.hold == Money()) return HoldRecording(Result<void>());
  journal::Event hold = DescribeCall(visit);
  hold.settle_seq = visit.settle_seq;
  if (Result<void> appended = core.journal.Append(hold); !appended) {
    return HoldRecording(std::move(appended));
  }
  core.faults.At("hold-appended");
  return HoldRecording(core);
}

Result<void> HoldRecording::await_resume() {
  if (!commitment_) return std::move(outcome_);
  Result<void> written = commitment_->await_resume();
  if (written) {
    core_->faults.At("hold-committed");
  } else {
    core_->telemetry.journal_failures.Add(1);
  }
  return written;
}

Async<void> Book(Core& core, Visit& visit) {
  if (visit.recorded) {
    // Whatever went wrong since, nothing more leaves before the event is in the file.
    const Result<void> written = co_await core.journal.Commit();
    if (!written) core.telemetry.journal_failures.Add(1);
    co_return;
  }
  if (visit.admitted && !visit.settled) {
    // What left without anybody having looked at its answer: a defect of ours on the way, or a
    // fault that was not expected. The provider may have charged for it all the same.
    if (visit.left && !visit.accounted) AccountEstimate(visit, 0);
    admission::Settlement settlement = co_await core.counters.Settle(SettleOf(core, visit));
    Note(core, visit, std::move(settlement));
  }
  core.faults.At("settled");
  const journal::Event event = DescribeEnd(core, visit);
  visit.recorded = true;
  const Result<void> appended = core.journal.Append(event);
  if (!appended) core.telemetry.journal_failures.Add(1);
  core.telemetry.Count(event);
  core.faults.At("event-appended");
  // A disk that refuses an event keeps it waiting in memory; the answer does not wait for the disk
  // to be mended.
  const Result<void> written = co_await core.journal.Commit();
  if (!written) core.telemetry.journal_failures.Add(1);
  core.faults.At("event-committed");
}

}  // namespace rg::pipeline
