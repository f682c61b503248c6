#include "resource/projects.h"

#include "resource/kind.h"

namespace rg::resource {

void Describe(config::Fields<Project>& f) {
  f.Name("Project", "A group of keys, for attribution, limits and budgets.");
  f.Add("name", &Project::name)
      .Required()
      .AtLeast(1)
      .AtMost(200)
      .Because("Unique in its workspace.");
  f.Add("description", &Project::description).Because("What it is for, and whom to ask.");
}

const Kind& ProjectKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Project>("project", "projects");
    k.unique_pointer = "/name";
    k.unique_name = [](const void* body) { return static_cast<const Project*>(body)->name; };
    k.bind = [](void* body, const Header& header) {
      static_cast<Project*>(body)->id = ProjectId{header.id};
    };
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
