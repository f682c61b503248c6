#pragma once

#include <cstdint>
#include <string_view>

namespace rg::demo {

// The length in bytes of the first token of `text`, which is not empty: at most one space and then
// up to six letters, or up to three digits, or one other character. Never splits a UTF-8 character,
// so every token can travel in a JSON string of its own.
std::size_t FirstToken(std::string_view text);

// How many tokens `text` is. Never more than its bytes.
std::int64_t CountTokens(std::string_view text);

// The first `tokens` tokens of `text`.
std::string_view TakeTokens(std::string_view text, std::int64_t tokens);

// FNV-1a: what every choice of the demo is drawn from. `seed` chains several texts.
constexpr std::uint64_t Hash(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325) {
  for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return seed;
}

// The next number drawn from `state` (splitmix64): the same state gives the same numbers anywhere,
// which the standard library's distributions do not promise.
constexpr std::uint64_t Draw(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace rg::demo
