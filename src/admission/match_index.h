#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "budget/budget.h"
#include "core/call.h"
#include "core/id.h"
#include "limit/rule.h"

namespace rg::admission {

// Finds which of many rules and budgets match a call, without trying each.
//
// For every field of a call there is a table from its value to a set of bits, one bit for each rule
// that is content with it; a call's answer is the intersection of its fields' sets. Patterns with
// '*' are tried once each, however many rules use them. A field no rule asks about costs nothing.
class MatchIndex {
 public:
  // One bit for each rule, then one for each budget.
  class Bits {
   public:
    explicit Bits(std::size_t count) : words_((count + 63) / 64, 0) {}

    void Set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
    bool Has(std::size_t i) const { return (words_[i / 64] >> (i % 64)) & 1; }
    void And(const Bits& other);
    void Or(const Bits& other);
    const std::vector<std::uint64_t>& words() const { return words_; }

   private:
    std::vector<std::uint64_t> words_;
  };

  MatchIndex() : all_(0) {}
  MatchIndex(const std::vector<limit::Rule>& rules, const std::vector<budget::Budget>& budgets);

 private:
  Bits all_;
};

}  // namespace rg::admission
