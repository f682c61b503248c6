#include <simdjson.h>

#include "core/json_text.h"
#include "route/json_reader.h"

namespace rg::route {

Result<void> CheckUtf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return {};
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = Utf8Length(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  return Fail(Errc::kInvalidRequest, "The body is not valid UTF-8: a broken character at byte " +
                                         std::to_string(at) + ".");
}

}  // namespace rg::route
