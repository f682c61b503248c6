#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/dialect.h"
#include "core/usage.h"
#include "meter/short_text.h"
#include "meter/tool_calls.h"

namespace rg::meter {

// What a second model used inside one call (an advisor, a compaction), billed beside the answer's
// own usage and not part of it.
struct SideUsage {
  std::string model;  // "" when it is the answer's own model
  Usage usage;
  bool operator==(const SideUsage&) const = default;
};

// What an answer says it used, in the words of core/usage.h whatever the dialect.
//
// Invariant: no count is negative, and when `found` the token classes of `usage` add up to what the
// provider reported. A figure that breaks this is left out and named in `fault`.
struct Reading {
  Usage usage;
  std::vector<SideUsage> sides;
  bool found = false;         // the answer carries a usage report
  bool is_error = false;      // the answer is an error object, or ends in one
  ShortText served_model;     // as the answer names it, "" when it does not
  std::string service_tier;   // as served: "default", "flex", "priority", "batch", "fast", ...
  std::string inference_geo;  // where it ran, when that has a price: "us"
  std::int64_t reported_total_tokens = 0;  // the provider's own sum, or ours where it sends none
  // What the provider says it charged for the call, in pico-dollars; kNotReported when it does not.
  // In whose currency, only the provider's row knows (core/provider.h).
  static constexpr std::int64_t kNotReported = -1;
  std::int64_t reported_cost_pico = kNotReported;
  std::string_view why_none;  // why an answer rightly carries no report; "" when nobody knows
  std::string fault;          // "usage.prompt_tokens is negative"; "" when all is well
  bool operator==(const Reading&) const = default;
};

// Reads a whole JSON answer in one pass. An answer of a dialect that bills nothing by usage (or
// that we cannot read) comes back with `found` false; nothing makes it fail but `fault` says what
// was wrong.
//
// Threads   Any.
Reading ReadAnswer(Dialect dialect, std::string_view body);
// The same into a reading that has nothing in it yet.
void ReadAnswer(Dialect dialect, std::string_view body, Reading& reading);

// What a call used that is billed by what its request says: speech, by the character.
Reading ReadingOfUnits(std::int64_t units);

// ReadAnswer for an answer too large to hold: takes it in pieces, keeps only the top-level members
// that matter, and yields the same Reading wherever the pieces were cut.
//
// Memory    At most kKeptMax bytes, whatever the answer's size. A member larger than that is a
// fault.
class AnswerTap {
 public:
  static constexpr std::size_t kKeptMax = 256 * 1024;

  explicit AnswerTap(Dialect dialect);

  void Feed(std::string_view piece);
  // Call once, after the last piece.
  Reading Finish();

 private:
  enum class State : std::uint8_t { kStart, kKey, kColon, kValue, kAfterValue, kEnd, kBroken };

  void Step(const char*& at, const char* end);
  void ReadKey(const char*& at);
  void BeginValue();
  void ReadValue(const char*& at, const char* end);
  void SkipString(const char*& at, const char* end);
  void Keep(std::string_view bytes);
  void Break(std::string_view why);

  Dialect dialect_;
  State state_ = State::kStart;
  bool in_string_ = false;
  bool escaped_ = false;
  bool comma_ = false;    // a comma was read, so a member must follow
  bool wanted_ = false;   // the member being read is kept
  bool counted_ = false;  // the items of the member being read are counted
  bool begun_ = false;    // its value has begun
  bool scalar_ = false;   // and is a bare number or word, ended by what follows
  int depth_ = 0;         // of its brackets
  std::string key_;
  std::string kept_;       // the members that matter, as a JSON object of their own
  std::size_t whole_ = 1;  // how much of it is whole members
  std::string broken_;
  ToolCalls calls_;
};

// Reads an object of members that were already picked out; what both ways of reading share.
Reading ReadMembers(Dialect dialect, std::string_view object);

}  // namespace rg::meter
