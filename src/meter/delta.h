#pragma once

#include <cstdint>

#include "meter/json_cursor.h"

namespace rg::meter {

// Walks the value at hand, a delta of a chat stream, and counts the bytes of all the model wrote in
// it: text, refusal, plan and reasoning under whatever name, names and arguments of tools. Not the
// role, nor ids and types, which are the provider's. What lies too deep counts as it stands.
std::int64_t WrittenBytes(JsonCursor& cursor, int depth = 0);

}  // namespace rg::meter
