#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "meter/json_cursor.h"
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

// Reads the value of one member of a usage object; that of an unknown one is left alone.
void ReadAnthropicFigure(std::string_view key, JsonCursor& in, AnthropicCounts& counts,
                         Reading& reading);

// Reads the usage object to come over what `counts` already holds. False when it is none.
bool ReadAnthropicUsage(JsonCursor& in, AnthropicCounts& counts, Reading& reading);

// Turns the figures into classes that add up.
void Classify(const AnthropicCounts& counts, Reading& reading);

}  // namespace rg::meter
