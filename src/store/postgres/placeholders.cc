#include "store/postgres/placeholders.h"

namespace rg::store::postgres {
namespace {

// How much of `rest` is a quoted text or a comment that begins there; 0 when none does. A quote
// that stands twice inside quotes ends one text and begins the next, which comes to the same.
std::size_t VerbatimBytes(std::string_view rest) {
  const auto up_to = [&](std::string_view end, std::size_t from) {
    const std::size_t at = rest.find(end, from);
    return at == std::string_view::npos ? rest.size() : at + end.size();
  };
  if (rest.starts_with('\'')) return up_to("'", 1);
  if (rest.starts_with('"')) return up_to("\"", 1);
  if (rest.starts_with("--")) return up_to("\n", 2);
  if (rest.starts_with("/*")) return up_to("*/", 2);
  return 0;
}

}  // namespace

Numbered NumberPlaceholders(std::string_view sql) {
  Numbered numbered;
  numbered.sql.reserve(sql.size() + 16);
  while (!sql.empty()) {
    if (const std::size_t verbatim = VerbatimBytes(sql); verbatim > 0) {
      numbered.sql += sql.substr(0, verbatim);
      sql.remove_prefix(verbatim);
      continue;
    }
    if (sql.front() == '?') {
      numbered.sql += '$';
      numbered.sql += std::to_string(++numbered.count);
    } else {
      numbered.sql += sql.front();
    }
    sql.remove_prefix(1);
  }
  return numbered;
}

}  // namespace rg::store::postgres
