#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rg::meter {

inline bool IsJsonSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Whether a byte ends a number or a word.
inline bool EndsWord(char c) {
  static constexpr auto kEnds = [] {
    std::array<bool, 256> ends{};
    for (const char end : {',', '}', ']', ' ', '\t', '\r', '\n'}) {
      ends[static_cast<unsigned char>(end)] = true;
    }
    return ends;
  }();
  return kEnds[static_cast<unsigned char>(c)];
}

#ifdef __SSE2__
// One bit for each of sixteen bytes that is a quote or a backslash.
inline unsigned QuotesAndBackslashes(const char* at) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(
      _mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')))));
}
#endif

// The next '"' or '\\' in [at, end), or end.
inline const char* FindQuoteOrBackslash(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 16; at += 16) {
    const unsigned found = QuotesAndBackslashes(at);
    if (found != 0) return at + __builtin_ctz(found);
  }
#endif
  while (at != end && *at != '"' && *at != '\\') ++at;
  return at;
}

// Walks once over the JSON of an answer or of one event of a stream, without an index and without
// reading past its end: only a few members of what a provider sends matter, and the walk passes the
// rest sixteen bytes at a time.
//
//   in.Object([&](std::string_view key) {
//     if (key == "model") model = in.Text();   // other values are skipped
//   });
//
// It checks the structure it walks through, not what it skips: usage is worth reading beside a text
// that is not UTF-8, and beside the NaN that some servers write. After the first mistake ok() is
// false and every method does nothing. A request, whose every byte must be as it seems, is read by
// route::JsonReader.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool ok() const { return ok_; }
  const char* at() const { return at_; }

  // The first byte of the value to come, '\0' at the end.
  char Peek() {
    if (AtSpaceOrEnd()) SkipSpace();
    return at_ != end_ ? *at_ : '\0';
  }

  // Calls each(key) for every member of the object to come; it may consume the value (Skip, Text,
  // Object, Array), which is skipped otherwise. The key is without quotes and with its escapes: no
  // provider escapes the names we look for. One that is written twice is seen twice.
  template <class Each>
  void Object(Each&& each) {
    if (!Enter('{', '}')) return;
    for (std::string_view key; TakeKey(key);) {
      const char* const value = at_;
      each(key);
      if (at_ == value) Skip();
      if (!Next('}')) return;
    }
  }

  // Calls each() for every item of the array to come; it may consume the item.
  template <class Each>
  void Array(Each&& each) {
    if (!Enter('[', ']')) return;
    do {
      if (AtSpaceOrEnd()) SkipSpace();
      const char* const item = at_;
      each();
      if (at_ == item) Skip();
    } while (Next(']'));
  }

  // The string to come, without quotes and with its escapes. "" and a mistake if none comes.
  std::string_view Text();

  // The value to come where it is a count of few digits, as almost every one is; any other is left
  // where it is.
  std::optional<std::int64_t> Count() {
    if (AtSpaceOrEnd()) SkipSpace();
    const char* at = at_;
    std::int64_t count = 0;
    const char* const last = at + std::min(kDigitsMax, end_ - at);
    for (; at != last && *at >= '0' && *at <= '9'; ++at) {
      count = count * 10 + (*at - '0');
    }
    const bool zero_first = at - at_ > 1 && *at_ == '0';
    if (at == at_ || zero_first || at == end_ || !EndsWord(*at)) return std::nullopt;
    at_ = at;
    return count;
  }

  // The value to come, as it is written.
  std::string_view Skip();

  // True when nothing but space is left.
  bool AtEnd() {
    SkipSpace();
    return ok_ && at_ == end_;
  }

 private:
  static constexpr std::ptrdiff_t kDigitsMax = 12;

  // Providers send little white space, so what comes is looked at before any is skipped.
  bool AtSpaceOrEnd() const { return at_ == end_ || static_cast<unsigned char>(*at_) <= ' '; }
  void SkipSpace();

  bool Take(char c) {
    if (at_ == end_ || *at_ != c) return TakeBehindSpace(c);
    ++at_;
    return true;
  }
  bool TakeBehindSpace(char c);

  // False where the object or array has nothing in it.
  bool Enter(char open, char close) {
    if (!Take(open)) return false;
    if (Peek() != close) return true;
    ++at_;
    return false;
  }

  // Whether another member or item follows.
  bool Next(char close) {
    if (Peek() == ',') {
      ++at_;
      return true;
    }
    Take(close);
    return false;
  }

  // A key, its colon and the space behind it.
  bool TakeKey(std::string_view& key);

  bool Break() {
    ok_ = false;
    at_ = end_;
    return false;
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

// How many bytes the text of a JSON string has once its escapes are resolved: 2 for "\\n\\n", 3 for
// "\\u4e2d", 4 for a surrogate pair.
std::int64_t DecodedBytes(std::string_view escaped);

}  // namespace rg::meter
