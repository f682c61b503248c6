#include "core/dialect.h"

#include <array>
#include <cstddef>

namespace rg {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(kLastDialect) + 1> kNames = {
    "generic",           "openai_chat",     "openai_responses",
    "openai_embeddings", "openai_other",    "anthropic_messages",
    "anthropic_other",   "openai_images",   "openai_transcription",
    "openai_speech",     "gemini_generate", "gemini_embeddings",
    "gemini_other",      "cohere_chat",     "cohere_embeddings",
    "cohere_rerank",     "cohere_other"};

constexpr std::array<std::string_view, 5> kFamilies = {"openai", "anthropic", "generic", "gemini",
                                                       "cohere"};

}  // namespace

std::string_view ToString(Dialect dialect) {
  const auto index = static_cast<std::size_t>(dialect);
  return index < kNames.size() ? kNames[index] : "unknown";
}

std::string_view ToString(Family family) { return kFamilies[static_cast<std::size_t>(family)]; }

}  // namespace rg
