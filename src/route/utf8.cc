#include <simdjson.h>

#include "route/json_reader.h"

namespace rg::route {
namespace {

// The length of the valid character at the front, 0 when there is none (RFC 3629, section 4).
std::size_t CharacterAt(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first < 0xC2   ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size == 0 || text.size() < size) return 0;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return size;
}

}  // namespace

Result<void> CheckUtf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return {};
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = CharacterAt(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  return Fail(Errc::kInvalidRequest, "The body is not valid UTF-8: a broken character at byte " +
                                         std::to_string(at) + ".");
}

}  // namespace rg::route
