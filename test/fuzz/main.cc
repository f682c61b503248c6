#include <cstdio>
#include <cstdlib>

#include "fuzz.h"

namespace rg::fuzz {

void Require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

std::size_t Choose(std::string_view& input, std::size_t choices) {
  if (input.empty()) return 0;
  const auto byte = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return (byte >= '0' && byte <= '9' ? byte - '0' : byte) % choices;
}

std::vector<std::string_view> Pieces(std::string_view input) {
  std::mt19937_64 random(std::hash<std::string_view>{}(input));
  std::vector<std::string_view> pieces;
  while (!input.empty()) {
    const std::size_t size =
        std::min<std::size_t>(input.size(), 1 + random() % (1 + random() % 64));
    pieces.push_back(input.substr(0, size));
    input.remove_prefix(size);
  }
  return pieces;
}

std::vector<std::string_view> Bytes(std::string_view input) {
  std::vector<std::string_view> bytes;
  for (std::size_t at = 0; at < input.size(); ++at) bytes.push_back(input.substr(at, 1));
  return bytes;
}

}  // namespace rg::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rg::fuzz::Try({reinterpret_cast<const char*>(data), size});
  return 0;
}
