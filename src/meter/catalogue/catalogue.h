#pragma once

#include <memory>
#include <string_view>

#include "core/result.h"
#include "meter/price_book.h"

namespace rg::meter {

// The prices built into the program, as text. See docs/pricing.md for the form and its source.
std::string_view EmbeddedCatalogue();

// The book of those prices.
std::shared_ptr<const PriceBook> EmbeddedPrices();

// The book of prices from outside the program, which must be whole: besides what PriceBook::Parse
// demands, the version ends with eight digits of the SHA-256 of everything below it, so that a text
// that was cut short is noticed and one version is one set of prices for good. kInvalidRequest
// names the line and its fault.
Result<std::shared_ptr<const PriceBook>> ReadPrices(std::string_view text);

}  // namespace rg::meter
