#include "core/dialect.h"

namespace rg {

std::string_view ToString(Dialect dialect) {
  switch (dialect) {
    case Dialect::kGeneric:
      return "generic";
    case Dialect::kOpenAiChat:
      return "openai_chat";
    case Dialect::kOpenAiResponses:
      return "openai_responses";
    case Dialect::kOpenAiEmbeddings:
      return "openai_embeddings";
    case Dialect::kOpenAiOther:
      return "openai_other";
    case Dialect::kAnthropicMessages:
      return "anthropic_messages";
    case Dialect::kAnthropicOther:
      return "anthropic_other";
  }
  return "unknown";
}

}  // namespace rg
