#pragma once

#include <optional>
#include <string_view>

namespace rg::meter {

// The value that an RFC 6901 pointer names in a JSON text, as it is written. nullopt when the text
// has none there or is broken on the way. `pointer` is "" for the whole text or begins with '/'.
std::optional<std::string_view> AtPointer(std::string_view json, std::string_view pointer);

}  // namespace rg::meter
