#include <algorithm>
#include <charconv>

#include "route/content_reader.h"

namespace rg::route {
namespace {

using Kind = JsonReader::Kind;

// More uses than this are no bound.
constexpr std::int64_t kUsesMax = 1'000'000;

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

}  // namespace

void ContentReader::ReadCacheControl(const Place& place) {
  if (in_.Peek() != Kind::kObject) {
    in_.Skip();
    return;
  }
  facts_.may_write_cache = true;
  SeenMembers seen;
  for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
    const Member member = NextName(in_, seen, &place);
    if (member == Member::kTtl) {
      const std::string_view ttl = StringOrNull({&place, NameOf(member)});
      // Anything longer than the five minutes we know is held at the dearer price.
      if (!ttl.empty() && ttl != "5m") facts_.may_write_cache_1h = true;
    } else {
      in_.Skip();
    }
  }
}

void ContentReader::ReadTools(const Place& place) {
  if (in_.Peek() != Kind::kArray) {
    if (in_.Peek() != Kind::kNull) in_.Refuse(ToText(place), ToText(place) + " must be an array.");
    in_.Skip();
    return;
  }
  std::int64_t index = 0;
  for (bool more = in_.EnterArray(); more; more = in_.NextElement()) {
    facts_.has_tools = true;
    ReadTool(Place{&place, {}, index++});
  }
}

void ContentReader::ReadTool(const Place& place) {
  if (in_.Peek() != Kind::kObject) {
    in_.Skip();
    return;
  }
  SeenMembers seen;
  std::string_view type;
  std::int64_t max_uses = -1;
  for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
    const Member member = NextName(in_, seen, &place);
    const Place here{&place, NameOf(member)};
    if (member == Member::kType) {
      type = StringOrNull(here);
    } else if (member == Member::kCacheControl) {
      ReadCacheControl(here);
    } else if (member == Member::kMaxUses) {
      const std::string_view digits = in_.Text(in_.Skip());
      const char* const last = digits.data() + digits.size();
      const auto [end, error] = std::from_chars(digits.data(), last, max_uses);
      if (error != std::errc{} || end != last || max_uses > kUsesMax) max_uses = -1;
    } else {
      in_.Skip();
    }
  }
  // Tools the application runs itself cost nothing but their text.
  if (type.empty() || type == "function" || type == "custom" || type == "namespace") return;
  ++facts_.built_in_tools;
  if (StartsWithAny(
          type, {"bash_", "text_editor_", "computer_", "memory_", "local_shell", "apply_patch"})) {
    return;
  }
  const bool searches = StartsWithAny(type, {"web_search", "file_search"});
  const bool anthropic = IsAnthropic(dialect_);
  if (anthropic && (searches || type.starts_with("web_fetch"))) {
    if (max_uses < 0) {
      NoBound(Keep("the tool ", type), place, !searches, "max_uses");
      return;
    }
    if (searches) facts_.searches += max_uses;
    facts_.hidden_inputs += max_uses;
    return;
  }
  if (!anthropic && dialect_ == Dialect::kOpenAiResponses && searches) {
    if (hosted_tool_.type.empty()) hosted_tool_ = {type, Keep(ToText(place)), true};
    return;
  }
  const bool only_reads = StartsWithAny(type, {"tool_search", "mcp"});
  NoBound(Keep("the tool ", type), place, only_reads);
}

}  // namespace rg::route
