#include "core/json_text.h"

#include <algorithm>
#include <cstdint>

namespace rg {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What the four digits behind "\\u" say; -1 when they are not four digits.
int CodeUnit(std::string_view digits) {
  if (digits.size() < 4) return -1;
  int unit = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = HexValue(digits[i]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

// What a backslash and one more character stand for; '\0' when for nothing.
char Unescaped(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

char* PutUtf8(int point, char* out) {
  const auto put = [&](int bits) { *out++ = static_cast<char>(bits); };
  const auto tail = [&](int shift) { put(0x80 | (point >> shift & 0x3f)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    tail(0);
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    tail(6);
    tail(0);
  } else {
    put(0xf0 | point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
  return out;
}

bool IsHighHalf(int unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLowHalf(int unit) { return unit >= 0xdc00 && unit < 0xe000; }

// Takes the digits of a "\\u", and a second escape where the two are a pair; -1 when broken.
int TakeCodePoint(std::string_view& rest) {
  const int unit = CodeUnit(rest);
  if (unit < 0) return -1;
  rest.remove_prefix(4);
  const int next = IsHighHalf(unit) && rest.starts_with("\\u") ? CodeUnit(rest.substr(2)) : -1;
  if (IsLowHalf(next)) {
    rest.remove_prefix(6);
    return 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
  }
  return IsHighHalf(unit) || IsLowHalf(unit) ? 0xfffd : unit;
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto continues = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) {
    return i < text.size() && at(i) >= low && at(i) <= high;
  };
  const std::uint8_t lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool second = continues(1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
    return second && continues(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool second = continues(1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
    return second && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

void AppendJsonString(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  while (!text.empty()) {
    const auto c = static_cast<std::uint8_t>(text.front());
    const std::size_t length = Utf8Length(text);
    if (length == 0) {
      out += "\xef\xbf\xbd";
    } else if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(c));
    } else if (c < 0x20) {
      out += "\\u00";
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out.push_back('"');
}

char* DecodeJsonString(std::string_view spelled, char* out) {
  while (!spelled.empty()) {
    const std::size_t plain = std::min(spelled.find('\\'), spelled.size());
    out = std::copy_n(spelled.data(), plain, out);
    spelled.remove_prefix(plain);
    if (spelled.empty()) break;
    if (spelled.size() < 2) return nullptr;
    const char kind = spelled[1];
    spelled.remove_prefix(2);
    if (kind == 'u') {
      const int point = TakeCodePoint(spelled);
      if (point < 0) return nullptr;
      out = PutUtf8(point, out);
    } else {
      const char c = Unescaped(kind);
      if (c == '\0') return nullptr;
      *out++ = c;
    }
  }
  return out;
}

}  // namespace rg
