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

// Creates one resource and returns its id. `kind` is a resource's name ("workspace", "project",
// "api", "key", "limit", "budget"), `document` the body of its create, and `workspace` the one it
// belongs to, nil for the workspace itself.
using CreateResource = std::function<Result<Uuid>(std::string_view kind, WorkspaceId workspace,
                                                  const boost::json::object& document)>;

// The ids the demo's resources were given, in the order of the tables in workspace.h.
struct SeedIds {
  WorkspaceId workspace;
  std::vector<ProjectId> projects;
  std::vector<ApiId> apis;
  std::vector<KeyId> keys;
  std::vector<RuleId> limits;
  std::vector<BudgetId> budgets;
};

// Creates the demo workspace: what is named before what names it. Stops at the first error.
Result<SeedIds> SeedResources(const SeedOptions& options, const CreateResource& create);

// What a call of the demo workspace cost. Passed in, so that the seed books the same prices as the
// gateway; returns the cost of `usage` of `model` at `provider` ("openai", "anthropic") at a time.
using PriceCall = std::function<Cost(std::string_view provider, std::string_view model,
                                     const Usage& usage, TimePoint at)>;

// Makes the events of the last days, oldest first: busy working days, quiet nights and weekends,
// several models and keys, streams, refusals and failures. The event and what it views are valid
// during the call only. Stops at the first error and returns it.
Result<void> SeedEvents(const SeedOptions& options, const SeedIds& ids, const PriceCall& price,
                        const std::function<Result<void>(const journal::Event&)>& take);

}  // namespace rg::demo
