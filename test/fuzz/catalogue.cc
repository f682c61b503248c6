// The text of a price catalogue: every price in it can be used, and no call within its bound costs
// more than was quoted.

#include "fuzz.h"
#include "meter/price_book.h"

namespace rg::fuzz {
namespace {

const TimePoint kWhen{std::chrono::seconds{1'800'000'000}};

void Spend(const meter::Price& price) {
  Bound bound;
  bound.input_tokens = 300'000;
  bound.output_tokens = 1'000;
  bound.choices = 2;
  bound.searches = 3;
  bound.may_write_cache = true;
  const meter::QuoteResult quote =
      meter::Quote(price, bound, {.when = kWhen, .output_ceiling = {}, .account_service_tier = {}});
  if (!quote.bounded()) return;
  Require(quote.most >= Money(), "no call costs less than nothing");

  Usage usage;
  usage[UsageClass::kInputUncached] = 250'000;
  usage[UsageClass::kCacheRead] = 30'000;
  usage[UsageClass::kCacheWrite5m] = 20'000;
  usage[UsageClass::kOutputText] = 1'500;
  usage[UsageClass::kOutputReasoning] = 500;
  usage[UsageClass::kSearches] = 3;
  const Cost cost =
      meter::Compute(price, usage, {.service_tier = {}, .inference_geo = {}, .when = kWhen});
  Require(!cost.priced || (cost.total >= Money() && cost.total <= quote.most),
          "no call within its bound costs more than was held");

  const auto most = meter::MaxOutputTokens(
      price, bound, {.when = kWhen, .output_ceiling = {}, .account_service_tier = {}}, quote.most);
  Require(!most || *most >= 0, "what a budget buys is never negative");
}

}  // namespace

void Try(std::string_view input) {
  const Result<std::shared_ptr<const meter::PriceBook>> book = meter::PriceBook::Parse(input);
  if (!book) {
    Require(!book.error().detail.empty(), "a refusal names the line");
    return;
  }
  const std::vector<const meter::Price*> prices = (*book)->All();
  Require(prices.size() == (*book)->size(), "every price is listed");
  constexpr std::size_t kEnough = 32;
  for (std::size_t i = 0; i < prices.size() && i < kEnough; ++i) {
    Spend(*prices[i]);
    (void)(*book)->Find(prices[i]->provider, prices[i]->id);
  }
}

}  // namespace rg::fuzz
