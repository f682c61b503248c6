#include "resource/workspaces.h"

#include <algorithm>

#include <boost/json/value.hpp>

#include "budget/calendar.h"
#include "config/address.h"
#include "resource/kind.h"

namespace rg::resource {
namespace {

// "Acme & Sons" becomes "acme-sons".
std::string SlugOf(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  slug.resize(std::min<std::size_t>(slug.size(), 63));
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

void CompleteSlug(boost::json::object& input) {
  const boost::json::value* name = input.if_contains("name");
  if (input.contains("slug") || name == nullptr || !name->is_string()) return;
  if (std::string slug = SlugOf(name->get_string()); !slug.empty()) input["slug"] = slug;
}

void CanWork(const Workspace& workspace, config::Faults& faults) {
  if (workspace.slug.empty()) faults.push_back({"/slug", "is required"});
  const auto zone = budget::LoadZone(workspace.time_zone);
  if (!zone) faults.push_back({"/time_zone", zone.error().detail});
}

}  // namespace

void Describe(config::Fields<Workspace>& f) {
  f.Name("Workspace", "A tenant: every key, API, limit, budget and event belongs to one.");
  f.Add("slug", &Workspace::slug)
      .Matching(config::kSlugPattern, &config::IsSlug, config::kSlugWords)
      .AtLeast(1)
      .AtMost(63)
      .Example("acme")
      .Because("Its name in addresses and commands; made from the name when left out.");
  f.Add("name", &Workspace::name).AtMost(200).Because("Its name for people.");
  f.Add("note", &Workspace::note).Because("Whatever should be known about it.");
  f.Add("time_zone", &Workspace::time_zone)
      .AtLeast(1)
      .AtMost(64)
      .Example("Europe/Berlin")
      .Because("IANA name of the zone in which its reports begin their days.");
  f.Add("currency", &Workspace::currency)
      .OneOfWords({"USD"})
      .Because("Of its reports and budgets; prices are in US dollars.");
  f.Check<&CanWork>();
}

const Kind& WorkspaceKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Workspace>("workspace", "workspaces");
    k.unique_pointer = "/slug";
    k.unique_name = [](const void* body) { return static_cast<const Workspace*>(body)->slug; };
    k.complete = &CompleteSlug;
    k.bind = [](void* body, const Header& header) {
      static_cast<Workspace*>(body)->id = WorkspaceId{header.id};
    };
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
