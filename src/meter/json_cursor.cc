#include "meter/json_cursor.h"

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

// As EndOfString, byte by byte: for the last bytes of a text.
const char* EndOfLastString(const char* at, const char* end) {
  for (; at < end; at += *at == '\\' ? 2 : 1) {
    if (*at == '"') return at + 1;
  }
  return nullptr;
}

// From behind a string's opening quote to behind the closing one; null when there is none.
inline const char* EndOfString(const char* at, const char* end) {
#ifdef __SSE2__
  while (end - at >= 16) {
    const unsigned found = QuotesAndBackslashes(at);
    if (found == 0) {
      at += 16;
      continue;
    }
    at += __builtin_ctz(found);
    if (*at == '"') return at + 1;
    at += 2;  // what is escaped may be a quote
  }
#endif
  return EndOfLastString(at, end);
}

// The next quote, brace or bracket in [at, end), or end.
const char* FindMark(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 16; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i curled = _mm_or_si128(block, _mm_set1_epi8(kCurl));
    const __m128i open = _mm_cmpeq_epi8(curled, _mm_set1_epi8('{'));
    const __m128i close = _mm_cmpeq_epi8(curled, _mm_set1_epi8('}'));
    const __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    const int found = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(open, close), quote));
    if (found != 0) return at + __builtin_ctz(static_cast<unsigned>(found));
  }
#endif
  while (at != end && *at != '"' && (*at | kCurl) != '{' && (*at | kCurl) != '}') ++at;
  return at;
}

// From an opening brace or bracket to behind the one that closes it; null when there is none.
const char* EndOfNested(const char* at, const char* end) {
  for (std::int64_t depth = 0; at != end;) {
    const char c = *at++;
    if (c == ',' || c == ':') continue;  // a mark mostly follows at once
    if (c == '"') {
      at = EndOfString(at, end);
      if (at == nullptr) return nullptr;
    } else if ((c | kCurl) == '{') {
      ++depth;
    } else if ((c | kCurl) == '}') {
      if (--depth == 0) return at;
    } else {
      at = FindMark(at, end);
    }
  }
  return nullptr;
}

}  // namespace

void JsonCursor::SkipSpace() {
  while (at_ != end_ && IsJsonSpace(*at_)) ++at_;
}

bool JsonCursor::TakeBehindSpace(char c) {
  SkipSpace();
  if (at_ == end_ || *at_ != c) return Break();
  ++at_;
  return true;
}

std::string_view JsonCursor::Text() {
  if (!Take('"')) return {};
  const char* const start = at_;
  at_ = EndOfString(start, end_);
  if (at_ == nullptr) {
    Break();
    return {};
  }
  return {start, static_cast<std::size_t>(at_ - 1 - start)};
}

bool JsonCursor::TakeKey(std::string_view& key) {
  if (!Take('"')) return false;
  const char* const start = at_;
  at_ = EndOfString(start, end_);
  if (at_ == nullptr) return Break();
  key = {start, static_cast<std::size_t>(at_ - 1 - start)};
  if (!Take(':')) return false;
  if (AtSpaceOrEnd()) SkipSpace();
  return true;
}

std::string_view JsonCursor::Skip() {
  const char first = Peek();
  const char* const start = at_;
  if (first == '"') {
    at_ = EndOfString(start + 1, end_);
  } else if (first == '{' || first == '[') {
    at_ = EndOfNested(start, end_);
  } else {
    while (at_ != end_ && kOfWords[static_cast<unsigned char>(*at_)]) ++at_;
    if (at_ == start || (at_ != end_ && !EndsWord(*at_))) at_ = nullptr;
  }
  if (at_ == nullptr) {
    Break();
    return {};
  }
  return {start, static_cast<std::size_t>(at_ - start)};
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
