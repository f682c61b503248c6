#include "core/endpoint.h"

#include <algorithm>
#include <array>
#include <span>

namespace rg {
namespace {

using Body = Endpoint::Body;
using Billing = Endpoint::Billing;

struct Row {
  std::string_view ending;
  Endpoint endpoint;
};

// Rows of one family; the first that fits counts.
constexpr std::array kOpenAi = {
    Row{"/chat/completions", {Dialect::kOpenAiChat, Body::kJson, Billing::kByUse}},
    Row{"/responses", {Dialect::kOpenAiResponses, Body::kJson, Billing::kByUse}},
    Row{"/responses/compact", {Dialect::kOpenAiResponses, Body::kJson, Billing::kByUse}},
    Row{"/responses/input_tokens", {Dialect::kOpenAiOther, Body::kJson, Billing::kFree}},
    Row{"/embeddings", {Dialect::kOpenAiEmbeddings, Body::kJson, Billing::kByUse}},
    Row{"/completions", {Dialect::kOpenAiChat, Body::kJson, Billing::kByUse}},
    Row{"/images/generations", {Dialect::kOpenAiImages, Body::kJson, Billing::kByUse}},
    Row{"/images/edits", {Dialect::kOpenAiImages, Body::kForm, Billing::kByUse}},
    Row{"/images/variations", {Dialect::kOpenAiImages, Body::kForm, Billing::kByUse}},
    Row{"/audio/speech", {Dialect::kOpenAiSpeech, Body::kJson, Billing::kByUse}},
    Row{"/audio/transcriptions", {Dialect::kOpenAiTranscription, Body::kForm, Billing::kByUse}},
    Row{"/audio/translations", {Dialect::kOpenAiTranscription, Body::kForm, Billing::kByUse}},
    Row{"/moderations", {Dialect::kOpenAiOther, Body::kNotRead, Billing::kFree}},
    Row{"/conversations", {Dialect::kOpenAiOther, Body::kNotRead, Billing::kFree}},
    Row{"/files", {Dialect::kOpenAiOther, Body::kNotRead, Billing::kFree}},
    Row{"/cancel", {Dialect::kOpenAiOther, Body::kNotRead, Billing::kFree}},
};

// Those of OpenAI's endpoints that other families answer too, beside their own.
constexpr Row kCompatibleChat = kOpenAi[0];
constexpr Row kCompatibleEmbeddings = kOpenAi[4];

constexpr std::array kAnthropic = {
    Row{"/messages", {Dialect::kAnthropicMessages, Body::kJson, Billing::kByUse}},
    Row{"/messages/count_tokens", {Dialect::kAnthropicOther, Body::kJson, Billing::kFree}},
    Row{"/files", {Dialect::kAnthropicOther, Body::kNotRead, Billing::kFree}},
    Row{"/cancel", {Dialect::kAnthropicOther, Body::kNotRead, Billing::kFree}},
    kCompatibleChat,
};

constexpr std::array kGemini = {
    Row{":generateContent", {Dialect::kGeminiGenerate, Body::kJson, Billing::kByUse}},
    Row{":streamGenerateContent", {Dialect::kGeminiGenerate, Body::kJson, Billing::kByUse}},
    Row{":embedContent", {Dialect::kGeminiEmbeddings, Body::kJson, Billing::kByUse}},
    Row{":batchEmbedContents", {Dialect::kGeminiEmbeddings, Body::kJson, Billing::kByUse}},
    Row{":countTokens", {Dialect::kGeminiOther, Body::kNotRead, Billing::kFree}},
    Row{"/files", {Dialect::kGeminiOther, Body::kNotRead, Billing::kFree}},
    kCompatibleChat,
    kCompatibleEmbeddings,
};

constexpr std::array kCohere = {
    Row{"/v2/chat", {Dialect::kCohereChat, Body::kJson, Billing::kByUse}},
    Row{"/v2/embed", {Dialect::kCohereEmbeddings, Body::kJson, Billing::kByUse}},
    Row{"/v1/embed", {Dialect::kCohereEmbeddings, Body::kJson, Billing::kByUse}},
    Row{"/v2/rerank", {Dialect::kCohereRerank, Body::kJson, Billing::kByUse}},
    Row{"/v1/rerank", {Dialect::kCohereRerank, Body::kJson, Billing::kByUse}},
    Row{"/tokenize", {Dialect::kCohereOther, Body::kNotRead, Billing::kFree}},
    Row{"/detokenize", {Dialect::kCohereOther, Body::kNotRead, Billing::kFree}},
    Row{"/check-api-key", {Dialect::kCohereOther, Body::kNotRead, Billing::kFree}},
    kCompatibleChat,
    kCompatibleEmbeddings,
};

std::span<const Row> RowsOf(Family family) {
  switch (family) {
    case Family::kOpenAi:
      return kOpenAi;
    case Family::kAnthropic:
      return kAnthropic;
    case Family::kGemini:
      return kGemini;
    case Family::kCohere:
      return kCohere;
    case Family::kGeneric:
      break;
  }
  return {};
}

}  // namespace

Endpoint FindEndpoint(Family family, std::string_view method, std::string_view path) {
  if (family == Family::kGeneric) return {};
  const Endpoint unbounded{OtherOf(family), Body::kNotRead, Billing::kUnbounded};
  // Looking at something or deleting it costs nothing, save where a GET opens a realtime session.
  if (method == "GET" && path.ends_with("/realtime")) return unbounded;
  if (method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "DELETE") {
    return {OtherOf(family), Body::kNotRead, Billing::kFree};
  }
  // An empty segment is dropped by some servers: the path would end otherwise there than here.
  if (path.find("//") != std::string_view::npos) return unbounded;
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::span<const Row> rows = RowsOf(family);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& row) { return path.ends_with(row.ending); });
  return found != rows.end() ? found->endpoint : unbounded;
}

std::string_view ModelInPath(std::string_view path) {
  // What follows the last of each; null where none is.
  std::string_view model, tuned, deployment;
  for (std::size_t at = path.find('/'); at != std::string_view::npos;) {
    const std::size_t next = path.find('/', at + 1);
    if (next == std::string_view::npos) break;
    const std::string_view segment = path.substr(at + 1, next - at - 1);
    if (segment == "models") model = path.substr(next + 1);
    if (segment == "tunedModels") tuned = path.substr(next + 1);
    if (segment == "deployments") deployment = path.substr(next + 1);
    at = next;
  }
  for (const std::string_view name : {model, tuned, deployment}) {
    if (name.data() != nullptr) return name.substr(0, name.find_first_of(":/"));
  }
  return {};
}

bool IsStreamPath(std::string_view path) { return path.ends_with(":streamGenerateContent"); }

}  // namespace rg
