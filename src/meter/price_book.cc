#include "meter/price_book.h"

#include <algorithm>
#include <array>

#include "meter/catalogue_text.h"
#include "meter/name_cache.h"
#include "meter/rate_keys.h"

namespace rg::meter {
namespace {

// Names beyond this are no model's, and are not worth a place in the cache.
constexpr std::size_t kNameMax = 200;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

bool Digit(char c) { return c >= '0' && c <= '9'; }

// "gpt-5.2-20251211" as "gpt-5.2-2025-12-11": some gateways write dates without dashes.
std::string WithDashedDate(std::string_view model) {
  std::string dashed;
  for (std::size_t i = 0; i < model.size(); ++i) {
    dashed.push_back(model[i]);
    const std::string_view date = model.substr(i + 1, 8);
    if (model[i] != '-' || date.size() != 8 || !std::all_of(date.begin(), date.end(), Digit))
      continue;
    const std::size_t after = i + 9;
    const int month = (date[4] - '0') * 10 + date[5] - '0';
    const int day = (date[6] - '0') * 10 + date[7] - '0';
    const bool ends = after == model.size() || model[after] == '-' || model[after] == ':';
    if (!date.starts_with("20") || month < 1 || month > 12 || day < 1 || day > 31 || !ends)
      continue;
    dashed.append(date.substr(0, 4)).append("-").append(date.substr(4, 2)).append("-");
    dashed.append(date.substr(6));
    i += 8;
  }
  return dashed;
}

const Price* FindAmong(const CatalogueProvider& provider, std::string_view model) {
  for (const CatalogueModel& each : provider.models) {
    if (each.names.Matches(model)) return each.price.periods.empty() ? nullptr : &each.price;
  }
  return nullptr;
}

// What the cache and the search share, and books made by With share with each other.
struct Shelf {
  std::string text;
  Catalogue catalogue;

  const CatalogueProvider* Provider(std::string_view id) const {
    for (const CatalogueProvider& each : catalogue.providers) {
      if (each.id == id) return &each;
    }
    return nullptr;
  }

  const CatalogueProvider* ProviderAlsoCalled(std::string_view name) const {
    if (const CatalogueProvider* exact = Provider(name)) return exact;
    for (const CatalogueProvider& each : catalogue.providers) {
      if (each.also.Matches(name)) return &each;
    }
    return nullptr;
  }

  // A resold model costs what its own provider takes; one step, so that nothing goes in circles.
  const Price* Find(const CatalogueProvider& provider, std::string_view model) const {
    if (const Price* price = FindAmong(provider, model)) return price;
    for (const std::string_view id : provider.resells) {
      const CatalogueProvider* other = Provider(id);
      if (other == nullptr) continue;
      if (const Price* price = FindAmong(*other, model)) return price;
    }
    return nullptr;
  }

  const Price* Find(std::string_view provider_name, std::string_view model) const {
    const CatalogueProvider* provider = ProviderAlsoCalled(provider_name);
    if (provider == nullptr) return nullptr;
    if (const Price* price = Find(*provider, model)) return price;
    const std::string dashed = WithDashedDate(model);
    return dashed == model ? nullptr : Find(*provider, dashed);
  }
};

struct OwnPrice {
  std::string provider;
  std::string model;
  bool prefix = false;
  const Price* instead_of = nullptr;  // the catalogue's model of that very name
  Price price;

  // `listed` is what the catalogue has for that name.
  bool IsFor(std::string_view of_provider, std::string_view of_model, const Price* listed) const {
    if (!provider.empty() && provider != of_provider) return false;
    if (instead_of != nullptr && instead_of == listed) return true;
    return prefix ? of_model.starts_with(model) : of_model == model;
  }
};

}  // namespace

struct PriceBook::Impl {
  std::shared_ptr<const Shelf> shelf;
  std::vector<OwnPrice> own;  // the most specific first
  std::string version;

  // Walking the catalogue takes microseconds, so answers are kept; what was not found as well, or
  // made-up models would cost a walk each.
  mutable NameCache cache;

  // Both in lower case.
  const Price* SearchOwn(std::string_view provider, std::string_view model,
                         const Price* listed) const {
    for (const OwnPrice& each : own) {
      if (each.IsFor(provider, model, listed)) return &each.price;
    }
    return nullptr;
  }

  const Price* Search(std::string_view provider, std::string_view model) const {
    const Price* const listed = shelf->Find(provider, model);
    const Price* const mine = SearchOwn(provider, model, listed);
    return mine != nullptr ? mine : listed;
  }
};

PriceBook::PriceBook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PriceBook::~PriceBook() = default;

Result<std::shared_ptr<const PriceBook>> PriceBook::Parse(std::string_view text) {
  auto shelf = std::make_shared<Shelf>();
  shelf->text = text;
  RG_TRY(shelf->catalogue, ParseCatalogue(shelf->text));
  auto impl = std::make_unique<Impl>();
  impl->version = shelf->catalogue.version;
  impl->shelf = std::move(shelf);
  return std::shared_ptr<const PriceBook>(new PriceBook(std::move(impl)));
}

const Price* PriceBook::Find(std::string_view provider, std::string_view model) const {
  if (provider.size() + model.size() > kNameMax) return nullptr;
  if (const auto known = impl_->cache.Find(provider, model)) return *known;
  const Price* const price = impl_->Search(Lower(provider), Lower(model));
  impl_->cache.Keep(provider, model, price);
  return price;
}

const Price* PriceBook::FindOwn(std::string_view provider, std::string_view model) const {
  if (impl_->own.empty()) return nullptr;
  const Price* const found = Find(provider, model);
  for (const OwnPrice& each : impl_->own) {
    if (&each.price == found) return found;
  }
  return nullptr;
}

namespace {

Result<OwnPrice> MakeOwn(const PriceOverride& spec, const Price* beneath,
                         const std::string& version) {
  if (spec.model.empty()) {
    return Fail(Errc::kInvalidRequest, "a price names its model", "model");
  }
  OwnPrice own;
  own.provider = Lower(spec.provider);
  own.model = Lower(spec.model);
  own.prefix = own.model.back() == '*';
  if (own.prefix) own.model.pop_back();
  if (beneath != nullptr) {
    own.price = *beneath;  // for its limits
    if (!own.prefix && Lower(beneath->id) == own.model) own.instead_of = beneath;
  }
  own.price.id = spec.model;
  own.price.provider = spec.provider;
  own.price.version = version;
  if (spec.max_output_tokens > 0) own.price.max_output_tokens = spec.max_output_tokens;
  if (spec.context_window > 0) own.price.context_window = spec.context_window;

  KeyedRates rates;
  for (const auto& [key, price] : spec.rates) RG_CHECK(rates.Set(key, price));
  PricePeriod period;
  period.card = rates.Spread();
  own.price.periods.assign(1, std::move(period));
  own.price.us_geo_percent = 100;  // a price of one's own is the whole price
  if (!rates.Unit().empty()) own.price.unit = rates.Unit();
  return own;
}

// FNV-1a: overrides are told apart, not protected.
std::string Digest(std::span<const PriceOverride> overrides) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    hash = (hash ^ 0xff) * 0x100000001b3;
  };
  for (const PriceOverride& each : overrides) {
    add(each.provider);
    add(each.model);
    add(std::to_string(each.max_output_tokens) + "/" + std::to_string(each.context_window));
    for (const auto& [key, price] : each.rates) {
      add(key);
      add(price);
    }
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string digest;
  for (int shift = 28; shift >= 0; shift -= 4) digest.push_back(kHex[(hash >> shift) & 15]);
  return digest;
}

}  // namespace

Result<std::shared_ptr<const PriceBook>> PriceBook::With(
    std::span<const PriceOverride> overrides) const {
  auto impl = std::make_unique<Impl>();
  impl->shelf = impl_->shelf;
  impl->version = impl_->shelf->catalogue.version;
  if (!overrides.empty()) impl->version += "+own-" + Digest(overrides);
  for (const PriceOverride& each : overrides) {
    const Price* const beneath = impl_->shelf->Find(Lower(each.provider), Lower(each.model));
    RG_TRY(OwnPrice own, MakeOwn(each, beneath, impl->version));
    impl->own.push_back(std::move(own));
  }
  // An exact name before a prefix, a longer prefix before a shorter, a named provider before any.
  std::stable_sort(impl->own.begin(), impl->own.end(), [](const OwnPrice& a, const OwnPrice& b) {
    if (a.prefix != b.prefix) return b.prefix;
    if (a.model.size() != b.model.size()) return a.model.size() > b.model.size();
    return !a.provider.empty() && b.provider.empty();
  });
  return std::shared_ptr<const PriceBook>(new PriceBook(std::move(impl)));
}

std::string_view PriceBook::version() const { return impl_->version; }

std::vector<const Price*> PriceBook::All() const {
  std::vector<const Price*> all;
  for (const OwnPrice& own : impl_->own) all.push_back(&own.price);
  for (const CatalogueProvider& provider : impl_->shelf->catalogue.providers) {
    for (const CatalogueModel& model : provider.models) {
      if (!model.price.periods.empty()) all.push_back(&model.price);
    }
  }
  return all;
}

const Catalogue& PriceBook::catalogue() const { return impl_->shelf->catalogue; }

std::size_t PriceBook::size() const { return All().size(); }

}  // namespace rg::meter
