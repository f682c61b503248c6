#include "admin/crud.h"
#include "meter/catalogue/catalogue.h"
#include "meter/catalogue_diff.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Registry;
using resource::Rejection;

// Large enough for three times the prices there are today, and within what a body may have.
constexpr std::int64_t kTextMax = 1'000'000;

struct CompareInput {
  std::string text;
};

void Describe(config::Fields<CompareInput>& f) {
  f.Name("PriceComparison", "Prices to look at before they are used.");
  f.Add("text", &CompareInput::text)
      .AtMost(kTextMax)
      .Lines()
      .Because("As script/update-prices --output writes it; left out: the built-in prices.");
}

struct CatalogueInput {
  std::string text;
};

void Describe(config::Fields<CatalogueInput>& f) {
  f.Name("PriceCatalogue", "Prices to use from now on.");
  f.Add("text", &CatalogueInput::text)
      .Required()
      .AtLeast(1)
      .AtMost(kTextMax)
      .Lines()
      .Because("As script/update-prices --output writes it.");
}

template <class Input>
Checked<Input> ReadInput(const Request& request) {
  Input input;
  config::Faults faults = config::Read(request.body, input, config::Mode::kCreate);
  if (!faults.empty()) return Rejection{std::move(faults)};
  return input;
}

Reply ReplyWithCatalogue(const Registry& registry) {
  const Registry::Catalogue catalogue = registry.catalogue();
  const bool touched = catalogue.version > 0;
  Reply reply;
  reply.version = catalogue.version;
  reply.body = json::object{
      {"version", catalogue.book->version()},
      {"models", catalogue.book->size()},
      {"source", catalogue.loaded ? "loaded" : "built-in"},
      {"updated_at", touched ? json::value(ToRfc3339(catalogue.updated)) : json::value(nullptr)},
      {"updated_by", touched ? json::value(catalogue.actor) : json::value(nullptr)},
      {"built_in_version", registry.embedded_catalogue().version()},
      {"fault", catalogue.fault.empty() ? json::value(nullptr) : json::value(catalogue.fault)}};
  return reply;
}

json::object CatalogueSchema() {
  const json::object text{{"type", "string"}};
  const json::object maybe{{"type", {"string", "null"}}};
  return {{"type", "object"},
          {"description",
           "The prices in force. fault: why the ones that were loaded are not, where this program "
           "does not read them."},
          {"properties",
           {{"version", text},
            {"models", {{"type", "integer"}}},
            {"source", {{"type", "string"}, {"enum", {"built-in", "loaded"}}}},
            {"updated_at", maybe},
            {"updated_by", maybe},
            {"built_in_version", text},
            {"fault", maybe}}}};
}

json::array ModelsOf(const std::vector<meter::ModelChange>& changes) {
  json::array models;
  for (const meter::ModelChange& change : changes) {
    json::array figures;
    for (const meter::FigureChange& figure : change.figures) {
      const auto said = [](const std::string& value) {
        return value.empty() ? json::value(nullptr) : json::value(value);
      };
      figures.push_back(json::object{
          {"what", figure.what}, {"before", said(figure.before)}, {"after", said(figure.after)}});
    }
    models.push_back(json::object{
        {"provider", change.provider}, {"model", change.model}, {"figures", std::move(figures)}});
  }
  return models;
}

Checked<Reply> RunCompare(const Services& services, const Request& request) {
  RG_TRY(const CompareInput input, ReadInput<CompareInput>(request));
  const Registry& registry = services.registry;
  std::shared_ptr<const meter::PriceBook> loaded;
  if (!input.text.empty()) {
    auto book = meter::ReadPrices(input.text);
    if (!book) return Rejection{config::Faults{{"/text", book.error().detail}}};
    loaded = *std::move(book);
  }
  const Registry::Catalogue in_force = registry.catalogue();
  const meter::PriceBook& before = *in_force.book;
  const meter::PriceBook& after = loaded ? *loaded : registry.embedded_catalogue();
  const meter::CatalogueDiff diff = meter::Compare(before.catalogue(), after.catalogue());
  Reply reply;
  reply.version = in_force.version;
  reply.body = json::object{{"from", before.version()},
                            {"to", after.version()},
                            {"etag", "\"v" + std::to_string(in_force.version) + "\""},
                            {"models", after.size()},
                            {"added", ModelsOf(diff.added)},
                            {"removed", ModelsOf(diff.removed)},
                            {"changed", ModelsOf(diff.changed)}};
  return reply;
}

json::object ComparisonSchema() {
  const json::object text{{"type", "string"}};
  const json::object maybe{{"type", {"string", "null"}}};
  const json::object figure{{"type", "object"},
                            {"properties", {{"what", text}, {"before", maybe}, {"after", maybe}}}};
  const json::object model{
      {"type", "object"},
      {"properties",
       {{"provider", text}, {"model", text}, {"figures", {{"type", "array"}, {"items", figure}}}}}};
  const json::object models{{"type", "array"}, {"items", model}};
  return {{"type", "object"},
          {"description",
           "What would change, in dollars per million; a model without a name is the provider "
           "itself. Send etag as If-Match to use what was looked at."},
          {"properties",
           {{"from", text},
            {"to", text},
            {"etag", text},
            {"models", {{"type", "integer"}}},
            {"added", models},
            {"removed", models},
            {"changed", models}}}};
}

Checked<Reply> RunUse(const Services& services, const Request& request) {
  RG_TRY(const CatalogueInput input, ReadInput<CatalogueInput>(request));
  RG_CHECK(services.registry.UseCatalogue(input.text, ChangeOf(request)));
  return ReplyWithCatalogue(services.registry);
}

Checked<Reply> RunUseBuiltIn(const Services& services, const Request& request) {
  RG_CHECK(services.registry.UseCatalogue("", ChangeOf(request)));
  return ReplyWithCatalogue(services.registry);
}

}  // namespace

void AddPriceCatalogue(Api& api, const Services& services) {
  const Shape catalogue = SchemaShape("PriceCatalogue", &CatalogueSchema);
  api.Add({.method = "GET",
           .path = "/api/v1/prices/catalogue",
           .needs = Role::kViewer,
           .summary = "Which prices are in force, and since when",
           .tag = "prices",
           .answer = catalogue,
           .run = [services](const Request&) -> Checked<Reply> {
             return ReplyWithCatalogue(services.registry);
           }});
  api.Add({.method = "POST",
           .path = "/api/v1/prices/catalogue/compare",
           .needs = Role::kOwner,
           .summary = "What other prices would change; changes nothing",
           .tag = "prices",
           .input = InputOf<CompareInput>(),
           .answer = SchemaShape("PriceDifference", &ComparisonSchema),
           .run = [services](const Request& request) { return RunCompare(services, request); }});
  api.Add({.method = "PUT",
           .path = "/api/v1/prices/catalogue",
           .needs = Role::kOwner,
           .summary = "Use other prices from now on, in every workspace",
           .tag = "prices",
           .input = InputOf<CatalogueInput>(),
           .answer = catalogue,
           .versioned = true,
           .run = [services](const Request& request) { return RunUse(services, request); }});
  api.Add({.method = "DELETE",
           .path = "/api/v1/prices/catalogue",
           .needs = Role::kOwner,
           .summary = "Use the built-in prices again",
           .tag = "prices",
           .answer = catalogue,
           .versioned = true,
           .run = [services](const Request& request) { return RunUseBuiltIn(services, request); }});
}

}  // namespace rg::admin
