// What Redis is told of slices: many at once, because those whose calls last long are many.
#include <algorithm>
#include <utility>

#include "store/redis/leased_counters.h"

namespace rg::store::redis {
namespace {

// In one command, which keeps all others waiting for as long as it takes.
constexpr std::size_t kAtOnce = 32;

SliceReport NextReport(Slice& slice) {
  return {.slice = slice.granted().id,
          .number = ++slice.reports,
          .last = slice.done(),
          .opened = slice.terms().opened,
          .accounts = slice.accounts(),
          .booked = slice.booked(),
          .kept = slice.Kept(),
          .grown = slice.grown(),
          .charged = slice.Charged()};
}

}  // namespace

bool LeasedCounters::IsDue(const Slice& slice, TimePoint now) const {
  if (slice.reporting || asked_.Away(slice.workspace())) return false;
  if (slice.done()) return true;
  const bool renews = slice.granted().lease_until - now < asked_.lease() / 2;
  const bool waited = now - slice.reported_at >= options_.report_every;
  return waited && (slice.changed || renews);
}

std::vector<LeasedCounters::Batch> LeasedCounters::BatchesOf(
    const std::vector<std::shared_ptr<Slice>>& slices) {
  std::vector<Batch> batches;
  for (const std::shared_ptr<Slice>& slice : slices) {
    const auto has_room = [&](const Batch& batch) {
      const Slice& first = *batch.front();
      return batch.size() < kAtOnce && first.workspace() == slice->workspace() &&
             first.plan() == slice->plan();
    };
    const auto found = std::find_if(batches.begin(), batches.end(), has_room);
    if (found == batches.end()) {
      batches.push_back({slice});
    } else {
      found->push_back(slice);
    }
  }
  return batches;
}

// Nobody waits for it.
Async<void> LeasedCounters::ReportAlone(Batch slices, TimePoint now) {
  static_cast<void>(co_await Report(std::move(slices), now));
}

Async<void> LeasedCounters::SendAgain(Ended ended, TimePoint now) {
  std::vector<SliceReport> reports(1, ended.report);
  static_cast<void>(co_await asked_.Report(std::move(reports), ended.workspace, ended.plan, now));
}

Async<bool> LeasedCounters::Report(Batch slices, TimePoint now) {
  std::vector<SliceReport> reports;
  for (const std::shared_ptr<Slice>& slice : slices) {
    reports.push_back(NextReport(*slice));
    slice->reporting = true;
    slice->changed = false;
    slice->reported_at = now;
  }
  stats_.reports.Add();
  const std::shared_ptr<Plan> plan = slices.front()->plan();
  const Result<std::vector<Reported>> reported =
      co_await asked_.Report(reports, slices.front()->workspace(), plan, now);
  for (std::size_t i = 0; i < slices.size(); ++i) {
    slices[i]->reporting = false;
    if (reported) {
      Hear(slices[i], reports[i], (*reported)[i], now);
    } else {
      slices[i]->changed = true;
    }
  }
  co_return reported.has_value();
}

// What Redis says of one.
void LeasedCounters::Hear(const std::shared_ptr<Slice>& slice, const SliceReport& report,
                          const Reported& reported, TimePoint now) {
  switch (reported.status) {
    case Reported::Status::kReported:
    case Reported::Status::kKnown:
      slice->Renewed(now + asked_.lease());
      break;
    case Reported::Status::kUnknown:
      // The last report may have been told, and its answer lost.
      if (!report.last) stats_.lost.Add();
      slice->Lose();
      break;
    case Reported::Status::kOther:
      slice->Cut();
      break;
  }
  if (report.last || slice->lost()) std::erase(slices_, slice);
  if (report.last) ended_.push_back({report, slice->workspace(), slice->plan(), now});
  if (!reported.crossings.empty() && crossed_) crossed_(slice->workspace(), reported.crossings);
}

}  // namespace rg::store::redis
