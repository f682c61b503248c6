// Usage in the answers of Cohere: chat, embeddings, rerank.

#include <array>
#include <optional>

#include "meter/dialects.h"
#include "meter/fields.h"

namespace rg::meter {
namespace {

constexpr std::array<std::string_view, 3> kMembers = {"usage", "meta", "model"};

// Cohere counts twice: what it read and wrote (`tokens`, with its own prompt around ours), and what
// of that it charges for (`billed_units`).
struct Counted {
  std::int64_t input = 0, output = 0, image = 0, searches = 0;
  bool any = false;
};

// The figures are typed as decimals: 13.0 is a count too.
void ReadCounted(JsonCursor& in, std::string_view where, Counted& counted, Reading& reading) {
  EachField(in, where, reading, [&](std::string_view key) {
    std::int64_t* into = nullptr;
    if (key == "input_tokens") into = &counted.input;
    if (key == "output_tokens") into = &counted.output;
    if (key == "image_tokens") into = &counted.image;
    if (key == "search_units") into = &counted.searches;
    if (into == nullptr) return;
    *into = ReadDecimal(in, where, 0, reading).value_or(0);
    counted.any = true;
  });
}

void ReadUsage(JsonCursor& in, Reading& reading) {
  Counted billed, tokens;
  std::int64_t cached = 0;
  EachField(in, "usage", reading, [&](std::string_view key) {
    if (key == "billed_units") {
      ReadCounted(in, "usage.billed_units", billed, reading);
    } else if (key == "tokens") {
      ReadCounted(in, "usage.tokens", tokens, reading);
    } else if (key == "cached_tokens") {
      cached = ReadDecimal(in, "usage.cached_tokens", 0, reading).value_or(0);
    }
  });
  if (!billed.any && !tokens.any) return;
  // What was read from its cache lies inside `tokens`, and is not billed.
  const Counted& counts = billed.any ? billed : tokens;
  Usage& usage = reading.usage;
  usage[UsageClass::kCacheRead] = billed.any ? 0 : std::min(cached, counts.input);
  usage[UsageClass::kInputUncached] = counts.input - usage[UsageClass::kCacheRead];
  usage[UsageClass::kInputImage] = counts.image;
  usage[UsageClass::kOutputText] = counts.output;
  usage[UsageClass::kUnits] = counts.searches;
  reading.reported_total_tokens = counts.input + counts.image + counts.output;
  reading.found = true;
}

}  // namespace

const std::span<const std::string_view> kCohereMembers = kMembers;

void ReadCohere(JsonCursor& in, Reading& reading) {
  in.Object([&](std::string_view key) {
    // Chat says `usage`; the other endpoints, and chat before its second version, `meta`.
    if (key == "usage" || key == "meta") {
      ReadUsage(in, reading);
    } else if (key == "model") {
      ReadText(in, "model", reading.served_model, reading);
    }
  });
}

}  // namespace rg::meter
