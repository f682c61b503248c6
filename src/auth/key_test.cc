#include "auth/key.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace rg::auth {
namespace {

class CountingEntropy final : public Entropy {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(next_ += 41);
  }

 private:
  unsigned next_ = 7;
};

std::string NewText(KeyKind kind) {
  CountingEntropy entropy;
  return NewKey(entropy, kind).Reveal();
}

TEST(KeyTest, ANewKeyIsWellFormedAndOfItsKind) {
  for (const KeyKind kind : {KeyKind::kLive, KeyKind::kTest, KeyKind::kAdmin}) {
    const std::string text = NewText(kind);
    EXPECT_TRUE(text.starts_with(PrefixOf(kind)));
    EXPECT_EQ(text.size(), PrefixOf(kind).size() + 38);
    EXPECT_EQ(CheckFormat(text).value(), kind);
  }
}

TEST(KeyTest, KeysFromTheKernelDoNotRepeatAndUseEveryDigit) {
  SystemEntropy entropy;
  std::set<std::string> seen;
  std::set<char> digits;
  for (int i = 0; i < 1'000; ++i) {
    const std::string text = NewKey(entropy, KeyKind::kLive).Reveal();
    ASSERT_TRUE(CheckFormat(text));
    seen.insert(text);
    for (const char c : text.substr(8, kKeyDigits)) digits.insert(c);
  }
  EXPECT_EQ(seen.size(), 1'000);
  EXPECT_EQ(digits.size(), 62);
}

TEST(KeyTest, EveryOneCharacterEditIsRefused) {
  for (const KeyKind kind : {KeyKind::kLive, KeyKind::kTest, KeyKind::kAdmin}) {
    const std::string key = NewText(kind);
    std::size_t edits = 0;
    const auto refused = [&](const std::string& edited) {
      if (edited == key) return;
      ++edits;
      ASSERT_FALSE(CheckFormat(edited)) << edited;
    };
    for (std::size_t at = 0; at <= key.size(); ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string inserted = key;
        inserted.insert(at, 1, static_cast<char>(c));
        refused(inserted);
        if (at == key.size()) continue;
        std::string replaced = key;
        replaced[at] = static_cast<char>(c);
        refused(replaced);
      }
      if (at == key.size()) continue;
      std::string removed = key;
      removed.erase(at, 1);
      refused(removed);
      if (at + 1 == key.size()) continue;
      std::string swapped = key;
      std::swap(swapped[at], swapped[at + 1]);
      refused(swapped);
    }
    EXPECT_GT(edits, 23'000);
  }
}

TEST(KeyTest, ARefusalSaysWhatIsWrongAndNeverRepeatsTheKey) {
  std::string mistyped = NewText(KeyKind::kLive);
  mistyped[12] = mistyped[12] == 'a' ? 'b' : 'a';
  const std::string truncated = mistyped.substr(0, 30);

  const auto error = CheckFormat(mistyped).error();
  EXPECT_EQ(error.code, Errc::kUnauthenticated);
  EXPECT_NE(error.detail.find("mistyped"), std::string::npos);
  EXPECT_NE(CheckFormat(truncated).error().detail.find("length"), std::string::npos);
  EXPECT_NE(CheckFormat("sk-proj-abc").error().detail.find("rg_live_"), std::string::npos);
  for (const std::string& text : {mistyped, truncated}) {
    EXPECT_EQ(CheckFormat(text).error().detail.find(text.substr(8, 8)), std::string::npos);
  }
}

TEST(KeyTest, AHashIsNotAcceptedAsTheKey) {
  EXPECT_FALSE(CheckFormat(ToHex(Sha256(NewText(KeyKind::kLive)))));
}

TEST(KeyTest, OnlyTheBeginningAndTheLastFourAreShown) {
  const std::string text = NewText(KeyKind::kLive);

  EXPECT_EQ(ShownPrefix(text), text.substr(0, 12));
  EXPECT_EQ(LastFour(text), text.substr(text.size() - 4));
  EXPECT_EQ(LastFour("ab"), "");
}

}  // namespace
}  // namespace rg::auth
