#pragma once

#include <array>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>

#include "admission/counters.h"
#include "auth/key.h"
#include "core/call.h"
#include "core/cost.h"
#include "core/money.h"
#include "core/usage.h"
#include "http/exchange.h"
#include "journal/event.h"
#include "meter/price.h"
#include "meter/reading.h"
#include "pipeline/core.h"
#include "pipeline/snapshot.h"
#include "route/path.h"
#include "route/route.h"

namespace rg::pipeline {

// The most a call can cost, and how that was found.
struct Quote {
  Money most;
  bool bounded = true;
  std::string because;                  // not bounded: why, and which setting would allow it
  std::string field;                    // and the part of the request to blame
  const meter::Price* price = nullptr;  // priced by the catalogue; or
  const meter::CostModel* cost_model = nullptr;  // by a cost model of the API; or free when neither
  std::int64_t output_tokens = 0;                // of each choice, as quoted
};

// Everything known of one call while it is under way: what each stage found out, for those after it
// and for the event at the end. Filled from top to bottom.
struct Visit {
  Visit(http::Exchange& http_exchange, Core& core)
      : exchange(http_exchange),
        snapshot(core.snapshot),
        opened(core.clock.Now()),
        request(core.ids.New<RequestId>(opened)) {
    facts.method = exchange.head().method;
    facts.client_ip = exchange.client_ip();
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  // Memory for strings that the stages have to spell out; freed whole with the visit.
  std::array<std::byte, 3072> first_block;
  std::pmr::monotonic_buffer_resource memory{first_block.data(), first_block.size()};

  http::Exchange& exchange;
  std::shared_ptr<const Snapshot> snapshot;
  TimePoint opened;
  RequestId request;

  // auth
  const auth::Key* key = nullptr;
  const Workspace* workspace = nullptr;
  // route
  route::PathMatch path;
  Dialect dialect = Dialect::kGeneric;  // how refusals are worded; a guess until the route is known
  std::string_view body;
  route::Route route;
  CallFacts facts;
  Quote quote;
  // admission
  std::shared_ptr<const admission::Policy> policy;
  std::optional<admission::Ask> ask;  // the counters look at it until they have answered
  admission::Verdicts verdicts;
  admission::Verdicts settled_verdicts;  // the budgets, once the call is settled
  bool admitted = false;                 // Settle is owed
  bool alone = false;                    // decided without the counters that gateways share
  bool braking = false;  // the hold covers less than the call may use: watch the stream
  Money hold;
  // upstream
  Duration upstream_time{};  // spent waiting for it
  Duration first_byte_time{};
  int upstream_status = 0;
  int attempts = 0;
  bool left = false;  // the request was handed to a connection
  bool client_gone = false;
  // meter
  meter::Reading reading;
  Cost cost;
  Usage usage;
  bool estimated = false;
  bool accounted = false;  // `cost` is known: metered, estimated or known to be nothing
  // the end
  int status = 0;  // what the client is sent
  journal::Outcome outcome = journal::Outcome::kOpen;
  std::string_view error_code;
  std::string error_detail;
  std::int64_t response_bytes = 0;
  bool settled = false;
  std::uint64_t settle_seq = 0;
  bool recorded = false;
};

}  // namespace rg::pipeline
