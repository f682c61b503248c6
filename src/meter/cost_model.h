#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/bound.h"
#include "core/cost.h"
#include "core/money.h"
#include "core/result.h"
#include "meter/price.h"

namespace rg::meter {

// How the calls of one API cost money.
enum class CostKind : std::uint8_t {
  kModel,  // by the catalogue: usage times the model's price
  kFree,
  kPerRequest,  // a fixed amount a call
  kPerUnit,     // an amount per unit, and perhaps one per call
  kPercentage,  // a share of an amount of money, and perhaps a fixed amount per call
  kUnpriced,    // nobody knows: booked as unpriced, never as zero
};

// Where the count of units, or the amount of money, is found.
enum class FigureSource : std::uint8_t { kAnswer, kRequest, kHeader };

// Reads "units" or "amount" of one call.
struct Figure {
  FigureSource source = FigureSource::kAnswer;
  std::string pointer;               // RFC 6901 for the bodies, a field name for a header
  int decimals = 0;                  // the figure is a count of 10^-decimals: 2 for cents
  std::optional<std::int64_t> most;  // the most it can be, in whole units, for holds
};

struct CostModel {
  CostKind kind = CostKind::kModel;
  Money per_request;                   // kPerRequest, and beside the others
  std::int64_t pico_per_unit = 0;      // kPerUnit
  std::int32_t parts_per_million = 0;  // kPercentage: 29'000 is 2.9 %
  Figure figure;                       // kPerUnit, kPercentage
  std::string unit = "unit";
  std::string version;  // of this setting, booked with every cost
};

// The same as people write it. Validated here, so that every place that takes one refuses alike.
struct CostModelText {
  std::string kind;         // "model", "free", "per_request", "per_unit", "percentage", "unpriced"
  std::string per_request;  // decimal dollars: "0.0075"
  std::string per_unit;     // decimal dollars: "0.000015"
  std::string percent;      // decimal percent: "2.9"
  std::string source;       // "answer", "request", "header"
  std::string pointer;      // "/usage/characters", "X-Units"
  int decimals = 0;
  std::string unit;
  std::optional<std::int64_t> most;
};
Result<CostModel> ParseCostModel(const CostModelText& text, std::string version);

// What a call to an API that is not a model leaves behind. Bodies need no padding.
struct GenericCall {
  int status = 0;
  std::string_view request_body;
  std::string_view answer_body;
  std::string_view header_value;  // of the header the figure names, "" when absent
};

// The price of one finished call. A figure that is missing or not a number makes it unpriced with
// the reason; a status of 400 or above costs nothing.
Cost ComputeGeneric(const CostModel& model, const GenericCall& call);

// The most it can cost, before it leaves.
QuoteResult QuoteGeneric(const CostModel& model, std::string_view request_body);

}  // namespace rg::meter
