#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/exit_code.h"

namespace rg::cli {

// A flag that a command understands.
struct Flag {
  std::string name;       // "base-url", without the dashes
  std::string value;      // what its value is called in help: "URL"; "" for a switch
  std::string help;       // one sentence
  char letter = '\0';     // 'q' for -q as well
  bool required = false;  // only for help: the command or the server says what is missing
};

// A command line taken apart: words, and flags with their values in the order given.
class Arguments {
 public:
  // Takes `--flag value`, `--flag=value`, `-q` and `--` (only words follow). A dash alone is a
  // word. Fails on a flag that is not in `flags`, naming the one probably meant, and on a value
  // that is missing or not wanted.
  static Outcome<Arguments> Parse(std::span<const std::string> words, std::span<const Flag> flags);

  const std::vector<std::string>& words() const { return words_; }
  bool Has(std::string_view flag) const { return Get(flag).has_value(); }
  // The last value of a flag; "" for a switch that is there.
  std::optional<std::string> Get(std::string_view flag) const;
  std::string GetOr(std::string_view flag, std::string_view otherwise) const;
  const std::vector<std::pair<std::string, std::string>>& flags() const { return flags_; }

 private:
  std::vector<std::string> words_;
  std::vector<std::pair<std::string, std::string>> flags_;
};

}  // namespace rg::cli
