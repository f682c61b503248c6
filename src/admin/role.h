#pragma once

#include <cstdint>
#include <string_view>

namespace rg::admin {

// What somebody may do; each may also do what those before it may.
enum class Role : std::uint8_t {
  kAnyone,     // no token: health, the API's own description
  kViewer,     // look
  kDeveloper,  // make and use keys
  kAdmin,      // change everything in a workspace
  kOwner,      // make and remove workspaces
};

constexpr std::string_view ToString(Role role) {
  constexpr std::string_view kNames[] = {"anyone", "viewer", "developer", "admin", "owner"};
  return kNames[static_cast<std::size_t>(role)];
}

// The role an endpoint needs. There is no default: an endpoint that does not say it does not
// compile.
class Needs {
 public:
  constexpr Needs(Role role) : role_(role) {}  // implicit, so that an endpoint says just the role
  constexpr Role role() const { return role_; }

 private:
  Role role_;
};

}  // namespace rg::admin
