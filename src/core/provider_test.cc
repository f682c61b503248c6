#include "core/provider.h"

#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>

namespace rg {
namespace {

TEST(Provider, EveryNameIsThereOnce) {
  std::set<std::string_view> names;
  for (const Provider& row : Providers()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
}

TEST(Provider, EveryNameFindsItsOwnRow) {
  for (const Provider& row : Providers()) EXPECT_EQ(FindProvider(row.name), &row) << row.name;
}

TEST(Provider, ACredentialThatTravelsInAHeaderNamesIt) {
  for (const Provider& row : Providers()) {
    EXPECT_EQ(row.header.empty(), row.credential != Provider::Credential::kHeader) << row.name;
  }
}

TEST(Provider, NoNameOfAModelBelongsToTwo) {
  for (const Provider& row : Providers()) {
    for (const Provider& other : Providers()) {
      if (&row == &other) continue;
      for (const std::string_view mine : row.models) {
        for (const std::string_view theirs : other.models) {
          EXPECT_FALSE(mine.starts_with(theirs)) << row.name << " " << other.name << " " << mine;
        }
      }
    }
  }
}

TEST(Provider, IsFoundByWhoseItsPricesAre) {
  ASSERT_NE(FindProvider("google"), nullptr);
  EXPECT_EQ(FindProvider("google")->name, "gemini");
  EXPECT_EQ(FindProvider("nobody"), nullptr);
  EXPECT_EQ(FindProvider(""), nullptr);
}

TEST(Provider, OneThatHandsCallsOnIsBilledByTheFirstSegmentOfThePath) {
  EXPECT_EQ(CatalogueOf("huggingface", "/together/v1/chat/completions"), "huggingface_together");
  EXPECT_EQ(CatalogueOf("huggingface", "/v1/chat/completions"), "huggingface");
  EXPECT_EQ(CatalogueOf("huggingface_together", "/v1/chat/completions"), "huggingface_together");
  EXPECT_EQ(CatalogueOf("gemini", "/v1beta/models/x:generateContent"), "gemini");
  EXPECT_EQ(CatalogueOf("mine", "/together/v1/chat/completions"), "mine");
}

TEST(Provider, EveryRowIsInTheDocument) {
  std::ifstream file("docs/add-a-provider.md");
  if (!file) GTEST_SKIP() << "docs/add-a-provider.md is not here: run from the project's root";
  std::string text;
  for (std::string line; std::getline(file, line);) text.append(line).push_back('\n');
  for (const Provider& row : Providers()) {
    const std::string cells = "| `" + std::string(row.name) + "` | " + std::string(row.base_url);
    EXPECT_NE(text.find(cells), std::string::npos) << cells;
  }
}

}  // namespace
}  // namespace rg
