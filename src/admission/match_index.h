#pragma once

#include <array>
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

// A set of rules and budgets: rules count from 0, budgets follow them.
class Selection {
 public:
  explicit Selection(std::size_t count = 0) : size_((count + 63) / 64) {
    if (size_ > few_.size()) many_.assign(size_, 0);
  }

  void Add(std::size_t i) { words()[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool Has(std::size_t i) const { return ((words()[i / 64] >> (i % 64)) & 1) != 0; }
  void KeepOnly(const Selection& other);
  void AddAll(const Selection& other);
  bool operator==(const Selection&) const = default;

  // Calls `visit` with each member, in order.
  template <class Visit>
  void ForEach(Visit visit) const {
    for (std::size_t word = 0; word < size_; ++word) {
      for (std::uint64_t bits = words()[word]; bits != 0; bits &= bits - 1) {
        visit(word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits)));
      }
    }
  }

 private:
  std::uint64_t* words() { return size_ > few_.size() ? many_.data() : few_.data(); }
  const std::uint64_t* words() const { return size_ > few_.size() ? many_.data() : few_.data(); }

  // One is made for each field of each call, so the usual number of rules must not allocate.
  std::size_t size_;
  std::array<std::uint64_t, 4> few_{};
  std::vector<std::uint64_t> many_;
};

// Finds which of many rules and budgets match a call, without trying each.
//
// For every field of a call there is a table from its value to the set of those that are content
// with it; a call's answer is the intersection of its fields' sets. Patterns with '*' are tried
// once each, however many rules use them. A field that nobody asks about costs nothing.
//
// Answers what limit::Matches and budget::Covers answer, for rules and budgets of the call's
// workspace or of all.
class MatchIndex {
 public:
  MatchIndex() = default;
  MatchIndex(const std::vector<limit::Rule>& rules, const std::vector<budget::Budget>& budgets);

  Selection Select(const CallFacts& call) const;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  // Who is content with which value of one field.
  struct Field {
    bool asked = false;  // by anybody
    Selection indifferent;
    Selection any_id;  // content with every id but the nil one
    std::unordered_map<Uuid, Selection> ids;
    std::unordered_map<std::string, Selection, TextHash, std::equal_to<>> texts;
    std::vector<std::pair<std::string, Selection>> patterns;

    void AddId(const Uuid& id, Selection& content) const;
    void AddText(std::string_view text, Selection& content) const;
  };
  enum Which : std::size_t { kProject, kKey, kApi, kModel, kEndpoint, kTag, kMethod, kFields };

  void Ask(std::size_t who, Which field, const std::vector<std::string>& wanted);
  void AskId(std::size_t who, Which field, const std::string& wanted);
  void AskText(std::size_t who, Which field, const std::string& wanted);

  std::size_t count_ = 0;
  Selection active_;
  Field fields_[kFields];
};

}  // namespace rg::admission
