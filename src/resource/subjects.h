#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resource/kind.h"

namespace rg::resource {

// Adds what `text` refers to, if anything: an id, or for APIs also a slug. Patterns refer to
// nothing: they may be about what does not exist yet.
void AddReference(std::vector<Reference>& references, std::string pointer, std::string_view kind,
                  std::string_view text);

}  // namespace rg::resource
