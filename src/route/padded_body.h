#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

namespace rg::route {

// A body as the server hands it out, for tests and benchmarks: with readable bytes behind it, which
// are chosen to be mistaken for JSON by a reader that passes the end.
class PaddedBody {
 public:
  explicit PaddedBody(std::string_view text) : bytes_(text), size_(text.size()) {
    bytes_.append(64, '"');
  }
  std::string_view view() const { return {bytes_.data(), size_}; }
  std::pmr::memory_resource& memory() { return memory_; }

 private:
  std::string bytes_;
  std::size_t size_;
  std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace rg::route
