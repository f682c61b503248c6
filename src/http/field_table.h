#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/name_index.h"
#include "http/field_name.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// The names of FieldName, spelled. For field_name.cc and fields.cc.
namespace rg::http {

// A name in lower case, and the bit that makes a letter small wherever it has one.
struct NameRow {
  static constexpr std::size_t kBlock = 16;

  consteval NameRow(FieldName field_name, std::string_view spelled)
      : name(field_name), text(spelled) {
    for (std::size_t i = 0; i < spelled.size() && i < kBlock; ++i) {
      begin[i] = spelled[i];
      if (spelled[i] >= 'a' && spelled[i] <= 'z') small[i] = 0x20;
    }
  }

#ifdef __SSE2__
  // Whether a name of that size, which lies at the beginning of the block, is this one.
  bool Is(__m128i block, std::size_t size) const {
    if (size != text.size()) return false;
    const __m128i lower =
        _mm_or_si128(block, _mm_load_si128(reinterpret_cast<const __m128i*>(small.data())));
    const __m128i same =
        _mm_cmpeq_epi8(lower, _mm_load_si128(reinterpret_cast<const __m128i*>(begin.data())));
    return (~static_cast<unsigned>(_mm_movemask_epi8(same)) & ((1U << size) - 1)) == 0;
  }
#endif

  alignas(kBlock) std::array<char, kBlock> begin{};
  alignas(kBlock) std::array<char, kBlock> small{};
  FieldName name;
  std::string_view text;
};

inline constexpr NameRow kNameRows[] = {
    {FieldName::kUnread, ""},
    {FieldName::kAcceptEncoding, "accept-encoding"},
    {FieldName::kAltSvc, "alt-svc"},
    {FieldName::kAnthropicVersion, "anthropic-version"},
    {FieldName::kApiKey, "api-key"},
    {FieldName::kAuthorization, "authorization"},
    {FieldName::kConnection, "connection"},
    {FieldName::kContentLength, "content-length"},
    {FieldName::kContentType, "content-type"},
    {FieldName::kCookie, "cookie"},
    {FieldName::kCookie2, "cookie2"},
    {FieldName::kDate, "date"},
    {FieldName::kExpect, "expect"},
    {FieldName::kForwarded, "forwarded"},
    {FieldName::kHost, "host"},
    {FieldName::kIdempotencyKey, "idempotency-key"},
    {FieldName::kImitatedLength, "content_length"},
    {FieldName::kImitatedCoding, "transfer_encoding"},
    {FieldName::kKeepAlive, "keep-alive"},
    {FieldName::kPublicKeyPins, "public-key-pins"},
    {FieldName::kRateLimit, "ratelimit"},
    {FieldName::kRateLimitPolicy, "ratelimit-policy"},
    {FieldName::kRequestId, "request-id"},
    {FieldName::kServer, "server"},
    {FieldName::kSetCookie, "set-cookie"},
    {FieldName::kSetCookie2, "set-cookie2"},
    {FieldName::kStrictTransportSecurity, "strict-transport-security"},
    {FieldName::kTe, "te"},
    {FieldName::kTraceparent, "traceparent"},
    {FieldName::kTrailer, "trailer"},
    {FieldName::kTransferEncoding, "transfer-encoding"},
    {FieldName::kUpgrade, "upgrade"},
    {FieldName::kVia, "via"},
    {FieldName::kXApiKey, "x-api-key"},
    {FieldName::kXGoogApiKey, "x-goog-api-key"},
    {FieldName::kXRateGuardUser, "x-rateguard-user"},
    {FieldName::kXRealIp, "x-real-ip"},
    {FieldName::kXRequestId, "x-request-id"},
};
static_assert(std::size(kNameRows) + 1 == kFieldNames);

inline constexpr NameIndex<128> kNameIndex(
    [] {
      std::array<std::string_view, std::size(kNameRows)> names;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (static_cast<std::size_t>(kNameRows[i].name) != i) throw "the rows are not in order";
        names[i] = kNameRows[i].text;
      }
      return names;
    }(),
    {2, 4, 5, 9});

}  // namespace rg::http
