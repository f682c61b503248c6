#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/dialect.h"
#include "core/time.h"

namespace rg::demo {

// When a kind of call is made: its share of a day's calls, hour by hour, in UTC.
using Rhythm = std::array<std::uint8_t, 24>;
inline constexpr Rhythm kOfficeHours = {1,  1,  0,  0,  0,  1,  3, 8, 16, 20, 22, 20,
                                        14, 18, 22, 22, 20, 16, 9, 5, 4,  3,  2,  1};
inline constexpr Rhythm kAtNight = {0, 30, 60, 40, 10, 0, 0, 0, 0, 0, 0, 0,
                                    0, 0,  0,  0,  0,  0, 0, 0, 0, 0, 0, 0};

enum class Weekends : std::uint8_t { kQuiet, kAsEver };

// One kind of call the demo's applications make. Tokens are means.
struct Traffic {
  std::size_t key;  // of kDemoKeys
  std::size_t api;  // of kDemoApis
  Dialect dialect;
  std::string_view endpoint;
  std::string_view model;
  std::string_view served_model;
  int weight;
  const Rhythm& rhythm;
  Weekends weekends;
  std::int64_t input_tokens;
  std::int64_t output_tokens;
  std::int64_t output_tokens_max;  // what the client asks for at most
  int streamed_percent;
  int cached_percent;     // of the calls; most of their input then comes from the cache
  int reasoning_percent;  // of the output
};

inline constexpr std::array kTraffic = {
    Traffic{0, 0, Dialect::kOpenAiChat, "/v1/chat/completions", "gpt-4o-mini",
            "gpt-4o-mini-2024-07-18", 40, kOfficeHours, Weekends::kQuiet, 1400, 320, 1024, 80, 45,
            0},
    Traffic{0, 0, Dialect::kOpenAiChat, "/v1/chat/completions", "gpt-4o", "gpt-4o-2024-08-06", 12,
            kOfficeHours, Weekends::kQuiet, 2200, 450, 2048, 80, 40, 0},
    Traffic{0, 1, Dialect::kAnthropicMessages, "/v1/messages", "claude-haiku-4-5",
            "claude-haiku-4-5-20251001", 14, kOfficeHours, Weekends::kQuiet, 1800, 380, 2048, 70,
            60, 0},
    Traffic{0, 0, Dialect::kOpenAiChat, "/v1/chat/completions", "gpt-4.1-mini",
            "gpt-4.1-mini-2025-04-14", 8, kOfficeHours, Weekends::kQuiet, 900, 260, 1024, 50, 20,
            0},
    Traffic{1, 0, Dialect::kOpenAiChat, "/v1/chat/completions", "gpt-4o-mini",
            "gpt-4o-mini-2024-07-18", 5, kOfficeHours, Weekends::kQuiet, 700, 150, 512, 60, 10, 0},
    Traffic{2, 0, Dialect::kOpenAiResponses, "/v1/responses", "gpt-4.1-nano",
            "gpt-4.1-nano-2025-04-14", 12, kAtNight, Weekends::kAsEver, 5200, 700, 2048, 0, 30, 0},
    Traffic{2, 0, Dialect::kOpenAiEmbeddings, "/v1/embeddings", "text-embedding-3-small",
            "text-embedding-3-small", 10, kAtNight, Weekends::kAsEver, 3800, 0, 0, 0, 0, 0},
    Traffic{3, 1, Dialect::kAnthropicMessages, "/v1/messages", "claude-sonnet-4-5",
            "claude-sonnet-4-5-20250929", 8, kOfficeHours, Weekends::kQuiet, 6500, 1400, 8192, 90,
            70, 0},
    Traffic{3, 0, Dialect::kOpenAiChat, "/v1/chat/completions", "o3-mini", "o3-mini-2025-01-31", 4,
            kOfficeHours, Weekends::kQuiet, 1600, 2600, 8192, 30, 10, 75},
    Traffic{3, 1, Dialect::kAnthropicMessages, "/v1/messages", "claude-opus-4-5",
            "claude-opus-4-5-20251101", 2, kOfficeHours, Weekends::kQuiet, 7200, 1800, 8192, 90, 50,
            0},
};

}  // namespace rg::demo
