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

}  // namespace rg::meter
