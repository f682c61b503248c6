#include "route/plain_bytes.h"

#ifdef __SSE2__
#include <cstddef>
#include <immintrin.h>

namespace rg::route {
namespace {

constexpr std::ptrdiff_t kStep = 64;

// As NotPlain, of thirty-two bytes.
__attribute__((target("avx2"))) inline __m256i NotPlainOf32(const char* from) {
  const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  const __m256i flipped = _mm256_xor_si256(block, _mm256_set1_epi8('"' ^ ' '));
  return _mm256_or_si256(_mm256_subs_epi8(flipped, _mm256_set1_epi8('!')),
                         _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\\')));
}

__attribute__((target("avx2"))) const char* SkipPlainBy32(const char* at, const char* end) {
  for (; end - at >= kStep; at += kStep) {
    const __m256i found = _mm256_or_si256(NotPlainOf32(at), NotPlainOf32(at + 32));
    if (_mm256_movemask_epi8(found) != 0) break;
  }
  return at;
}

}  // namespace

const char* SkipPlain(const char* at, const char* end) {
  if (__builtin_cpu_supports("avx2")) return SkipPlainBy32(at, end);
  for (; end - at >= kStep; at += kStep) {
    const __m128i first = _mm_or_si128(NotPlain(at), NotPlain(at + 16));
    const __m128i second = _mm_or_si128(NotPlain(at + 32), NotPlain(at + 48));
    if (Bits(_mm_or_si128(first, second)) != 0) break;
  }
  return at;
}

}  // namespace rg::route

#endif
