// Usage in the answers of Gemini, whole and in each piece of a stream.

#include <algorithm>
#include <array>
#include <optional>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/tool_calls.h"

namespace rg::meter {
namespace {

constexpr std::array<std::string_view, 3> kMembers = {"usageMetadata", "modelVersion", "error"};

// Tokens by what they are made of. A page of a document is read as a picture, and so is a film.
struct Modalities {
  std::int64_t audio = 0;
  std::int64_t image = 0;
};

// The figures as Gemini reports them.
struct Reported {
  std::int64_t prompt = 0, cached = 0, tool = 0, candidates = 0, thoughts = 0;
  std::optional<std::int64_t> total;
  Modalities of_prompt, of_cached, of_tool, of_candidates;
  bool any = false;
};

void ReadModality(JsonCursor& in, std::string_view where, Modalities& into, Reading& reading) {
  std::string modality;
  std::int64_t tokens = 0;
  EachField(in, where, reading, [&](std::string_view key) {
    if (key == "modality") {
      ReadText(in, where, modality, reading);
    } else if (key == "tokenCount") {
      tokens = ReadCount(in, where, reading).value_or(0);
    }
  });
  if (modality == "AUDIO") into.audio += tokens;
  if (modality == "IMAGE" || modality == "DOCUMENT" || modality == "VIDEO") into.image += tokens;
}

void ReadModalities(JsonCursor& in, std::string_view where, Modalities& into, Reading& reading) {
  into = {};
  if (in.Peek() != '[') return;
  in.Array([&] { ReadModality(in, where, into, reading); });
}

struct Figure {
  std::string_view name;
  std::int64_t Reported::*into;
};
constexpr std::array kFigures = {
    Figure{"promptTokenCount", &Reported::prompt},
    Figure{"cachedContentTokenCount", &Reported::cached},
    Figure{"toolUsePromptTokenCount", &Reported::tool},
    Figure{"candidatesTokenCount", &Reported::candidates},
    Figure{"thoughtsTokenCount", &Reported::thoughts},
};

struct Details {
  std::string_view name;
  Modalities Reported::*into;
};
constexpr std::array kDetails = {
    Details{"promptTokensDetails", &Reported::of_prompt},
    Details{"cacheTokensDetails", &Reported::of_cached},
    Details{"toolUsePromptTokensDetails", &Reported::of_tool},
    Details{"candidatesTokensDetails", &Reported::of_candidates},
};

void ReadFigure(std::string_view key, JsonCursor& in, Reported& r, Reading& reading) {
  for (const Figure& figure : kFigures) {
    if (key != figure.name) continue;
    if (const auto count = ReadCount(in, key, reading)) r.*figure.into = *count;
    r.any = true;
    return;
  }
  for (const Details& details : kDetails) {
    if (key == details.name) return ReadModalities(in, key, r.*details.into, reading);
  }
  if (key == "totalTokenCount") r.total = ReadCount(in, key, reading);
  if (key == "serviceTier") ReadText(in, key, reading.service_tier, reading);
}

// Takes `part` out of `rest` and returns it; what does not fit is cut, so that the classes add up.
std::int64_t TakePart(std::int64_t part, std::int64_t& rest) {
  const std::int64_t taken = std::clamp<std::int64_t>(part, 0, rest);
  rest -= taken;
  return taken;
}

// The cache lies inside the prompt; thoughts lie beside the candidates, and what the provider's own
// tools brought beside the prompt.
void Classify(const Reported& r, Reading& reading) {
  const std::int64_t input = r.prompt + r.tool;
  const std::int64_t output = r.candidates + r.thoughts;
  if (r.cached > r.prompt) Fault(reading, "cachedContentTokenCount", "exceeds the prompt");
  if (r.total && *r.total != input + output) {
    Fault(reading, "totalTokenCount", "is not the sum of its parts");
  }
  Usage& usage = reading.usage;
  std::int64_t rest = input;
  usage[UsageClass::kCacheRead] = TakePart(r.cached, rest);
  usage[UsageClass::kInputAudio] =
      TakePart(r.of_prompt.audio - r.of_cached.audio + r.of_tool.audio, rest);
  usage[UsageClass::kInputImage] =
      TakePart(r.of_prompt.image - r.of_cached.image + r.of_tool.image, rest);
  usage[UsageClass::kInputUncached] = rest;
  rest = output;
  usage[UsageClass::kOutputReasoning] = TakePart(r.thoughts, rest);
  usage[UsageClass::kOutputAudio] = TakePart(r.of_candidates.audio, rest);
  usage[UsageClass::kOutputImage] = TakePart(r.of_candidates.image, rest);
  usage[UsageClass::kOutputText] = rest;
  reading.reported_total_tokens = input + output;
  reading.found = true;
}

}  // namespace

const std::span<const std::string_view> kGeminiMembers = kMembers;

void ReadGemini(JsonCursor& in, Reading& reading) {
  Reported r;
  ToolCalls searches;
  in.Object([&](std::string_view key) {
    if (key == "usageMetadata") {
      EachField(in, "usageMetadata", reading,
                [&](std::string_view name) { ReadFigure(name, in, r, reading); });
    } else if (key == "modelVersion") {
      ReadText(in, "modelVersion", reading.served_model, reading);
    } else if (key == "error") {
      reading.is_error = true;
    } else if (key == "candidates") {
      searches.Feed(in.Skip());
    }
  });
  if (r.any) Classify(r, reading);
  searches.AddTo(reading.usage, reading.served_model);
}

}  // namespace rg::meter
