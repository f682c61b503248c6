#include "http/chars.h"

#include <string>

#include <gtest/gtest.h>

namespace rg::http {
namespace {

// Puts every byte at every place of texts that are shorter, as long and longer than what the scans
// take at a time.
template <class F>
void ForEveryByteAnywhere(F&& check) {
  for (const std::size_t size : {1U, 15U, 16U, 17U, 31U, 32U, 33U, 40U}) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        check(text, at, static_cast<char>(byte));
      }
    }
  }
}

TEST(Scans, StopAtTheFirstByteThatIsNotTheirs) {
  ForEveryByteAnywhere([](const std::string& text, std::size_t at, char byte) {
    const auto found_by = [&](const char* (*skip)(const char*, const char*)) {
      return static_cast<std::size_t>(skip(text.data(), text.data() + text.size()) - text.data());
    };
    const auto place = [&](bool stops) { return stops ? at : text.size(); };
    EXPECT_EQ(found_by(SkipToken), place(!Is(kTokenChar, byte))) << at << " " << int{byte};
    EXPECT_EQ(found_by(SkipText), place(IsControl(byte))) << at << " " << int{byte};
    EXPECT_EQ(found_by(SkipVisible), place(IsControl(byte) || byte == ' ' || byte == '\t'))
        << at << " " << int{byte};
  });
}

TEST(Scans, CallNoTargetPlainThatHoldsAnythingElse) {
  ForEveryByteAnywhere([](const std::string& text, std::size_t, char byte) {
    if (!IsPlainPath(text)) return;
    EXPECT_TRUE(Is(kTargetChar, byte)) << int{byte};
    EXPECT_NE(byte, '?');
    EXPECT_NE(byte, '%');
  });
#ifdef __SSE2__
  EXPECT_TRUE(IsPlainPath("/v1/chat/completions"));
#endif
}

}  // namespace
}  // namespace rg::http
