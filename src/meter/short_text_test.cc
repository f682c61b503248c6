#include "meter/short_text.h"

#include <utility>

#include <gtest/gtest.h>

namespace rg::meter {
namespace {

TEST(ShortText, IsWhatItWasGivenLastWhateverTheLength) {
  ShortText text;
  EXPECT_TRUE(text.empty());
  for (const std::size_t size : {1u, 39u, 40u, 3u, 300u, 0u, 39u, 0u}) {
    const std::string name(size, static_cast<char>('a' + size % 26));
    text = name;

    EXPECT_EQ(text, name);
    EXPECT_EQ(text.empty(), size == 0);
    const ShortText copy = text;
    EXPECT_EQ(copy, text);
  }
}

TEST(ShortText, MovesWithItsText) {
  for (const std::size_t size : {10u, 100u}) {
    ShortText from;
    from = std::string(size, 'm');
    ShortText to;
    to = "before";
    to = std::move(from);

    EXPECT_EQ(to, std::string(size, 'm'));
  }
}

}  // namespace
}  // namespace rg::meter
