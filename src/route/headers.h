#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/head.h"
#include "route/api.h"

namespace rg::route {

// The fields of a head under construction: views of others' bytes, and an arena for the few values
// that are put together here. Not movable: fields may point into it.
class HeaderSet {
 public:
  static constexpr std::size_t kMax = http::kFieldsMax + 28;

  HeaderSet() {}  // NOLINT(modernize-use-equals-default): the union below needs a body
  HeaderSet(const HeaderSet&) = delete;
  HeaderSet& operator=(const HeaderSet&) = delete;

  std::span<const http::Header> all() const { return {fields_.data(), count_}; }
  bool Has(std::string_view name) const;
  // False when there is no room for another.
  bool Add(const http::Header& header);
  // Removes every field of that name, then adds this one.
  bool Set(const http::Header& header);
  void Remove(std::string_view name);
  // Keeps a copy of the text for as long as the set lives.
  std::string_view Keep(std::string_view first, std::string_view second = {});
  // Where texts that are longer than Keep's two parts are put together.
  std::pmr::memory_resource& arena() { return arena_; }

 private:
  // In a union, because clearing four kilobytes for a dozen fields would cost more than filling
  // them.
  union {
    std::array<http::Header, kMax> fields_;
  };
  std::size_t count_ = 0;
  std::array<std::byte, 1024> first_block_;
  std::pmr::monotonic_buffer_resource arena_{first_block_.data(), first_block_.size()};
};

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
                            HeaderSet& out);

// What the client is sent of the upstream's answer. Framing, Date and what belongs to one
// connection are the server's to write. The upstream's own rate limits and request id are renamed
// x-rateguard-upstream-*, since ours have those names. A field that holds the API's credential is
// left out.
Result<void> ResponseHeaders(const Api& api, const http::Headers& upstream, HeaderSet& out);

}  // namespace rg::route
