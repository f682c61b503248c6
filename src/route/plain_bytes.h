#pragma once

#ifdef __SSE2__
#include <emmintrin.h>

namespace rg::route {

// Passes over what is plain in a JSON string, in large steps: no quote, no backslash, no control
// character, all ASCII. Stops a step before the first byte that is not, or before the end.
const char* SkipPlain(const char* at, const char* end);

// Sixteen bytes looked at together.

// One bit for each byte of which the highest is set.
inline unsigned Bits(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

inline __m128i Load(const char* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

// The quotes, backslashes and control characters.
inline __m128i Special(const char* from) {
  const __m128i block = Load(from);
  const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')),
                                     _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
  return _mm_or_si128(marks, _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block));
}

// These and all that are not ASCII, in fewer steps: their highest bits. A quote and a space differ
// in one bit: with that flipped, quotes and control characters are less than '!' and nothing else
// is, but for what is not ASCII, which is negative and stays so.
inline __m128i NotPlain(const char* from) {
  const __m128i block = Load(from);
  const __m128i flipped = _mm_xor_si128(block, _mm_set1_epi8('"' ^ ' '));
  return _mm_or_si128(_mm_subs_epi8(flipped, _mm_set1_epi8('!')),
                      _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
}

}  // namespace rg::route

#endif
