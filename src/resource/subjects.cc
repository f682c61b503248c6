#include "resource/subjects.h"

namespace rg::resource {

void AddReference(std::vector<Reference>& references, std::string pointer, std::string_view kind,
                  std::string_view text) {
  if (const auto id = ParseUuid(text)) {
    references.push_back({std::move(pointer), kind, *id, ""});
  } else if (kind == "api" && !text.empty() && text.find('*') == std::string_view::npos) {
    references.push_back({std::move(pointer), kind, Uuid{}, std::string{text}});
  }
}

}  // namespace rg::resource
