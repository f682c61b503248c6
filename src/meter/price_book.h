#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "meter/price.h"

namespace rg::meter {

struct Catalogue;

// A price of the user's own for one model, in force instead of the catalogue's.
struct PriceOverride {
  std::string provider;  // "" for any
  // Exact, or a prefix when it ends in '*'. The catalogue's own name of a model stands for every
  // name it goes by: "gpt-4o" for "gpt-4o-2024-08-06" too, which is what answers call it.
  std::string model;
  // Catalogue keys and decimal dollars: {"input_mtok", "0.15"}, {"requests_kcount", "10"}.
  std::vector<std::pair<std::string, std::string>> rates;
  std::int64_t max_output_tokens = 0;  // 0: as the catalogue says
  std::int64_t context_window = 0;
};

// Every price we know, and which one a model has.
//
// Immutable: a newer catalogue or a workspace's override is another book. Books made by With share
// the catalogue beneath them.
//
// Threads   Any, concurrently.
class PriceBook {
 public:
  // Reads a catalogue in the form that script/update-prices writes. kInvalidRequest names the line.
  static Result<std::shared_ptr<const PriceBook>> Parse(std::string_view catalogue);

  ~PriceBook();

  // The price of `model` as `provider` sells it ("openai", "anthropic", "azure", ...), found as the
  // catalogue says: its names, prefixes and patterns, then the providers it resells. Null when no
  // price is known. The pointer lives as long as the book.
  const Price* Find(std::string_view provider, std::string_view model) const;

  // Only the user's own price, null when there is none.
  const Price* FindOwn(std::string_view provider, std::string_view model) const;

  // The catalogue with these prices in front of it, instead of those this book may already have.
  Result<std::shared_ptr<const PriceBook>> With(std::span<const PriceOverride> overrides) const;

  // Names the prices: "genai-prices-0.2.3+1a2b3c4d", and another word when there are overrides.
  std::string_view version() const;
  std::size_t size() const;

  // Every price, in the catalogue's order, for listing.
  std::vector<const Price*> All() const;

  // What was parsed, without anybody's own prices.
  const Catalogue& catalogue() const;

 private:
  struct Impl;
  explicit PriceBook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rg::meter
