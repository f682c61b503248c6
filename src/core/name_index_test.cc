#include "core/name_index.h"

#include <string>

#include <gtest/gtest.h>

namespace rg {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"", "host", "x-request-id", "n"};
constexpr NameIndex<32> kIndex(kNames, {2, 1, 3, 3});

TEST(NameIndex, FindsEveryNameInWhateverCase) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    std::string upper(kNames[i]);
    for (char& c : upper) c = static_cast<char>(std::toupper(c));

    EXPECT_EQ(kIndex.CandidateFor(kNames[i]), i);
    EXPECT_EQ(kIndex.CandidateFor(upper), i);
  }
}

TEST(NameIndex, OffersOneCandidateForAnyOtherName) {
  for (const char* const other : {"hos", "hosts", "x", "\xff", "a longer name than there is one"}) {
    EXPECT_LT(kIndex.CandidateFor(other), kNames.size());
  }
}

TEST(SameName, IsEqualityWhateverTheLength) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string name(size, 'n');
    EXPECT_TRUE(SameName(name, std::string(size, 'n')));
    EXPECT_FALSE(SameName(name, name + "n"));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = name;
      other[at] = 'o';
      EXPECT_FALSE(SameName(name, other)) << size << " " << at;
    }
  }
}

}  // namespace
}  // namespace rg
