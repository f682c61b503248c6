#include "meter/exchange.h"

#include <algorithm>
#include <simdjson.h>

#include "core/endpoint.h"
#include "core/provider.h"
#include "meter/fields.h"
#include "meter/json_splitter.h"
#include "meter/sse_split.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

std::string_view WithoutQuery(std::string_view path) { return path.substr(0, path.find('?')); }

}  // namespace

std::optional<Dialect> DialectOfPath(std::string_view provider, std::string_view method,
                                     std::string_view path) {
  const Provider* const row = FindProvider(provider);
  if (row == nullptr) return std::nullopt;
  return FindEndpoint(row->family, method, WithoutQuery(path)).dialect;
}

namespace {

Cost Unpriced(const PriceBook& book, std::string reason) {
  Cost cost;
  cost.priced = false;
  cost.unpriced_reason = std::move(reason);
  cost.price_version = book.version();
  return cost;
}

std::string NoPrice(std::string_view provider, std::string_view model) {
  return std::string("no price is known for model '")
      .append(model)
      .append("' of ")
      .append(provider);
}

std::string WhyUnpriced(const Reading& reading) {
  if (!reading.fault.empty()) return reading.fault;
  return reading.why_none.empty() ? "the answer reports no usage" : std::string(reading.why_none);
}

// What the provider itself says it charged: one line, since only it knows the others.
Cost Charged(const Provider& provider, const Reading& reading) {
  Cost bill;
  bill.price_version = provider.reported_price_version;
  bill.lines.push_back({UsageClass::kUnits, 1, reading.reported_cost_pico});
  AddTo(bill, Cost{});
  return bill;
}

}  // namespace

namespace {

// By the price of the answer's model, and its side usages by their own.
Cost BillAt(const Price& price, const PriceBook& book, std::string_view provider,
            const Reading& reading, TimePoint when) {
  const PriceContext context{reading.service_tier, reading.inference_geo, when};
  Cost bill = Compute(price, reading.usage, context);
  // Searches and units without a price are left out of a bill; they must not leave nothing in it.
  if (bill.lines.empty() && !bill.unpriced_reason.empty()) bill.priced = false;
  for (const SideUsage& side : reading.sides) {
    const Price* const own = side.model.empty() ? &price : book.Find(provider, side.model);
    if (own != nullptr) {
      AddTo(bill, Compute(*own, side.usage, context));
    } else if (bill.unpriced_reason.empty()) {
      bill.unpriced_reason = NoPrice(provider, side.model);
    }
  }
  return bill;
}

// The row of a provider that chooses as it goes who serves a call, and says what it charged; null
// for any other.
const Provider* FindChooser(std::string_view provider) {
  const Provider* const row = FindProvider(provider);
  return row != nullptr && !row->reported_price_version.empty() ? row : nullptr;
}

}  // namespace

Cost Bill(const PriceBook& book, std::string_view provider, std::string_view requested_model,
          const Reading& reading, TimePoint when) {
  if (!reading.found) return Unpriced(book, WhyUnpriced(reading));
  // A price the user set for the name in the request was meant for it, whatever the answer calls
  // it.
  const Price* price = book.FindOwn(provider, requested_model);
  if (price == nullptr && reading.reported_cost_pico != Reading::kNotReported) {
    if (const Provider* const chooser = FindChooser(provider)) return Charged(*chooser, reading);
  }
  if (price == nullptr) price = book.Find(provider, reading.served_model);
  // Who chooses the model may have chosen another than was asked for, at another price.
  if (price == nullptr && (reading.served_model.empty() || FindChooser(provider) == nullptr)) {
    price = book.Find(provider, requested_model);
  }
  if (price == nullptr) {
    return Unpriced(book, NoPrice(provider, reading.served_model.empty() ? requested_model
                                                                         : reading.served_model));
  }
  return BillAt(*price, book, provider, reading, when);
}

namespace {

// The members of a recorded exchange that metering needs.
struct Recorded {
  std::string id, provider, method, path, requested_model, response;
  std::int64_t status = 0;
  std::int64_t characters = 0;  // of the text to be spoken
  bool stream = false;
};

Error NotAnExchange(std::string_view what) {
  return Fail(Errc::kInvalidRequest, "the line is not a recorded exchange: " + std::string(what),
              std::string(what));
}

Result<void> TakeText(simdjson::ondemand::document& line, std::string_view name, std::string& out) {
  std::string_view text;
  if (line.find_field_unordered(name).get_string().get(text) != simdjson::SUCCESS) {
    return NotAnExchange(name);
  }
  out = text;
  return {};
}

Result<Recorded> ParseRecorded(std::string_view json_line) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(json_line);
  simdjson::ondemand::document line;
  if (parser.iterate(padded).get(line) != simdjson::SUCCESS) return NotAnExchange("it is not JSON");
  Recorded recorded;
  RG_CHECK(TakeText(line, "id", recorded.id));
  RG_CHECK(TakeText(line, "provider", recorded.provider));
  RG_CHECK(TakeText(line, "method", recorded.method));
  RG_CHECK(TakeText(line, "path", recorded.path));
  RG_CHECK(TakeText(line, "response", recorded.response));
  if (line.find_field_unordered("status").get_int64().get(recorded.status) != simdjson::SUCCESS) {
    return NotAnExchange("status");
  }
  if (line.find_field_unordered("stream").get_bool().get(recorded.stream) != simdjson::SUCCESS) {
    return NotAnExchange("stream");
  }
  // Uploads have no JSON body, and some bodies no model.
  std::string_view model;
  if (line.find_field_unordered("request")["model"].get_string().get(model) == simdjson::SUCCESS) {
    recorded.requested_model = model;
  }
  if (const std::string_view named = ModelInPath(WithoutQuery(recorded.path)); !named.empty()) {
    recorded.requested_model = named;
  }
  std::string_view input;
  if (line.find_field_unordered("request")["input"].get_string().get(input) == simdjson::SUCCESS) {
    recorded.characters = std::count_if(input.begin(), input.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
  }
  return recorded;
}

Reading ReadStream(Dialect dialect, std::string_view rest) {
  StreamMeter meter(dialect);
  std::string rewritten;
  if (rest.starts_with('[')) {
    JsonSplitter splitter;
    const bool whole =
        splitter.Feed(rest, [&](std::string_view piece) { meter.Feed(piece, rewritten); });
    Reading reading = meter.reading();
    if (!whole) Fault(reading, "a piece of the stream", "is too large");
    return reading;
  }
  while (!rest.empty()) meter.Feed(TakeEvent(rest), rewritten);
  return meter.reading();
}

Reading ReadRecorded(Dialect dialect, Recorded& recorded) {
  if (dialect == Dialect::kOpenAiSpeech && !recorded.stream) {
    return ReadingOfUnits(recorded.characters);
  }
  const bool array = dialect == Dialect::kGeminiGenerate && recorded.response.starts_with('[');
  if (recorded.stream || array) return ReadStream(dialect, recorded.response);
  return ReadAnswer(dialect, recorded.response);
}

void AppendEscaped(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append({'\\', c});
    } else if (byte < 0x20) {
      out.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void AppendText(std::string& out, std::string_view name, std::string_view text) {
  out.append("\"").append(name).append("\":");
  AppendEscaped(out, text);
}

}  // namespace

Result<MeteredExchange> MeterExchange(std::string_view json_line, const PriceBook& book,
                                      TimePoint when) {
  RG_TRY(Recorded recorded, ParseRecorded(json_line));
  MeteredExchange metered;
  metered.id = recorded.id;
  metered.provider = recorded.provider;
  metered.model = recorded.requested_model;
  const std::optional<Dialect> dialect =
      DialectOfPath(recorded.provider, recorded.method, recorded.path);
  if (!dialect) {
    metered.cost = Unpriced(book, "the dialect of " + recorded.provider + " is not read yet");
    return metered;
  }
  if (recorded.status >= 400) {
    metered.cost = Unpriced(book, "the provider answered " + std::to_string(recorded.status));
    return metered;
  }
  metered.reading = ReadRecorded(*dialect, recorded);
  if (!metered.reading.served_model.empty()) metered.model = metered.reading.served_model;
  metered.cost = Bill(book, CatalogueOf(recorded.provider, recorded.path), recorded.requested_model,
                      metered.reading, when);
  return metered;
}

std::string ToJsonLine(const MeteredExchange& exchange) {
  std::string line = "{";
  AppendText(line, "id", exchange.id);
  AppendText(line.append(","), "provider", exchange.provider);
  AppendText(line.append(","), "model", exchange.model);
  line.append(",\"usage\":{");
  for (std::size_t i = 0; i < kUsageClasses; ++i) {
    if (i > 0) line.push_back(',');
    line.append("\"").append(kUsageClassNames[i]).append("\":");
    line.append(std::to_string(exchange.reading.usage.counts[i]));
  }
  line.append("},");
  const Cost& cost = exchange.cost;
  if (cost.priced) {
    line.append("\"cost_nanos\":").append(std::to_string(cost.total.nanos())).append(",");
    AppendText(line, "price_version", cost.price_version);
    if (!cost.unpriced_reason.empty()) {
      AppendText(line.append(","), "left_out", cost.unpriced_reason);
    }
  } else {
    AppendText(line, "unpriced", cost.unpriced_reason);
  }
  if (!exchange.reading.fault.empty()) {
    AppendText(line.append(","), "fault", exchange.reading.fault);
  }
  return line.append("}");
}

}  // namespace rg::meter
