#include "admission/match_index.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/glob.h"

namespace rg::admission {
namespace {

char Upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

std::string UpperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), Upper);
  return text;
}

// Methods are a few letters; what is longer fits no rule in upper or lower case alike.
class UpperCaseMethod {
 public:
  explicit UpperCaseMethod(std::string_view method) : size_(std::min(method.size(), sizeof text_)) {
    std::transform(method.begin(), method.begin() + size_, text_.begin(), Upper);
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 32> text_;
  std::size_t size_;
};

}  // namespace

void Selection::KeepOnly(const Selection& other) {
  for (std::size_t i = 0; i < size_; ++i) words()[i] &= other.words()[i];
}

void Selection::AddAll(const Selection& other) {
  for (std::size_t i = 0; i < size_; ++i) words()[i] |= other.words()[i];
}

MatchIndex::MatchIndex(const std::vector<limit::Rule>& rules,
                       const std::vector<budget::Budget>& budgets)
    : count_(rules.size() + budgets.size()), active_(count_) {
  for (Field& field : fields_) {
    field.indifferent = Selection(count_);
    field.any_id = Selection(count_);
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const limit::Match& match = rules[i].match;
    if (!rules[i].paused) active_.Add(i);
    Ask(i, kProject, match.projects);
    Ask(i, kKey, match.keys);
    Ask(i, kApi, match.apis);
    Ask(i, kModel, match.models);
    Ask(i, kEndpoint, match.endpoints);
    Ask(i, kTag, match.tags);
    Ask(i, kMethod, match.methods);
  }
  static constexpr Which kFieldOfScope[] = {kFields, kProject, kKey, kApi, kModel, kTag};
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    const Which scope = kFieldOfScope[static_cast<std::size_t>(budgets[i].scope)];
    const std::size_t who = rules.size() + i;
    active_.Add(who);
    for (std::size_t field = 0; field < kFields; ++field) {
      if (field == scope) {
        Ask(who, scope, {budgets[i].subject});
      } else {
        fields_[field].indifferent.Add(who);
      }
    }
  }
}

void MatchIndex::Ask(std::size_t who, Which which, const std::vector<std::string>& wanted) {
  Field& field = fields_[which];
  if (wanted.empty()) {
    field.indifferent.Add(who);
    return;
  }
  field.asked = true;
  for (const std::string& value : wanted) {
    if (which == kProject || which == kKey || which == kApi) AskId(who, which, value);
    if (which != kProject && which != kKey) AskText(who, which, value);
  }
}

void MatchIndex::AskId(std::size_t who, Which which, const std::string& wanted) {
  Field& field = fields_[which];
  if (wanted == "*") field.any_id.Add(who);
  const Result<Uuid> id = ParseUuid(wanted);
  if (id) field.ids.try_emplace(*id, count_).first->second.Add(who);
}

void MatchIndex::AskText(std::size_t who, Which which, const std::string& wanted) {
  Field& field = fields_[which];
  const std::string value = which == kMethod ? UpperCase(wanted) : wanted;
  if (value.find('*') == std::string::npos || which == kMethod) {
    field.texts.try_emplace(value, count_).first->second.Add(who);
    return;
  }
  const auto known = std::find_if(field.patterns.begin(), field.patterns.end(),
                                  [&](const auto& pattern) { return pattern.first == value; });
  auto& pattern = known != field.patterns.end()
                      ? *known
                      : field.patterns.emplace_back(value, Selection(count_));
  pattern.second.Add(who);
}

void MatchIndex::Field::AddId(const Uuid& id, Selection& content) const {
  if (id.IsNil()) return;
  content.AddAll(any_id);
  const auto known = ids.find(id);
  if (known != ids.end()) content.AddAll(known->second);
}

void MatchIndex::Field::AddText(std::string_view text, Selection& content) const {
  const auto known = texts.find(text);
  if (known != texts.end()) content.AddAll(known->second);
  for (const auto& [pattern, who] : patterns) {
    if (MatchesGlob(pattern, text)) content.AddAll(who);
  }
}

Selection MatchIndex::Select(const CallFacts& call) const {
  Selection selected = active_;
  const auto narrow = [&](Which which, auto add) {
    const Field& field = fields_[which];
    if (!field.asked) return;
    Selection content = field.indifferent;
    add(field, content);
    selected.KeepOnly(content);
  };
  narrow(kProject, [&](const Field& field, Selection& to) { field.AddId(call.project, to); });
  narrow(kKey, [&](const Field& field, Selection& to) { field.AddId(call.key, to); });
  narrow(kApi, [&](const Field& field, Selection& to) {
    field.AddId(call.api, to);
    field.AddText(call.api_slug, to);
  });
  narrow(kModel, [&](const Field& field, Selection& to) { field.AddText(call.model, to); });
  narrow(kEndpoint, [&](const Field& field, Selection& to) { field.AddText(call.endpoint, to); });
  narrow(kTag, [&](const Field& field, Selection& to) {
    for (const std::string& tag : call.tags) field.AddText(tag, to);
  });
  narrow(kMethod, [&](const Field& field, Selection& to) {
    field.AddText(UpperCaseMethod(call.method).text(), to);
  });
  return selected;
}

}  // namespace rg::admission
