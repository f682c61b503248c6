#pragma once

#include <cstdint>
#include <string_view>

namespace rg {

// The language of one endpoint: how its requests are bounded, its answers metered, its errors
// worded.
enum class Dialect : std::uint8_t {
  kGeneric,            // any other HTTP API: priced per request, unit or percentage
  kOpenAiChat,         // /v1/chat/completions
  kOpenAiResponses,    // /v1/responses
  kOpenAiEmbeddings,   // /v1/embeddings
  kOpenAiOther,        // the rest of /v1/: models, images, audio, files
  kAnthropicMessages,  // /v1/messages
  kAnthropicOther,     // /v1/messages/count_tokens and what bills nothing
};

std::string_view ToString(Dialect dialect);

constexpr bool IsAnthropic(Dialect d) {
  return d == Dialect::kAnthropicMessages || d == Dialect::kAnthropicOther;
}
constexpr bool IsOpenAi(Dialect d) {
  return d == Dialect::kOpenAiChat || d == Dialect::kOpenAiResponses ||
         d == Dialect::kOpenAiEmbeddings || d == Dialect::kOpenAiOther;
}

}  // namespace rg
