#include "journal/event.h"

#include <array>

namespace rg::journal {
namespace {

// By Outcome. The numbers are in records on disk: new outcomes go to the end.
constexpr std::array<std::string_view, kOutcomes> kNames = {"open",
                                                            "ok",
                                                            "refused_request",
                                                            "refused_key",
                                                            "refused_rate_limit",
                                                            "refused_budget",
                                                            "refused_unbounded",
                                                            "refused_unavailable",
                                                            "upstream_client_error",
                                                            "upstream_rate_limited",
                                                            "upstream_server_error",
                                                            "connect_refused",
                                                            "connect_timeout",
                                                            "tls_failure",
                                                            "first_byte_timeout",
                                                            "idle_timeout",
                                                            "upstream_reset",
                                                            "upstream_malformed",
                                                            "client_gone_early",
                                                            "client_gone_mid_answer",
                                                            "braked",
                                                            "drained",
                                                            "internal_error",
                                                            "unseen"};

}  // namespace

std::string_view ToString(Outcome outcome) {
  const auto index = static_cast<std::size_t>(outcome);
  return index < kNames.size() ? kNames[index] : "internal_error";
}

Outcome ParseOutcome(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Outcome>(i);
  }
  return Outcome::kInternalError;
}

}  // namespace rg::journal
