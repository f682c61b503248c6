#include "meter/matcher.h"

#include <algorithm>

namespace rg::meter {
namespace {

// Calls each(part) for the parts of `text` between separators; empty parts are left out.
template <class Each>
void Split(std::string_view text, char separator, Each&& each) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (!part.empty()) each(part);
  }
}

bool BeginsWithPattern(std::string_view name, std::string_view pattern) {
  if (name.size() < pattern.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), name.begin(),
                    [](char p, char c) { return p == '#' ? c >= '0' && c <= '9' : p == c; });
}

}  // namespace

bool Matcher::Condition::Holds(std::string_view name) const {
  switch (kind) {
    case '=':
      return (name == text) != negated;
    case '^':
      return name.starts_with(text) != negated;
    case '$':
      return name.ends_with(text) != negated;
    case '*':
      return (name.find(text) != std::string_view::npos) != negated;
    case '~':
      return (name.size() == text.size() && BeginsWithPattern(name, text)) != negated;
    default:
      return BeginsWithPattern(name, text) != negated;
  }
}

Result<Matcher> Matcher::Parse(std::string_view text) {
  Matcher matcher;
  matcher.text_ = text;
  std::string_view bad;
  Split(text, ' ', [&](std::string_view alternative) {
    auto& conditions = matcher.alternatives_.emplace_back();
    Split(alternative, '&', [&](std::string_view condition) {
      const bool negated = condition.front() == '!';
      if (negated) condition.remove_prefix(1);
      if (condition.size() < 2 ||
          std::string_view("=^$*~<").find(condition[0]) == std::string_view::npos) {
        bad = alternative;
        return;
      }
      conditions.push_back({condition[0], negated, condition.substr(1)});
    });
  });
  if (!bad.empty()) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(bad) + "' is not a condition on a name");
  }
  return matcher;
}

bool Matcher::Matches(std::string_view name) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const auto& conditions) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return condition.Holds(name); });
  });
}

}  // namespace rg::meter
