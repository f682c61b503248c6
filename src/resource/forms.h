#pragma once

#include "config/fields.h"
#include "core/crypto.h"
#include "route/api.h"

// Types of other folders as text in documents.
namespace rg::config {

template <>
struct TextForm<Digest> {
  static Result<Digest> Parse(std::string_view text);
  static std::string Print(const Digest& digest) { return ToHex(digest); }
};

template <>
struct TextForm<route::Origin> {
  static Result<route::Origin> Parse(std::string_view text) { return route::ParseOrigin(text); }
  static std::string Print(const route::Origin& origin) {
    return origin.host.empty() ? std::string{} : route::ToUrl(origin);
  }
};

}  // namespace rg::config
