#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rg::http {

// The names of fields that some stage of a call looks for. A field is recognised once, when its
// head is read; whoever asks afterwards compares numbers and not names.
enum class FieldName : std::uint8_t {
  kUnread,  // nobody has looked yet
  kAcceptEncoding,
  kAltSvc,
  kAnthropicVersion,
  kApiKey,
  kAuthorization,
  kConnection,
  kContentLength,
  kContentType,
  kCookie,
  kCookie2,
  kDate,
  kExpect,
  kForwarded,
  kHost,
  kIdempotencyKey,
  // Content_Length and Transfer_Encoding: CGI and WSGI servers read the underscore as a hyphen and
  // would frame the message by a field that we pass along.
  kImitatedLength,
  kImitatedCoding,
  kKeepAlive,
  kPublicKeyPins,
  kRateLimit,
  kRateLimitPolicy,
  kRequestId,
  kServer,
  kSetCookie,
  kSetCookie2,
  kStrictTransportSecurity,
  kTe,
  kTraceparent,
  kTrailer,
  kTransferEncoding,
  kUpgrade,
  kVia,
  kXApiKey,
  kXGoogApiKey,
  kXRateGuardUser,
  kXRealIp,
  kXRequestId,
  kOther,  // none of these
};
inline constexpr std::size_t kFieldNames = static_cast<std::size_t>(FieldName::kOther) + 1;

// `name` must consist of token characters. Never kUnread.
FieldName Recognise(std::string_view name);

// Those that say how long a message is, where it goes, or what becomes of its connection: whoever
// writes a head decides them alone.
constexpr bool IsFraming(FieldName name) {
  return name == FieldName::kConnection || name == FieldName::kContentLength ||
         name == FieldName::kHost || name == FieldName::kTransferEncoding;
}

}  // namespace rg::http
