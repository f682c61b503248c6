#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/fields.h"

namespace rg::config {

inline constexpr std::string_view kVariablePrefix = "RATEGUARD_";

// One setting, under all of its names.
struct Leaf {
  std::vector<std::string> path;  // {"proxy", "port"}
  const Field* field = nullptr;

  std::string Joined(std::string_view between) const;
  std::string Flag() const;      // "proxy-port"
  std::string Variable() const;  // "RATEGUARD_PROXY__PORT"
  bool IsSecret() const { return field->type->kind == Kind::kSecret; }
};

// Every setting, in the order of the declaration.
std::vector<Leaf> SettingLeaves();

}  // namespace rg::config
