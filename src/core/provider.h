#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/dialect.h"

namespace rg {

// What is known of one provider: where it is, which language it speaks, and where it departs from
// that language. A provider that speaks a known one is a row of kProviders and nothing else; see
// docs/add-a-provider.md.
struct Provider {
  // How its credential travels.
  enum class Credential : std::uint8_t { kBearer, kHeader, kNone };
  // When a chat stream reports what it used.
  enum class StreamUsage : std::uint8_t {
    kWhenAsked,  // with stream_options.include_usage
    kAlways,     // whatever the request says; some refuse to be asked
  };

  std::string_view name;  // what an API's `provider` is, and its slug unless it says another
  std::string_view also_called = "";  // what the catalogue calls it
  std::string_view base_url = "";     // "": everybody has their own
  Family family = Family::kOpenAi;
  Credential credential = Credential::kBearer;
  std::string_view header = "";  // for kHeader: "x-goog-api-key"
  // Where it answers OpenAI's paths when its own family is another: what stands for their /v1. ""
  // where it does not.
  std::string_view openai_prefix = "";
  StreamUsage stream_usage = StreamUsage::kWhenAsked;
  // Takes max_completion_tokens in chat; the others know only max_tokens.
  bool takes_max_completion_tokens = false;
  // Its usage.cost is what it charged, in dollars, and this is what stands for the version of the
  // prices of such a bill; "" where it reports none.
  std::string_view reported_price_version = "";
  // It hands calls on to others named by the first segment of the path, each with prices of its
  // own: /together/v1/chat/completions is billed by huggingface_together.
  bool billed_by_segment = false;
  // It runs on the operator's own machines, and its calls cost nothing.
  bool local = false;
  // How the names of its models begin; an API without a list of models serves these on /v1.
  std::span<const std::string_view> models = {};
};

// Every provider there is a row for.
std::span<const Provider> Providers();

// The row of a name, or of what it begins with ("huggingface_together"). Null when nobody knows it.
const Provider* FindProvider(std::string_view name);

// Whose prices a call at `path` of that provider has, in words the catalogue knows.
std::string CatalogueOf(std::string_view provider, std::string_view path);

}  // namespace rg
