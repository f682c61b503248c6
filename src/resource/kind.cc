#include "resource/kind.h"

#include <algorithm>
#include <array>

namespace rg::resource {

std::span<const Kind* const> AllKinds() {
  static const std::array<const Kind*, 7> kinds = {&WorkspaceKind(), &ProjectKind(), &ApiKind(),
                                                   &KeyKind(),       &LimitKind(),   &BudgetKind(),
                                                   &PriceKind()};
  return kinds;
}

const Kind* FindKind(std::string_view name) {
  const auto kinds = AllKinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const Kind* kind) { return kind->name == name; });
  return found == kinds.end() ? nullptr : *found;
}

}  // namespace rg::resource
