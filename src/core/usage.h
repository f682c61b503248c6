#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rg {

// The kinds of thing a provider charges for. Disjoint: a token is counted in exactly one class, so
// the sum over the token classes is all the tokens of a call.
enum class UsageClass : std::uint8_t {
  kInputUncached,
  kCacheRead,
  kCacheWrite5m,
  kCacheWrite1h,
  kInputAudio,
  kInputImage,
  kOutputText,
  kOutputReasoning,
  kOutputAudio,
  kOutputImage,
  kSearches,  // server-side tool calls that are billed each
  kUnits,     // whatever else an API sells: characters, seconds, images, messages
};

inline constexpr std::size_t kUsageClasses = 12;

// How each class is called in JSON, SQL and reports.
inline constexpr std::array<std::string_view, kUsageClasses> kUsageClassNames = {
    "input_uncached", "cache_read",   "cache_write_5m", "cache_write_1h",
    "input_audio",    "input_image",  "output_text",    "output_reasoning",
    "output_audio",   "output_image", "searches",       "units"};

// What one call used, per class. Counts are never negative.
struct Usage {
  std::array<std::int64_t, kUsageClasses> counts{};

  std::int64_t& operator[](UsageClass c) { return counts[static_cast<std::size_t>(c)]; }
  std::int64_t operator[](UsageClass c) const { return counts[static_cast<std::size_t>(c)]; }
  bool operator==(const Usage&) const = default;

  std::int64_t InputTokens() const { return Sum(0, 6); }
  std::int64_t OutputTokens() const { return Sum(6, 10); }

 private:
  std::int64_t Sum(std::size_t from, std::size_t to) const {
    std::int64_t sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += counts[i];
    return sum;
  }
};

}  // namespace rg
