#include "core/result.h"

#include <stdexcept>

namespace rg {

void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("unchecked error: " + error.detail);
}

Error Fail(Errc code, std::string detail, std::string field) {
  return Error{code, std::move(detail), std::move(field), {}, {}};
}

std::string Describe(const Error& error) {
  return error.field.empty() ? error.detail : error.field + ": " + error.detail;
}

}  // namespace rg
