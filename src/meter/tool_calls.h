#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/usage.h"

namespace rg::meter {

// Counts the provider's own tool calls in the `output` of a Responses answer, which are billed each
// and reported nowhere else in older answers.
//
// Looks only at the values of members called "type", in one pass over the bytes in pieces of any
// size: the output itself may be too large to keep.
class ToolCalls {
 public:
  void Feed(std::string_view piece);
  // Searches count as many as were reported or seen, whichever is more: newer answers report them
  // too. File searches are the `units` of a model.
  void AddTo(Usage& usage) const;

 private:
  static constexpr std::size_t kLongestType = 24;

  void EndString();

  bool in_string_ = false;
  bool escaped_ = false;
  bool key_is_type_ = false;  // the last string was "type", and perhaps a key
  bool value_next_ = false;   // a string that starts now is the value of a "type"
  std::size_t size_ = 0;      // of the string so far, even beyond what is kept
  char text_[kLongestType] = {};
  std::int64_t web_searches_ = 0;
  std::int64_t web_visits_ = 0;  // web_search_call items that open or search a page: not billed
  std::int64_t file_searches_ = 0;
};

}  // namespace rg::meter
