#pragma once

#include <string>
#include <vector>

#include "core/async.h"
#include "core/result.h"
#include "core/time.h"
#include "store/redis/client.h"

namespace rg::store::redis {

// What an operator should know of a server before it goes wrong.
struct Examination {
  std::string version;         // "7.0.15"; "" when we may not ask
  std::string unfit;           // why it cannot keep counters; "" when it can
  bool keeps_on_disk = false;  // an append-only file: a restart loses a second, not everything
  bool scripts_loaded = false;
  Duration skew{};  // how far its clock is ahead of ours
};

// What INFO says that speaks against a server, and its version. `kind`: what it is said to be.
Examination ReadInfo(std::string_view info, Address::Kind kind);

struct Examined {
  http::Endpoint server;
  std::string away;  // why it does not answer; "" when it does
  Examination found;
};

// Looks at every server that takes writes.
//
// Errors    kUnavailable says why nobody knows which those are; kInvalidRequest, that they are not
//           what the address calls them.
Async<Result<std::vector<Examined>>> Examine(Client& client, Address::Kind kind,
                                             const Clock& clock);

}  // namespace rg::store::redis
