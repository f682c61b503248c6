#pragma once

#include <string_view>

namespace rg {

// Whether `text` has the shape of `pattern`, in which '*' stands for any run of characters, also an
// empty one, also across '/'. Everything else stands for itself, case included. Time is at most
// pattern x text, whatever the pattern.
bool MatchesGlob(std::string_view pattern, std::string_view text);

}  // namespace rg
