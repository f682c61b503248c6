#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// The byte classes of RFC 9110 and RFC 9112, and scans that run over them sixteen bytes at a time.
// A scan never reads at or past `end`.
namespace rg::http {

enum CharClass : std::uint8_t {
  kTokenChar = 1,   // field names, methods, chunk extensions
  kTargetChar = 2,  // request targets, but for the percent sign, which needs a look at what follows
  kHostChar = 4,    // registered names and IPv4 addresses
  kHexChar = 8,
};

consteval std::array<std::uint8_t, 256> MakeCharClasses() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](const char* chars, int bits) {
    for (; *chars != 0; ++chars) classes[static_cast<unsigned char>(*chars)] |= bits;
  };
  mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
       kTokenChar | kTargetChar | kHostChar);
  mark("0123456789", kTokenChar | kTargetChar | kHostChar | kHexChar);
  mark("abcdefABCDEF", kHexChar);
  mark("!#$%&'*+-.^_`|~", kTokenChar);
  mark("-._", kHostChar);
  // What RFC 3986 allows, and the brackets, braces, bars, carets and backticks that browsers and
  // API clients leave as they are (Stripe's `expand[]=`). Left out: the fragment, quotes, angle
  // brackets and the backslash, which some servers read as a slash.
  mark("-._~:/?[]@!$&'()*+,;=^`{|}", kTargetChar);
  return classes;
}

inline constexpr std::array<std::uint8_t, 256> kCharClasses = MakeCharClasses();

inline bool Is(CharClass wanted, char c) {
  return (kCharClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The value of a hexadecimal digit; the caller has checked that it is one.
inline unsigned HexValue(char c) {
  return IsDigit(c) ? static_cast<unsigned>(c - '0')
                    : (static_cast<unsigned>(c) | 0x20U) - 'a' + 10U;
}

// Control characters but the tab: what no field value may hold.
inline bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

inline const char* Skip(CharClass wanted, const char* at, const char* end) {
  while (at != end && Is(wanted, *at)) ++at;
  return at;
}

#ifdef __SSE2__
// A bit for each of sixteen bytes: whether it is a letter, a digit, a hyphen or `also`.
inline unsigned PlainAmong(const char* at, char also) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto within = [](__m128i bytes, char first, char count) {
    const __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_first, _mm_set1_epi8(static_cast<char>(count - 1))),
                          from_first);
  };
  const __m128i letter = within(_mm_or_si128(block, _mm_set1_epi8(0x20)), 'a', 26);
  const __m128i mark = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('-')),
                                    _mm_cmpeq_epi8(block, _mm_set1_epi8(also)));
  return static_cast<unsigned>(
      _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, mark), within(block, '0', 10))));
}
#endif

// Skip of kTokenChar, faster over what most names are made of.
inline const char* SkipToken(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= 16; at += 16) {
    const unsigned others = PlainAmong(at, '_') ^ 0xffff;
    if (others != 0) return Skip(kTokenChar, at + __builtin_ctz(others), end);
  }
#endif
  return Skip(kTokenChar, at, end);
}

#ifdef __SSE2__
// The first of at least sixteen bytes for which `marks` gives a bit, sixteen at a time; the last
// sixteen again with bytes that have none. `end` when there is none.
template <class Marks>
[[gnu::always_inline]] inline const char* FindMarked(const char* at, const char* end, Marks marks) {
  const char* const last = end - 16;
  for (; at < last; at += 16) {
    if (const unsigned found = marks(at); found != 0) return at + __builtin_ctz(found);
  }
  const unsigned found = marks(last);
  return found != 0 ? last + __builtin_ctz(found) : end;
}

// Bytes up to `highest` and DEL, without `but`.
inline unsigned ControlsAmong(const char* at, char highest, char but) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(highest)), block);
  const __m128i del = _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f));
  const __m128i not_but = _mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(but)), low);
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(not_but, del)));
}
#endif

// The first control character other than a tab: in a well-formed field the CR that ends it.
inline const char* SkipText(const char* at, const char* end) {
#ifdef __SSE2__
  if (end - at >= 16) {
    return FindMarked(at, end, [](const char* from) { return ControlsAmong(from, 0x1f, '\t'); });
  }
#endif
  while (at != end && !IsControl(*at)) ++at;
  return at;
}

// Whether a field may have that name, or that value.
inline bool IsName(std::string_view text) {
  const char* const end = text.data() + text.size();
  return !text.empty() && SkipToken(text.data(), end) == end;
}
inline bool IsText(std::string_view text) {
  const char* const end = text.data() + text.size();
  return SkipText(text.data(), end) == end;
}

// The first control character or space.
inline const char* SkipVisible(const char* at, const char* end) {
#ifdef __SSE2__
  if (end - at >= 16) {
    return FindMarked(at, end, [](const char* from) { return ControlsAmong(from, 0x20, 0x7f); });
  }
#endif
  while (at != end && static_cast<unsigned char>(*at) > ' ' && *at != 0x7f) ++at;
  return at;
}

// Whether a target is seen at a glance to be made of nothing but kTargetChar, without a query.
inline bool IsPlainPath(std::string_view target) {
#ifdef __SSE2__
  const char* const end = target.data() + target.size();
  const auto others = [](const char* from) { return PlainAmong(from, '/') ^ 0xffff; };
  return target.size() >= 16 && FindMarked(target.data(), end, others) == end;
#else
  return false;
#endif
}

// The first CR or LF.
inline const char* FindLineEnd(const char* at, const char* end) {
#ifdef __SSE2__
  const __m128i cr = _mm_set1_epi8('\r');
  const __m128i lf = _mm_set1_epi8('\n');
  for (; end - at >= 16; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(block, cr), _mm_cmpeq_epi8(block, lf));
    const int mask = _mm_movemask_epi8(stop);
    if (mask != 0) return at + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (at != end && *at != '\r' && *at != '\n') ++at;
  return at;
}

// nullptr when there is none.
inline const char* FindByte(const char* at, const char* end, char wanted) {
  if (at == end) return nullptr;
  return static_cast<const char*>(std::memchr(at, wanted, static_cast<std::size_t>(end - at)));
}

}  // namespace rg::http
