#include "pipeline/quote.h"

#include <string>
#include <utility>

#include "route/splice.h"

namespace rg::pipeline {
namespace {

meter::QuoteContext ContextOf(const Visit& visit) {
  return {.when = visit.opened,
          .output_ceiling = visit.route.api->output_ceiling,
          .account_service_tier = {}};
}

void QuoteUnbounded(Quote& quote, std::string because, std::string field) {
  quote.bounded = false;
  quote.because = std::move(because);
  quote.field = std::move(field);
}

void Take(meter::QuoteResult most, Quote& quote) {
  quote.most = most.most;
  quote.bounded = most.bounded();
  quote.because = std::move(most.unbounded_because);
  quote.field = std::move(most.unbounded_field);
  quote.output_tokens = most.output_tokens;
}

// What a model is billed by that neither the request nor the answer tells; "" when nothing.
std::string_view Unseen(Dialect dialect, const meter::Price& price) {
  if (dialect == Dialect::kOpenAiTranscription && price.unit == "second") {
    return "the length of a recording, which its bytes do not tell";
  }
  if (dialect == Dialect::kOpenAiSpeech && price.unit != "character") {
    return "the length of the speech, which its answer does not report";
  }
  return {};
}

void QuoteModel(Visit& visit) {
  Quote& quote = visit.quote;
  // Reading a stored response, listing models and counting tokens cost nothing.
  if (visit.route.free) return;
  const Bound& bound = visit.route.bound;
  if (visit.facts.model.empty() && !bound.unbounded_because.empty()) {
    return QuoteUnbounded(quote, bound.unbounded_because, bound.unbounded_field);
  }
  quote.price = visit.workspace->prices->Find(visit.route.catalogue_provider, visit.facts.model);
  if (quote.price == nullptr) {
    quote.bounded = false;
    quote.because = "no price is known for model '" + std::string(visit.facts.model) + "' of '" +
                    std::string(visit.route.catalogue_provider) +
                    "'; set one with: rateguard prices create";
    quote.field = "model";
    return;
  }
  if (!IsBounded(visit.dialect)) {
    quote.bounded = false;
    quote.because =
        "what " + std::string(visit.facts.endpoint) + " costs has no bound that is known";
    return;
  }
  if (const std::string_view unseen = Unseen(visit.dialect, *quote.price); !unseen.empty()) {
    return QuoteUnbounded(quote, "the model is billed by " + std::string(unseen), "model");
  }
  Take(meter::Quote(*quote.price, bound, ContextOf(visit)), quote);
}

void QuoteGeneric(Visit& visit, const meter::CostModel& model) {
  visit.quote.cost_model = &model;
  Take(meter::QuoteGeneric(model, visit.body), visit.quote);
}

}  // namespace

bool IsBounded(Dialect dialect) {
  return ReportsUsage(dialect) || dialect == Dialect::kOpenAiSpeech;
}

void QuoteCall(Visit& visit) {
  visit.quote = Quote{};
  const meter::CostModel* model = visit.snapshot->FindCostModel(visit.facts.api);
  if (model != nullptr && model->kind != meter::CostKind::kModel) {
    QuoteGeneric(visit, *model);
  } else if (visit.dialect == Dialect::kGeneric) {
    visit.quote.bounded = false;
    visit.quote.because = "the API '" + visit.route.api->slug +
                          "' has no cost model; set one with: rateguard apis update " +
                          visit.route.api->slug + " --cost-model";
  } else {
    QuoteModel(visit);
  }
}

bool ClampTo(Visit& visit, Money left) {
  if (visit.quote.price == nullptr || !visit.quote.bounded) return false;
  const auto tokens =
      meter::MaxOutputTokens(*visit.quote.price, visit.route.bound, ContextOf(visit), left);
  if (!tokens || *tokens < 1) return false;
  route::LimitOutput(visit.route.facts, *tokens, visit.route.splices);
  visit.route.bound.output_tokens = *tokens;
  QuoteModel(visit);
  return visit.quote.most <= left;
}

Money QuoteFor(const Visit& visit, std::int64_t output_tokens) {
  Bound bound = visit.route.bound;
  bound.output_tokens = output_tokens;
  return meter::Quote(*visit.quote.price, bound, ContextOf(visit)).most;
}

std::int64_t OutputTokensFor(const Visit& visit, Money hold) {
  if (visit.quote.price == nullptr) return 0;
  return meter::MaxOutputTokens(*visit.quote.price, visit.route.bound, ContextOf(visit), hold)
      .value_or(0);
}

}  // namespace rg::pipeline
