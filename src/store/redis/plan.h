#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "admission/policy.h"
#include "budget/calendar.h"
#include "core/call.h"
#include "core/time.h"
#include "limit/leasing.h"

namespace rg::store::redis {

using Indices = boost::container::small_vector<std::uint32_t, 6>;

// The rules and budgets that a call meets, apart by which hash has their counters.
struct Met {
  Indices own;     // rules
  Indices shared;  // rules of the operator whose counters all workspaces share
  Indices budgets;
};

// A policy, and what the scripts need to know of it, worked out once.
//
// Threads   One at a time: each core has its own.
class Plan {
 public:
  // `leases`: slices are taken of the rules that allow it.
  Plan(std::shared_ptr<const admission::Policy> policy, bool leases);

  const admission::Policy& policy() const { return *policy_; }
  Met Meet(const CallFacts& call) const;

  // What the counters of the rule promise: less than the rule, where slices are taken of it.
  const limit::Terms& terms(std::size_t rule) const { return rules_[rule].terms; }
  // Nullopt: no slices are taken of the rule.
  const std::optional<limit::Leasing>& leasing(std::size_t rule) const {
    return rules_[rule].leasing;
  }

  // What the names of the budget's accounts begin with.
  const std::string& stem(std::size_t budget) const { return budgets_[budget].stem; }
  // Whether it tells of thresholds, how many there are, and each: as the scripts read them.
  const std::string& thresholds(std::size_t budget) const { return budgets_[budget].thresholds; }
  // The period around `time`. Nearly always the one that was asked for last.
  const budget::PeriodBounds& PeriodAt(std::size_t budget, TimePoint time);
  // The budget that such an account is of, or npos: it is gone, or covers something else now.
  std::size_t BudgetOf(std::string_view account_field) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  struct Rule {
    limit::Terms terms;
    std::optional<limit::Leasing> leasing;
  };
  struct Budget {
    std::string stem;
    std::string thresholds;
    budget::PeriodBounds period{TimePoint::max(), TimePoint::max()};
  };

  std::shared_ptr<const admission::Policy> policy_;
  std::vector<Rule> rules_;
  std::vector<Budget> budgets_;
};

}  // namespace rg::store::redis
