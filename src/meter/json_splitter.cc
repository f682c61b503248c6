#include "meter/json_splitter.h"

#include "meter/json_cursor.h"

namespace rg::meter {

std::size_t JsonSplitter::FindEnd(std::string_view bytes) {
  if (failed_) return kNoEnd;
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  for (const char* at = begin; at != end;) {
    if (in_string_) {
      if (!escaped_) at = FindQuoteOrBackslash(at, end);
      if (at == end) break;
      in_string_ = escaped_ || *at != '"';
      escaped_ = !escaped_ && *at == '\\';
      ++at;
      continue;
    }
    const char c = *at++;
    if (c == '"') in_string_ = true;
    if (c == '{' || (c == '[' && depth_ > 0)) ++depth_;
    if ((c == '}' || c == ']') && depth_ > 0 && --depth_ == 0) {
      return static_cast<std::size_t>(at - begin);
    }
  }
  return kNoEnd;
}

}  // namespace rg::meter
