#include <algorithm>

#include "admin/crud.h"
#include "core/money.h"
#include "meter/price.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Rejection;

struct OverrideQuery : PageQuery {
  std::string provider;
  std::string model;
};

void Describe(config::Fields<OverrideQuery>& f) {
  DescribePage(f);
  f.Add("provider", &OverrideQuery::provider).Because("Only those of that provider.");
  f.Add("model", &OverrideQuery::model).Because("Only the one of that model.");
}

struct CatalogueQuery : PageQuery {
  std::string provider;
  std::string search;
};

void Describe(config::Fields<CatalogueQuery>& f) {
  DescribePage(f);
  f.Add("provider", &CatalogueQuery::provider).Example("openai").Because("Only that provider's.");
  f.Add("search", &CatalogueQuery::search).Because("Only models with this in their name.");
}

struct ModelQuery {
  std::string provider;
  std::string model;
};

void Describe(config::Fields<ModelQuery>& f) {
  f.Add("provider", &ModelQuery::provider).Example("openai").Because("As the API names it.");
  f.Add("model", &ModelQuery::model).Required().AtLeast(1).AtMost(200).Because("As callers ask.");
}

// Pico-dollars of one, as dollars of a million.
std::string PerMillion(std::int64_t pico) { return FormatDecimal(pico, 6); }

json::object RatesOf(const meter::Rates& rates) {
  json::object shown;
  for (std::size_t i = 0; i < kUsageClasses; ++i) {
    if (rates.pico[i] != 0) shown[kUsageClassNames[i]] = PerMillion(rates.pico[i]);
  }
  if (rates.pico_per_request != 0) shown["request"] = PerMillion(rates.pico_per_request);
  return shown;
}

json::array CardOf(const meter::RateCard& card) {
  json::array tiers;
  for (const meter::RateTier& tier : card) {
    json::object shown{{"per_million", RatesOf(tier.rates)}};
    if (tier.above_input_tokens >= 0) shown["above_input_tokens"] = tier.above_input_tokens;
    tiers.push_back(std::move(shown));
  }
  return tiers;
}

void AddValidity(const meter::Validity& validity, json::object& shown) {
  if (validity.from != TimePoint::min()) shown["from"] = ToRfc3339(validity.from);
  if (validity.day_start_seconds == validity.day_end_seconds) return;
  shown["day_start_seconds"] = validity.day_start_seconds;
  shown["day_end_seconds"] = validity.day_end_seconds;
}

json::object PriceOf(const meter::Price& price) {
  json::array periods;
  for (const meter::PricePeriod& period : price.periods) {
    json::object shown{{"rates", CardOf(period.card)}};
    AddValidity(period.validity, shown);
    json::array tiers;
    for (const meter::TierPrice& tier : period.tiers) {
      json::object of{{"service_tier", tier.service_tier}, {"rates", CardOf(tier.card)}};
      AddValidity(tier.validity, of);
      tiers.push_back(std::move(of));
    }
    if (!tiers.empty()) shown["service_tiers"] = std::move(tiers);
    periods.push_back(std::move(shown));
  }
  const auto known = [](std::int64_t tokens) {
    return tokens == 0 ? json::value(nullptr) : json::value(tokens);
  };
  return {{"provider", price.provider},
          {"model", price.id},
          {"version", price.version},
          {"context_window", known(price.context_window)},
          {"max_output_tokens", known(price.max_output_tokens)},
          {"periods", std::move(periods)}};
}

json::object CataloguePriceSchema() {
  const json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"description",
           "What a model costs: dollars per million of each class. The last period "
           "in force counts."},
          {"properties",
           {{"provider", text},
            {"model", text},
            {"version", text},
            {"context_window", {{"type", {"integer", "null"}}}},
            {"max_output_tokens", {{"type", {"integer", "null"}}}},
            {"periods", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
}

// The cursor is the place in the catalogue's own order, which changes only with the catalogue.
Checked<Reply> RunCatalogue(const Services& services, const Request& request) {
  const CatalogueQuery query = QueryOf<CatalogueQuery>(request);
  const auto start = query.cursor.empty() ? Result<std::int64_t>{0} : ParseDecimal(query.cursor, 0);
  if (!start || *start < 0) return Rejection{config::Faults{{"/query/cursor", "is none of ours"}}};
  const auto book = services.registry.catalogue().book;
  const auto all = book->All();
  json::array items;
  std::string next;
  for (std::size_t i = static_cast<std::size_t>(*start); i < all.size(); ++i) {
    const meter::Price& price = *all[i];
    const bool fits = (query.provider.empty() || price.provider == query.provider) &&
                      price.id.find(query.search) != std::string::npos;
    if (!fits) continue;
    if (items.size() == static_cast<std::size_t>(query.limit)) {
      next = std::to_string(i);
      break;
    }
    items.push_back(PriceOf(price));
  }
  Reply reply;
  reply.body = PageOf(std::move(items), next);
  return reply;
}

Checked<Reply> RunEffective(const Services& services, const Request& request) {
  const ModelQuery query = QueryOf<ModelQuery>(request);
  const auto snapshot = services.registry.snapshot();
  const pipeline::Workspace* workspace = snapshot->FindWorkspace(request.workspace);
  const meter::Price* price =
      workspace == nullptr ? nullptr : workspace->prices->Find(query.provider, query.model);
  if (price == nullptr) {
    return Rejection{Fail(Errc::kNotFound,
                          "no price is known; calls are booked as unpriced until "
                          "the workspace sets one")};
  }
  Reply reply;
  reply.body = PriceOf(*price);
  return reply;
}

}  // namespace

void AddPrices(Api& api, const Services& services) {
  api.Add({.method = "GET",
           .path = "/api/v1/prices",
           .needs = Role::kViewer,
           .summary = "Search the catalogue of prices",
           .tag = "prices",
           .query = &config::TableOf<CatalogueQuery>,
           .answer = PageShape("CataloguePrice", &CataloguePriceSchema),
           .run = [services](const Request& request) { return RunCatalogue(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/price",
           .needs = Role::kViewer,
           .summary = "The price a model has in this workspace, its own prices considered",
           .tag = "prices",
           .query = &config::TableOf<ModelQuery>,
           .answer = SchemaShape("CataloguePrice", &CataloguePriceSchema),
           .run = [services](const Request& request) { return RunEffective(services, request); }});
  AddCrud(api, services,
          {.kind = resource::PriceKind(),
           .reads = Role::kViewer,
           .writes = Role::kAdmin,
           .path = "/api/v1/workspaces/{workspace}/prices",
           .query = &config::TableOf<OverrideQuery>});
}

}  // namespace rg::admin
