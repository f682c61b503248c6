#include "resource/workspaces.h"

#include "budget/calendar.h"
#include "config/address.h"
#include "resource/kind.h"

namespace rg::resource {
namespace {

void ZoneExists(const Workspace& workspace, config::Faults& faults) {
  const auto zone = budget::LoadZone(workspace.time_zone);
  if (!zone) faults.push_back({"/time_zone", zone.error().detail});
}

}  // namespace

void Describe(config::Fields<Workspace>& f) {
  f.Name("Workspace", "A tenant: every key, API, limit, budget and event belongs to one.");
  f.Add("slug", &Workspace::slug)
      .Required()
      .Matching(config::kSlugPattern, &config::IsSlug, config::kSlugWords)
      .AtLeast(1)
      .AtMost(63)
      .Example("acme")
      .Because("Its name in addresses and commands.");
  f.Add("name", &Workspace::name).AtMost(200).Because("Its name for people.");
  f.Add("time_zone", &Workspace::time_zone)
      .AtLeast(1)
      .AtMost(64)
      .Example("Europe/Berlin")
      .Because("IANA name of the zone in which its reports begin their days.");
  f.Add("currency", &Workspace::currency)
      .OneOfWords({"USD"})
      .Because("Of its reports and budgets; prices are in US dollars.");
  f.Check<&ZoneExists>();
}

const Kind& WorkspaceKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Workspace>("workspace", "workspaces");
    k.unique_pointer = "/slug";
    k.unique_name = [](const void* body) { return static_cast<const Workspace*>(body)->slug; };
    k.bind = [](void* body, const Header& header) {
      static_cast<Workspace*>(body)->id = WorkspaceId{header.id};
    };
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
