#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "cli/arguments.h"
#include "config/fields.h"
#include "config/json.h"

namespace rg::cli {

// A member of a resource as a flag: `match.models` is --match-models.
struct FieldFlag {
  Flag flag;
  std::vector<std::string> path;
  const config::Field* field = nullptr;
};

// The members of a declaration that may be given in `mode`, down to those of members that are
// objects themselves. Secrets get two: --x-file FILE ("-" is standard input) and --x-env VARIABLE.
std::vector<FieldFlag> FieldFlags(const config::Table& table, config::Mode mode);

// How secrets are fetched: from a file, or from a variable of the environment.
struct SecretSource {
  enum class From : bool { kFile, kVariable };
  From from = From::kFile;
  std::string name;
};
using FetchSecret = std::function<Outcome<Secret>(const SecretSource&, const FieldFlag&)>;

// The JSON that the given flags describe. A list given in several flags is one list; "null" takes a
// value back to its default. What the values mean is checked by the server, which knows the rules.
Outcome<boost::json::object> FromFlags(const Arguments& arguments,
                                       const std::vector<FieldFlag>& fields,
                                       const FetchSecret& fetch);

}  // namespace rg::cli
