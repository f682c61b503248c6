#pragma once

#include <cstddef>
#include <cstdint>
#include <emmintrin.h>
#include <string_view>

namespace rg::meter {

inline bool IsJsonSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The next '"' or '\\' in [at, end), or end.
inline const char* FindQuoteOrBackslash(const char* at, const char* end) {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const int found = _mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    if (found != 0) return at + __builtin_ctz(static_cast<unsigned>(found));
  }
  while (at != end && *at != '"' && *at != '\\') ++at;
  return at;
}

// Walks over one small JSON text once, without an index and without reading past its end. For the
// events of a stream: each is a few hundred bytes, of which we look at a few dozen, and preparing
// simdjson's index would cost more than the walk.
//
// It checks the structure it walks through, not what it skips. After the first mistake ok() is
// false and every method does nothing.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool ok() const { return ok_; }
  const char* at() const { return at_; }

  // The first byte of the value to come, '\0' at the end.
  char Peek() {
    SkipSpace();
    return ok_ && at_ != end_ ? *at_ : '\0';
  }

  // Calls each(key) for every member of the object to come; it must consume the value (Skip, Text,
  // Object, Array). The key is without quotes and with its escapes.
  template <class Each>
  void Object(Each&& each) {
    if (!Take('{')) return;
    if (Peek() == '}') {
      ++at_;
      return;
    }
    while (ok_) {
      const std::string_view key = Text();
      if (!Take(':')) return;
      each(key);
      if (Peek() == ',') {
        ++at_;
        continue;
      }
      Take('}');
      return;
    }
  }

  // Calls each() for every item of the array to come; it must consume the item.
  template <class Each>
  void Array(Each&& each) {
    if (!Take('[')) return;
    if (Peek() == ']') {
      ++at_;
      return;
    }
    while (ok_) {
      each();
      if (Peek() == ',') {
        ++at_;
        continue;
      }
      Take(']');
      return;
    }
  }

  // The string to come, without quotes and with its escapes. "" and a mistake if none comes.
  std::string_view Text() {
    if (!Take('"')) return {};
    const char* const start = at_;
    while (true) {
      at_ = FindQuoteOrBackslash(at_, end_);
      if (at_ == end_) return Break();
      if (*at_ == '"') break;
      if (end_ - at_ < 2) return Break();
      at_ += 2;
    }
    return {start, static_cast<std::size_t>(at_++ - start)};
  }

  // The value to come, as it is written.
  std::string_view Skip() {
    const char first = Peek();
    const char* const start = at_;
    if (first == '"') {
      Text();
    } else if (first == '{' || first == '[') {
      SkipNested();
    } else {
      while (at_ != end_ && *at_ != ',' && *at_ != '}' && *at_ != ']' && !IsJsonSpace(*at_)) ++at_;
      if (at_ == start) return Break();
    }
    return ok_ ? std::string_view{start, static_cast<std::size_t>(at_ - start)}
               : std::string_view{};
  }

  // True when nothing but space is left.
  bool AtEnd() {
    SkipSpace();
    return ok_ && at_ == end_;
  }

 private:
  void SkipSpace() {
    while (at_ != end_ && IsJsonSpace(*at_)) ++at_;
  }

  bool Take(char c) {
    SkipSpace();
    if (!ok_ || at_ == end_ || *at_ != c) {
      Break();
      return false;
    }
    ++at_;
    return true;
  }

  void SkipNested() {
    int depth = 0;
    while (at_ != end_) {
      const char c = *at_;
      if (c == '"') {
        Text();
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return;
    }
    Break();
  }

  std::string_view Break() {
    ok_ = false;
    at_ = end_;
    return {};
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

// How many bytes the text of a JSON string has once its escapes are resolved: 2 for "\\n\\n", 3 for
// "\\u4e2d", 4 for a surrogate pair.
inline std::int64_t DecodedBytes(std::string_view escaped) {
  const char* at = escaped.data();
  const char* const end = at + escaped.size();
  std::int64_t bytes = 0;
  while (true) {
    const char* const next = FindQuoteOrBackslash(at, end);
    bytes += next - at;
    if (end - next < 2) return bytes + (end - next);
    at = next + 2;
    if (next[1] != 'u' || end - next < 6) {
      ++bytes;
      continue;
    }
    at = next + 6;
    // By its first digits: below 0080 one byte, below 0800 two, a surrogate half two of four.
    const bool below_0800 = next[2] == '0' && next[3] < '8';
    const bool below_0080 = below_0800 && next[3] == '0' && next[4] < '8';
    const bool surrogate = (next[2] | 0x20) == 'd' && next[3] >= '8';
    bytes += below_0080 ? 1 : (below_0800 || surrogate ? 2 : 3);
  }
}

}  // namespace rg::meter
