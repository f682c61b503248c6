#include "core/provider.h"

#include <algorithm>
#include <array>

namespace rg {
namespace {

using Credential = Provider::Credential;
using StreamUsage = Provider::StreamUsage;

// Names that say by themselves whose models they are. No two of different providers begin alike.
constexpr std::array<std::string_view, 13> kOpenAiModels = {
    "gpt-",           "chatgpt-", "o1",       "o3",   "o4",     "text-embedding-",
    "ft:gpt-",        "dall-e-",  "whisper-", "tts-", "codex-", "computer-use-",
    "omni-moderation"};
constexpr std::array<std::string_view, 1> kAnthropicModels = {"claude-"};
constexpr std::array<std::string_view, 2> kGeminiModels = {"gemini-", "imagen-"};
constexpr std::array<std::string_view, 7> kMistralModels = {
    "mistral-", "ministral-", "codestral-", "pixtral-", "magistral-", "devstral-", "voxtral-"};
constexpr std::array<std::string_view, 1> kDeepSeekModels = {"deepseek-"};
constexpr std::array<std::string_view, 1> kXAiModels = {"grok-"};
constexpr std::array<std::string_view, 5> kCohereModels = {"command-", "c4ai-", "embed-v",
                                                           "embed-english-", "embed-multilingual-"};
constexpr std::array<std::string_view, 1> kPerplexityModels = {"sonar"};

constexpr std::array kProviders = {
    Provider{.name = "openai",
             .base_url = "https://api.openai.com",
             .takes_max_completion_tokens = true,
             .models = kOpenAiModels},
    Provider{.name = "anthropic",
             .base_url = "https://api.anthropic.com",
             .family = Family::kAnthropic,
             .credential = Credential::kHeader,
             .header = "x-api-key",
             .openai_prefix = "/v1",
             .models = kAnthropicModels},
    Provider{.name = "gemini",
             .also_called = "google",
             .base_url = "https://generativelanguage.googleapis.com",
             .family = Family::kGemini,
             .credential = Credential::kHeader,
             .header = "x-goog-api-key",
             .openai_prefix = "/v1beta/openai",
             .models = kGeminiModels},
    Provider{.name = "cohere",
             .base_url = "https://api.cohere.com",
             .family = Family::kCohere,
             .openai_prefix = "/compatibility/v1",
             .models = kCohereModels},
    Provider{.name = "groq",
             .base_url = "https://api.groq.com/openai",
             .takes_max_completion_tokens = true},
    // Answers 422 to a request that holds stream_options, and reports usage without it.
    Provider{.name = "mistral",
             .base_url = "https://api.mistral.ai",
             .stream_usage = StreamUsage::kAlways,
             .models = kMistralModels},
    Provider{.name = "deepseek", .base_url = "https://api.deepseek.com", .models = kDeepSeekModels},
    // Chooses who serves a call as it goes, at that one's price, and says in usage.cost what it
    // was.
    Provider{.name = "openrouter",
             .base_url = "https://openrouter.ai/api",
             .takes_max_completion_tokens = true,
             .reported_price_version = "reported by openrouter"},
    Provider{.name = "cerebras",
             .base_url = "https://api.cerebras.ai",
             .takes_max_completion_tokens = true},
    Provider{.name = "huggingface",
             .base_url = "https://router.huggingface.co",
             .billed_by_segment = true},
    // Every resource has its own host: https://NAME.openai.azure.com/openai
    Provider{.name = "azure",
             .credential = Credential::kHeader,
             .header = "api-key",
             .takes_max_completion_tokens = true},
    Provider{.name = "x-ai",
             .base_url = "https://api.x.ai",
             .takes_max_completion_tokens = true,
             .models = kXAiModels},
    Provider{.name = "together", .base_url = "https://api.together.xyz"},
    Provider{.name = "fireworks", .base_url = "https://api.fireworks.ai/inference"},
    Provider{
        .name = "perplexity", .base_url = "https://api.perplexity.ai", .models = kPerplexityModels},
    Provider{.name = "ollama",
             .base_url = "http://127.0.0.1:11434",
             .credential = Credential::kNone,
             .local = true},
    Provider{.name = "vllm",
             .base_url = "http://127.0.0.1:8000",
             .credential = Credential::kNone,
             .local = true},
};

// "/together/v1/chat/completions" is of "together", "/v1/chat/completions" of nobody.
std::string_view FirstSegment(std::string_view path) {
  if (!path.starts_with('/')) return {};
  const std::string_view segment = path.substr(1, path.find('/', 1) - 1);
  const bool version =
      segment.size() >= 2 && segment[0] == 'v' && segment[1] >= '0' && segment[1] <= '9';
  return version ? std::string_view{} : segment;
}

}  // namespace

std::span<const Provider> Providers() { return kProviders; }

const Provider* FindProvider(std::string_view name) {
  for (const Provider& row : kProviders) {
    if (row.name == name || (!row.also_called.empty() && row.also_called == name)) return &row;
  }
  for (const Provider& row : kProviders) {
    if (row.billed_by_segment && name.starts_with(row.name) && name[row.name.size()] == '_') {
      return &row;
    }
  }
  return nullptr;
}

std::string CatalogueOf(std::string_view provider, std::string_view path) {
  std::string catalogue(provider);
  const Provider* const row = FindProvider(provider);
  if (row == nullptr || !row->billed_by_segment || row->name != provider) return catalogue;
  const std::string_view segment = FirstSegment(path);
  return segment.empty() ? catalogue : catalogue.append("_").append(segment);
}

}  // namespace rg
