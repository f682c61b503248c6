#pragma once

#include <random>

#include <gtest/gtest.h>

#include "meter/price_book.h"

namespace rg::meter {

// Draws bounds, and calls that stay within them.
class RandomCalls {
 public:
  explicit RandomCalls(std::uint64_t seed) : random_(seed) {}

  std::int64_t Upto(std::int64_t most) {
    return static_cast<std::int64_t>(random_() % (static_cast<std::uint64_t>(most) + 1));
  }
  bool Coin() { return random_() % 2 == 0; }

  Bound NewBound() {
    constexpr std::string_view kTiers[] = {"", "default", "flex", "priority", "batch", "fast"};
    Bound bound;
    bound.input_tokens = Upto(Coin() ? 2000 : 400'000);
    bound.output_tokens = Upto(5000);
    bound.input_audio_tokens = Upto(100);
    bound.input_image_tokens = Upto(100);
    bound.choices = 1 + Upto(3);
    bound.searches = Upto(3);
    bound.units = Upto(3);
    bound.may_write_cache = Coin();
    bound.may_write_cache_1h = bound.may_write_cache && Coin();
    bound.audio_output = Coin();
    bound.service_tier = kTiers[random_() % std::size(kTiers)];
    return bound;
  }

  Usage NewUsage(const Bound& bound, const Price& price) {
    Usage usage;
    std::int64_t text = bound.input_tokens;
    const auto take = [&](UsageClass c, bool allowed) {
      usage[c] = allowed ? Upto(text) : 0;
      text -= usage[c];
    };
    take(UsageClass::kCacheWrite5m, bound.may_write_cache || price.caches_unasked);
    take(UsageClass::kCacheWrite1h, bound.may_write_cache_1h);
    take(UsageClass::kCacheRead, true);
    usage[UsageClass::kInputUncached] = Upto(text);
    usage[UsageClass::kInputAudio] = Upto(bound.input_audio_tokens);
    usage[UsageClass::kInputImage] = Upto(bound.input_image_tokens);
    std::int64_t output = Upto(*bound.output_tokens * bound.choices);
    usage[UsageClass::kOutputAudio] = bound.audio_output ? Upto(output) : 0;
    output -= usage[UsageClass::kOutputAudio];
    usage[UsageClass::kOutputImage] = Upto(output);
    output -= usage[UsageClass::kOutputImage];
    usage[UsageClass::kOutputReasoning] = Upto(output);
    usage[UsageClass::kOutputText] = output - usage[UsageClass::kOutputReasoning];
    usage[UsageClass::kSearches] = Upto(bound.searches);
    usage[UsageClass::kUnits] = Upto(*bound.units);
    return usage;
  }

 private:
  std::mt19937_64 random_;
};

// Random calls within random bounds, of random models of the book, at every tier and size: the hold
// always covers the charge, and the clamp is exact.
inline void ExpectQuotesCover(const PriceBook& book, TimePoint from, int rounds) {
  RandomCalls calls(20261123);
  const std::vector<const Price*> models = book.All();
  for (int round = 0; round < rounds; ++round) {
    const Price& price = *models[static_cast<std::size_t>(calls.Upto(1'000'000)) % models.size()];
    Bound bound = calls.NewBound();
    const TimePoint when = from + std::chrono::minutes(calls.Upto(60 * 24 * 60));
    const QuoteContext quoting{when, {}, {}};
    const QuoteResult quote = Quote(price, bound, quoting);
    if (!quote.bounded()) continue;

    const PriceContext served{calls.Coin() ? bound.service_tier : "default",
                              calls.Coin() ? "us" : "global", when};
    const Cost cost = Compute(price, calls.NewUsage(bound, price), served);
    ASSERT_LE(cost.total, quote.most) << price.provider << " " << price.id;

    const Money left = Money::Nanos(calls.Upto(quote.most.nanos() + 1));
    const auto clamped = MaxOutputTokens(price, bound, quoting, left);
    if (!clamped || *clamped == 0) continue;
    bound.output_tokens = *clamped;
    ASSERT_LE(Quote(price, bound, quoting).most, left) << price.provider << " " << price.id;
    if (*clamped >= quote.output_tokens) continue;
    bound.output_tokens = *clamped + 1;
    ASSERT_GT(Quote(price, bound, quoting).most, left) << price.provider << " " << price.id;
  }
}

}  // namespace rg::meter
