#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/call.h"
#include "core/cost.h"
#include "core/dialect.h"
#include "core/money.h"
#include "core/time.h"
#include "core/usage.h"
#include "core/verdict.h"

namespace rg::journal {

// How a call ended. Every exit of the pipeline is one of these, and each is counted.
enum class Outcome : std::uint8_t {
  kOpen,  // a hold record: the call has left, its end is not known yet
  kOk,
  kRefusedRequest,       // bad bytes, unknown route, API or model
  kRefusedKey,           // 401, 403
  kRefusedRateLimit,     // 429
  kRefusedBudget,        // 402
  kRefusedUnbounded,     // no bound on the price, and a hard budget
  kRefusedUnavailable,   // our storage or shutdown: 503
  kUpstreamClientError,  // the provider answered 4xx
  kUpstreamRateLimited,  // the provider answered 429
  kUpstreamServerError,  // the provider answered 5xx
  kConnectRefused,
  kConnectTimeout,
  kTlsFailure,
  kFirstByteTimeout,
  kIdleTimeout,        // the provider fell silent in the middle of its answer
  kUpstreamReset,      // the provider cut its answer
  kUpstreamMalformed,  // the provider's answer broke HTTP, SSE, JSON or a size limit
  kClientGoneEarly,    // the client hung up before the answer's head was sent
  kClientGoneMidAnswer,
  kBraked,   // we ended a stream that had spent its hold
  kDrained,  // cut at the drain deadline of a shutdown
  kInternalError,
  kUnseen,  // found at start: a hold whose end nobody saw
};
inline constexpr std::size_t kOutcomes = 24;

std::string_view ToString(Outcome outcome);
// The inverse; kInternalError for a name nobody knows.
Outcome ParseOutcome(std::string_view name);

// The record of one call. The same shape serves the hold written before the call leaves (outcome
// kOpen) and the event written before its answer ends. Of a hold only these are kept: request,
// opened, call, dialect, traceparent, hold, priced, estimated and request_bytes.
//
// All views belong to whoever filled the struct: the exchange while writing, the record's bytes
// after Decode.
struct Event {
  RequestId request;
  TimePoint opened;  // when the head of the request was read
  CallFacts call;
  Dialect dialect = Dialect::kGeneric;
  Outcome outcome = Outcome::kOpen;
  int status = 0;               // what the client was sent; 0 when nothing
  int upstream_status = 0;      // 0: the call never got an answer
  int attempts = 0;             // how often the call was sent upstream
  std::string_view error_code;  // our code for a refusal, "" when served
  std::string_view error_detail;
  std::string_view served_model;  // as the answer names it
  std::string_view service_tier;  // as the answer names it
  std::string_view traceparent;

  Usage usage;
  Money hold;  // the most it could cost, as set aside (after extensions)
  Money cost;  // what was booked
  bool priced = true;
  bool estimated = false;  // the provider's own figure was never seen
  std::string_view unpriced_reason;
  std::string_view price_version;
  std::span<const CostLine> lines;
  std::span<const Verdict> verdicts;

  // The number of the settlement among the workspace's; 0 when nothing was settled. Lets an audit
  // compare a copy of the counters with exactly the events behind it. Of a hold: the number that
  // its settlement will have, where it was set aside for it; else 0.
  std::uint64_t settle_seq = 0;

  std::int64_t request_bytes = 0;
  std::int64_t response_bytes = 0;
  Duration gateway_time{};     // added by us
  Duration first_byte_time{};  // from opened to the first byte of the upstream's answer
  Duration total_time{};
};

// A budget passed one of its thresholds. Written to the journal beside the calls.
struct ThresholdCrossed {
  WorkspaceId workspace;
  BudgetId budget;
  TimePoint at;
  TimePoint period_start;
  int percent = 0;
  Money spent;
  Money amount;
};

}  // namespace rg::journal
