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
      TakeMark(c);
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

void ToolCalls::TakeMark(char c) {
  if (IsJsonSpace(c)) return;
  if (c == '"') {
    in_string_ = true;
    size_ = 0;
    return;
  }
  in_queries_ = (in_queries_ && c == ',') || (queries_next_ && c == '[');
  value_next_ = c == ':' && key_is_type_;
  queries_next_ = c == ':' && key_is_queries_;
  key_is_type_ = key_is_queries_ = false;
  if (c == '{' || c == '[') ++depth_;
  if (c == '}' || c == ']') --depth_;
}

void ToolCalls::EndString() {
  in_string_ = false;
  const std::string_view text{text_, std::min(size_, kLongestType)};
  if (in_queries_) {
    // Gemini begins the list with an empty one.
    if (size_ > 0) ++queries_;
    return;
  }
  if (!value_next_) {
    key_is_type_ = text == "type" && depth_ <= kDeepest;
    key_is_queries_ = text == "webSearchQueries" && depth_ <= kDeepest;
    return;
  }
  value_next_ = false;
  if (size_ > kLongestType) return;
  if (text == "web_search_call") ++web_searches_;
  if (text == "open_page" || text == "find_in_page" || text == "find") ++web_visits_;
  if (text == "file_search_call") ++file_searches_;
}

void ToolCalls::AddTo(Usage& usage, std::string_view model) const {
  const bool once_per_call = model.starts_with("gemini-1") || model.starts_with("gemini-2");
  const std::int64_t grounded = once_per_call ? std::min<std::int64_t>(queries_, 1) : queries_;
  std::int64_t& searches = usage[UsageClass::kSearches];
  searches = std::max({searches, web_searches_ - web_visits_, grounded});
  usage[UsageClass::kUnits] += file_searches_;
}

}  // namespace rg::meter
