#pragma once

#include <string_view>

#include "core/result.h"

namespace rg::store::clickhouse {

// What a server says when it does not carry out a statement:
//
//   Code: 27, e.displayText() = DB::Exception: Cannot parse input: ..., e.what() = DB::Exception
//   Code: 27. DB::Exception: Cannot parse input: ... (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version
//   ...)
//
// as our error: who is to blame, and its message, cut short.
Error ReadRefusal(int status, std::string_view body);

}  // namespace rg::store::clickhouse
