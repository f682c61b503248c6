#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "http/head.h"

// What the targets for requests and answers share: which fields a written head repeats.
namespace rg::fuzz {

// The writer alone says these.
inline bool IsFraming(std::string_view name) {
  for (const std::string_view ours :
       {"Host", "Connection", "Content-Length", "Transfer-Encoding"}) {
    if (http::EqualsIgnoreCase(name, ours)) return true;
  }
  return false;
}

inline std::vector<http::Header> Passed(const http::Headers& headers) {
  std::vector<http::Header> passed;
  for (const http::Header& field : headers.all()) {
    if (!IsFraming(field.name)) passed.push_back(field);
  }
  return passed;
}

inline bool SameFields(std::span<const http::Header> a, std::span<const http::Header> b) {
  return std::ranges::equal(a, b, [](const http::Header& x, const http::Header& y) {
    return x.name == y.name && x.value == y.value;
  });
}

// Written out, a field has a space after its colon: a head near the limits would pass them.
inline constexpr std::size_t kHeadRoom = http::kFieldMax - 1024;

}  // namespace rg::fuzz
