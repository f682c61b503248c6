// Usage in the answers of Anthropic's messages, plain and streamed.

#include "meter/anthropic.h"

#include <algorithm>
#include <array>

#include "meter/dialects.h"
#include "meter/fields.h"

namespace rg::meter {

namespace {

constexpr std::array<std::string_view, 4> kMembers = {"type", "model", "usage", "error"};

void Set(std::optional<std::int64_t>& figure, JsonCursor& in, std::string_view where,
         Reading& reading) {
  if (const auto count = ReadCount(in, where, reading)) figure = count;
}

// One round of a call: its own, an advisor's by another model, or a compaction's.
void ReadIteration(JsonCursor& in, AnthropicCounts& counts, Reading& reading) {
  AnthropicCounts own;
  std::string type;
  std::string model;
  EachField(in, "usage.iterations", reading, [&](std::string_view key) {
    if (key == "type") {
      ReadText(in, "usage.iterations.type", type, reading);
    } else if (key == "model") {
      ReadText(in, "usage.iterations.model", model, reading);
    } else {
      ReadAnthropicFigure(key, in, own, reading);
    }
  });
  // The answer's own rounds are in its totals. Those of other models and of compaction are not, and
  // are billed beside them.
  if (type == "message" || (type != "compaction" && model.empty())) return;
  Reading side;
  Classify(own, side);
  if (!side.fault.empty()) Fault(reading, "usage.iterations", "do not add up");
  counts.sides.push_back({std::move(model), side.usage});
}

}  // namespace

void ReadAnthropicFigure(std::string_view key, JsonCursor& in, AnthropicCounts& counts,
                         Reading& reading) {
  if (key == "input_tokens") {
    Set(counts.input, in, "usage.input_tokens", reading);
  } else if (key == "output_tokens") {
    Set(counts.output, in, "usage.output_tokens", reading);
  } else if (key == "cache_creation_input_tokens") {
    Set(counts.cache_write, in, "usage.cache_creation_input_tokens", reading);
  } else if (key == "cache_read_input_tokens") {
    Set(counts.cache_read, in, "usage.cache_read_input_tokens", reading);
  } else if (key == "cache_creation") {
    EachField(in, "usage.cache_creation", reading, [&](std::string_view name) {
      if (name == "ephemeral_5m_input_tokens") {
        Set(counts.cache_write_5m, in, "usage.cache_creation.ephemeral_5m_input_tokens", reading);
      } else if (name == "ephemeral_1h_input_tokens") {
        Set(counts.cache_write_1h, in, "usage.cache_creation.ephemeral_1h_input_tokens", reading);
      }
    });
  } else if (key == "output_tokens_details") {
    EachField(in, "usage.output_tokens_details", reading, [&](std::string_view name) {
      if (name != "thinking_tokens") return;
      Set(counts.thinking, in, "usage.output_tokens_details.thinking_tokens", reading);
    });
  } else if (key == "server_tool_use") {
    EachField(in, "usage.server_tool_use", reading, [&](std::string_view name) {
      if (name != "web_search_requests") return;
      Set(counts.searches, in, "usage.server_tool_use.web_search_requests", reading);
    });
  }
}

bool ReadAnthropicUsage(JsonCursor& in, AnthropicCounts& counts, Reading& reading) {
  return EachField(in, "usage", reading, [&](std::string_view key) {
    if (key == "service_tier") {
      ReadText(in, "usage.service_tier", reading.service_tier, reading);
    } else if (key == "speed") {
      std::string speed;
      ReadText(in, "usage.speed", speed, reading);
      if (speed == "fast") reading.service_tier = speed;
    } else if (key == "inference_geo") {
      ReadText(in, "usage.inference_geo", reading.inference_geo, reading);
    } else if (key == "iterations") {
      counts.sides.clear();
      if (in.Peek() == '[') in.Array([&] { ReadIteration(in, counts, reading); });
    } else {
      ReadAnthropicFigure(key, in, counts, reading);
    }
  });
}

void Classify(const AnthropicCounts& counts, Reading& reading) {
  if (!counts.input) {
    Fault(reading, "usage.input_tokens", "is missing");
    return;
  }
  const std::int64_t split = counts.cache_write_5m.value_or(0) + counts.cache_write_1h.value_or(0);
  const std::int64_t written = counts.cache_write.value_or(split);
  const std::int64_t output = counts.output.value_or(0);
  if (split > written) Fault(reading, "usage.cache_creation", "exceeds the tokens written");
  if (counts.thinking.value_or(0) > output) {
    Fault(reading, "usage.output_tokens_details.thinking_tokens", "exceeds the output tokens");
  }

  Usage& usage = reading.usage;
  usage[UsageClass::kInputUncached] = *counts.input;
  usage[UsageClass::kCacheRead] = counts.cache_read.value_or(0);
  // Without a split all of it is the five-minute kind.
  usage[UsageClass::kCacheWrite1h] = std::min(counts.cache_write_1h.value_or(0), written);
  usage[UsageClass::kCacheWrite5m] = written - usage[UsageClass::kCacheWrite1h];
  usage[UsageClass::kOutputReasoning] = std::min(counts.thinking.value_or(0), output);
  usage[UsageClass::kOutputText] = output - usage[UsageClass::kOutputReasoning];
  usage[UsageClass::kSearches] = counts.searches.value_or(0);
  reading.sides = counts.sides;
  reading.reported_total_tokens = *counts.input + counts.cache_read.value_or(0) + written + output;
  reading.found = true;
}

const std::span<const std::string_view> kAnthropicMembers = kMembers;

void ReadAnthropic(JsonCursor& in, Reading& reading) {
  AnthropicCounts counts;
  bool reported = false;
  in.Object([&](std::string_view key) {
    if (key == "usage") {
      reported = ReadAnthropicUsage(in, counts, reading);
    } else if (key == "model") {
      ReadText(in, "model", reading.served_model, reading);
    } else if (key == "type") {
      std::string type;
      ReadText(in, "type", type, reading);
      reading.is_error = type == "error";
    }
  });
  if (reported) Classify(counts, reading);
}

}  // namespace rg::meter
