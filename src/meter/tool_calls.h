#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/usage.h"

namespace rg::meter {

// Counts the provider's own tool calls, which are billed each and reported nowhere else: in the
// `output` of a Responses answer, and the searches that Gemini's `candidates` were grounded in.
//
//   [{"type":"web_search_call","action":{"type":"search"}}]                     one search
//   [{"groundingMetadata":{"webSearchQueries":["weather","weather today"]}}]    two queries
//
// Looks at no other members, and at none deeper than these stand: what a model passes to a function
// may be called the same. One pass over the bytes in pieces of any size: the whole may be too large
// to keep.
class ToolCalls {
 public:
  void Feed(std::string_view piece);
  // Searches count as many as were reported or seen, whichever is more: newer answers report them
  // too. File searches are the `units` of a model. The model's name tells how Gemini bills: up to
  // 2.5 once for a call that searches, from 3 on for each query.
  void AddTo(Usage& usage, std::string_view model) const;

 private:
  static constexpr std::size_t kLongestType = 24;
  // An item of the list stands at 2, and what is directly inside it at 3.
  static constexpr int kDeepest = 3;

  void EndString();
  void TakeMark(char c);

  bool in_string_ = false;
  bool escaped_ = false;
  bool key_is_type_ = false;     // the last string was "type", and perhaps a key
  bool key_is_queries_ = false;  // or "webSearchQueries"
  bool value_next_ = false;      // a string that starts now is the value of a "type"
  bool queries_next_ = false;    // an array that starts now holds queries
  bool in_queries_ = false;
  int depth_ = 0;         // of brackets around what comes
  std::size_t size_ = 0;  // of the string so far, even beyond what is kept
  char text_[kLongestType] = {};
  std::int64_t web_searches_ = 0;
  std::int64_t web_visits_ = 0;  // web_search_call items that open or search a page: not billed
  std::int64_t file_searches_ = 0;
  std::int64_t queries_ = 0;
};

}  // namespace rg::meter
