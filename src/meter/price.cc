#include "meter/price.h"

#include <algorithm>
#include <chrono>
#include <span>

namespace rg::meter {
namespace {

// A sum of counts times prices fits with room to spare.
__extension__ typedef __int128 Wide;

constexpr std::size_t kTokenClasses = 10;  // the first ones; searches and units follow
constexpr std::int64_t kPicoPerNano = 1000;
constexpr std::int64_t kSecondsPerDay = 86'400;

constexpr std::size_t Index(UsageClass c) { return static_cast<std::size_t>(c); }

bool IsStandard(std::string_view service_tier) {
  return service_tier.empty() || service_tier == "default" || service_tier == "standard" ||
         service_tier == "auto";
}

const PricePeriod& PeriodAt(const Price& price, TimePoint when) {
  for (auto period = price.periods.rbegin(); period != price.periods.rend(); ++period) {
    if (period->validity.Covers(when)) return *period;
  }
  return price.periods.front();
}

const RateCard& CardFor(const PricePeriod& period, std::string_view service_tier, TimePoint when) {
  if (IsStandard(service_tier)) return period.card;
  for (const TierPrice& tier : period.tiers) {
    if (tier.service_tier == service_tier && tier.validity.Covers(when)) return tier.card;
  }
  return period.card;
}

const Rates& RatesFor(const RateCard& card, std::int64_t input_tokens) {
  for (auto tier = card.rbegin(); tier != card.rend(); ++tier) {
    if (input_tokens > tier->above_input_tokens) return tier->rates;
  }
  return card.front().rates;
}

std::int64_t WithPercent(std::int64_t pico, std::int32_t percent) {
  if (percent == 100) return pico;
  return static_cast<std::int64_t>((static_cast<Wide>(pico) * percent + 99) / 100);
}

Money RoundUp(Wide pico) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max() - kPicoPerNano;
  if (pico >= 0 && pico <= kMax) {  // nine million dollars: without a division of 128 bits
    return Money::Nanos((static_cast<std::int64_t>(pico) + kPicoPerNano - 1) / kPicoPerNano);
  }
  const Wide nanos = (pico + kPicoPerNano - 1) / kPicoPerNano;
  if (nanos > std::numeric_limits<std::int64_t>::max()) return Money::Max();
  return Money::Nanos(static_cast<std::int64_t>(nanos));
}

Wide ExactSum(std::span<const CostLine> lines) {
  Wide sum = 0;
  for (const CostLine& line : lines) sum += static_cast<Wide>(line.count) * line.pico_per_unit;
  return sum;
}

bool CostsMoney(const Rates& rates) {
  if (rates.pico_per_request > 0) return true;
  return std::any_of(rates.pico.begin(), rates.pico.end(), [](std::int64_t p) { return p > 0; });
}

// Adds up one call at one set of rates: the inside of Compute and of Quote. Calls line(class,
// count, pico) for what has a price and unknown(class) for what has none.
template <class Line, class Unknown>
Wide Sum(const Rates& rates, const Usage& usage, std::int32_t token_percent, Line&& line,
         Unknown&& unknown) {
  Wide sum = rates.pico_per_request;
  if (rates.pico_per_request != 0) line(UsageClass::kUnits, 1, rates.pico_per_request);
  for (std::size_t i = 0; i < kUsageClasses; ++i) {
    const std::int64_t count = usage.counts[i];
    if (count <= 0) continue;
    std::int64_t pico = rates.pico[i];
    if (pico == kNoRate) {
      unknown(static_cast<UsageClass>(i));
      continue;
    }
    if (i < kTokenClasses) pico = WithPercent(pico, token_percent);
    sum += static_cast<Wide>(count) * pico;
    line(static_cast<UsageClass>(i), count, pico);
  }
  return sum;
}

std::string NoPriceFor(UsageClass c) {
  return "no price is known for " + std::string(kUsageClassNames[Index(c)]);
}

Cost AddUp(const Rates& rates, const Usage& usage, std::int32_t token_percent,
           const std::string& version) {
  Cost cost;
  cost.price_version = version;
  const Wide sum = Sum(
      rates, usage, token_percent,
      [&](UsageClass c, std::int64_t count, std::int64_t pico) {
        cost.lines.push_back({c, count, pico});
      },
      [&](UsageClass c) {
        cost.unpriced_reason = NoPriceFor(c);
        if (Index(c) < kTokenClasses) cost.priced = false;
      });
  if (cost.priced) {
    cost.total = RoundUp(sum);
  } else {
    cost.lines.clear();
  }
  return cost;
}

// The dearer of two rates of a class; a known one beats an unknown one.
void Raise(Rates& to, const Rates& from) {
  for (std::size_t i = 0; i < kUsageClasses; ++i) to.pico[i] = std::max(to.pico[i], from.pico[i]);
  to.pico_per_request = std::max(to.pico_per_request, from.pico_per_request);
}

void Raise(Rates& to, std::span<const RateTier> card, std::int64_t input_tokens) {
  for (const RateTier& tier : card) {
    if (input_tokens > tier.above_input_tokens) Raise(to, tier.rates);
  }
}

// The dearest rate of every class at which a call could be charged: the standard one, because any
// request may be served so, and the tier it asks for or its account is set to.
Rates Dearest(const Price& price, std::string_view service_tier, std::int64_t input_tokens,
              TimePoint when) {
  const PricePeriod& period = PeriodAt(price, when);
  const RateCard& tier = CardFor(period, service_tier, when);
  Rates dearest = period.card.front().rates;
  Raise(dearest, std::span(period.card).subspan(1), input_tokens);
  if (&tier != &period.card) Raise(dearest, tier, input_tokens);
  return dearest;
}

std::int64_t MaxOf(const Rates& rates, std::initializer_list<UsageClass> classes) {
  std::int64_t dearest = kNoRate;
  for (const UsageClass c : classes) dearest = std::max(dearest, rates.pico[Index(c)]);
  return dearest;
}

// Puts every class at what the dearest class its tokens could turn out to be costs.
void Worsen(Rates& rates, const Price& price, const Bound& bound) {
  std::int64_t text = MaxOf(rates, {UsageClass::kInputUncached, UsageClass::kCacheRead});
  if (bound.may_write_cache || price.caches_unasked) {
    text = std::max(text, rates.pico[Index(UsageClass::kCacheWrite5m)]);
  }
  if (bound.may_write_cache_1h) {
    text = std::max(text, rates.pico[Index(UsageClass::kCacheWrite1h)]);
  }
  rates.pico[Index(UsageClass::kInputUncached)] = text;
  std::int64_t& audio = rates.pico[Index(UsageClass::kInputAudio)];
  audio = std::max(audio, text);
  std::int64_t& image = rates.pico[Index(UsageClass::kInputImage)];
  image = std::max(image, text);

  std::int64_t& output = rates.pico[Index(UsageClass::kOutputText)];
  output = MaxOf(rates,
                 {UsageClass::kOutputText, UsageClass::kOutputReasoning, UsageClass::kOutputImage});
  if (bound.audio_output) output = std::max(output, rates.pico[Index(UsageClass::kOutputAudio)]);
}

std::int64_t Product(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::int64_t>::max()
                                                : product;
}

// Saturates as Money does: a sum that wrapped would be a hold of nothing.
std::int64_t Sum(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::int64_t>::max() : sum;
}

// Input that the request does not show: a whole context window for every time it may be read.
std::int64_t HiddenInput(const Price& price, const Bound& bound) {
  return Product(bound.hidden_inputs, price.context_window);
}

Usage MostUsed(const Price& price, const Bound& bound, std::int64_t output_tokens) {
  Usage usage;
  usage[UsageClass::kInputUncached] = Sum(bound.input_tokens, HiddenInput(price, bound));
  usage[UsageClass::kInputImage] = bound.input_image_tokens;
  usage[UsageClass::kInputAudio] = bound.input_audio_tokens;
  usage[UsageClass::kOutputText] = Product(output_tokens, bound.choices);
  usage[UsageClass::kSearches] = bound.searches;
  usage[UsageClass::kUnits] = bound.units.value_or(0);
  return usage;
}

std::optional<std::int64_t> MostOutput(const Price& price, const Bound& bound,
                                       const QuoteContext& context) {
  if (bound.output_tokens) return bound.output_tokens;
  if (price.max_output_tokens > 0) return price.max_output_tokens;
  if (context.output_ceiling) return context.output_ceiling;
  if (price.context_window > 0) return price.context_window;
  return std::nullopt;
}

Rates WorstRates(const Price& price, const Bound& bound, const QuoteContext& context) {
  std::string_view tier = bound.service_tier;
  if (tier.empty() || tier == "auto") tier = context.account_service_tier;
  const std::int64_t seen =
      bound.input_tokens + bound.input_image_tokens + bound.input_audio_tokens;
  const std::int64_t input = Sum(seen, HiddenInput(price, bound));
  Rates rates = Dearest(price, tier, input, context.when);
  Worsen(rates, price, bound);
  return rates;
}

}  // namespace

bool Validity::Covers(TimePoint when) const {
  if (when < from) return false;
  if (day_start_seconds == day_end_seconds) return true;
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(when - day).count();
  static_assert(kSecondsPerDay == std::chrono::seconds(std::chrono::days(1)).count());
  if (day_end_seconds < day_start_seconds) {
    return second >= day_start_seconds || second < day_end_seconds;
  }
  return second >= day_start_seconds && second < day_end_seconds;
}

Cost Compute(const Price& price, const Usage& usage, const PriceContext& context) {
  const PricePeriod& period = PeriodAt(price, context.when);
  const RateCard& card = CardFor(period, context.service_tier, context.when);
  const std::int32_t percent = context.inference_geo == "us" ? price.us_geo_percent : 100;
  return AddUp(RatesFor(card, usage.InputTokens()), usage, percent, price.version);
}

void AddTo(Cost& bill, const Cost& part) {
  bill.lines.insert(bill.lines.end(), part.lines.begin(), part.lines.end());
  if (bill.unpriced_reason.empty()) bill.unpriced_reason = part.unpriced_reason;
  bill.total = RoundUp(ExactSum(bill.lines));
}

QuoteResult Quote(const Price& price, const Bound& bound, const QuoteContext& context) {
  QuoteResult result;
  const Rates rates = WorstRates(price, bound, context);
  if (!CostsMoney(rates)) return result;  // free, whatever it uses
  if (!bound.unbounded_because.empty()) {
    result.unbounded_because = bound.unbounded_because;
    result.unbounded_field = bound.unbounded_field;
    return result;
  }
  if (bound.hidden_inputs > 0 && price.context_window == 0) {
    result.unbounded_because =
        "the request brings input that its bytes do not show, and the context window of " +
        price.id + " is not known; set the API's max_input_tokens";
    result.unbounded_field = "input";
    return result;
  }
  const bool sells_output = rates.pico[Index(UsageClass::kOutputText)] > 0;
  const std::optional<std::int64_t> output = MostOutput(price, bound, context);
  if (sells_output && !output) {
    result.unbounded_because =
        "the request sets no limit on output tokens, and no maximum is known for " + price.id +
        "; set max_tokens, or the API's output ceiling";
    result.unbounded_field = "max_tokens";
    return result;
  }
  result.output_tokens = sells_output ? *output : 0;
  bool priced = true;
  UsageClass unknown{};
  const Wide most = Sum(
      rates, MostUsed(price, bound, result.output_tokens), price.us_geo_percent,
      [](UsageClass, std::int64_t, std::int64_t) {},
      [&](UsageClass c) {
        unknown = c;
        if (Index(c) < kTokenClasses) priced = false;
      });
  if (priced) {
    result.most = RoundUp(most);
  } else {
    result.unbounded_because = NoPriceFor(unknown) + " of " + price.id;
    result.unbounded_field = "model";
  }
  return result;
}

std::optional<std::int64_t> MaxOutputTokens(const Price& price, const Bound& bound,
                                            const QuoteContext& context, Money left) {
  const QuoteResult asked = Quote(price, bound, context);
  if (!asked.bounded()) return std::nullopt;
  if (asked.most <= left) return asked.output_tokens;

  const Rates rates = WorstRates(price, bound, context);
  const std::int64_t per_token =
      WithPercent(rates.pico[Index(UsageClass::kOutputText)], price.us_geo_percent);
  if (per_token <= 0 || bound.choices <= 0) return std::nullopt;
  const Cost input = AddUp(rates, MostUsed(price, bound, 0), price.us_geo_percent, price.version);
  const Wide rest = static_cast<Wide>(left.nanos()) * kPicoPerNano - ExactSum(input.lines);
  const Wide tokens = rest / per_token / bound.choices;
  if (rest <= 0 || tokens < 1) return std::nullopt;
  return static_cast<std::int64_t>(std::min<Wide>(tokens, asked.output_tokens));
}

}  // namespace rg::meter
