#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "demo/prompt_cache.h"
#include "demo/tokens.h"

namespace rg::demo {

// How the tokens of a prompt are billed. Disjoint.
struct InputUse {
  std::int64_t uncached = 0;
  std::int64_t cache_read = 0;
  std::int64_t cache_write_5m = 0;
  std::int64_t cache_write_1h = 0;

  std::int64_t Total() const { return uncached + cache_read + cache_write_5m + cache_write_1h; }
};

enum class CacheFor : std::uint8_t { k5m, k1h };

// Counts a prompt piece by piece and remembers the hash of each of its beginnings, at every
// kStepTokens (what OpenAI caches) and at every mark (what Anthropic caches).
class PromptMeter {
 public:
  static constexpr std::int64_t kStepTokens = 128;
  static constexpr std::int64_t kCacheableTokensMin = 1024;

  void Add(std::string_view text);
  // Tokens without a text: what frames a message, or an image.
  void AddTokens(std::int64_t tokens);
  // Asks for the prompt so far to be cached.
  void Mark(CacheFor lifetime) { marks_.push_back({tokens_, hash_, lifetime}); }

  std::int64_t tokens() const { return tokens_; }
  std::uint64_t hash() const { return hash_; }

  // `owner` keeps the caches of different accounts and models apart.
  //
  // OpenAI: the longest beginning seen before, in steps, once it is kCacheableTokensMin long.
  InputUse UseAutomatic(PromptCache& cache, std::uint64_t owner) const;
  // Anthropic: read up to the last mark seen before; write from there to the last mark.
  InputUse UseMarked(PromptCache& cache, std::uint64_t owner) const;

 private:
  struct Beginning {
    std::int64_t tokens;
    std::uint64_t hash;
    CacheFor lifetime;
  };

  std::uint64_t hash_ = Hash("");
  std::int64_t tokens_ = 0;
  std::vector<std::uint64_t> steps_;
  std::vector<Beginning> marks_;
};

}  // namespace rg::demo
