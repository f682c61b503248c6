#include "meter/catalogue/catalogue.h"

#include <cstdio>
#include <cstdlib>

namespace rg::meter {

std::shared_ptr<const PriceBook> EmbeddedPrices() {
  Result<std::shared_ptr<const PriceBook>> book = PriceBook::Parse(EmbeddedCatalogue());
  if (!book) {
    // The text is part of the program and was parsed by its tests: the program itself is broken.
    std::fprintf(stderr, "the built-in prices are broken: %s\n", book.error().detail.c_str());
    std::abort();
  }
  return *std::move(book);
}

}  // namespace rg::meter
