#include "route/route.h"

#include <simdjson.h>
#include <utility>

#include "core/endpoint.h"
#include "core/provider.h"
#include "route/bound.h"
#include "route/form.h"
#include "route/headers.h"

namespace rg::route {
namespace {

constexpr std::string_view kModels = "/v1/models";

Error NoSuchApi(const ApiTable& table, WorkspaceId workspace, std::string_view slug) {
  std::string detail = "This workspace has no API '" + std::string(slug.substr(0, 100)) + "'. ";
  const auto slugs = table.Slugs(workspace);
  if (slugs.empty()) {
    detail += "It has none yet; add one with: rateguard apis create";
  } else {
    detail += "It has:";
    for (const std::string_view known : slugs) detail.append(" ").append(known);
    detail += ".";
  }
  return Fail(Errc::kNotFound, std::move(detail), "api");
}

Error NoApiForModel(const ApiTable& table, const Asked& asked, std::string_view model) {
  if (table.FirstOf(asked.workspace, asked.path.family) == nullptr) {
    return Fail(Errc::kNotFound,
                "This workspace has no API that speaks the language of " +
                    std::string(asked.path.endpoint()) + ". Add one with: rateguard apis create",
                "api");
  }
  return Fail(Errc::kNotFound,
              "No API of this workspace serves the model '" + std::string(model.substr(0, 200)) +
                  "'. Add the model to the list of one of its APIs, or name the API: "
                  "/proxy/{api}" +
                  std::string(asked.path.endpoint()) + ".",
              "model");
}

RequestFacts FactsOf(const FormFacts& form, bool transcribes) {
  RequestFacts facts;
  facts.model = form.model;
  facts.stream = form.stream;
  facts.choices = form.choices;
  facts.images = form.images;
  facts.text_bytes = form.text_bytes;
  facts.end_user = form.end_user;
  facts.units = form.choices;
  if (transcribes) facts.unbounded = {"a recording of unknown length", "file", "", true};
  return facts;
}

Result<void> ReadBody(const Endpoint& endpoint, const Asked& asked,
                      std::pmr::memory_resource& memory, RequestFacts& facts) {
  switch (endpoint.body) {
    case Endpoint::Body::kNotRead:
      return {};
    case Endpoint::Body::kJson: {
      // The paths of /v1 whose bodies are read name no model.
      const bool by_model = asked.path.kind == PathMatch::Kind::kByModel;
      const std::string_view model = by_model ? "" : ModelInPath(asked.path.endpoint());
      return ReadRequest(endpoint.dialect, asked.body, memory, model, facts);
    }
    case Endpoint::Body::kForm:
      break;
  }
  const std::string_view content_type =
      asked.head.headers.Find(http::FieldName::kContentType).value_or("");
  if (content_type.starts_with("application/json")) {
    RG_CHECK(ReadRequest(endpoint.dialect, asked.body, memory, {}, facts));
    if (!facts.unbounded) facts.unbounded = {"what the request refers to", "images", "", true};
    return {};
  }
  RG_TRY(const FormFacts form, ReadForm(content_type, asked.body));
  facts = FactsOf(form, asked.path.endpoint().find("/audio/") != std::string_view::npos);
  return {};
}

// Models and users stand in events and error messages, where nobody expects a secret.
Result<void> CheckNoKeyIn(const RequestFacts& facts) {
  const bool in_model = HoldsOurKey(facts.model);
  if (!in_model && !HoldsOurKey(facts.end_user)) return {};
  return Fail(Errc::kInvalidRequest,
              "An API key stands where a name belongs. Send the key in a header: Authorization: "
              "Bearer rg_live_...",
              in_model ? "model" : "user");
}

Result<const Api*> ChooseApi(const ApiTable& table, const Asked& asked, std::string_view model) {
  const Api* const api = model.empty() ? table.FirstOf(asked.workspace, asked.path.family)
                                       : table.ForModel(asked.workspace, asked.path.family, model);
  if (api == nullptr) return NoApiForModel(table, asked, model);
  return api;
}

// The path at the API. One of another family answers OpenAI's paths under a prefix of its own.
std::string_view TargetOf(const Route& route, const PathMatch& path,
                          std::pmr::memory_resource& memory) {
  const std::string_view prefix = OpenAiPrefix(*route.api);
  const bool compatible =
      path.kind == PathMatch::Kind::kByModel && !prefix.empty() && path.family == Family::kOpenAi;
  if (!compatible) return UpstreamTarget(*route.api, route.endpoint, path.query, memory);
  constexpr std::string_view kVersion = "/v1";
  const std::string_view rest = route.endpoint.substr(kVersion.size());
  auto* const endpoint = static_cast<char*>(memory.allocate(prefix.size() + rest.size(), 1));
  std::copy(rest.begin(), rest.end(), std::copy(prefix.begin(), prefix.end(), endpoint));
  return UpstreamTarget(*route.api, {endpoint, prefix.size() + rest.size()}, path.query, memory);
}

// Whose prices the call has.
std::string_view CatalogueProviderOf(const Api& api, std::string_view target,
                                     std::pmr::memory_resource& memory) {
  const bool by_path = api.provider != nullptr && api.provider->billed_by_segment;
  if (!by_path) return api.catalogue_provider;
  const std::string name = CatalogueOf(api.catalogue_provider, target.substr(0, target.find('?')));
  auto* const kept = static_cast<char*>(memory.allocate(name.size(), 1));
  std::copy(name.begin(), name.end(), kept);
  return {kept, name.size()};
}

// GET /v1/models and GET /v1/models/{model}. One model that an API of the client's own family
// serves is that API's to describe.
Result<void> ChooseModels(const ApiTable& table, const Asked& asked,
                          std::pmr::memory_resource& memory, Route& route) {
  const bool anthropic_client = asked.head.headers.Has(http::FieldName::kAnthropicVersion);
  const Family own = anthropic_client ? Family::kAnthropic : Family::kOpenAi;
  const Family other = anthropic_client ? Family::kOpenAi : Family::kAnthropic;
  route.endpoint = asked.path.endpoint();
  route.dialect = anthropic_client ? Dialect::kAnthropicOther : Dialect::kOpenAiOther;
  route.bound.output_tokens = 0;
  route.free = true;
  if (route.endpoint.size() <= kModels.size() + 1) {
    route.lists_models = true;
    if (table.FirstOf(asked.workspace, own) == nullptr &&
        table.FirstOf(asked.workspace, other) == nullptr) {
      return NoApiForModel(table, asked, "");
    }
    return {};
  }
  route.model = route.endpoint.substr(kModels.size() + 1);
  route.api = table.ForModel(asked.workspace, own, route.model);
  // Other families answer calls in the client's words, and this question in their own.
  if (route.api != nullptr && route.api->family == other) route.api = nullptr;
  const Api* const foreign = table.ForModel(asked.workspace, other, route.model);
  const bool named_here = route.api != nullptr && ApiTable::Names(*route.api, route.model);
  const bool named_there = foreign != nullptr && ApiTable::Names(*foreign, route.model);
  if (route.api == nullptr || (named_there && !named_here)) {
    route.lists_models = true;
    route.api = foreign;
  }
  if (route.api == nullptr) return NoApiForModel(table, asked, route.model);
  route.target = route.api->family == own
                     ? UpstreamTarget(*route.api, route.endpoint, asked.path.query, memory)
                     : TargetOf(route, asked.path, memory);
  return {};
}

// The number a generic API's request says it will use.
Result<std::optional<std::int64_t>> RequestUnits(const Api& api, std::string_view body) {
  using Units = std::optional<std::int64_t>;
  if (api.request_units_pointer.empty() || body.empty()) return Units();
  simdjson::ondemand::parser parser;
  auto document =
      parser.iterate(body.data(), body.size(), body.size() + simdjson::SIMDJSON_PADDING);
  std::int64_t units = 0;
  if (document.at_pointer(api.request_units_pointer).get_int64().get(units) != simdjson::SUCCESS ||
      units < 0) {
    return Fail(Errc::kInvalidRequest,
                "The price of this call depends on the number at " + api.request_units_pointer +
                    ", which the body does not hold.",
                api.request_units_pointer);
  }
  return Units(units);
}

void SayUnbounded(const Asked& asked, Bound& bound) {
  bound.unbounded_field = asked.path.endpoint();
  bound.unbounded_because =
      std::string(asked.head.method) + " " + bound.unbounded_field +
      " is billed in ways its request does not show; make the budget a soft one "
      "to allow it";
}

void AddSplices(Route& route) {
  if (route.dialect != Dialect::kOpenAiChat) return;
  const Provider* const provider = route.api->provider;
  const bool reports_unasked =
      provider != nullptr && provider->stream_usage == Provider::StreamUsage::kAlways;
  if (route.stream && route.api->inject_usage && !route.facts.wants_usage && !reports_unasked) {
    AskForUsage(route.facts, route.splices);
    route.usage_injected = true;
  }
  const bool knows_younger_name = provider != nullptr && provider->takes_max_completion_tokens &&
                                  route.endpoint.ends_with("/chat/completions");
  if (!route.facts.output_limit && !knows_younger_name) {
    route.facts.output_limit_name = "max_tokens";
  }
}

}  // namespace

Result<void> Choose(const ApiTable& table, const Asked& asked, std::pmr::memory_resource& memory,
                    Route& route) {
  const bool by_model = asked.path.kind == PathMatch::Kind::kByModel;
  if (by_model && asked.path.endpoint().starts_with(kModels))
    return ChooseModels(table, asked, memory, route);
  route.endpoint = asked.path.endpoint();
  if (!by_model) {
    route.api = table.BySlug(asked.workspace, asked.path.slug);
    if (route.api == nullptr) return NoSuchApi(table, asked.workspace, asked.path.slug);
  }
  const Endpoint endpoint =
      by_model ? asked.path.known
               : FindEndpoint(route.api->family, asked.head.method, route.endpoint);
  route.dialect = endpoint.dialect;
  RG_CHECK(ReadBody(endpoint, asked, memory, route.facts));
  RG_CHECK(CheckNoKeyIn(route.facts));
  if (by_model) {
    RG_TRY(route.api, ChooseApi(table, asked, route.facts.model));
  }
  route.target = TargetOf(route, asked.path, memory);
  route.catalogue_provider = CatalogueProviderOf(*route.api, route.target, memory);
  route.model = route.facts.model;
  route.stream = route.facts.stream || IsStreamPath(route.endpoint);
  route.client_wants_usage = route.facts.wants_usage;
  route.end_user = route.facts.end_user;
  route.service_tier = route.facts.service_tier;
  AddSplices(route);

  if (endpoint.billing == Endpoint::Billing::kUnbounded) {
    SayUnbounded(asked, route.bound);
  } else if (endpoint.billing == Endpoint::Billing::kFree) {
    route.free = true;
    route.bound.output_tokens = 0;
  } else if (endpoint.body != Endpoint::Body::kNotRead) {
    route.bound = BoundOf(route.facts, route.dialect, *route.api);
  } else {
    RG_TRY(route.bound.units, RequestUnits(*route.api, asked.body));
    route.bound.output_tokens = 0;
  }
  return {};
}

}  // namespace rg::route
