#include "meter/tool_calls.h"

#include <algorithm>

#include "meter/json_cursor.h"

namespace rg::meter {

void ToolCalls::Feed(std::string_view piece) {
  const char* at = piece.data();
  const char* const end = at + piece.size();
  while (at != end) {
    const char c = *at;
    if (!in_string_) {
      ++at;
      if (c == '"') {
        in_string_ = true;
        size_ = 0;
      } else if (c == ':') {
        value_next_ = key_is_type_;
        key_is_type_ = false;
      } else if (!IsJsonSpace(c)) {
        value_next_ = key_is_type_ = false;
      }
      continue;
    }
    if (escaped_ || (c != '"' && c != '\\')) {
      // Longer than any type: only its end matters.
      if (!escaped_ && size_ >= kLongestType) {
        at = FindQuoteOrBackslash(at, end);
        continue;
      }
      escaped_ = false;
      if (size_ < kLongestType) text_[size_] = c;
      ++size_;
    } else if (c == '\\') {
      escaped_ = true;
    } else {
      EndString();
    }
    ++at;
  }
}

void ToolCalls::EndString() {
  in_string_ = false;
  const std::string_view text{text_, std::min(size_, kLongestType)};
  if (!value_next_) {
    key_is_type_ = text == "type";
    return;
  }
  value_next_ = false;
  if (size_ > kLongestType) return;
  if (text == "web_search_call") ++web_searches_;
  if (text == "open_page" || text == "find_in_page" || text == "find") ++web_visits_;
  if (text == "file_search_call") ++file_searches_;
}

void ToolCalls::AddTo(Usage& usage) const {
  std::int64_t& searches = usage[UsageClass::kSearches];
  searches = std::max(searches, web_searches_ - web_visits_);
  usage[UsageClass::kUnits] += file_searches_;
}

}  // namespace rg::meter
