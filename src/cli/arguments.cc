#include "cli/arguments.h"

#include <algorithm>

#include "core/suggest.h"

namespace rg::cli {
namespace {

Failure UnknownFlag(std::string_view text, std::string_view name, std::span<const Flag> flags) {
  std::vector<std::string_view> names;
  for (const Flag& flag : flags) names.push_back(flag.name);
  const std::string_view meant = Closest(name, names);
  const std::string suggestion =
      meant.empty() ? "" : " (did you mean --" + std::string(meant) + "?)";
  return UsageFailure("unknown flag " + std::string(text) + suggestion + "; --help lists them");
}

const Flag* FindFlag(std::string_view text, std::string& name, std::span<const Flag> flags) {
  const bool short_form = !text.starts_with("--");
  name = text.substr(short_form ? 1 : 2, text.find('=') - (short_form ? 1 : 2));
  // --base_url is --base-url: fields are named with underscores everywhere else.
  std::replace(name.begin(), name.end(), '_', '-');
  for (const Flag& flag : flags) {
    if (short_form ? name.size() == 1 && flag.letter == name[0] : flag.name == name) return &flag;
  }
  return nullptr;
}

}  // namespace

Outcome<Arguments> Arguments::Parse(std::span<const std::string> words,
                                    std::span<const Flag> flags) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      arguments.words_.insert(arguments.words_.end(),
                              words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      arguments.words_.push_back(word);
      continue;
    }
    std::string name;
    const Flag* flag = FindFlag(word, name, flags);
    if (!flag) return UnknownFlag(word.substr(0, word.find('=')), name, flags);
    const std::size_t equals = word.find('=');
    if (flag->value.empty()) {
      if (equals != std::string::npos) return UsageFailure("--" + flag->name + " takes no value");
      arguments.flags_.emplace_back(flag->name, "");
    } else if (equals != std::string::npos) {
      arguments.flags_.emplace_back(flag->name, word.substr(equals + 1));
    } else if (i + 1 < words.size()) {
      arguments.flags_.emplace_back(flag->name, words[++i]);
    } else {
      return UsageFailure("--" + flag->name + " needs a value: --" + flag->name + " " +
                          flag->value);
    }
  }
  return arguments;
}

std::optional<std::string> Arguments::Get(std::string_view flag) const {
  for (auto given = flags_.rbegin(); given != flags_.rend(); ++given) {
    if (given->first == flag) return given->second;
  }
  return std::nullopt;
}

std::string Arguments::GetOr(std::string_view flag, std::string_view otherwise) const {
  std::optional<std::string> value = Get(flag);
  return value ? *std::move(value) : std::string(otherwise);
}

}  // namespace rg::cli
