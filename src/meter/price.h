#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bound.h"
#include "core/cost.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "core/usage.h"

namespace rg::meter {

// The rate of a class that a model has no price for at all: not free, but unknown.
inline constexpr std::int64_t kNoRate = -1;

// What one thing of each class costs, in pico-dollars (1e-12 USD), and each call beside it.
struct Rates {
  std::array<std::int64_t, kUsageClasses> pico{};  // kNoRate where nobody knows
  std::int64_t pico_per_request = 0;
  bool operator==(const Rates&) const = default;
};

// Rates by size of context: when a call's input is larger than `above_input_tokens`, every token of
// the call costs these, not only the tokens beyond the threshold.
struct RateTier {
  std::int64_t above_input_tokens = -1;
  Rates rates;
  bool operator==(const RateTier&) const = default;
};
using RateCard = std::vector<RateTier>;  // ascending; the first is for every size

// When a price applies. Times are UTC.
struct Validity {
  TimePoint from = TimePoint::min();
  // A daily interval; end before start runs over midnight. Equal: all day.
  std::int32_t day_start_seconds = 0;
  std::int32_t day_end_seconds = 0;
  bool Covers(TimePoint when) const;
  bool operator==(const Validity&) const = default;
};

// What kind of service a price is for: a service tier ("flex", "priority", "batch", "fast").
struct TierPrice {
  std::string service_tier;
  Validity validity;
  RateCard card;
  bool operator==(const TierPrice&) const = default;
};

struct PricePeriod {
  Validity validity;
  RateCard card;
  std::vector<TierPrice> tiers;  // the first that matches and is in force wins
  bool operator==(const PricePeriod&) const = default;
};

// What one model costs. Immutable once built; see PriceBook for where it comes from.
class Price {
 public:
  std::string id;             // the catalogue's name of the model
  std::string provider;       // whose price it is
  std::string version;        // of the prices it was built from
  std::string unit = "unit";  // what one of kUnits is
  // The last period in force wins; when none is, the first.
  std::vector<PricePeriod> periods;
  std::int64_t context_window = 0;     // 0: not known
  std::int64_t max_output_tokens = 0;  // 0: not known
  // Percent of all token prices when the answer was served in the US only; 100 where it has no
  // price.
  std::int32_t us_geo_percent = 100;
  // The provider may write to its cache, and charge for it, without being asked to.
  bool caches_unasked = true;
};

// What decides which of a model's prices applies.
struct PriceContext {
  std::string_view service_tier;   // as the answer reports it; "" is the standard one
  std::string_view inference_geo;  // as the answer reports it
  TimePoint when{};                // when the call was made
};

// The one pricing function: holds and settlements both come from here. Sums exactly in pico-dollars
// and rounds up once, to the nano-dollar.
//
// Tokens of a class that has no price make the whole cost unpriced. Searches and units without one
// are left out and named in `unpriced_reason`, though `priced` stays true: most of the cost is
// known.
Cost Compute(const Price& price, const Usage& usage, const PriceContext& context);

// Adds the lines of `part` to a bill and rounds the sum up once again, from the exact lines.
void AddTo(Cost& bill, const Cost& part);

// The most a call can cost.
struct QuoteResult {
  Money most;
  std::int64_t output_tokens = 0;  // of each choice, as the quote assumes
  std::string unbounded_because;   // not empty: there is no bound, and `most` means nothing
  std::string unbounded_field;     // the part of the request to blame
  bool bounded() const { return unbounded_because.empty(); }
};

struct QuoteContext {
  TimePoint when{};
  // The API's ceiling on output tokens, for models whose maximum nobody knows.
  std::optional<std::int64_t> output_ceiling;
  // What a request that names no service tier may be served at, when the provider's account is set
  // to something else than the standard one.
  std::string_view account_service_tier;
};

// Prices every figure of the bound at the dearest rate that could apply, through Compute. For every
// usage within the bound, served at any tier the request allows: Compute(...).total <= most.
QuoteResult Quote(const Price& price, const Bound& bound, const QuoteContext& context);

// The largest limit on output tokens per choice whose quote is at most `left`; nullopt when not
// even one token fits, or there is no bound to clamp.
std::optional<std::int64_t> MaxOutputTokens(const Price& price, const Bound& bound,
                                            const QuoteContext& context, Money left);

}  // namespace rg::meter
