#include "meter/json_cursor.h"

#include <cstring>

namespace rg::meter {
namespace {

// The bit in which '{' differs from '[', and '}' from ']'.
constexpr char kCurl = '{' ^ '[';

// What numbers and words are made of, NaN and -Infinity too.
constexpr auto kOfWords = [] {
  std::array<bool, 256> of{};
  for (std::size_t c = 0; c < of.size(); ++c) {
    of[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            c == '+' || c == '-' || c == '.';
  }
  return of;
}();

// The next '"' in [at, end); null when there is none.
const char* FindQuote(const char* at, const char* end) {
  if (end - at >= 16) {
    if (const unsigned found = Quotes(at); found != 0) return at + __builtin_ctz(found);
    at += 16;
  }
  return static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
}

#ifdef __SSE2__
// Of sixteen bytes, the quotes, braces and brackets.
inline __m128i Marks(const char* at) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i curled = _mm_or_si128(block, _mm_set1_epi8(kCurl));
  const __m128i open = _mm_cmpeq_epi8(curled, _mm_set1_epi8('{'));
  const __m128i close = _mm_cmpeq_epi8(curled, _mm_set1_epi8('}'));
  return _mm_or_si128(_mm_or_si128(open, close), _mm_cmpeq_epi8(block, _mm_set1_epi8('"')));
}

inline unsigned Bits(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }
#endif

// As FindMark, over many numbers.
[[gnu::noinline]] const char* FindMarkBeyond(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 32; at += 32) {
    if (Bits(_mm_or_si128(Marks(at), Marks(at + 16))) != 0) break;
  }
  for (; end - at >= 16; at += 16) {
    if (const unsigned found = Bits(Marks(at)); found != 0) return at + __builtin_ctz(found);
  }
#endif
  while (at != end && *at != '"' && (*at | kCurl) != '{' && (*at | kCurl) != '}') ++at;
  return at;
}

// The next quote, brace or bracket in [at, end), or end.
inline const char* FindMark(const char* at, const char* end) {
#ifdef __SSE2__
  // Behind a word or a number it is close.
  if (end - at >= 16) {
    if (const unsigned found = Bits(Marks(at)); found != 0) return at + __builtin_ctz(found);
  }
#endif
  return FindMarkBeyond(at, end);
}

// From a number or a word to behind it; null when it is none.
const char* EndOfWord(const char* at, const char* end) {
  const char* const start = at;
  while (at != end && kOfWords[static_cast<unsigned char>(*at)]) ++at;
  return at != start && (at == end || EndsWord(*at)) ? at : nullptr;
}

// From an opening brace or bracket to behind the one that closes it; null when there is none.
// The functions that need many registers are kept out of those that many values pass through.
[[gnu::noinline]] const char* EndOfNested(const char* at, const char* end) {
  for (std::int64_t depth = 0; at != end;) {
    const char c = *at++;
    if (c == '"') {
      at = EndOfString(at, end);
      if (at == nullptr) return nullptr;
    } else if ((c | kCurl) == '{') {
      ++depth;
      continue;
    } else if ((c | kCurl) == '}') {
      if (--depth == 0) return at;
    } else {
      at = FindMark(at, end);
      continue;
    }
    // Behind a value or a name, where the next mark mostly follows at once.
    if (at != end && (*at == ',' || *at == ':')) ++at;
  }
  return nullptr;
}

}  // namespace

const char* EndOfText(const char* start, const char* end) {
  for (const char* at = start; (at = FindQuote(at, end)) != nullptr; ++at) {
    // It is itself escaped when it follows an odd number of backslashes.
    const char* text_end = at;
    while (text_end != start && text_end[-1] == '\\') --text_end;
    if ((at - text_end) % 2 == 0) return at + 1;
  }
  return nullptr;
}

void JsonCursor::SkipSpace() {
  while (at_ != end_ && IsJsonSpace(*at_)) ++at_;
}

bool JsonCursor::TakeBehindSpace(char c) {
  SkipSpace();
  if (at_ == end_ || *at_ != c) return Break();
  ++at_;
  return true;
}

bool JsonCursor::TakeAnyString(std::string_view& text) {
  if (!Take('"')) return false;
  const char* const start = at_;
  at_ = EndOfString(start, end_);
  if (at_ == nullptr) return Break();
  text = {start, at_ - 1};
  return true;
}

std::string_view JsonCursor::TakeAnyKey() {
  std::string_view key;
  if (!TakeString(key) || !Take(':')) return {};
  if (AtSpaceOrEnd()) SkipSpace();
  return key;
}

std::string_view JsonCursor::SkipAny() {
  const char first = Peek();
  const char* const start = at_;
  if (first == '"') {
    at_ = EndOfString(start + 1, end_);
  } else if ((first | kCurl) == '{') {
    at_ = EndOfNested(start, end_);
  } else {
    at_ = EndOfWord(start, end_);
  }
  if (at_ == nullptr) {
    Break();
    return {};
  }
  return {start, at_};
}

std::optional<std::int64_t> JsonCursor::Count() {
  if (AtSpaceOrEnd()) SkipSpace();
  std::int64_t count = 0;
  if (TakeCount(count)) return count;
  const char* at = at_;
  for (; at != end_ && at - at_ != kDigitsMax && DigitOf(*at) <= 9; ++at) {
    count = count * 10 + DigitOf(*at);
  }
  const bool zero_first = at - at_ > 1 && *at_ == '0';
  if (at == at_ || zero_first || at == end_ || !EndsWord(*at)) return std::nullopt;
  at_ = at;
  return count;
}

std::int64_t DecodedBytes(std::string_view escaped) {
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
