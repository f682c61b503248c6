#include "route/form.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "route/member.h"

namespace rg::route {
namespace {

constexpr std::size_t kBoundaryMax = 70;  // RFC 2046, section 5.1.1
constexpr std::int64_t kChoicesMax = 1'000;

Error BadForm(const char* what, std::string field = {}) {
  return Fail(Errc::kInvalidRequest, std::string("The form cannot be read: ") + what + ".",
              std::move(field));
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(), [](char want, char have) {
    return want == (have >= 'A' && have <= 'Z' ? have + 32 : have);
  });
}

// The value of `name="..."` or `name=...` in a header's parameters; "" when absent.
std::string_view Parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos;) {
    std::string_view rest = header.substr(at + 1);
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    const bool found = StartsWithIgnoringCase(rest, name) && rest.substr(name.size(), 1) == "=";
    const std::size_t equals = std::min(rest.find('='), rest.size());
    const bool quoted = rest.substr(std::min(equals + 1, rest.size())).starts_with('"');
    const std::size_t first = std::min(equals + (quoted ? 2 : 1), rest.size());
    const std::size_t last = std::min(rest.find(quoted ? '"' : ';', first), rest.size());
    if (found) return rest.substr(first, last - first);
    const auto consumed = static_cast<std::size_t>(rest.data() - header.data());
    at = header.find(';', consumed + (quoted ? last : 0));
  }
  return {};
}

// One part: its headers' answer to "what is it called", and its content.
struct Part {
  std::string_view name;
  bool is_file = false;
  std::string_view content;
};

Result<Part> ReadPart(std::string_view bytes) {
  Part part;
  while (!bytes.starts_with("\r\n")) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string_view::npos) return BadForm("a part has no end of its headers");
    const std::string_view line = bytes.substr(0, end);
    if (StartsWithIgnoringCase(line, "content-disposition:")) {
      part.name = Parameter(line, "name");
      part.is_file = line.find("filename") != std::string_view::npos;
    }
    bytes.remove_prefix(end + 2);
  }
  part.content = bytes.substr(2);
  return part;
}

Result<void> TakeField(const Part& part, SeenMembers& seen, FormFacts& facts) {
  if (part.is_file) {
    // "image", "image[]" and "mask"; sound is called "file".
    if (part.name.starts_with("image") || part.name == "mask") ++facts.images;
    return {};
  }
  facts.text_bytes += static_cast<std::int64_t>(part.content.size());
  const auto [member, exact] = FindMember(part.name);
  const bool matters = member == Member::kModel || member == Member::kN ||
                       member == Member::kStream || member == Member::kUser;
  if (!matters) return {};
  if (!exact || !seen.Add(member)) {
    return BadForm("a field that may be there once is there twice", std::string(NameOf(member)));
  }
  const std::string_view value = part.content;
  if (member == Member::kModel) facts.model = value;
  if (member == Member::kUser) facts.end_user = value;
  if (member == Member::kStream)
    facts.stream = StartsWithIgnoringCase(value, "true") || value == "1";
  if (member != Member::kN) return {};
  const char* const last = value.data() + value.size();
  const auto [end, error] = std::from_chars(value.data(), last, facts.choices);
  if (error != std::errc{} || end != last || facts.choices < 1 || facts.choices > kChoicesMax) {
    return BadForm("n must be a positive integer", "n");
  }
  return {};
}

}  // namespace

Result<FormFacts> ReadForm(std::string_view content_type, std::string_view body) {
  if (!StartsWithIgnoringCase(content_type, "multipart/form-data")) {
    return Fail(Errc::kInvalidRequest, "This endpoint takes multipart/form-data.", "content-type");
  }
  const std::string_view boundary = Parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > kBoundaryMax) {
    return BadForm("the boundary has 1 to 70 characters", "content-type");
  }
  const std::string opening = "--" + std::string(boundary);
  const std::string separator = "\r\n" + opening;
  if (!body.starts_with(opening)) return BadForm("it does not begin with its boundary");
  FormFacts facts;
  SeenMembers seen;
  body.remove_prefix(opening.size());
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return BadForm("a boundary is followed by something else");
    const std::size_t end = body.find(separator, 2);
    if (end == std::string_view::npos) return BadForm("it ends before its last boundary");
    RG_TRY(const Part part, ReadPart(body.substr(2, end - 2)));
    RG_CHECK(TakeField(part, seen, facts));
    body.remove_prefix(end + separator.size());
  }
  if (facts.model.empty()) return BadForm("it names no model", "model");
  return facts;
}

}  // namespace rg::route
