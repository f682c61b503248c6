#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "meter/price.h"

namespace rg::meter {

// Prices as providers publish them, by the catalogue's keys ("input_mtok": dollars per million
// input tokens), before they are spread over the classes we count in.
//
// A class without a price of its own costs what the class that contains it costs: a cached token is
// an input token, a one-hour cache write is a cache write. So an absent key is not a free class.
class KeyedRates {
 public:
  static constexpr std::size_t kKeys = 24;

  // One key and its price: "0.15", or "1.25/200000:2.5" where 2.5 is for calls whose input is
  // larger than 200,000 tokens. kInvalidRequest for a key or price nobody knows.
  Result<void> Set(std::string_view key, std::string_view price);

  // These, with `over` in front of them key by key.
  KeyedRates With(const KeyedRates& over) const;

  RateCard Spread() const;
  // What the `units` of a model are, "" when it sells none.
  std::string_view Unit() const;

 private:
  struct Tiered {
    bool set = false;
    std::int64_t base = 0;                                     // pico-dollars each
    std::vector<std::pair<std::int64_t, std::int64_t>> tiers;  // above input tokens, pico-dollars
    std::int64_t At(std::int64_t above) const;
  };
  Rates SpreadAt(std::int64_t above) const;

  std::array<Tiered, kKeys> keys_;
};

}  // namespace rg::meter
