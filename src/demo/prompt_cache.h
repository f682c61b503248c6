#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string_view>
#include <unordered_set>

namespace rg::demo {

// Remembers the beginnings of prompts, as the providers' caches do, so that a repeated prefix is
// billed as cached. Holds hashes only, the newest kPrefixesMax of them.
//
// Threads   Any.
class PromptCache {
 public:
  static constexpr std::size_t kPrefixesMax = 65'536;

  // True when that prefix had been seen before. It has been seen now.
  bool Seen(std::uint64_t prefix);

 private:
  std::mutex mutex_;
  std::unordered_set<std::uint64_t> seen_;
  std::deque<std::uint64_t> order_;
};

}  // namespace rg::demo
