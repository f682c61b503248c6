#include "http/field_name.h"

#include <array>
#include <cstring>

#include "core/name_index.h"

namespace rg::http {
namespace {

struct Row {
  FieldName name;
  std::string_view text;
};
constexpr Row kRows[] = {
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
static_assert(std::size(kRows) + 1 == kFieldNames);

constexpr NameIndex<128> kIndex(
    [] {
      std::array<std::string_view, std::size(kRows)> names;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (static_cast<std::size_t>(kRows[i].name) != i) throw "the rows are not in order";
        names[i] = kRows[i].text;
      }
      return names;
    }(),
    {2, 4, 5, 9});

// Setting one bit is enough to fold the case of a name made of token characters: of the characters
// it makes equal, those that stand in a name above are letters.
template <class Word>
bool SameWord(const char* a, const char* b) {
  constexpr Word kSmall = static_cast<Word>(0x2020202020202020ULL);
  Word left;
  Word right;
  std::memcpy(&left, a, sizeof left);
  std::memcpy(&right, b, sizeof right);
  return (left | kSmall) == (right | kSmall);
}

// Word by word, the last one again with bytes of the one before.
template <class Word>
bool SameWords(const char* a, const char* b, std::size_t size) {
  const std::size_t last = size - sizeof(Word);
  for (std::size_t at = 0; at < last; at += sizeof(Word)) {
    if (!SameWord<Word>(a + at, b + at)) return false;
  }
  return SameWord<Word>(a + last, b + last);
}

bool SameName(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() >= 8) return SameWords<std::uint64_t>(a.data(), b.data(), a.size());
  if (a.size() >= 4) return SameWords<std::uint32_t>(a.data(), b.data(), a.size());
  return a.size() >= 2 && SameWords<std::uint16_t>(a.data(), b.data(), a.size());
}

}  // namespace

FieldName Recognise(std::string_view name) {
  const Row& candidate = kRows[kIndex.CandidateFor(name)];
  return SameName(name, candidate.text) ? candidate.name : FieldName::kOther;
}

}  // namespace rg::http
