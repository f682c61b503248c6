#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/event.h"

namespace rg::demo {

struct SeedOptions {
  std::uint64_t seed = 1;
  TimePoint now;  // the events end here
  int days = 30;
  int calls_per_day = 300;   // on a working day
  std::string provider_url;  // where the demo provider listens: "http://127.0.0.1:3002"
};

// One resource of the demo workspace: where it lives in the admin API, and what is created there.
struct SeedResource {
  std::string kind;              // "workspaces", "projects", "apis", "keys", "limits", "budgets"
  Uuid id;                       // the same for the same seed; events name it
  boost::json::object document;  // the body of its create, without the id
};

// The demo workspace in the order it must be created: what is named comes before what names it.
std::vector<SeedResource> SeedResources(const SeedOptions& options);

// What a call of the demo workspace cost. Passed in, so that the seed books the same prices as the
// gateway; returns the cost of `usage` of `model` at `provider` ("openai", "anthropic") at a time.
using PriceCall = std::function<Cost(std::string_view provider, std::string_view model,
                                     const Usage& usage, TimePoint at)>;

// Makes the events of the last days, oldest first: busy working days, quiet nights and weekends,
// several models and keys, streams, refusals and failures. The event and what it views are valid
// during the call only. Stops at the first error and returns it.
Result<void> SeedEvents(const SeedOptions& options, const PriceCall& price,
                        const std::function<Result<void>(const journal::Event&)>& take);

}  // namespace rg::demo
