#pragma once

#include <string>
#include <string_view>

namespace rg {

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so that
// what we send is always valid JSON whatever a client put into a name.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace rg
