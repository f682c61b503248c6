// Usage in the answers of OpenAI and of everyone who speaks its dialect.

#include <algorithm>
#include <array>
#include <optional>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/tool_calls.h"

namespace rg::meter {
namespace {

using Count = std::optional<std::int64_t>;

constexpr std::array<std::string_view, 8> kMembers = {
    "model", "service_tier", "usage", "error", "tool_usage", "object", "x_groq", "status"};

// The figures as OpenAI reports them: totals, and what lies inside them.
struct Reported {
  Count input, output, total;
  // Also said beside the details, by those who had no details when they began: DeepSeek
  // (prompt_cache_hit_tokens), Together and Moonshot (cached_tokens). Mistral's num_cached_tokens
  // is not among them: it documents no discount by it.
  Count cached_beside;
  Count cached;
  std::int64_t cache_write = 0, input_audio = 0, input_image = 0;
  Count seconds;  // of a transcript that is billed by its length
  std::int64_t reasoning = 0, output_audio = 0, output_image = 0;
};

void ReadInputDetails(JsonCursor& in, std::string_view where, Reported& r, Reading& reading) {
  EachField(in, where, reading, [&](std::string_view key) {
    if (key == "cached_tokens") {
      r.cached = ReadCount(in, "usage: cached_tokens", reading);
    } else if (key == "cache_write_tokens") {
      r.cache_write = ReadCount(in, "usage: cache_write_tokens", reading).value_or(0);
    } else if (key == "audio_tokens") {
      r.input_audio = ReadCount(in, "usage: input audio_tokens", reading).value_or(0);
    } else if (key == "image_tokens") {
      r.input_image = ReadCount(in, "usage: input image_tokens", reading).value_or(0);
    }
  });
}

void ReadOutputDetails(JsonCursor& in, std::string_view where, Reported& r, Reading& reading) {
  EachField(in, where, reading, [&](std::string_view key) {
    if (key == "reasoning_tokens") {
      r.reasoning = ReadCount(in, "usage: reasoning_tokens", reading).value_or(0);
    } else if (key == "audio_tokens") {
      r.output_audio = ReadCount(in, "usage: output audio_tokens", reading).value_or(0);
    } else if (key == "image_tokens") {
      r.output_image = ReadCount(in, "usage: output image_tokens", reading).value_or(0);
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

void Classify(Reported r, Reading& reading) {
  const std::int64_t input = r.input.value_or(0);
  std::int64_t output = r.output.value_or(0);
  const std::int64_t total = r.total.value_or(input + output);

  // xAI and some others report reasoning beside the output instead of inside; the total tells.
  const bool reasoning_beside = r.reasoning > 0 && total == input + output + r.reasoning;
  if (reasoning_beside) output += r.reasoning;
  // Gemini, where it speaks this dialect, counts its thoughts in the total and nowhere else.
  if (r.reasoning == 0 && total > input + output) {
    r.reasoning = total - input - output;
    output += r.reasoning;
  }
  const std::int64_t cached = r.cached.value_or(r.cached_beside.value_or(0));
  if (total != input + output) Fault(reading, "usage.total_tokens", "is not the sum of its parts");
  if (std::max({cached, r.cache_write, r.input_audio, r.input_image}) > input) {
    Fault(reading, "usage: input details", "exceed the input tokens");
  }
  if (std::max({r.reasoning, r.output_audio, r.output_image}) > output) {
    Fault(reading, "usage: output details", "exceed the output tokens");
  }

  Usage& usage = reading.usage;
  std::int64_t rest = input;
  usage[UsageClass::kCacheRead] = TakePart(cached, rest);
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

// OpenRouter's own fields: what it charged, what the user's own key was charged beside it, and how
// often its plugins searched.
struct Charged {
  Count cost;
  Count upstream;
  bool own_key = false;
};

void ReadCharge(std::string_view key, JsonCursor& in, Charged& charged, Reading& reading) {
  constexpr int kPico = 12;
  if (key == "cost") {
    // Others have an object of that name; nobody's row says it is dollars.
    const char first = in.Peek();
    const bool number = first == '-' || (first >= '0' && first <= '9');
    if (number) charged.cost = ReadDecimal(in, "usage.cost", kPico, reading);
  } else if (key == "is_byok") {
    charged.own_key = in.Skip() == "true";
  } else if (key == "cost_details") {
    EachField(in, "usage.cost_details", reading, [&](std::string_view name) {
      if (name != "upstream_inference_cost") return;
      charged.upstream = ReadDecimal(in, "usage.cost_details", kPico, reading);
    });
  } else if (key == "server_tool_use_details" || key == "server_tool_use") {
    EachField(in, "usage.server_tool_use", reading, [&](std::string_view name) {
      if (name != "web_search_requests") return;
      const Count searches = ReadCount(in, "usage: web_search_requests", reading);
      if (searches) reading.usage[UsageClass::kSearches] = *searches;
    });
  }
}

void ReadFigure(std::string_view key, JsonCursor& in, Reported& r, Reading& reading) {
  if (key == "prompt_tokens" || key == "input_tokens") {
    r.input = ReadCount(in, "usage: input tokens", reading);
  } else if (key == "completion_tokens" || key == "output_tokens") {
    r.output = ReadCount(in, "usage: output tokens", reading);
  } else if (key == "total_tokens") {
    r.total = ReadCount(in, "usage.total_tokens", reading);
  } else if (key == "prompt_tokens_details" || key == "input_tokens_details" ||
             key == "input_token_details") {
    ReadInputDetails(in, "usage: input details", r, reading);
  } else if (key == "completion_tokens_details" || key == "output_tokens_details" ||
             key == "output_token_details") {
    ReadOutputDetails(in, "usage: output details", r, reading);
  } else if (key == "prompt_cache_hit_tokens" || key == "cached_tokens") {
    r.cached_beside = ReadCount(in, "usage: cached tokens", reading);
  } else if (key == "seconds") {
    r.seconds = ReadDecimal(in, "usage.seconds", 0, reading);
  }
}

void ReadUsage(JsonCursor& in, Reading& reading) {
  // Searches are not part of `usage`: they stay whatever order the members come in.
  Reported r;
  Charged charged;
  const bool is_object = EachField(in, "usage", reading, [&](std::string_view key) {
    ReadFigure(key, in, r, reading);
    ReadCharge(key, in, charged, reading);
  });
  if (!is_object) return;
  if (charged.cost) {
    reading.reported_cost_pico =
        *charged.cost + (charged.own_key ? charged.upstream.value_or(0) : 0);
  }
  if (!r.input && r.seconds) {
    reading.usage[UsageClass::kUnits] = *r.seconds;
    reading.found = true;
    return;
  }
  if (!r.input) {
    Fault(reading, "usage: input tokens", "are missing");
    return;
  }
  Classify(r, reading);
  reading.found = true;
}

// Newer answers count what the tools did themselves: {"web_search":{"num_requests":1}}.
void ReadToolUsage(JsonCursor& in, Reading& reading) {
  EachField(in, "tool_usage", reading, [&](std::string_view tool) {
    if (tool != "web_search") return;
    EachField(in, "tool_usage.web_search", reading, [&](std::string_view key) {
      if (key != "num_requests") return;
      const Count searches = ReadCount(in, "tool_usage.web_search.num_requests", reading);
      if (searches) reading.usage[UsageClass::kSearches] = *searches;
    });
  });
}

// Groq repeats the usage of a stream in a member of its own, and reported it only there once.
void ReadGroq(JsonCursor& in, Reading& reading) {
  if (reading.found) return;
  EachField(in, "x_groq", reading, [&](std::string_view key) {
    if (key == "usage") ReadUsage(in, reading);
  });
}

// Calls more(key) for the members that not every dialect of the family has.
template <class More>
void ReadMembers(JsonCursor& in, Reading& reading, More&& more) {
  in.Object([&](std::string_view key) {
    if (key == "usage") {
      ReadUsage(in, reading);
    } else if (key == "model") {
      ReadText(in, "model", reading.served_model, reading);
    } else if (key == "service_tier") {
      ReadText(in, "service_tier", reading.service_tier, reading);
    } else if (key == "error") {
      if (in.Skip() != "null") reading.is_error = true;
    } else if (key == "x_groq") {
      ReadGroq(in, reading);
    } else {
      more(key);
    }
  });
}

}  // namespace

const std::span<const std::string_view> kOpenAiMembers = kMembers;

void ReadOpenAiChat(JsonCursor& in, Reading& reading) {
  ReadMembers(in, reading, [](std::string_view) {});
}

void ReadOpenAiEmbeddings(JsonCursor& in, Reading& reading) { ReadOpenAiChat(in, reading); }

// The answer of an image model has tokens, of which only newer ones say what they are made of.
void ReadOpenAiImages(JsonCursor& in, Reading& reading) {
  ReadOpenAiChat(in, reading);
  Usage& usage = reading.usage;
  if (usage[UsageClass::kOutputImage] > 0) return;
  usage[UsageClass::kOutputImage] = usage[UsageClass::kOutputText];
  usage[UsageClass::kOutputText] = 0;
  if (!reading.found && reading.fault.empty()) {
    reading.why_none =
        "pictures of this model are billed by size and quality, which are not reported";
  }
}

void ReadOpenAiResponses(JsonCursor& in, Reading& reading) {
  ToolCalls calls;
  bool waiting = false;
  ReadMembers(in, reading, [&](std::string_view key) {
    if (key == "tool_usage") {
      ReadToolUsage(in, reading);
    } else if (key == "status") {
      std::string status;
      ReadText(in, "status", status, reading);
      waiting = status == "queued" || status == "in_progress";
    } else if (key == "output") {
      calls.Feed(in.Skip());
    }
  });
  calls.AddTo(reading.usage, reading.served_model);
  if (waiting && !reading.found) {
    reading.why_none = "the answer is made in the background, and its usage exists only later";
  }
}

}  // namespace rg::meter
