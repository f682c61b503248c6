#include "resource/apis.h"

#include <algorithm>
#include <array>

#include <boost/json/value.hpp>

#include "config/address.h"
#include "core/provider.h"
#include "resource/forms.h"
#include "resource/kind.h"

namespace rg::config {
namespace {

constexpr char kTokenPattern[] = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";
constexpr char kTokenWords[] = "the name of a header";

// A header's name (RFC 9110, section 5.6.2).
bool IsToken(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace

using AddedHeader = std::pair<std::string, std::string>;

void Describe(Fields<AddedHeader>& f) {
  f.Name("AddedHeader", "A header that is set, replacing what was sent.");
  f.Add("name", &AddedHeader::first)
      .Required()
      .AtLeast(1)
      .AtMost(200)
      .Matching(kTokenPattern, &IsToken, kTokenWords);
  f.Add("value", &AddedHeader::second).Required().AtMost(4096);
}

}  // namespace rg::config

namespace rg::route {

constexpr std::int64_t kHeaderItemsMax = 50;

void Describe(config::Fields<HeaderRules>& f) {
  f.Name("HeaderRules", "Which headers pass. Credentials and hop-by-hop fields never do.");
  f.Add("forward_all", &HeaderRules::forward_all)
      .Because("Whether headers pass that nothing below names.");
  f.Add("forward", &HeaderRules::forward)
      .AtMost(kHeaderItemsMax)
      .Matching(config::kTokenPattern, &config::IsToken, config::kTokenWords)
      .Because("The names that pass when forward_all is false.");
  f.Add("strip", &HeaderRules::strip)
      .AtMost(kHeaderItemsMax)
      .Matching(config::kTokenPattern, &config::IsToken, config::kTokenWords)
      .Because("Names that do not pass.");
  f.Add("add", &HeaderRules::add).AtMost(kHeaderItemsMax).Because("Headers that are set.");
}

void Describe(config::Fields<Auth>& f) {
  f.Name("ApiAuth", "How a call proves itself to the API.");
  f.Add("way", &Auth::way)
      .OneOf<Auth::Way>({{"bearer", Auth::Way::kBearer},
                         {"header", Auth::Way::kHeader},
                         {"none", Auth::Way::kNone}})
      .Because("bearer is Authorization: Bearer; header puts the credential in one of its own.");
  f.Add("header", &Auth::header)
      .AtMost(200)
      .Matching(config::kTokenPattern, &config::IsToken, config::kTokenWords)
      .Example("x-api-key")
      .Because("The header's name, when way is header.");
}

}  // namespace rg::route

namespace rg::resource {
namespace {

namespace json = boost::json;
using meter::CostModelText;
using route::OnDisconnect;
using std::chrono::hours;
using std::chrono::milliseconds;

std::string_view TextOf(const json::object& input, std::string_view member) {
  const json::value* value = input.if_contains(member);
  return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : "";
}

void Fill(json::object& input, std::string_view member, json::value value) {
  if (!input.contains(member)) input[member] = std::move(value);
}

// A price that is named says by itself how calls cost money.
void CompleteCost(json::object& input, std::string_view family) {
  if (!input.contains("cost")) {
    // Of a generic API nobody knows what a call costs until somebody says so.
    if (family == "generic" || family.empty()) input["cost"] = {{"kind", "unpriced"}};
    return;
  }
  json::object* cost = input["cost"].if_object();
  if (cost == nullptr || cost->contains("kind")) return;
  constexpr std::pair<std::string_view, std::string_view> kKindOfMember[] = {
      {"per_unit", "per_unit"}, {"percent", "percentage"}, {"per_request", "per_request"}};
  for (const auto& [member, kind] : kKindOfMember) {
    if (cost->contains(member)) return Fill(*cost, "kind", json::value(kind));
  }
}

// How a provider's credential travels. Bearer is what an API has anyway.
void CompleteAuth(json::object& input, const Provider& provider) {
  switch (provider.credential) {
    case Provider::Credential::kBearer:
      return;
    case Provider::Credential::kHeader:
      return Fill(input, "auth", {{"way", "header"}, {"header", provider.header}});
    case Provider::Credential::kNone:
      return Fill(input, "auth", {{"way", "none"}});
  }
}

// What follows from naming a well-known provider, or only the language.
void CompleteApi(json::object& input) {
  if (const Provider* const row = FindProvider(TextOf(input, "provider"))) {
    Fill(input, "slug", json::value(row->name));
    if (!row->base_url.empty()) Fill(input, "base_url", json::value(row->base_url));
    Fill(input, "family", json::value(ToString(row->family)));
    if (TextOf(input, "family") == ToString(row->family)) CompleteAuth(input, *row);
    if (row->local) Fill(input, "cost", {{"kind", "free"}});
  }
  const std::string family{TextOf(input, "family")};
  // Whoever speaks a language and says no more has the prices of the provider it is named after.
  if (const Provider* const row = FindProvider(family)) {
    Fill(input, "provider", json::value(row->name));
    CompleteAuth(input, *row);
  }
  CompleteCost(input, family);
}

void IsComplete(const Api& api, config::Faults& faults) {
  using Way = route::Auth::Way;
  if (api.slug.empty()) faults.push_back({"/slug", "is required"});
  if (api.base.host.empty()) faults.push_back({"/base_url", "is required"});
  if (api.auth.way == Way::kHeader && api.auth.header.empty()) {
    faults.push_back({"/auth/header", "is required when way is header"});
  }
  if (api.auth.way != Way::kHeader && !api.auth.header.empty()) {
    faults.push_back({"/auth/header", "is only for the way header"});
  }
  if (api.auth.way == Way::kNone && !api.credential.empty()) {
    faults.push_back({"/credential", "would be sent nowhere: auth.way is none"});
  }
}

void CostCanBeComputed(const Api& api, config::Faults& faults) {
  const auto model = meter::ParseCostModel(api.cost, "");
  if (model) return;
  const std::string& field = model.error().field;
  faults.push_back({field.empty() ? "/cost" : "/cost/" + field, model.error().detail});
}

}  // namespace

void Describe(config::Fields<ApiTimeouts>& f) {
  f.Name("ApiTimeouts", "Deadlines of its calls; what is null comes from the settings.");
  f.Add("connect", &ApiTimeouts::connect)
      .AtLeast(milliseconds{10})
      .AtMost(hours{1})
      .Because("To connect, TLS included.");
  f.Add("first_byte", &ApiTimeouts::first_byte)
      .AtLeast(milliseconds{10})
      .AtMost(hours{1})
      .Because("Until the answer begins; models that think need more.");
  f.Add("idle", &ApiTimeouts::idle)
      .AtLeast(milliseconds{10})
      .AtMost(hours{1})
      .Because("How long an answer may fall silent.");
}

void Describe(config::Fields<ApiCost>& f) {
  f.Name("ApiCost", "How its calls cost money.");
  f.Add("kind", &CostModelText::kind)
      .OneOfWords({"model", "free", "per_request", "per_unit", "percentage", "unpriced"})
      .Because("model prices calls by the catalogue; unpriced says that nobody knows.");
  f.Add("per_request", &CostModelText::per_request)
      .AtMost(40)
      .Example("0.0075")
      .Because("Dollars a call, as a decimal.");
  f.Add("per_unit", &CostModelText::per_unit)
      .AtMost(40)
      .Example("0.000015")
      .Because("Dollars a unit, as a decimal.");
  f.Add("percent", &CostModelText::percent)
      .AtMost(40)
      .Example("2.9")
      .Because("Per cent of an amount of money, as a decimal.");
  f.Add("source", &CostModelText::source)
      .OneOfWords({"answer", "request", "header"})
      .Because("Where the number of units, or the amount, stands.");
  f.Add("pointer", &CostModelText::pointer)
      .Example("/usage/characters")
      .Because("A JSON pointer into the body, or the name of the answer's header.");
  f.Add("decimals", &CostModelText::decimals)
      .AtLeast(0)
      .AtMost(9)
      .Because("2 when the number counts cents.");
  f.Add("unit", &CostModelText::unit).AtMost(40).Example("message").Because("What one is called.");
  f.Add("most", &CostModelText::most)
      .AtLeast(0)
      .Because(
          "The most units a call can use; needed against hard budgets when the answer says "
          "how many there were.");
}

void Describe(config::Fields<Api>& f) {
  f.Name("Api", "An upstream of a workspace: where it is, how to prove oneself, what it costs.");
  f.Add("slug", &Api::slug)
      .AtLeast(1)
      .AtMost(63)
      .Matching(config::kSlugPattern, &config::IsSlug, config::kSlugWords)
      .Example("openai")
      .Because("Its name in addresses: /proxy/{slug}/... Follows from a well-known provider.");
  f.Add("name", &Api::name).AtMost(200).Because("Its name for people.");
  f.Add("enabled", &Api::enabled).Because("Calls to a disabled API find nothing.");
  f.Add("base_url", &Api::base)
      .Example("https://api.openai.com")
      .Because("Where it is, without the /v1. Follows from a well-known provider.");
  f.Add("family", &Api::family)
      .OneOf<Family>({{"openai", Family::kOpenAi},
                      {"anthropic", Family::kAnthropic},
                      {"gemini", Family::kGemini},
                      {"cohere", Family::kCohere},
                      {"generic", Family::kGeneric}})
      .Because("Which language it speaks.");
  f.Add("provider", &Api::catalogue_provider)
      .AtMost(63)
      .Example("openai")
      .Because("Whose prices in the catalogue its models have.");
  f.Add("auth", &Api::auth);
  f.Add("credential", &Api::credential)
      .AtMost(8192)
      .Because("What it knows us by. Stored encrypted; only its last four characters are shown.");
  f.Add("timeouts", &Api::own_timeouts);
  f.Add("request_headers", &Api::request_headers);
  f.Add("response_headers", &Api::response_headers);
  f.Add("forward_set_cookie", &Api::forward_set_cookie)
      .Because("A cookie of the provider means nothing at the gateway's host, and is dropped.");
  f.Add("inject_usage", &Api::inject_usage)
      .Because("Ask for the usage of a stream when the client did not, and take it out again.");
  f.Add("on_disconnect", &Api::on_disconnect)
      .OneOf<OnDisconnect>({{"cancel", OnDisconnect::kCancel}, {"drain", OnDisconnect::kDrain}})
      .Because("When the client hangs up: stop the call, or read it to its end to learn its cost.");
  f.AddBytes("drain_cap_bytes", &Api::drain_cap_bytes)
      .AtLeast(0)
      .AtMost(std::int64_t{1} << 30)
      .Because("The most that is drained.");
  f.Add("retries", &Api::retries)
      .AtLeast(0)
      .AtMost(10)
      .Because("How often a call is sent again when nothing of it was answered.");
  f.Add("models", &Api::models)
      .AtMost(500)
      .Example("gpt-*")
      .Because("Which models it serves on /v1; empty: those its provider is known for.");
  f.Add("output_ceiling", &Api::output_ceiling)
      .AtLeast(1)
      .AtMost(100'000'000)
      .Because(
          "The most output tokens of a call that names no limit, where the model's is unknown.");
  f.Add("max_input_tokens", &Api::max_input_tokens)
      .AtLeast(1)
      .AtMost(100'000'000)
      .Because("The most input tokens of a call whose input cannot be seen (files, searches).");
  f.Add("request_units_pointer", &Api::request_units_pointer)
      .Example("/count")
      .Because("JSON pointer to the number in a request that says how many units it will use.");
  f.Add("cost", &Api::cost);
  f.Check<&IsComplete>();
  f.Check<&CostCanBeComputed>();
}

route::Api Api::ToApi(const route::Timeouts& defaults) const {
  route::Api api = *this;
  api.timeouts.connect = own_timeouts.connect.value_or(defaults.connect);
  api.timeouts.first_byte = own_timeouts.first_byte.value_or(defaults.first_byte);
  api.timeouts.idle = own_timeouts.idle.value_or(defaults.idle);
  return api;
}

const Kind& ApiKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Api>("api", "apis");
    k.unique_pointer = "/slug";
    k.unique_name = [](const void* body) { return static_cast<const Api*>(body)->slug; };
    k.bind = [](void* body, const Header& header) {
      static_cast<Api*>(body)->id = ApiId{header.id};
      static_cast<Api*>(body)->workspace = header.workspace;
    };
    k.complete = &CompleteApi;
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
