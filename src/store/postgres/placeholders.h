#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rg::store::postgres {

// A statement as PostgreSQL spells its parameters.
struct Numbered {
  std::string sql;        // "... WHERE id = $1 AND name = $2"
  std::size_t count = 0;  // of its parameters
};

// Turns each `?` into the next `$n`. What stands between quotes or in a comment stays as it is.
Numbered NumberPlaceholders(std::string_view sql);

}  // namespace rg::store::postgres
