#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "http/field_lines.h"
#include "http/head.h"
#include "route/api.h"

namespace rg::route {

// Whether a text has in it what looks like the beginning of a key of ours. Such a text is neither
// passed on nor recorded.
bool HoldsOurKey(std::string_view value);
bool HoldsSecret(std::string_view value, const Secret& secret);
// The text with **** wherever it holds the secret.
std::string Masked(std::string_view text, const Secret& secret);

// What the API is sent: the client's headers without those that are the client's own business, the
// API's rules, and the API's credential.
//
// Never passes on: credentials of the client in any header we accept one in, cookies, Proxy-*, what
// belongs to one connection (RFC 9110, 7.6.1) and whatever Connection names, X-RateGuard-*,
// forwarding headers, Host, framing, Expect, and any value that holds one of our keys. Host and
// framing are written by whoever sends the head. Accept-Encoding is always identity: a compressed
// answer could not be metered. The credential goes in last, so nothing the client sends removes it.
//
// An API of another family takes its credential as Bearer where it answers OpenAI's paths.
Result<void> RequestHeaders(const Api& api, Dialect dialect, const http::Headers& client,
                            http::FieldLines& out);

// What the client is sent of the upstream's answer. Framing, Date and what belongs to one
// connection are the server's to write. The upstream's own rate limits and request id are renamed
// x-rateguard-upstream-*, since ours have those names. A field that holds the API's credential is
// left out.
Result<void> ResponseHeaders(const Api& api, const http::Headers& upstream, http::FieldLines& out);

}  // namespace rg::route
