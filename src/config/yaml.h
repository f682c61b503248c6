#pragma once

#include <map>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "config/fields.h"

namespace rg::config {

// A YAML text as the JSON that ReadJson takes, and where in the text each part of it stood.
struct YamlInput {
  boost::json::object value;
  std::map<std::string, std::string> places;  // JSON pointer -> "3:7", line and column
  Faults faults;                              // syntax errors and repeated keys; pointer "" if none
  std::string fault_place;                    // of a syntax error
};

// YAML scalars have no type until somebody wants one: `table` says which is wanted where, so that
// `pepper: 0123456789abcdef` is text and `port: "3001"` is a number.
YamlInput ReadYaml(const std::string& text, const Table& table);

}  // namespace rg::config
