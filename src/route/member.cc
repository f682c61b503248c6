#include "route/member.h"

#include "core/name_index.h"
#include "http/head.h"

namespace rg::route {
namespace {

constexpr NameIndex<256> kIndex(kMemberNames, {2, 1, 35, 29});

}  // namespace

FoundMember FindMember(std::string_view name) {
  const auto member = static_cast<Member>(kIndex.CandidateFor(name));
  const std::string_view known = NameOf(member);
  if (known.size() != name.size()) return {};
  if (SameName(known, name)) return {member, true};
  return http::SameIgnoringCase(name, known) ? FoundMember{member, false} : FoundMember{};
}

}  // namespace rg::route
