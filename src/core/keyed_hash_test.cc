#include "core/keyed_hash.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(KeyedHash, DependsOnEveryByteAndTheKey) {
  const std::array<std::uint64_t, 2> key{1, 2};
  const std::string text = "2001:db8::1234:5678";
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] ^= 1;
    EXPECT_NE(KeyedHash(key, other), KeyedHash(key, text));
    EXPECT_NE(KeyedHash(key, text.substr(0, i)), KeyedHash(key, text));
  }
  EXPECT_NE(KeyedHash({1, 3}, text), KeyedHash(key, text));
  EXPECT_EQ(KeyedHash(key, std::string(text)), KeyedHash(key, text));
}

}  // namespace
}  // namespace rg
