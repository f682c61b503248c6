#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "config/fields.h"

namespace rg::config {

// Which members an input may and must have.
enum class Mode : std::uint8_t {
  kCreate,  // from outside, a new thing: required members must be there
  kUpdate,  // from outside, over an existing thing: absent members stay, null restores the default
  kStored,  // our own writing: read-only members are allowed, nothing is required
};

// Who will read what is written.
enum class View : std::uint8_t {
  kPublic,  // people and their programs: no internal members, secrets masked
  kStored,  // ourselves: everything, secrets as `seal` makes them
};

// How a secret enters and leaves JSON. The default for input takes the text as it is; the default
// for output shows at most the last four characters, "****abcd".
using OpenSecret = std::function<Result<Secret>(std::string_view pointer, std::string_view text)>;
using SealSecret = std::function<std::string(std::string_view pointer, const Secret& secret)>;

// Reads `input` into the object `out` that `table` describes, and returns everything wrong with
// it: wrong types, values out of bounds, unknown members (with the name probably meant), missing
// ones, rules between members. `out` is meaningful only when the answer is empty.
Faults ReadJson(const boost::json::value& input, const Table& table, void* out, Mode mode,
                const OpenSecret& open = {});
template <class T>
Faults Read(const boost::json::value& input, T& out, Mode mode, const OpenSecret& open = {}) {
  return ReadJson(input, TableOf<T>(), &out, mode, open);
}

boost::json::object WriteJson(const Table& table, const void* object, View view,
                              const SealSecret& seal = {});
template <class T>
boost::json::object Write(const T& object, View view, const SealSecret& seal = {}) {
  return WriteJson(TableOf<T>(), &object, view, seal);
}
// One member alone, whoever may see it; secrets masked.
boost::json::value WriteField(const Field& field, const void* object);

// The JSON value that a plain text stands for where `type` is wanted; a text that does not fit
// stays a string, for ReadJson to complain about.
boost::json::value FromText(std::string_view text, const Type& type);

// "****" and the last four characters; only "****" where those would be most of the secret.
std::string Masked(const Secret& secret);

// "1m30s", "250ms", "1.5s"; the inverse is exact and as short as possible.
Result<Duration> ParseDuration(std::string_view text);
std::string FormatDuration(Duration duration);
// "512", "10MiB", "64KiB", "4GiB".
Result<std::int64_t> ParseBytes(std::string_view text);

// Appends a member's name to a JSON pointer, escaped (RFC 6901).
std::string Below(std::string_view pointer, std::string_view name);

}  // namespace rg::config
