#include "meter/price.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/price_book.h"
#include "meter/quotes_for_test.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;
using enum UsageClass;

const TimePoint kNoon = *ParseRfc3339("2026-11-23T12:00:00Z");

constexpr std::string_view kPrices = R"(version test-1
provider openai
model flat
is =flat
limits 128000 16384
price input_mtok=2.5 cache_read_mtok=1.25 output_mtok=10 web_searches_kcount=10
tier priority input_mtok=4.25 output_mtok=17
tier flex from=2026-12-01 input_mtok=1.25 output_mtok=5
model tiered
is =tiered
price input_mtok=3/200000:6 output_mtok=15/200000:22.5 cache_write_mtok=3.75/200000:7.5
model dated
is =dated
price input_mtok=5 output_mtok=30
price from=2026-11-23 input_mtok=4 output_mtok=20
model nightly
is =nightly
price input_mtok=2 output_mtok=2
price daily=16:30-00:30 input_mtok=1 output_mtok=1
model asking
is =asking
price requests_kcount=5 input_mtok=1 output_mtok=1
model spoken
is =spoken
price input_mtok=2.5 output_mtok=10 input_audio_mtok=40 output_audio_mtok=80
model free
is =free
price input_mtok=0 output_mtok=0
model listener
is =listener
price audio_hours=0.36
model embedding
is =embedding
limits 8192 0
price input_mtok=0.02
provider anthropic
model claude-x
is ^claude-x
limits 200000 64000
us 110
price input_mtok=3 output_mtok=15 cache_read_mtok=0.3 cache_write_mtok=3.75 cache_write_1h_mtok=6 web_searches_kcount=10
)";

class Pricing : public testing::Test {
 protected:
  const Price& Model(std::string_view name) const {
    const Price* price = book_->Find(name.starts_with("claude") ? "anthropic" : "openai", name);
    EXPECT_NE(price, nullptr) << name;
    return *price;
  }
  std::int64_t Nanos(std::string_view model, const Usage& usage,
                     PriceContext context = {"", "", kNoon}) {
    return Compute(Model(model), usage, context).total.nanos();
  }
  const std::shared_ptr<const PriceBook> book_ = *PriceBook::Parse(kPrices);
};

Usage Tokens(std::int64_t input, std::int64_t output) {
  Usage usage;
  usage[kInputUncached] = input;
  usage[kOutputText] = output;
  return usage;
}

TEST_F(Pricing, IsTheExactSumOfItsLines) {
  Usage usage = Tokens(1000, 100);
  usage[kCacheRead] = 64;
  usage[kOutputReasoning] = 10;
  usage[kSearches] = 2;

  const Cost cost = Compute(Model("flat"), usage, {"default", "", kNoon});

  EXPECT_EQ(cost.total, *ParseDollars("0.02368"));
  EXPECT_EQ(cost.price_version, "test-1");
  EXPECT_THAT(cost.lines, testing::ElementsAre(CostLine{kInputUncached, 1000, 2'500'000},
                                               CostLine{kCacheRead, 64, 1'250'000},
                                               CostLine{kOutputText, 100, 10'000'000},
                                               CostLine{kOutputReasoning, 10, 10'000'000},
                                               CostLine{kSearches, 2, 10'000'000'000}));
}

TEST_F(Pricing, RoundsUpOnceToTheNanoDollar) {
  EXPECT_EQ(Nanos("embedding", Tokens(1, 0)), 20);
  EXPECT_EQ(Nanos("claude-x", Tokens(0, 0)), 0);
  Usage cached;
  cached[kCacheRead] = 1;
  const auto thirds = *PriceBook::Parse(
      "version v\nprovider p\nmodel m\nis =m\nprice input_mtok=0.000001 output_mtok=0.000001\n");
  EXPECT_EQ(Compute(*thirds->Find("p", "m"), Tokens(1, 1), {}).total.nanos(), 1);
  EXPECT_EQ(Compute(*thirds->Find("p", "m"), Tokens(500, 501), {}).total.nanos(), 2);
}

TEST_F(Pricing, ChargesEveryTokenOfALargeContextAtItsTier) {
  EXPECT_EQ(Nanos("tiered", Tokens(200'000, 10)), 200'000 * 3'000 + 10 * 15'000);
  EXPECT_EQ(Nanos("tiered", Tokens(200'001, 10)), 200'001 * 6'000 + 10 * 22'500);
}

TEST_F(Pricing, CountsCachedTokensTowardsTheSizeOfTheContext) {
  Usage usage = Tokens(1, 0);
  usage[kCacheRead] = 200'000;

  EXPECT_EQ(Nanos("tiered", usage), 200'001 * 6'000);
}

TEST_F(Pricing, ChangesWithTheDate) {
  EXPECT_EQ(Nanos("dated", Tokens(1, 0), {"", "", *ParseRfc3339("2026-11-22T23:59:59.999Z")}),
            5'000);
  EXPECT_EQ(Nanos("dated", Tokens(1, 0), {"", "", *ParseRfc3339("2026-11-23T00:00:00Z")}), 4'000);
}

TEST_F(Pricing, ChangesWithTheTimeOfDayOverMidnight) {
  const auto at = [&](const char* time) {
    return Nanos("nightly", Tokens(1, 0), {"", "", *ParseRfc3339(time)});
  };
  EXPECT_EQ(at("2026-11-23T16:29:59Z"), 2'000);
  EXPECT_EQ(at("2026-11-23T16:30:00Z"), 1'000);
  EXPECT_EQ(at("2026-11-24T00:29:59Z"), 1'000);
  EXPECT_EQ(at("2026-11-24T00:30:00Z"), 2'000);
}

TEST_F(Pricing, FollowsTheServedTierOnceItHasAPrice) {
  EXPECT_EQ(Nanos("flat", Tokens(1, 0), {"priority", "", kNoon}), 4'250);
  EXPECT_EQ(Nanos("flat", Tokens(1, 0), {"flex", "", kNoon}), 2'500);
  EXPECT_EQ(Nanos("flat", Tokens(1, 0), {"flex", "", *ParseRfc3339("2026-12-01T00:00:00Z")}),
            1'250);
  EXPECT_EQ(Nanos("flat", Tokens(1, 0), {"scale", "", kNoon}), 2'500);
}

TEST_F(Pricing, KeepsTheStandardPriceOfWhatATierDoesNotName) {
  Usage cached;
  cached[kCacheRead] = 1;

  EXPECT_EQ(Nanos("flat", cached, {"priority", "", kNoon}), 1'250);
}

TEST_F(Pricing, AddsTheSurchargeForTheUnitedStatesToTokensOnly) {
  Usage usage = Tokens(10, 0);
  usage[kSearches] = 1;

  EXPECT_EQ(Nanos("claude-x", usage, {"", "us", kNoon}), 10 * 3'300 + 10'000'000);
  EXPECT_EQ(Nanos("claude-x", usage, {"", "global", kNoon}), 10 * 3'000 + 10'000'000);
}

TEST_F(Pricing, AddsTheFeeOfARequestAsALine) {
  const Cost cost = Compute(Model("asking"), Tokens(1, 1), {});

  EXPECT_EQ(cost.total.nanos(), 5'000'000 + 2'000);
  EXPECT_EQ(cost.lines.front(), (CostLine{kUnits, 1, 5'000'000'000}));
}

TEST_F(Pricing, IsUnpricedWhereTokensHaveNoPrice) {
  const Cost cost = Compute(Model("listener"), Tokens(5, 0), {});

  EXPECT_FALSE(cost.priced);
  EXPECT_THAT(cost.unpriced_reason, HasSubstr("input_uncached"));
  EXPECT_EQ(cost.total, Money());
}

TEST_F(Pricing, NamesASearchThatHasNoPriceBesideTheCostOfTheRest) {
  Usage usage = Tokens(1, 0);
  usage[kSearches] = 3;

  const Cost cost = Compute(Model("tiered"), usage, {});

  EXPECT_TRUE(cost.priced);
  EXPECT_EQ(cost.total.nanos(), 3'000);
  EXPECT_THAT(cost.unpriced_reason, HasSubstr("searches"));
}

TEST_F(Pricing, ChargesSecondsByThePriceOfAnHour) {
  Usage usage;
  usage[kUnits] = 10;

  EXPECT_EQ(Model("listener").unit, "second");
  EXPECT_EQ(Nanos("listener", usage), 1'000'000);
}

TEST_F(Pricing, SumsTwoBillsExactlyBeforeRounding) {
  const auto book =
      *PriceBook::Parse("version v\nprovider p\nmodel m\nis =m\nprice input_mtok=0.0004\n");
  Cost bill = Compute(*book->Find("p", "m"), Tokens(1, 0), {});

  AddTo(bill, bill);

  EXPECT_EQ(bill.total.nanos(), 1);
  EXPECT_EQ(bill.lines.size(), 2U);
}

Bound Asking(std::int64_t input, std::optional<std::int64_t> output) {
  Bound bound;
  bound.input_tokens = input;
  bound.output_tokens = output;
  return bound;
}

TEST_F(Pricing, QuotesTheClientsLimitThenTheModelsMaximumThenTheCeiling) {
  EXPECT_EQ(Quote(Model("flat"), Asking(0, 7), {kNoon, {}, {}}).most.nanos(), 70'000);
  EXPECT_EQ(Quote(Model("flat"), Asking(0, {}), {kNoon, {}, {}}).most.nanos(), 163'840'000);
  EXPECT_EQ(Quote(Model("tiered"), Asking(0, {}), {kNoon, 100, {}}).most.nanos(), 1'500'000);
}

TEST_F(Pricing, RefusesToQuoteAnOutputWithoutEnd) {
  const QuoteResult quote = Quote(Model("tiered"), Asking(1, {}), {kNoon, {}, {}});

  EXPECT_FALSE(quote.bounded());
  EXPECT_THAT(quote.unbounded_because, HasSubstr("max_tokens"));
  EXPECT_EQ(quote.unbounded_field, "max_tokens");
}

TEST_F(Pricing, QuotesNothingForAFreeModelWhateverIsUnbounded) {
  Bound bound = Asking(1'000'000, {});
  bound.unbounded_because = "a file of unknown size";

  const QuoteResult quote = Quote(Model("free"), bound, {kNoon, {}, {}});

  EXPECT_TRUE(quote.bounded());
  EXPECT_EQ(quote.most, Money());
}

TEST_F(Pricing, QuotesAnEmbeddingWithoutAnyOutput) {
  const QuoteResult quote = Quote(Model("embedding"), Asking(1000, {}), {kNoon, {}, {}});

  EXPECT_TRUE(quote.bounded());
  EXPECT_EQ(quote.most.nanos(), 20'000);
}

TEST_F(Pricing, QuotesCacheWritesOnlyWhereTheyCanHappen) {
  Bound bound = Asking(1000, 0);
  EXPECT_EQ(Quote(Model("claude-x"), bound, {kNoon, {}, {}}).most.nanos(), 1000 * 3'300);
  bound.may_write_cache = true;
  EXPECT_EQ(Quote(Model("claude-x"), bound, {kNoon, {}, {}}).most.nanos(), 1000 * 4'125);
  bound.may_write_cache_1h = true;
  EXPECT_EQ(Quote(Model("claude-x"), bound, {kNoon, {}, {}}).most.nanos(), 1000 * 6'600);
  // Others write without being asked to.
  EXPECT_EQ(Quote(Model("tiered"), Asking(1000, 0), {kNoon, {}, {}}).most.nanos(), 1000 * 3'750);
}

TEST_F(Pricing, QuotesTheDearerOfTheStandardAndTheAskedForTier) {
  Bound bound = Asking(1000, 0);
  bound.service_tier = "priority";
  EXPECT_EQ(Quote(Model("flat"), bound, {kNoon, {}, {}}).most.nanos(), 4'250'000);
  bound.service_tier = "";
  EXPECT_EQ(Quote(Model("flat"), bound, {kNoon, {}, {}}).most.nanos(), 2'500'000);
  EXPECT_EQ(Quote(Model("flat"), bound, {kNoon, {}, "priority"}).most.nanos(), 4'250'000);
}

TEST_F(Pricing, ClampsToTheLargestLimitThatFits) {
  const Bound bound = Asking(100, 1000);
  const QuoteContext context{kNoon, {}, {}};

  EXPECT_EQ(MaxOutputTokens(Model("flat"), bound, context, Money::Dollars(1)), 1000);
  EXPECT_EQ(MaxOutputTokens(Model("flat"), bound, context, Money::Nanos(250'000 + 10'000)), 1);
  EXPECT_EQ(MaxOutputTokens(Model("flat"), bound, context, Money::Nanos(250'000 + 9'999)),
            std::nullopt);
  EXPECT_EQ(MaxOutputTokens(Model("flat"), bound, context, Money()), std::nullopt);
}

TEST_F(Pricing, NeverExceedsItsQuote) { ExpectQuotesCover(*book_, kNoon, 200'000); }

TEST_F(Pricing, HoldsAContextWindowForEveryReadingOfHiddenInput) {
  Bound bound;
  bound.input_tokens = 100;
  bound.output_tokens = 0;
  const Money seen = Quote(Model("flat"), bound, {kNoon, std::nullopt, ""}).most;
  bound.hidden_inputs = 2;

  const QuoteResult hidden = Quote(Model("flat"), bound, {kNoon, std::nullopt, ""});

  EXPECT_TRUE(hidden.bounded());
  EXPECT_GE((hidden.most - seen).nanos(), 2 * 128'000 * 2'500);
}

TEST_F(Pricing, HoldsMoreThanAnyBudgetForInputBeyondCounting) {
  Bound bound;
  bound.input_tokens = 100;
  bound.output_tokens = 0;
  bound.hidden_inputs = std::numeric_limits<std::int64_t>::max() / 128'000 + 1;

  const QuoteResult quote = Quote(Model("flat"), bound, {kNoon, std::nullopt, ""});

  EXPECT_TRUE(quote.bounded());
  EXPECT_EQ(quote.most, Money::Max());
}

TEST_F(Pricing, HasNoBoundForHiddenInputWithoutAKnownContextWindow) {
  Bound bound;
  bound.output_tokens = 0;
  bound.hidden_inputs = 1;

  const QuoteResult quote = Quote(Model("tiered"), bound, {kNoon, std::nullopt, ""});

  EXPECT_THAT(quote.unbounded_because, HasSubstr("max_input_tokens"));
}

}  // namespace
}  // namespace rg::meter
