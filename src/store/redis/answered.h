#pragma once

#include <utility>

#include "core/result.h"
#include "store/redis/connection.h"
#include "store/redis/reply.h"

namespace rg::store::redis {

inline constexpr char kUnreachable[] =
    "the counters of limits and budgets cannot be reached; try again";

// What calls are told: an error that a server answered is worth no more to them than none.
inline Result<Reply> Answered(Outcome outcome) {
  if (!outcome || outcome->root().Is(Reply::Kind::kError))
    return Fail(Errc::kUnavailable, kUnreachable);
  return *std::move(outcome);
}

}  // namespace rg::store::redis
