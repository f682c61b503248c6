// A multipart form. The first line is the content type, the rest the body.

#include "fuzz.h"
#include "route/form.h"

namespace rg::fuzz {

void Try(std::string_view input) {
  const std::string_view content_type = input.substr(0, input.find('\n'));
  const std::string_view body = input.substr(std::min(input.size(), content_type.size() + 1));
  const Result<route::FormFacts> facts = route::ReadForm(content_type, body);
  if (!facts) {
    Require(!facts.error().detail.empty(), "a refusal says why");
    return;
  }
  Require(!facts->model.empty() && body.find(facts->model) != std::string_view::npos,
          "the model is in the form");
  Require(facts->text_bytes >= 0 && facts->text_bytes <= static_cast<std::int64_t>(body.size()),
          "a form has no more text than bytes");
  Require(facts->images >= 0 && facts->choices >= 1, "no count is negative");
}

}  // namespace rg::fuzz
