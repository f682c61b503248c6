#pragma once

#include <cstdint>
#include <string_view>

#include "core/dialect.h"

namespace rg {

// What is known of one path at an API, so that no side route is forwarded unbounded and every
// answer is read in its own language.
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

// Paths are known by how they end, since every provider has another prefix before them. `path` is
// without its query.
Endpoint FindEndpoint(Family family, std::string_view method, std::string_view path);

// The model that a path names instead of its body: Gemini's models/{model}:verb, Azure's
// deployments/{name}. "" when it names none.
std::string_view ModelInPath(std::string_view path);

// Whether an endpoint answers in a stream by its name, whatever its body says.
bool IsStreamPath(std::string_view path);

}  // namespace rg
