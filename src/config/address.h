#pragma once

#include <string_view>

// Textual forms of network addresses that settings and resources accept.
namespace rg::config {

// "127.0.0.1", "::1", "localhost".
bool IsListenHost(std::string_view text);
// "203.0.113.7", "203.0.113.0/24", "2001:db8::/32".
bool IsAddressRange(std::string_view text);
// A range as above, or an address with a port: "127.0.0.1:8080", "[::1]:11434". No host name: it is
// the address that was dialled which is looked for here.
bool IsPrivateAllowance(std::string_view text);
// "openai", "my-api-2": 1 to 63 lower-case letters, digits and hyphens, a letter or digit at both
// ends.
bool IsSlug(std::string_view text);
inline constexpr char kSlugPattern[] = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";
inline constexpr char kSlugWords[] =
    "1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

}  // namespace rg::config
