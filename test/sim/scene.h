#pragma once

#include <memory>

#include "admission/policy.h"
#include "core/call.h"
#include "workload.h"

namespace rg::sim {

// A hot key, and what its calls meet: three limits and two budgets, each of which is reached in the
// course of a run.
//
//   token bucket     a tenth more calls a minute than come, and those of a quarter of a minute at
//                    once: in the surge
//   fixed window     of a minute, of which one begins soon after the surge: at its end
//   hard budget      soon after that
//   sliding window   of tokens: by the calls that are free, when the money is spent
//   soft budget      half of the hard one
struct Scene {
  explicit Scene(const Scale& scale);

  const budget::Budget& hard() const { return policy->budgets.front(); }

  CallFacts call;
  std::shared_ptr<const admission::Policy> policy;
  TimePoint begin;
};

}  // namespace rg::sim
