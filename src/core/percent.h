#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rg {

// "a%20b" as "a b"; nullopt where a '%' encodes nothing. Any byte may come of it.
std::optional<std::string> PercentDecode(std::string_view text);

}  // namespace rg
