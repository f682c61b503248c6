#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace rg::meter {

// Which names a model goes by, as the catalogue writes it: alternatives apart by spaces, each a
// list of conditions joined by '&' that must all hold.
//
//   =gpt-4o                  is
//   ^claude-sonnet-4-5       begins with
//   $:free                   ends with
//   *llama                   contains
//   ~gpt-5-####-##-##        is, where '#' is any digit
//   <gemini-3.5-flash-#      begins with, where '#' is any digit
//   !                        before any of these: not
class Matcher {
 public:
  // The text stays the caller's and must outlive the matcher.
  static Result<Matcher> Parse(std::string_view text);

  // `name` is in lower case.
  bool Matches(std::string_view name) const;

  // As it was parsed; "" for one that matches nothing.
  std::string_view text() const { return text_; }

 private:
  struct Condition {
    char kind;
    bool negated;
    std::string_view text;
    bool Holds(std::string_view name) const;
  };
  std::string_view text_;
  std::vector<std::vector<Condition>> alternatives_;
};

}  // namespace rg::meter
