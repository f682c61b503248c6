#pragma once

#include <string>
#include <vector>

#include "meter/catalogue_text.h"

namespace rg::meter {

// One thing the catalogue says of a model, before and after: "" where it says nothing.
struct FigureChange {
  std::string what;  // "input_uncached, above 200000, priority"
  std::string before;
  std::string after;
  bool operator==(const FigureChange&) const = default;
};

// `model` is "" for what is said of the provider itself.
struct ModelChange {
  std::string provider;
  std::string model;
  std::vector<FigureChange> figures;
  bool operator==(const ModelChange&) const = default;
};

struct CatalogueDiff {
  std::vector<ModelChange> added;    // figures have no `before`
  std::vector<ModelChange> removed;  // figures have no `after`
  std::vector<ModelChange> changed;  // only the figures that differ
};

// What using `after` instead of `before` would change, for somebody to look at before it is done:
// every price, in dollars per million; limits; and the names a model goes by, because they decide
// which price a call gets. A class that costs what plain input or output costs is not named. The
// order of models, which decides where names overlap, is not compared.
CatalogueDiff Compare(const Catalogue& before, const Catalogue& after);

}  // namespace rg::meter
