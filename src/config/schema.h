#pragma once

#include <boost/json/value.hpp>

#include "config/fields.h"
#include "config/json.h"

namespace rg::config {

// JSON Schema (2020-12, as OpenAPI 3.1 uses it) of what ReadJson accepts in `mode`; for kStored, of
// what WriteJson writes.
boost::json::object SchemaOf(const Table& table, Mode mode);
template <class T>
boost::json::object Schema(Mode mode) {
  return SchemaOf(TableOf<T>(), mode);
}

}  // namespace rg::config
