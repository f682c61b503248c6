#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace rg::store::redis {

// The arguments of a command as a Redis server reads them: each behind its length, so that no byte
// of one is ever taken for anything else.
class Arguments {
 public:
  Arguments& Add(std::string_view argument) {
    bytes_.push_back('$');
    bytes_.append(std::to_string(argument.size())).append("\r\n").append(argument).append("\r\n");
    ++count_;
    return *this;
  }
  Arguments& Add(std::integral auto number) {
    return Add(std::string_view(std::to_string(number)));
  }
  Arguments& Append(const Arguments& others) {
    bytes_.append(others.bytes_);
    count_ += others.count_;
    return *this;
  }

  // A whole command, whose first argument is its name.
  std::string ToCommand() const {
    return "*" + std::to_string(count_).append("\r\n").append(bytes_);
  }

 private:
  std::string bytes_;
  std::size_t count_ = 0;
};

// MakeCommand("SELECT", 3).
template <class... Words>
std::string MakeCommand(const Words&... words) {
  Arguments arguments;
  (arguments.Add(words), ...);
  return arguments.ToCommand();
}

}  // namespace rg::store::redis
