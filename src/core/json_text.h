#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rg {

// The length of the well-formed UTF-8 character at the start of a text that is not empty; 0 when
// there is none (RFC 3629).
std::size_t Utf8Length(std::string_view text);

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so that
// what we send is always valid JSON whatever a client put into a name.
void AppendJsonString(std::string& out, std::string_view text);

// Writes what a JSON string stands for, given as it is spelled between its quotes, and returns
// where the text ends; null when an escape is none. `out` has room for as many bytes as `spelled`
// has: an escape is never shorter than its character. Half of a surrogate pair has no UTF-8 and
// becomes U+FFFD; it stands for no character that any name of ours contains.
char* DecodeJsonString(std::string_view spelled, char* out);

}  // namespace rg
