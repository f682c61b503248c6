#include "route/bound.h"

#include <algorithm>
#include <array>
#include <string>

#include "route/api.h"

namespace rg::route {
namespace {

// What a provider puts around the messages: a few tokens to open the answer, and with tools a
// system prompt of its own (up to 804 tokens at Anthropic, about 500 at Groq), and as much again
// for each tool it describes itself (735 for Anthropic's computer use).
constexpr std::int64_t kTemplateTokens = 32;
constexpr std::int64_t kToolTemplateTokens = 1'000;

// The most one generated picture can be, in output tokens (gpt-image-1, high, 1024 x 1536: 6,240),
// with three partial pictures on the way.
constexpr std::int64_t kGeneratedImageTokens = 6'600;

struct ImagePrice {
  std::string_view model;  // prefix
  std::int64_t most;
  std::int64_t low_detail;
};

// From the providers' rules on how a picture becomes tokens: the largest picture they do not
// shrink. The longest prefix counts. "" is for models nobody has measured: the most patches any
// model takes (10,000) at the dearest multiplier known (2.46).
constexpr std::array kImagePrices = {
    ImagePrice{"", 25'000, 25'000},
    ImagePrice{"gpt-4o", 1'445, 85},
    ImagePrice{"gpt-4o-mini", 48'169, 2'833},
    ImagePrice{"gpt-4.1", 1'445, 85},
    ImagePrice{"gpt-4.1-mini", 2'489, 2'489},
    ImagePrice{"gpt-4.1-nano", 3'779, 3'779},
    ImagePrice{"gpt-4.5", 1'445, 85},
    ImagePrice{"gpt-4-turbo", 1'445, 85},
    ImagePrice{"o1", 1'275, 75},
    ImagePrice{"o3", 1'275, 75},
    ImagePrice{"o4-mini", 2'642, 2'642},
    // Anthropic shrinks to 1.15 megapixels, its newest models to 3.75: width x height / 750.
    ImagePrice{"claude-", 5'000, 5'000},
    // Gemini shrinks to 3,072 x 3,072 and cuts that into tiles of 258 tokens, with one of the
    // whole.
    ImagePrice{"gemini-", 5'000, 5'000},
};

// Models that call tools of their own accord, whatever the request says.
constexpr std::array<std::string_view, 4> kAgents = {"compound", "groq/compound", "sonar",
                                                     "perplexity/"};

bool ActsByItself(std::string_view model) {
  return std::any_of(kAgents.begin(), kAgents.end(),
                     [&](std::string_view prefix) { return model.starts_with(prefix); });
}

// gpt-4o-search-preview and its kind search once for every call.
bool AlwaysSearches(std::string_view model) {
  const std::size_t search = model.find("-search-");
  if (search == std::string_view::npos) return false;
  return model.find("-search-preview", search) != std::string_view::npos ||
         model.find("-search-api", search) != std::string_view::npos;
}

bool ReadsMessages(Dialect dialect) {
  return dialect == Dialect::kOpenAiChat || dialect == Dialect::kOpenAiResponses ||
         dialect == Dialect::kAnthropicMessages || dialect == Dialect::kGeminiGenerate ||
         dialect == Dialect::kCohereChat;
}

// Which endpoints answer with no tokens at all: with vectors, or with an order of documents.
bool WritesNothing(Dialect dialect) {
  return dialect == Dialect::kOpenAiEmbeddings || dialect == Dialect::kGeminiEmbeddings ||
         dialect == Dialect::kCohereEmbeddings || dialect == Dialect::kCohereRerank;
}

void Explain(const Unbounded& unbounded, const Api& api, Bound& bound) {
  bound.unbounded_field = std::string(unbounded.field);
  std::string& text = bound.unbounded_because;
  text = bound.unbounded_field + ": " + std::string(unbounded.what) +
         " has no bound that the request shows";
  if (!unbounded.remedy.empty())
    text += "; set " + std::string(unbounded.remedy) + " in the request";
  if (unbounded.by_input_size) {
    text += (unbounded.remedy.empty() ? "; set max_input_tokens on the API '"
                                      : " or max_input_tokens on the API '") +
            api.slug + "'";
  }
  if (unbounded.remedy.empty() && !unbounded.by_input_size) {
    text += "; leave it out, or make the budget a soft one";
  }
}

}  // namespace

std::int64_t ImageTokensMax(std::string_view model, bool low_detail) {
  const ImagePrice* best = kImagePrices.data();
  for (const ImagePrice& price : kImagePrices) {
    if (model.starts_with(price.model) && price.model.size() >= best->model.size()) best = &price;
  }
  return low_detail ? best->low_detail : best->most;
}

Bound BoundOf(const RequestFacts& facts, Dialect dialect, const Api& api) {
  Bound bound;
  bound.service_tier = facts.service_tier;
  if (dialect == Dialect::kAnthropicOther) {  // counting tokens is free
    bound.output_tokens = 0;
    return bound;
  }
  bound.input_tokens = facts.text_bytes;
  if (ReadsMessages(dialect)) {
    bound.input_tokens += facts.has_tools ? kToolTemplateTokens : kTemplateTokens;
    bound.input_tokens += facts.built_in_tools * kToolTemplateTokens;
  }
  if (facts.images > 0) {
    bound.input_image_tokens =
        (facts.images - facts.images_low_detail) * ImageTokensMax(facts.model, false) +
        facts.images_low_detail * ImageTokensMax(facts.model, true);
  }
  bound.input_audio_tokens = facts.audio_tokens;
  bound.output_tokens = facts.output_tokens;
  if (WritesNothing(dialect)) bound.output_tokens = 0;
  if (dialect == Dialect::kOpenAiImages && facts.model.starts_with("gpt-image")) {
    bound.output_tokens = kGeneratedImageTokens;
  }
  bound.choices = facts.choices;
  bound.searches = facts.searches;
  bound.hidden_inputs = facts.hidden_inputs;
  if (AlwaysSearches(facts.model)) {
    bound.searches = std::max<std::int64_t>(1, bound.searches);
    bound.hidden_inputs = std::max<std::int64_t>(1, bound.hidden_inputs);
  }
  // OpenAI writes its cache unasked. A model without a price for that pays the plain one.
  bound.may_write_cache = facts.may_write_cache || dialect == Dialect::kOpenAiChat ||
                          dialect == Dialect::kOpenAiResponses;
  bound.may_write_cache_1h = facts.may_write_cache_1h;
  bound.audio_output = facts.audio_output;
  bound.units = facts.units;
  // Billed by the character and by the search: the text itself is no tokens of anybody's.
  if (dialect == Dialect::kOpenAiSpeech || dialect == Dialect::kCohereRerank) {
    bound.input_tokens = 0;
  }

  const bool unseen_input = bound.hidden_inputs > 0 || facts.unbounded.by_input_size;
  if (unseen_input && api.max_input_tokens) {
    bound.input_tokens = std::max(bound.input_tokens, *api.max_input_tokens);
    bound.hidden_inputs = 0;
  }
  if (facts.unbounded && !(facts.unbounded.by_input_size && api.max_input_tokens)) {
    Explain(facts.unbounded, api, bound);
  } else if (facts.background) {
    Explain({"an answer whose usage exists only later", "background", "", false}, api, bound);
  } else if (ActsByItself(facts.model)) {
    Explain({"a model that uses tools of its own accord", "model", "", false}, api, bound);
  }
  return bound;
}

}  // namespace rg::route
