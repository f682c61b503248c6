#pragma once

#include <cstdint>
#include <optional>
#include <simdjson.h>
#include <string_view>
#include <vector>

#include "meter/reading.h"

namespace rg::meter {

// The figures as Anthropic reports them. Each is absent until it was reported: in a stream, every
// report replaces the figures it names and leaves the others.
struct AnthropicCounts {
  std::optional<std::int64_t> input;  // without the cache
  std::optional<std::int64_t> cache_read;
  std::optional<std::int64_t> cache_write;     // both kinds
  std::optional<std::int64_t> cache_write_5m;  // and each
  std::optional<std::int64_t> cache_write_1h;
  std::optional<std::int64_t> output;
  std::optional<std::int64_t> thinking;  // inside output
  std::optional<std::int64_t> searches;
  std::vector<SideUsage> sides;
};

// Reads one member of a usage object; unknown ones are left alone.
void ReadAnthropicFigure(std::string_view key, simdjson::ondemand::value member,
                         AnthropicCounts& counts, Reading& reading);

// Reads a usage object over what `counts` already holds. False when it is none.
bool ReadAnthropicUsage(simdjson::ondemand::value usage, AnthropicCounts& counts, Reading& reading);

// Turns the figures into classes that add up.
void Classify(const AnthropicCounts& counts, Reading& reading);

}  // namespace rg::meter
