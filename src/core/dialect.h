#pragma once

#include <cstdint>
#include <string_view>

namespace rg {

// The language of one endpoint: how its requests are bounded, its answers metered, its errors
// worded. The numbers are in the journal: a new one goes to the end.
enum class Dialect : std::uint8_t {
  kGeneric,              // any other HTTP API: priced per request, unit or percentage
  kOpenAiChat,           // /v1/chat/completions, /v1/completions
  kOpenAiResponses,      // /v1/responses
  kOpenAiEmbeddings,     // /v1/embeddings
  kOpenAiOther,          // the rest of /v1/: models, files, batches
  kAnthropicMessages,    // /v1/messages
  kAnthropicOther,       // /v1/messages/count_tokens and what bills nothing
  kOpenAiImages,         // /v1/images/...: tokens for GPT image models, pictures for others
  kOpenAiTranscription,  // /v1/audio/transcriptions, /translations: tokens or seconds
  kOpenAiSpeech,         // /v1/audio/speech: by the character, which only the request knows
  kGeminiGenerate,       // models/{model}:generateContent, :streamGenerateContent
  kGeminiEmbeddings,     // models/{model}:embedContent, :batchEmbedContents
  kGeminiOther,          // :countTokens and the rest of /v1beta
  kCohereChat,           // /v2/chat
  kCohereEmbeddings,     // /v2/embed
  kCohereRerank,         // /v2/rerank: by the search
  kCohereOther,          // the rest of /v2
};
inline constexpr Dialect kLastDialect = Dialect::kCohereOther;

std::string_view ToString(Dialect dialect);

// Which languages an API speaks: what its endpoints are called, and the shape of its errors.
enum class Family : std::uint8_t { kOpenAi, kAnthropic, kGeneric, kGemini, kCohere };

std::string_view ToString(Family family);

constexpr Family FamilyOf(Dialect dialect) {
  switch (dialect) {
    case Dialect::kGeneric:
      return Family::kGeneric;
    case Dialect::kOpenAiChat:
    case Dialect::kOpenAiResponses:
    case Dialect::kOpenAiEmbeddings:
    case Dialect::kOpenAiOther:
    case Dialect::kOpenAiImages:
    case Dialect::kOpenAiTranscription:
    case Dialect::kOpenAiSpeech:
      return Family::kOpenAi;
    case Dialect::kAnthropicMessages:
    case Dialect::kAnthropicOther:
      return Family::kAnthropic;
    case Dialect::kGeminiGenerate:
    case Dialect::kGeminiEmbeddings:
    case Dialect::kGeminiOther:
      return Family::kGemini;
    case Dialect::kCohereChat:
    case Dialect::kCohereEmbeddings:
    case Dialect::kCohereRerank:
    case Dialect::kCohereOther:
      return Family::kCohere;
  }
  return Family::kGeneric;
}

constexpr bool IsAnthropic(Dialect d) { return FamilyOf(d) == Family::kAnthropic; }
constexpr bool IsOpenAi(Dialect d) { return FamilyOf(d) == Family::kOpenAi; }

// What a family's paths are when nothing more is known of them.
constexpr Dialect OtherOf(Family family) {
  switch (family) {
    case Family::kOpenAi:
      return Dialect::kOpenAiOther;
    case Family::kAnthropic:
      return Dialect::kAnthropicOther;
    case Family::kGemini:
      return Dialect::kGeminiOther;
    case Family::kCohere:
      return Dialect::kCohereOther;
    case Family::kGeneric:
      break;
  }
  return Dialect::kGeneric;
}

// Whether a stream of this dialect can be ended by us as if the model had reached its limit, so
// that a client takes what it has for an answer.
constexpr bool CanEndEarly(Dialect dialect) {
  switch (dialect) {
    case Dialect::kOpenAiChat:
    case Dialect::kOpenAiResponses:
    case Dialect::kAnthropicMessages:
    case Dialect::kGeminiGenerate:
    case Dialect::kCohereChat:
      return true;
    default:
      return false;
  }
}

// Whether the answers of a dialect report in JSON what they used. The others list, count, delete,
// or send something that is no JSON.
constexpr bool ReportsUsage(Dialect dialect) {
  switch (dialect) {
    case Dialect::kOpenAiChat:
    case Dialect::kOpenAiResponses:
    case Dialect::kOpenAiEmbeddings:
    case Dialect::kOpenAiImages:
    case Dialect::kOpenAiTranscription:
    case Dialect::kAnthropicMessages:
    case Dialect::kGeminiGenerate:
    case Dialect::kGeminiEmbeddings:
    case Dialect::kCohereChat:
    case Dialect::kCohereEmbeddings:
    case Dialect::kCohereRerank:
      return true;
    default:
      return false;
  }
}

}  // namespace rg
