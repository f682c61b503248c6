#include "config/fields.h"

#include <algorithm>

namespace rg::config {

const Field* Table::Find(std::string_view field_name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == field_name; });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace rg::config
