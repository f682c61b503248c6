#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cost.h"
#include "core/dialect.h"
#include "core/result.h"
#include "core/usage.h"
#include "meter/price_book.h"
#include "meter/reading.h"

namespace rg::meter {

// The language of an endpoint: which of `provider`'s dialects speaks at `path` (its query is
// ignored). nullopt: a provider or endpoint we do not read.
std::optional<Dialect> DialectOfPath(std::string_view provider, std::string_view method,
                                     std::string_view path);

// The price of an answer: what its model costs, and every side usage at its own model's price. What
// the proxy settles with. `requested_model`, as the provider was asked for it, decides where the
// user has a price of their own for it, or where the answer names no model that anybody knows.
// A provider that says what it charged is believed, unless the user has such a price.
Cost Bill(const PriceBook& book, std::string_view provider, std::string_view requested_model,
          const Reading& reading, TimePoint when);

// One recorded exchange, metered.
struct MeteredExchange {
  std::string id;
  std::string provider;
  std::string model;
  Reading reading;
  Cost cost;
};

// Meters one line in the form of the recordings (id, provider, method, path, request, status,
// response, stream), through the same code as the proxy. kInvalidRequest when the line is not that.
Result<MeteredExchange> MeterExchange(std::string_view json_line, const PriceBook& book,
                                      TimePoint when);

// {"id","provider","model","usage":{...},"cost_nanos","price_version"} or "unpriced" for the last
// two.
std::string ToJsonLine(const MeteredExchange& exchange);

}  // namespace rg::meter
