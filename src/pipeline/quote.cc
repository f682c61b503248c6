#include "pipeline/quote.h"

#include <string>

#include "route/splice.h"

namespace rg::pipeline {
namespace {

meter::QuoteContext ContextOf(const Visit& visit) {
  return {.when = visit.opened,
          .output_ceiling = visit.route.api->output_ceiling,
          .account_service_tier = {}};
}

void QuoteModel(Visit& visit) {
  Quote& quote = visit.quote;
  if (visit.route.free) return;
  const Bound& bound = visit.route.bound;
  if (!BillsTokens(visit.dialect) && !bound.unbounded_because.empty()) {
    quote.bounded = false;
    quote.because = bound.unbounded_because;
    quote.field = bound.unbounded_field;
    return;
  }
  quote.price =
      visit.workspace->prices->Find(visit.route.api->catalogue_provider, visit.facts.model);
  if (quote.price == nullptr) {
    quote.bounded = false;
    quote.because = "no price is known for model '" + std::string(visit.facts.model) + "' of '" +
                    visit.route.api->catalogue_provider +
                    "'; set one with: rateguard prices create";
    quote.field = "model";
    return;
  }
  if (!BillsTokens(visit.dialect)) {
    quote.bounded = false;
    quote.because =
        "what " + std::string(visit.facts.endpoint) + " costs has no bound that is known";
    return;
  }
  const meter::QuoteResult most = meter::Quote(*quote.price, visit.route.bound, ContextOf(visit));
  quote.most = most.most;
  quote.bounded = most.bounded();
  quote.because = most.unbounded_because;
  quote.field = most.unbounded_field;
  quote.output_tokens = most.output_tokens;
}

void QuoteGeneric(Visit& visit, const meter::CostModel& model) {
  const meter::QuoteResult most = meter::QuoteGeneric(model, visit.body);
  visit.quote.cost_model = &model;
  visit.quote.most = most.most;
  visit.quote.bounded = most.bounded();
  visit.quote.because = most.unbounded_because;
  visit.quote.field = most.unbounded_field;
}

}  // namespace

bool BillsTokens(Dialect dialect) {
  return dialect == Dialect::kOpenAiChat || dialect == Dialect::kOpenAiResponses ||
         dialect == Dialect::kOpenAiEmbeddings || dialect == Dialect::kAnthropicMessages;
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
