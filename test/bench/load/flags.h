#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rg::load {

// `--name value` pairs. Every flag is required: these programs are started by script/bench only,
// and a default would be a second place that says what was measured.
class Flags {
 public:
  Flags(int count, char** words) {
    for (int i = 1; i + 1 < count; i += 2) {
      const std::string_view name = words[i];
      if (!name.starts_with("--")) throw std::invalid_argument(words[i]);
      values_.emplace(name.substr(2), words[i + 1]);
    }
  }

  const std::string& Text(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) throw std::invalid_argument("needs --" + name);
    return found->second;
  }
  std::uint64_t Number(const std::string& name) const { return std::stoull(Text(name)); }
  double Decimal(const std::string& name) const { return std::stod(Text(name)); }
  // The content of the file that is named.
  std::string File(const std::string& name) const {
    std::ifstream file(Text(name), std::ios::binary);
    if (!file) throw std::invalid_argument("cannot read " + Text(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace rg::load
