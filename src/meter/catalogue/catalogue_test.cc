#include "meter/catalogue/catalogue.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/crypto.h"
#include "meter/quotes_for_test.h"

namespace rg::meter {
namespace {

const TimePoint kNoon = *ParseRfc3339("2026-11-23T12:00:00Z");

class EmbeddedBook : public testing::Test {
 protected:
  const std::shared_ptr<const PriceBook> book_ = EmbeddedPrices();
};

TEST_F(EmbeddedBook, HoldsEveryProviderAndModelOfTheCatalogue) {
  std::set<std::string> providers;
  for (const Price* const price : book_->All()) providers.insert(price->provider);

  EXPECT_GE(providers.size(), 36U);
  EXPECT_GE(book_->size(), 1400U);
  EXPECT_THAT(std::string(book_->version()), testing::StartsWith("genai-prices-"));
}

TEST_F(EmbeddedBook, KnowsTheModelsPeopleUseByTheNamesTheyUse) {
  const auto id = [&](std::string_view provider, std::string_view model) {
    const Price* const price = book_->Find(provider, model);
    return price == nullptr ? "nothing" : price->id;
  };
  EXPECT_EQ(id("openai", "gpt-4o-2024-08-06"), "gpt-4o");
  EXPECT_EQ(id("openai", "gpt-4o-mini"), "gpt-4o-mini");
  EXPECT_EQ(id("openai", "gpt-5-mini-2025-08-07"), "gpt-5-mini");
  EXPECT_EQ(id("openai", "text-embedding-3-small"), "text-embedding-3-small");
  EXPECT_EQ(id("anthropic", "claude-sonnet-4-5-20250929"), "claude-sonnet-4-5");
  EXPECT_EQ(id("anthropic", "claude-opus-4-8"), "claude-opus-4-8");
  EXPECT_EQ(id("azure", "gpt-4o"), "gpt-4o");
  EXPECT_EQ(id("openai", "no-such-model"), "nothing");
}

TEST_F(EmbeddedBook, BoundsTheOutputOfEveryChatModelOfAnthropicThatItPrices) {
  for (const Price* const price : book_->All()) {
    if (price->provider != "anthropic" || price->id == "claude-v1") continue;
    EXPECT_GT(std::max(price->max_output_tokens, price->context_window), 0) << price->id;
  }
}

TEST_F(EmbeddedBook, QuotesNeverLessThanItCharges) { ExpectQuotesCover(*book_, kNoon, 300'000); }

// test/recordings/prices_oracle.py asks for what each line of a file costs: provider, model, tier,
// time, then a count per class, apart by tabs.
TEST_F(EmbeddedBook, PricesTheCasesOfTheOracleWhenItAsks) {
  const char* const file = std::getenv("RG_PRICE_CASES");
  if (file == nullptr) GTEST_SKIP() << "RG_PRICE_CASES names no file";
  std::ifstream cases(file);
  std::ofstream out(std::string(file) + ".priced");
  for (std::string line; std::getline(cases, line);) {
    std::istringstream fields(line);
    std::string provider, model, tier, when;
    std::getline(fields, provider, '\t');
    std::getline(fields, model, '\t');
    std::getline(fields, tier, '\t');
    std::getline(fields, when, '\t');
    Usage usage;
    for (std::int64_t& count : usage.counts) fields >> count;
    const Price* const price = book_->Find(provider, model);
    if (price == nullptr) {
      out << "nothing\n";
      continue;
    }
    const Cost cost = Compute(*price, usage, {tier, "", *ParseRfc3339(when)});
    if (cost.priced) {
      out << cost.total.nanos() << "\t" << price->provider << "\t" << price->id << "\n";
    } else {
      out << "unpriced\t" << cost.unpriced_reason << "\n";
    }
  }
}

// A catalogue whose version says the digest of what stands below.
std::string Signed(const std::string& below) {
  return "version newer+" + ToHex(Sha256(below)).substr(0, 8) + "\n" + below;
}

const std::string kOneModel = "provider p\nmodel m\nis =m\nprice input_mtok=1\n";

std::string FaultOf(const std::string& text) {
  const auto book = ReadPrices(text);
  return book ? "none" : book.error().detail;
}

TEST(PricesFromOutside, AreReadWhenTheyAreWhole) {
  const auto book = ReadPrices(Signed(kOneModel));

  ASSERT_TRUE(book) << book.error().detail;
  EXPECT_EQ((*book)->size(), 1u);
  EXPECT_TRUE((*book)->version().starts_with("newer+"));
}

TEST(PricesFromOutside, MayBeTheBuiltInOnes) {
  const auto book = ReadPrices(EmbeddedCatalogue());

  ASSERT_TRUE(book) << book.error().detail;
  EXPECT_EQ((*book)->version(), EmbeddedPrices()->version());
}

TEST(PricesFromOutside, AreRefusedWhereverTheyWereCutShort) {
  const std::string text = Signed(kOneModel + "model n\nis =n\nprice input_mtok=2\n");
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(ReadPrices(text.substr(0, size))) << size;
  }
}

TEST(PricesFromOutside, AreRefusedWhenAnyCharacterOfThemWasChanged) {
  const std::string text = Signed(kOneModel);
  for (std::size_t at = text.find('\n'); at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(ReadPrices(changed)) << at;
  }
}

TEST(PricesFromOutside, NameTheLineAndItsFault) {
  const auto fault = [](const std::string& below) { return FaultOf(Signed(below)); };

  EXPECT_EQ(fault(kOneModel + "price input_mtok=-1\n"), "line 6: a price is never negative");
  EXPECT_THAT(fault(kOneModel + "price input_mtok=9e99\n"), testing::HasSubstr("line 6: "));
  EXPECT_THAT(fault(kOneModel + "price input_mtok=99999999999999999999\n"),
              testing::HasSubstr("line 6: "));
  EXPECT_EQ(fault(kOneModel + "model m\n"), "line 6: the model m is there already");
  EXPECT_EQ(fault(kOneModel + "provider p\n"), "line 6: the provider p is there already");
  EXPECT_EQ(fault(kOneModel + "version again\n"), "line 6: a catalogue has one version");
  EXPECT_EQ(fault("provider p\nmodel m\nprice input_mtok=1\n"),
            "line 4: a model's names come before its prices");
  EXPECT_EQ(fault("provider p\nmodel m\nis =m\ntier flex input_mtok=1\n"),
            "line 5: a tier comes after the price it differs from");
  EXPECT_EQ(fault("provider p\nmodel m\nis =\x1b[2J\n"),
            "line 4: there is a character that is not printable ASCII");
  EXPECT_EQ(fault("provider p\n"), "line 1: no model has a price");
  EXPECT_EQ(FaultOf(""), "a catalogue begins with its version");
  EXPECT_THAT(FaultOf("version x y\n" + kOneModel), testing::HasSubstr("line 1: a version is"));
}

TEST(PricesFromOutside, SayWhatTheVersionOfAHandWrittenTextEndsWith) {
  const std::string fault = FaultOf("version mine\n" + kOneModel);

  const std::size_t digest = fault.find('+');
  ASSERT_NE(digest, std::string::npos) << fault;
  EXPECT_EQ(FaultOf("version mine" + fault.substr(digest, 9) + "\n" + kOneModel), "none");
}

}  // namespace
}  // namespace rg::meter
