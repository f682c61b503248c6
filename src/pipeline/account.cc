#include "pipeline/account.h"

#include <algorithm>

#include "meter/exchange.h"
#include "pipeline/estimate.h"
#include "pipeline/quote.h"

namespace rg::pipeline {
namespace {

Cost BillOf(const Visit& visit, const meter::Reading& reading) {
  return meter::Bill(*visit.workspace->prices, visit.route.catalogue_provider, visit.facts.model,
                     reading, visit.opened);
}

void AccountGuess(Visit& visit, const Usage& usage) {
  meter::Reading guess = visit.reading;
  guess.usage = usage;
  guess.found = true;
  visit.cost = BillOf(visit, guess);
  // The hold is the most the call can cost, so a guess above it is a bad guess.
  if (visit.quote.bounded) {
    visit.cost.total = std::min(visit.cost.total, visit.hold);
  }
  visit.usage = usage;
  visit.estimated = true;
  visit.accounted = true;
}

void AccountUnpriced(Visit& visit, std::string_view reason) {
  visit.cost = Cost{};
  visit.cost.priced = false;
  visit.cost.unpriced_reason = reason;
  visit.accounted = true;
}

}  // namespace

void AccountNothing(Visit& visit) {
  visit.cost = Cost{};
  visit.accounted = true;
}

void AccountReading(Visit& visit, std::int64_t output_bytes_seen) {
  if (visit.quote.cost_model != nullptr) return AccountEstimate(visit, output_bytes_seen);
  if (visit.quote.price == nullptr && visit.quote.bounded) return AccountNothing(visit);
  const bool by_characters = visit.dialect == Dialect::kOpenAiSpeech &&
                             visit.quote.price != nullptr && visit.quote.price->unit == "character";
  if (!visit.reading.found && by_characters) {
    visit.reading = meter::ReadingOfUnits(visit.route.facts.units.value_or(0));
  }
  if (!visit.reading.found && !visit.reading.why_none.empty()) {
    return AccountUnpriced(visit, visit.reading.why_none);
  }
  if (!visit.reading.found && !ReportsUsage(visit.dialect)) {
    return AccountUnpriced(visit, "the answers of this endpoint carry no usage that can be read");
  }
  if (!visit.reading.found) return AccountEstimate(visit, output_bytes_seen);
  visit.cost = BillOf(visit, visit.reading);
  visit.usage = visit.reading.usage;
  visit.accounted = true;
}

void AccountEstimate(Visit& visit, std::int64_t output_bytes_seen) {
  if (visit.quote.cost_model != nullptr) {
    if (visit.quote.bounded && visit.hold == Money()) return AccountNothing(visit);
    visit.cost = Cost{};
    visit.cost.priced = visit.quote.bounded;
    visit.cost.unpriced_reason = visit.quote.because;
    visit.cost.total = visit.hold;  // one call, one price: whether it was done is not known
    visit.estimated = visit.accounted = true;
    return;
  }
  if (visit.quote.price == nullptr && visit.quote.bounded) return AccountNothing(visit);
  AccountGuess(visit, EstimateUsage(visit, output_bytes_seen));
}

void AccountBraked(Visit& visit, std::int64_t output_bytes_seen) {
  Usage usage = visit.reading.usage;
  const Bound& bound = visit.route.bound;
  if (usage.InputTokens() == 0) {
    usage[UsageClass::kInputUncached] = bound.input_tokens;
    usage[UsageClass::kInputImage] = bound.input_image_tokens;
    usage[UsageClass::kInputAudio] = bound.input_audio_tokens;
  }
  const std::int64_t missing = output_bytes_seen - usage.OutputTokens();
  if (missing > 0) usage[UsageClass::kOutputText] += missing;
  AccountGuess(visit, usage);
}

void AccountGeneric(Visit& visit, std::string_view answer_body, std::string_view header_value) {
  if (visit.quote.cost_model == nullptr) {
    visit.cost = Cost{};
    visit.cost.priced = false;
    visit.cost.unpriced_reason = visit.quote.because;
    visit.accounted = true;
    return;
  }
  visit.cost = meter::ComputeGeneric(*visit.quote.cost_model, {.status = visit.upstream_status,
                                                               .request_body = visit.body,
                                                               .answer_body = answer_body,
                                                               .header_value = header_value});
  for (const CostLine& line : visit.cost.lines) {
    if (line.usage_class == UsageClass::kUnits) visit.usage[UsageClass::kUnits] = line.count;
  }
  visit.accounted = true;
}

}  // namespace rg::pipeline
