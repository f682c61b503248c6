#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "meter/matcher.h"
#include "meter/price.h"

namespace rg::meter {

// One model as the catalogue lists it.
struct CatalogueModel {
  Matcher names;
  Price price;
};

// One provider, its models in the order in which they are tried.
struct CatalogueProvider {
  std::string_view id;
  Matcher also;                           // other names it goes by
  std::vector<std::string_view> resells;  // providers whose models it sells at their prices
  std::vector<CatalogueModel> models;
};

struct Catalogue {
  std::string version;
  std::vector<CatalogueProvider> providers;
};

// Reads the text that script/update-prices writes. docs/pricing.md has the form. The text must
// outlive the result. kInvalidRequest names the line that is wrong.
Result<Catalogue> ParseCatalogue(std::string_view text);

}  // namespace rg::meter
