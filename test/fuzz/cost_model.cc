// The price of a call to an API that is no model: a figure found in bytes that somebody else wrote.
// The input is lines: kind, amount, source, pointer, decimals; then the request, a line with "---",
// and the answer.

#include "meter/cost_model.h"

#include "fuzz.h"

namespace rg::fuzz {
namespace {

std::string_view TakeUntil(std::string_view& rest, std::string_view mark) {
  const std::string_view part = rest.substr(0, rest.find(mark));
  rest.remove_prefix(std::min(rest.size(), part.size() + mark.size()));
  return part;
}

}  // namespace

void Try(std::string_view input) {
  meter::CostModelText text;
  text.kind = TakeUntil(input, "\n");
  const std::string amount(TakeUntil(input, "\n"));
  (text.kind == "percentage" ? text.percent : text.per_unit) = amount;
  text.source = TakeUntil(input, "\n");
  text.pointer = TakeUntil(input, "\n");
  text.decimals = static_cast<int>(Choose(input, 10));
  text.most = 1'000;
  const Result<meter::CostModel> model = meter::ParseCostModel(text, "fuzz-1");
  if (!model) return;

  const std::string request(TakeUntil(input, "\n---\n"));
  const std::string answer(input);
  const meter::GenericCall call{200, request, answer, answer};
  const Cost cost = meter::ComputeGeneric(*model, call);
  Require(cost.total >= Money(), "no call costs less than nothing");
  Require(cost.priced || (cost.total == Money() && !cost.unpriced_reason.empty()),
          "what has no price says why");
  for (const CostLine& line : cost.lines) {
    Require(line.count >= 0 && line.pico_per_unit >= 0, "no line of a bill is negative");
  }
  const Cost refused = meter::ComputeGeneric(*model, {500, request, answer, answer});
  Require(refused.total == Money(), "a call that failed costs nothing");

  // The request's own figure bounds what the call costs.
  const meter::QuoteResult quote = meter::QuoteGeneric(*model, request);
  if (quote.bounded() && cost.priced && model->figure.source == meter::FigureSource::kRequest) {
    Require(cost.total <= quote.most, "no call costs more than was held");
  }
}

}  // namespace rg::fuzz
