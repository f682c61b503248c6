#include "route/endpoint.h"

#include <algorithm>
#include <array>

namespace rg::route {
namespace {

using Body = Endpoint::Body;
using Billing = Endpoint::Billing;

struct Row {
  std::string_view ending;
  Endpoint endpoint;
};

constexpr Endpoint Other(Body body, Billing billing) {
  return {Dialect::kOpenAiOther, body, billing};
}

// The first row that fits counts.
constexpr std::array kOpenAi = {
    Row{"/chat/completions", {Dialect::kOpenAiChat, Body::kJson, Billing::kByUse}},
    Row{"/responses", {Dialect::kOpenAiResponses, Body::kJson, Billing::kByUse}},
    Row{"/responses/compact", {Dialect::kOpenAiResponses, Body::kJson, Billing::kByUse}},
    Row{"/responses/input_tokens", Other(Body::kJson, Billing::kFree)},
    Row{"/embeddings", {Dialect::kOpenAiEmbeddings, Body::kJson, Billing::kByUse}},
    Row{"/completions", Other(Body::kJson, Billing::kByUse)},
    Row{"/images/generations", Other(Body::kJson, Billing::kByUse)},
    Row{"/images/edits", Other(Body::kForm, Billing::kByUse)},
    Row{"/images/variations", Other(Body::kForm, Billing::kByUse)},
    Row{"/audio/speech", Other(Body::kJson, Billing::kByUse)},
    Row{"/audio/transcriptions", Other(Body::kForm, Billing::kByUse)},
    Row{"/audio/translations", Other(Body::kForm, Billing::kByUse)},
    Row{"/moderations", Other(Body::kNotRead, Billing::kFree)},
    Row{"/conversations", Other(Body::kNotRead, Billing::kFree)},
    Row{"/files", Other(Body::kNotRead, Billing::kFree)},
    Row{"/cancel", Other(Body::kNotRead, Billing::kFree)},
};

constexpr std::array kAnthropic = {
    Row{"/messages", {Dialect::kAnthropicMessages, Body::kJson, Billing::kByUse}},
    Row{"/messages/count_tokens", {Dialect::kAnthropicOther, Body::kJson, Billing::kFree}},
    Row{"/files", {Dialect::kAnthropicOther, Body::kNotRead, Billing::kFree}},
    Row{"/cancel", {Dialect::kAnthropicOther, Body::kNotRead, Billing::kFree}},
};

template <class Rows>
Endpoint FindIn(const Rows& rows, std::string_view path, Dialect other) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& row) { return path.ends_with(row.ending); });
  if (found != rows.end()) return found->endpoint;
  return {other, Body::kNotRead, Billing::kUnbounded};
}

}  // namespace

Endpoint FindEndpoint(Family family, std::string_view method, std::string_view path) {
  if (family == Family::kGeneric) return {};
  const bool openai = family == Family::kOpenAi;
  const Dialect other = openai ? Dialect::kOpenAiOther : Dialect::kAnthropicOther;
  // Looking at something or deleting it costs nothing, save where a GET opens a realtime session.
  if (method == "GET" && path.ends_with("/realtime")) {
    return {other, Body::kNotRead, Billing::kUnbounded};
  }
  if (method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "DELETE") {
    return {other, Body::kNotRead, Billing::kFree};
  }
  // An empty segment is dropped by some servers: the path would end otherwise there than here.
  if (path.find("//") != std::string_view::npos) {
    return {other, Body::kNotRead, Billing::kUnbounded};
  }
  return openai ? FindIn(kOpenAi, path, other) : FindIn(kAnthropic, path, other);
}

}  // namespace rg::route
