#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

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

// One bit for each of sixteen bytes that is a quote.
inline unsigned Quotes(const char* at) {
#ifdef __SSE2__
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('"'))));
#else
  unsigned bits = 0;
  for (unsigned i = 0; i < 16; ++i) bits |= unsigned{at[i] == '"'} << i;
  return bits;
#endif
}

// As EndOfString, for texts: long, cut or with escapes.
const char* EndOfText(const char* start, const char* end);

// From behind a string's opening quote to behind the closing one; null when there is none.
inline const char* EndOfString(const char* start, const char* end) {
  if (end - start < 16) return EndOfText(start, end);
  const unsigned found = Quotes(start);
  if (found == 0) return EndOfText(start, end);
  const char* const quote = start + __builtin_ctz(found);
  return quote[-1] != '\\' ? quote + 1 : EndOfText(start, end);
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
    do {
      const std::string_view key = TakeKey();
      if (key.data() == nullptr) return;
      const char* const value = at_;
      each(key);
      if (at_ == value) Skip();
    } while (Next('}'));
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
  std::string_view Text() {
    std::string_view text;
    TakeString(text);
    return text;
  }

  // Takes the value to come where it is a count of few digits, as almost every one is; any other is
  // left where it is, and so may one be at the end of the text or behind spaces.
  bool TakeCount(std::int64_t& count) {
    if (end_ - at_ <= kDigitsMax) return false;
    const char* at = at_;
    unsigned digit = DigitOf(*at);
    if (digit > 9) return false;
    std::int64_t sum = digit;
    // Nothing follows a zero, and a digit too many ends no word.
    for (++at; sum != 0 && at != at_ + kDigitsMax; ++at) {
      digit = DigitOf(*at);
      if (digit > 9) break;
      sum = sum * 10 + digit;
    }
    if (!EndsWord(*at)) return false;
    at_ = at;
    count = sum;
    return true;
  }
  // The same wherever it stands.
  std::optional<std::int64_t> Count();

  // The value to come, as it is written.
  std::string_view Skip() {
    const char* const quote = EndOfShortString();
    if (quote == nullptr) return SkipAny();
    const char* const start = std::exchange(at_, quote + 1);
    return {start, at_};
  }

  // True when nothing but space is left.
  bool AtEnd() {
    SkipSpace();
    return ok_ && at_ == end_;
  }

 private:
  static constexpr std::ptrdiff_t kDigitsMax = 12;
  static constexpr std::ptrdiff_t kShortString = 36;  // with its quotes, and two bytes behind them

  // Above 9 when it is none.
  static unsigned DigitOf(char c) { return static_cast<unsigned char>(c) - unsigned{'0'}; }
  static bool IsSpace(char c) { return static_cast<unsigned char>(c) <= ' '; }
  // Providers send little white space, so what comes is looked at before any is skipped.
  bool AtSpaceOrEnd() const { return at_ == end_ || IsSpace(*at_); }
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

  // The closing quote of the string to come, where it is short, has no escape at its end and more
  // follows, as most have; else null.
  const char* EndOfShortString() const {
    if (end_ - at_ < kShortString || *at_ != '"') return nullptr;
    const unsigned found = Quotes(at_ + 1) | Quotes(at_ + 17) << 16;
    if (found == 0) return nullptr;
    const char* const quote = at_ + 1 + __builtin_ctz(found);
    return quote[-1] != '\\' ? quote : nullptr;
  }

  // Each of these is in two halves: what is met most, and what is left to functions of their own.
  bool TakeString(std::string_view& text) {
    const char* const quote = EndOfShortString();
    if (quote == nullptr) return TakeAnyString(text);
    text = {at_ + 1, quote};
    at_ = quote + 1;
    return true;
  }
  bool TakeAnyString(std::string_view& text);

  // A key, its colon and the space behind it; null after a mistake.
  std::string_view TakeKey() {
    const char* const quote = EndOfShortString();
    if (quote == nullptr || quote[1] != ':' || IsSpace(quote[2])) return TakeAnyKey();
    const char* const start = std::exchange(at_, quote + 2) + 1;
    return {start, quote};
  }
  std::string_view TakeAnyKey();

  std::string_view SkipAny();

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
