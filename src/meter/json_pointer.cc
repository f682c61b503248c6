#include "meter/json_pointer.h"

#include <algorithm>
#include <string>

#include "meter/json_cursor.h"

namespace rg::meter {
namespace {

// "a~1b~0c" is the member "a/b~c".
std::string Unescaped(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    name.push_back(!escape ? token[i] : (token[++i] == '1' ? '/' : '~'));
  }
  return name;
}

std::optional<std::string_view> Member(std::string_view json, std::string_view name) {
  JsonCursor cursor(json);
  std::optional<std::string_view> found;
  if (cursor.Peek() == '{') {
    cursor.Object([&](std::string_view key) {
      const std::string_view value = cursor.Skip();
      if (key == name) found = value;
    });
  } else if (cursor.Peek() == '[') {
    std::size_t index = 0;
    cursor.Array([&] {
      const std::string_view value = cursor.Skip();
      if (std::to_string(index++) == name) found = value;
    });
  }
  return cursor.ok() ? found : std::nullopt;
}

}  // namespace

std::optional<std::string_view> AtPointer(std::string_view json, std::string_view pointer) {
  std::optional<std::string_view> value = json;
  while (value && !pointer.empty()) {
    if (pointer.front() != '/') return std::nullopt;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    value = Member(*value, Unescaped(token));
  }
  return value;
}

}  // namespace rg::meter
