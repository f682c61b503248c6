// Usage in the answers of OpenAI and of everyone who speaks its dialect.

#include <algorithm>
#include <array>
#include <optional>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/tool_calls.h"

namespace rg::meter {
namespace {

using simdjson::ondemand::value;
using Count = std::optional<std::int64_t>;

constexpr std::array<std::string_view, 6> kMembers = {"model", "service_tier", "usage",
                                                      "error", "tool_usage",   "object"};

// The figures as OpenAI reports them: totals, and what lies inside them.
struct Reported {
  Count input, output, total;
  std::int64_t cached = 0, cache_write = 0, input_audio = 0, input_image = 0;
  std::int64_t reasoning = 0, output_audio = 0, output_image = 0;
};

void ReadInputDetails(value details, std::string_view where, Reported& r, Reading& reading) {
  EachField(details, where, reading, [&](std::string_view key, value member) {
    if (key == "cached_tokens") {
      r.cached = ReadCount(member, "usage: cached_tokens", reading).value_or(0);
    } else if (key == "cache_write_tokens") {
      r.cache_write = ReadCount(member, "usage: cache_write_tokens", reading).value_or(0);
    } else if (key == "audio_tokens") {
      r.input_audio = ReadCount(member, "usage: input audio_tokens", reading).value_or(0);
    } else if (key == "image_tokens") {
      r.input_image = ReadCount(member, "usage: input image_tokens", reading).value_or(0);
    }
  });
}

void ReadOutputDetails(value details, std::string_view where, Reported& r, Reading& reading) {
  EachField(details, where, reading, [&](std::string_view key, value member) {
    if (key == "reasoning_tokens") {
      r.reasoning = ReadCount(member, "usage: reasoning_tokens", reading).value_or(0);
    } else if (key == "audio_tokens") {
      r.output_audio = ReadCount(member, "usage: output audio_tokens", reading).value_or(0);
    } else if (key == "image_tokens") {
      r.output_image = ReadCount(member, "usage: output image_tokens", reading).value_or(0);
    }
  });
}

// Takes `part` out of `rest` and returns it; what does not fit is cut, so that the classes still
// add up. Parts overlap where a provider counts cached audio both as cached and as audio.
std::int64_t TakePart(std::int64_t part, std::int64_t& rest) {
  const std::int64_t taken = std::min(part, rest);
  rest -= taken;
  return taken;
}

void Classify(const Reported& r, Reading& reading) {
  const std::int64_t input = r.input.value_or(0);
  std::int64_t output = r.output.value_or(0);
  const std::int64_t total = r.total.value_or(input + output);

  // xAI and some others report reasoning beside the output instead of inside; the total tells.
  const bool reasoning_beside = r.reasoning > 0 && total == input + output + r.reasoning;
  if (reasoning_beside) output += r.reasoning;
  if (total != input + output) Fault(reading, "usage.total_tokens", "is not the sum of its parts");
  if (std::max({r.cached, r.cache_write, r.input_audio, r.input_image}) > input) {
    Fault(reading, "usage: input details", "exceed the input tokens");
  }
  if (std::max({r.reasoning, r.output_audio, r.output_image}) > output) {
    Fault(reading, "usage: output details", "exceed the output tokens");
  }

  Usage& usage = reading.usage;
  std::int64_t rest = input;
  usage[UsageClass::kCacheRead] = TakePart(r.cached, rest);
  usage[UsageClass::kCacheWrite5m] = TakePart(r.cache_write, rest);
  usage[UsageClass::kInputAudio] = TakePart(r.input_audio, rest);
  usage[UsageClass::kInputImage] = TakePart(r.input_image, rest);
  usage[UsageClass::kInputUncached] = rest;
  rest = output;
  usage[UsageClass::kOutputReasoning] = TakePart(r.reasoning, rest);
  usage[UsageClass::kOutputAudio] = TakePart(r.output_audio, rest);
  usage[UsageClass::kOutputImage] = TakePart(r.output_image, rest);
  usage[UsageClass::kOutputText] = rest;
  reading.reported_total_tokens = input + output;
}

void ReadUsage(value object, Reading& reading) {
  // Searches are not part of `usage`: they stay whatever order the members come in.
  Reported r;
  const bool is_object =
      EachField(object, "usage", reading, [&](std::string_view key, value member) {
        if (key == "prompt_tokens" || key == "input_tokens") {
          r.input = ReadCount(member, "usage: input tokens", reading);
        } else if (key == "completion_tokens" || key == "output_tokens") {
          r.output = ReadCount(member, "usage: output tokens", reading);
        } else if (key == "total_tokens") {
          r.total = ReadCount(member, "usage.total_tokens", reading);
        } else if (key == "prompt_tokens_details" || key == "input_tokens_details") {
          ReadInputDetails(member, "usage: input details", r, reading);
        } else if (key == "completion_tokens_details" || key == "output_tokens_details") {
          ReadOutputDetails(member, "usage: output details", r, reading);
        }
      });
  if (!is_object) return;
  if (!r.input) {
    Fault(reading, "usage: input tokens", "are missing");
    return;
  }
  Classify(r, reading);
  reading.found = true;
}

// Newer answers count what the tools did themselves: {"web_search":{"num_requests":1}}.
void ReadToolUsage(value object, Reading& reading) {
  EachField(object, "tool_usage", reading, [&](std::string_view tool, value figures) {
    if (tool != "web_search") return;
    EachField(figures, "tool_usage.web_search", reading, [&](std::string_view key, value member) {
      if (key != "num_requests") return;
      const Count searches = ReadCount(member, "tool_usage.web_search.num_requests", reading);
      if (searches) reading.usage[UsageClass::kSearches] = *searches;
    });
  });
}

void ReadError(value member, Reading& reading) {
  simdjson::ondemand::json_type type{};
  if (member.type().get(type) == simdjson::SUCCESS && type != simdjson::ondemand::json_type::null) {
    reading.is_error = true;
  }
}

// Calls more(key, value) for the members that not every dialect of the family has.
template <class More>
void ReadMembers(simdjson::ondemand::object& answer, Reading& reading, More&& more) {
  EachMember(answer, "the answer", reading, [&](std::string_view key, value member) {
    if (key == "usage") {
      ReadUsage(member, reading);
    } else if (key == "model") {
      ReadText(member, "model", reading.served_model, reading);
    } else if (key == "service_tier") {
      ReadText(member, "service_tier", reading.service_tier, reading);
    } else if (key == "error") {
      ReadError(member, reading);
    } else {
      more(key, member);
    }
  });
}

}  // namespace

const std::span<const std::string_view> kOpenAiMembers = kMembers;

void ReadOpenAiChat(simdjson::ondemand::object& answer, Reading& reading) {
  ReadMembers(answer, reading, [](std::string_view, value) {});
}

void ReadOpenAiEmbeddings(simdjson::ondemand::object& answer, Reading& reading) {
  ReadOpenAiChat(answer, reading);
}

void ReadOpenAiResponses(simdjson::ondemand::object& answer, Reading& reading) {
  ToolCalls calls;
  ReadMembers(answer, reading, [&](std::string_view key, value member) {
    if (key == "tool_usage") {
      ReadToolUsage(member, reading);
    } else if (key == "output") {
      std::string_view raw;
      simdjson::ondemand::array items;
      if (member.get_array().get(items) == simdjson::SUCCESS &&
          items.raw_json().get(raw) == simdjson::SUCCESS) {
        calls.Feed(raw);
      }
    }
  });
  calls.AddTo(reading.usage);
}

}  // namespace rg::meter
