#pragma once

#include <string>
#include <string_view>

#include "core/dialect.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/event.h"

namespace rg::pipeline {

// A refusal in the words of the client's SDK, so that it arrives there as the SDK's own exception
// and is retried or not as it should be.
//
// Shapes: wire.md "Refusing"; RFC 9457 problem details for APIs that are no model provider.
struct Refusal {
  int status = 500;
  std::string_view content_type;
  std::string body;
  bool should_retry = false;  // x-should-retry, which the official SDKs obey
  Duration retry_after{};     // Retry-After and retry-after-ms; zero: neither is sent
};

// `limited_unit` is what the rate limit that refused counts: "requests", "tokens", ...; "" when
// none did.
Refusal Shape(const Error& error, Dialect dialect, RequestId request,
              std::string_view limited_unit = {});

// The status that an error is answered with, whatever the dialect.
int StatusOf(const Error& error, Dialect dialect);

// The name of an error in events and in `code` members: "budget_exhausted".
std::string_view CodeOf(Errc code);

journal::Outcome OutcomeOf(Errc code);

}  // namespace rg::pipeline
