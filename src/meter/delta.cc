#include "meter/delta.h"

#include <string_view>

namespace rg::meter {
namespace {

// A delta nests four deep; what an upstream nests deeper is counted whole, without walking into it.
constexpr int kDepthMax = 8;

}  // namespace

std::int64_t WrittenBytes(JsonCursor& cursor, int depth) {
  if (depth > kDepthMax) return static_cast<std::int64_t>(cursor.Skip().size());
  std::int64_t bytes = 0;
  switch (cursor.Peek()) {
    case '"':
      return DecodedBytes(cursor.Text());
    case '[':
      cursor.Array([&] { bytes += WrittenBytes(cursor, depth + 1); });
      return bytes;
    case '{':
      cursor.Object([&](std::string_view key) {
        if (key == "role" || key == "id" || key == "type") return;
        bytes += WrittenBytes(cursor, depth + 1);
      });
      return bytes;
    default:
      return 0;
  }
}

}  // namespace rg::meter
