#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "meter/json_cursor.h"

namespace rg::meter {

// Pieces of JSON, put together where a stream is ended. Strings are taken from the stream as they
// were written, quotes and escapes and all, so nothing needs escaping here.
inline void AppendMember(std::string& out, std::string_view name, std::int64_t count) {
  out.append("\"").append(name).append("\":").append(std::to_string(count));
}

struct NewMember {
  std::string_view name;
  std::string_view json;
};

// The object with these members replaced, or added at its end where it has none of that name. An
// object that is broken comes back as it is.
inline std::string WithMembers(std::string_view object, std::initializer_list<NewMember> members) {
  JsonCursor cursor(object);
  std::string out = "{";
  std::uint32_t written = 0;
  cursor.Object([&](std::string_view key) {
    std::string_view json = cursor.Skip();
    std::uint32_t bit = 1;
    for (const NewMember& member : members) {
      if (member.name == key) {
        json = member.json;
        written |= bit;
      }
      bit <<= 1;
    }
    if (out.size() > 1) out.push_back(',');
    out.append("\"").append(key).append("\":").append(json);
  });
  if (!cursor.AtEnd()) return std::string(object);
  std::uint32_t bit = 1;
  for (const NewMember& member : members) {
    if ((written & bit) == 0) {
      if (out.size() > 1) out.push_back(',');
      out.append("\"").append(member.name).append("\":").append(member.json);
    }
    bit <<= 1;
  }
  out.push_back('}');
  return out;
}

// The member of an object as it is written, "" when it has none of that name.
inline std::string_view MemberOf(std::string_view object, std::string_view name) {
  JsonCursor cursor(object);
  std::string_view found;
  cursor.Object([&](std::string_view key) {
    const std::string_view json = cursor.Skip();
    if (key == name) found = json;
  });
  return cursor.ok() ? found : std::string_view{};
}

}  // namespace rg::meter
