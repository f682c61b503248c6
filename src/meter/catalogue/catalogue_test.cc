#include "meter/catalogue/catalogue.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace rg::meter
