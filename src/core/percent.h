#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rg {

// "a%20b" as "a b"; nullopt where a '%' encodes nothing. Any byte may come of it.
std::optional<std::string> PercentDecode(std::string_view text);

// As a part of a URL of any kind: all but the unreserved characters of RFC 3986, 2.3, are escaped.
std::string PercentEncode(std::string_view text);

}  // namespace rg
