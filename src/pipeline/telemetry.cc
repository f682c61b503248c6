#include "pipeline/telemetry.h"

namespace rg::pipeline {

void Histogram::Observe(Duration value) {
  buckets_[BucketOf(kLatencyBounds, value)].Add(1);
  count_.Add(1);
  sum_nanos_.Add(value.count());
}

void Telemetry::Count(const journal::Event& event) {
  calls[static_cast<std::size_t>(event.outcome)].Add(1);
  cost_nanos.Add(event.cost.nanos());
  if (event.estimated) estimated.Add(1);
  if (!event.priced) unpriced.Add(1);
  for (std::size_t i = 0; i < kUsageClasses; ++i) usage[i].Add(event.usage.counts[i]);
  request_bytes.Add(event.request_bytes);
  response_bytes.Add(event.response_bytes);
  if (event.attempts > 1) retries.Add(event.attempts - 1);
  gateway_time.Observe(event.gateway_time);
  total_time.Observe(event.total_time);
}

}  // namespace rg::pipeline
