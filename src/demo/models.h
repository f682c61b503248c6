#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rg::demo {

enum class Maker : std::uint8_t { kOpenAi, kAnthropic };
enum class Thinks : std::uint8_t { kNo, kAlways };
enum class Makes : std::uint8_t { kText, kEmbeddings };

// A model the demo provider offers.
struct Model {
  std::string_view name;    // what a client asks for
  std::string_view served;  // what the answer says it was
  Maker maker = Maker::kOpenAi;
  Makes makes = Makes::kText;
  Thinks thinks = Thinks::kNo;
  std::int64_t output_tokens_max = 0;
  std::int64_t dimensions = 0;  // of an embedding
};

// Names, snapshots and ceilings are the real ones, so that the catalogue has prices for all of
// them.
inline constexpr std::array kModels = {
    Model{"gpt-4o", "gpt-4o-2024-08-06", Maker::kOpenAi, Makes::kText, Thinks::kNo, 16'384},
    Model{"gpt-4o-mini", "gpt-4o-mini-2024-07-18", Maker::kOpenAi, Makes::kText, Thinks::kNo,
          16'384},
    Model{"gpt-4.1", "gpt-4.1-2025-04-14", Maker::kOpenAi, Makes::kText, Thinks::kNo, 32'768},
    Model{"gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", Maker::kOpenAi, Makes::kText, Thinks::kNo,
          32'768},
    Model{"gpt-4.1-nano", "gpt-4.1-nano-2025-04-14", Maker::kOpenAi, Makes::kText, Thinks::kNo,
          32'768},
    Model{"gpt-5", "gpt-5-2025-08-07", Maker::kOpenAi, Makes::kText, Thinks::kAlways, 128'000},
    Model{"gpt-5-mini", "gpt-5-mini-2025-08-07", Maker::kOpenAi, Makes::kText, Thinks::kAlways,
          128'000},
    Model{"gpt-5-nano", "gpt-5-nano-2025-08-07", Maker::kOpenAi, Makes::kText, Thinks::kAlways,
          128'000},
    Model{"o3", "o3-2025-04-16", Maker::kOpenAi, Makes::kText, Thinks::kAlways, 100'000},
    Model{"o3-mini", "o3-mini-2025-01-31", Maker::kOpenAi, Makes::kText, Thinks::kAlways, 100'000},
    Model{"o4-mini", "o4-mini-2025-04-16", Maker::kOpenAi, Makes::kText, Thinks::kAlways, 100'000},
    Model{"text-embedding-3-small", "text-embedding-3-small", Maker::kOpenAi, Makes::kEmbeddings,
          Thinks::kNo, 0, 1536},
    Model{"text-embedding-3-large", "text-embedding-3-large", Maker::kOpenAi, Makes::kEmbeddings,
          Thinks::kNo, 0, 3072},
    Model{"text-embedding-ada-002", "text-embedding-ada-002", Maker::kOpenAi, Makes::kEmbeddings,
          Thinks::kNo, 0, 1536},
    Model{"claude-opus-4-5", "claude-opus-4-5-20251101", Maker::kAnthropic, Makes::kText,
          Thinks::kNo, 64'000},
    Model{"claude-sonnet-4-5", "claude-sonnet-4-5-20250929", Maker::kAnthropic, Makes::kText,
          Thinks::kNo, 64'000},
    Model{"claude-haiku-4-5", "claude-haiku-4-5-20251001", Maker::kAnthropic, Makes::kText,
          Thinks::kNo, 64'000},
    Model{"claude-3-5-haiku-latest", "claude-3-5-haiku-20241022", Maker::kAnthropic, Makes::kText,
          Thinks::kNo, 8'192},
};

// The row of that name, by either of its names; nullptr when the maker has no such model.
constexpr const Model* FindModel(Maker maker, std::string_view name) {
  for (const Model& model : kModels) {
    if (model.maker == maker && (model.name == name || model.served == name)) return &model;
  }
  return nullptr;
}

}  // namespace rg::demo
