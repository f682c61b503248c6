#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rg::admin {

// Percent-decoded; nullopt for a broken escape or a control character.
std::optional<std::string> DecodeText(std::string_view text);

// "limit=10&state=active" as pairs, '+' being a space; nullopt when an escape is broken.
std::optional<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query);

}  // namespace rg::admin
