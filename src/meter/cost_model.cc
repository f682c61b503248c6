#include "meter/cost_model.h"

#include <algorithm>
#include <array>
#include <limits>

#include "meter/json_pointer.h"

namespace rg::meter {
namespace {

// A figure is kept in billionths of a unit, so that 0.5 seconds or 19.99 dollars stay exact.
constexpr int kFigureDecimals = 9;
constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kPicoPerNano = 1000;
constexpr std::int64_t kMillion = 1'000'000;

__extension__ typedef __int128 Wide;

constexpr std::array<std::pair<std::string_view, CostKind>, 6> kKinds = {{
    {"model", CostKind::kModel},
    {"free", CostKind::kFree},
    {"per_request", CostKind::kPerRequest},
    {"per_unit", CostKind::kPerUnit},
    {"percentage", CostKind::kPercentage},
    {"unpriced", CostKind::kUnpriced},
}};

constexpr std::array<std::pair<std::string_view, FigureSource>, 3> kSources = {{
    {"answer", FigureSource::kAnswer},
    {"request", FigureSource::kRequest},
    {"header", FigureSource::kHeader},
}};

template <class Table>
auto Named(const Table& table, std::string_view name, std::string_view field)
    -> Result<typename Table::value_type::second_type> {
  for (const auto& [known, value] : table) {
    if (known == name) return value;
  }
  std::string choices;
  for (const auto& [known, value] : table)
    choices.append(choices.empty() ? "" : ", ").append(known);
  return Fail(Errc::kInvalidRequest,
              "'" + std::string(name.substr(0, 40)) + "' is none of " + choices,
              std::string(field));
}

Result<std::int64_t> ParseAmount(std::string_view text, int decimals, std::string_view field) {
  if (text.empty()) return 0;
  Result<std::int64_t> amount = ParseDecimal(text, decimals);
  if (!amount || *amount < 0) {
    return Fail(Errc::kInvalidRequest,
                amount ? "an amount is never negative" : std::move(amount).error().detail,
                std::string(field));
  }
  return amount;
}

Result<Figure> ParseFigure(const CostModelText& text) {
  Figure figure;
  RG_TRY(figure.source, Named(kSources, text.source, "source"));
  figure.pointer = text.pointer;
  figure.decimals = text.decimals;
  figure.most = text.most;
  const bool header = figure.source == FigureSource::kHeader;
  if (header ? figure.pointer.empty() : !figure.pointer.starts_with('/')) {
    return Fail(Errc::kInvalidRequest,
                header ? "name the header the figure is in"
                       : "a JSON pointer begins with '/', as in /usage/characters",
                "pointer");
  }
  if (figure.decimals < 0 || figure.decimals > kFigureDecimals) {
    return Fail(Errc::kInvalidRequest, "decimals are 0 to 9: 2 for an amount in cents", "decimals");
  }
  if (figure.most && (*figure.most < 0 || *figure.most > kBillion)) {
    return Fail(Errc::kInvalidRequest, "the most a call can use is 0 to 1000000000", "most");
  }
  return figure;
}

std::int64_t PowerOfTen(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

// The figure in billionths of a unit. JSON numbers and strings that hold one are both in use.
Result<std::int64_t> ReadFigure(const Figure& figure, std::string_view text) {
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  // 1999 with two decimals is 19.99: parsed as if the point stood further left.
  Result<std::int64_t> value = ParseDecimal(text, kFigureDecimals - figure.decimals);
  if (!value) return std::move(value).error();
  if (*value < 0) return Fail(Errc::kInvalidRequest, "it is negative");
  return value;
}

Result<std::int64_t> FindFigure(const Figure& figure, const GenericCall& call) {
  const std::string name = "'" + figure.pointer + "'";
  if (figure.source == FigureSource::kHeader) {
    if (call.header_value.empty()) {
      return Fail(Errc::kInvalidRequest, "the answer has no header " + name);
    }
    return ReadFigure(figure, call.header_value);
  }
  const bool answer = figure.source == FigureSource::kAnswer;
  const auto text = AtPointer(answer ? call.answer_body : call.request_body, figure.pointer);
  if (!text) {
    return Fail(Errc::kInvalidRequest,
                std::string(answer ? "the answer" : "the request") + " has nothing at " + name);
  }
  return ReadFigure(figure, *text);
}

Wide CeilDivide(Wide dividend, Wide divisor) { return (dividend + divisor - 1) / divisor; }

// What `billionths` of a unit, or of a dollar, cost. A unit that was begun counts whole. An amount
// of money is exact: its line counts the coin the figure is in, or a smaller one where it has a
// fraction.
Cost Charge(const CostModel& model, std::int64_t billionths) {
  Cost cost;
  cost.price_version = model.version;
  Wide pico = static_cast<Wide>(model.per_request.nanos()) * kPicoPerNano;
  if (pico != 0) {
    cost.lines.push_back({UsageClass::kUnits, 1, model.per_request.nanos() * kPicoPerNano});
  }
  if (model.kind == CostKind::kPerUnit) {
    const auto units = static_cast<std::int64_t>(CeilDivide(billionths, kBillion));
    cost.lines.push_back({UsageClass::kUnits, units, model.pico_per_unit});
    pico += static_cast<Wide>(units) * model.pico_per_unit;
  } else if (model.kind == CostKind::kPercentage) {
    std::int64_t coin = PowerOfTen(kFigureDecimals - model.figure.decimals);
    while (billionths % coin != 0) coin /= 10;
    const auto coins = static_cast<std::int64_t>(CeilDivide(billionths, coin));
    const auto pico_per_coin = static_cast<std::int64_t>(
        CeilDivide(static_cast<Wide>(coin) * model.parts_per_million * kPicoPerNano, kMillion));
    cost.lines.push_back({UsageClass::kUnits, coins, pico_per_coin});
    pico += static_cast<Wide>(coins) * pico_per_coin;
  }
  const Wide nanos = CeilDivide(pico, kPicoPerNano);
  cost.total = nanos > std::numeric_limits<std::int64_t>::max()
                   ? Money::Max()
                   : Money::Nanos(static_cast<std::int64_t>(nanos));
  return cost;
}

Cost Unpriced(const CostModel& model, std::string reason) {
  Cost cost;
  cost.priced = false;
  cost.unpriced_reason = std::move(reason);
  cost.price_version = model.version;
  return cost;
}

}  // namespace

Result<CostModel> ParseCostModel(const CostModelText& text, std::string version) {
  CostModel model;
  model.version = std::move(version);
  RG_TRY(model.kind, Named(kKinds, text.kind, "kind"));
  RG_TRY(const std::int64_t per_request, ParseAmount(text.per_request, 9, "per_request"));
  model.per_request = Money::Nanos(per_request);
  if (!text.unit.empty()) model.unit = text.unit;
  if (model.kind == CostKind::kPerRequest && text.per_request.empty()) {
    return Fail(Errc::kInvalidRequest, "say what one call costs, in dollars", "per_request");
  }
  if (model.kind == CostKind::kPerUnit) {
    if (text.per_unit.empty()) {
      return Fail(Errc::kInvalidRequest, "say what one unit costs, in dollars", "per_unit");
    }
    RG_TRY(model.pico_per_unit, ParseAmount(text.per_unit, 12, "per_unit"));
  }
  if (model.kind == CostKind::kPercentage) {
    RG_TRY(const std::int64_t parts, ParseAmount(text.percent, 4, "percent"));
    if (parts < 1 || parts > kMillion) {
      return Fail(Errc::kInvalidRequest, "a share is above 0 and at most 100 percent", "percent");
    }
    model.parts_per_million = static_cast<std::int32_t>(parts);
  }
  if (model.kind == CostKind::kPerUnit || model.kind == CostKind::kPercentage) {
    RG_TRY(model.figure, ParseFigure(text));
  }
  return model;
}

Cost ComputeGeneric(const CostModel& model, const GenericCall& call) {
  if (model.kind == CostKind::kModel) {
    return Unpriced(model, "priced by model, and the answer names none");
  }
  if (model.kind == CostKind::kUnpriced) return Unpriced(model, "the API has no price set");
  Cost free;
  free.price_version = model.version;
  if (call.status >= 400 || model.kind == CostKind::kFree) return free;
  if (model.kind == CostKind::kPerRequest) return Charge(model, 0);
  Result<std::int64_t> figure = FindFigure(model.figure, call);
  if (!figure) return Unpriced(model, std::move(figure).error().detail);
  return Charge(model, *figure);
}

QuoteResult QuoteGeneric(const CostModel& model, std::string_view request_body) {
  QuoteResult quote;
  switch (model.kind) {
    case CostKind::kFree:
      return quote;
    case CostKind::kPerRequest:
      quote.most = Charge(model, 0).total;
      return quote;
    case CostKind::kModel:
    case CostKind::kUnpriced:
      quote.unbounded_because = "the API has no price; set its cost model";
      quote.unbounded_field = "cost_model.kind";
      return quote;
    case CostKind::kPerUnit:
    case CostKind::kPercentage:
      break;
  }
  // The request says it itself, or the setting bounds it.
  if (model.figure.source == FigureSource::kRequest) {
    const Result<std::int64_t> figure = FindFigure(model.figure, {0, request_body, {}, {}});
    if (figure) {
      quote.most = Charge(model, *figure).total;
      return quote;
    }
  }
  if (model.figure.most) {
    quote.most = Charge(model, *model.figure.most * kBillion).total;
    return quote;
  }
  quote.unbounded_because = "how much a call can use is not known before it is made";
  quote.unbounded_field = "cost_model.most";
  return quote;
}

}  // namespace rg::meter
