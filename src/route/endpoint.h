#pragma once

#include <cstdint>
#include <string_view>

#include "core/dialect.h"
#include "route/api.h"

namespace rg::route {

// What is known of one path at an API, so that no side route is forwarded unbounded.
struct Endpoint {
  enum class Body : std::uint8_t { kNotRead, kJson, kForm };
  enum class Billing : std::uint8_t {
    kByUse,  // bounded from the body
    kFree,
    kUnbounded,  // billed in ways its request does not show: batches, fine-tuning, realtime
  };

  Dialect dialect = Dialect::kGeneric;
  Body body = Body::kNotRead;
  Billing billing = Billing::kByUse;
};

// Paths are known by how they end, since every provider has another prefix before them.
Endpoint FindEndpoint(Family family, std::string_view method, std::string_view path);

}  // namespace rg::route
