#include "admin/event_json.h"

#include "core/dialect.h"
#include "core/money.h"

namespace rg::admin {
namespace {

namespace json = boost::json;

json::value IdOrNull(const Uuid& id) {
  return id.IsNil() ? json::value(nullptr) : json::value(ToString(id));
}

json::value TextOrNull(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

// Whole microseconds as milliseconds: 1.234. For people and charts, not for sums.
double Millis(Duration duration) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(duration);
  return static_cast<double>(micros.count()) / 1000.0;
}

std::string_view SaidOf(Verdict::Said said) {
  switch (said) {
    case Verdict::Said::kYes:
      return "yes";
    case Verdict::Said::kNo:
      return "no";
    case Verdict::Said::kShadow:
      return "shadow";
    case Verdict::Said::kSoft:
      return "soft";
    case Verdict::Said::kDelayed:
      return "delayed";
    case Verdict::Said::kUnasked:
      return "unasked";
  }
  return "unasked";
}

// Amounts of money are decimal dollars, counts are numbers.
json::value Amount(std::int64_t amount, std::string_view unit) {
  if (unit != "nanos") return amount;
  return json::value(ToDollars(Money::Nanos(amount)));
}

json::object VerdictJson(const Verdict& verdict) {
  json::object shown{{"kind", verdict.kind == Verdict::Kind::kRule ? "limit" : "budget"},
                     {"id", ToString(verdict.id)},
                     {"name", verdict.name},
                     {"said", SaidOf(verdict.said)},
                     {"unit", verdict.unit == "nanos" ? std::string_view{"usd"} : verdict.unit},
                     {"limit", Amount(verdict.limit, verdict.unit)},
                     {"before", Amount(verdict.before, verdict.unit)},
                     {"after", Amount(verdict.after, verdict.unit)},
                     {"retry_after_ms", Millis(verdict.retry_after)}};
  const bool ends = verdict.resets_at != TimePoint{} && verdict.resets_at != TimePoint::max();
  shown["resets_at"] = ends ? json::value(ToRfc3339(verdict.resets_at)) : json::value(nullptr);
  return shown;
}

json::object LineJson(const CostLine& line) {
  return {{"class", kUsageClassNames[static_cast<std::size_t>(line.usage_class)]},
          {"count", line.count},
          {"pico_per_unit", line.pico_per_unit},
          {"per_million", FormatDecimal(line.pico_per_unit, 6)}};
}

void AddWhole(const journal::Event& event, json::object& shown) {
  shown["error_detail"] = TextOrNull(event.error_detail);
  shown["traceparent"] = TextOrNull(event.traceparent);
  shown["price_version"] = TextOrNull(event.price_version);
  shown["settle_seq"] = event.settle_seq;
  json::array lines;
  for (const CostLine& line : event.lines) lines.push_back(LineJson(line));
  shown["lines"] = std::move(lines);
  json::array verdicts;
  for (const Verdict& verdict : event.verdicts) verdicts.push_back(VerdictJson(verdict));
  shown["verdicts"] = std::move(verdicts);
}

}  // namespace

json::object UsageJson(const Usage& usage) {
  json::object shown;
  for (std::size_t i = 0; i < kUsageClasses; ++i) {
    shown[kUsageClassNames[i]] = usage.counts[i];
  }
  return shown;
}

json::object EventJson(const journal::Event& event, Detail detail) {
  const CallFacts& call = event.call;
  json::array tags;
  for (const std::string& tag : call.tags) tags.push_back(json::value(tag));
  json::object shown{{"request_id", ToString(event.request)},
                     {"opened_at", ToRfc3339(event.opened)},
                     {"outcome", journal::ToString(event.outcome)},
                     {"status", event.status},
                     {"upstream_status", event.upstream_status},
                     {"attempts", event.attempts},
                     {"error_code", TextOrNull(event.error_code)},
                     {"method", call.method},
                     {"endpoint", call.endpoint},
                     {"dialect", ToString(event.dialect)},
                     {"stream", call.stream},
                     {"api", TextOrNull(call.api_slug)},
                     {"api_id", IdOrNull(call.api)},
                     {"key_id", IdOrNull(call.key)},
                     {"project_id", IdOrNull(call.project)},
                     {"model", TextOrNull(call.model)},
                     {"served_model", TextOrNull(event.served_model)},
                     {"service_tier", TextOrNull(event.service_tier)},
                     {"client_ip", call.client_ip},
                     {"end_user", TextOrNull(call.end_user)},
                     {"tags", std::move(tags)},
                     {"usage", UsageJson(event.usage)},
                     {"hold", ToDollars(event.hold)},
                     {"cost", ToDollars(event.cost)},
                     {"currency", "USD"},
                     {"priced", event.priced},
                     {"estimated", event.estimated},
                     {"unpriced_reason", TextOrNull(event.unpriced_reason)},
                     {"request_bytes", event.request_bytes},
                     {"response_bytes", event.response_bytes},
                     {"gateway_ms", Millis(event.gateway_time)},
                     {"first_byte_ms", Millis(event.first_byte_time)},
                     {"total_ms", Millis(event.total_time)}};
  if (detail == Detail::kWhole) AddWhole(event, shown);
  return shown;
}

json::object EventSchema(Detail detail) {
  // What an event has is what an empty one shows; only its sorts need saying.
  json::object properties;
  for (const auto& member : EventJson(journal::Event{}, detail)) {
    const json::value& value = member.value();
    json::object schema;
    if (value.is_bool()) {
      schema["type"] = "boolean";
    } else if (value.is_int64() || value.is_uint64()) {
      schema["type"] = "integer";
    } else if (value.is_double()) {
      schema["type"] = "number";
    } else if (value.is_array()) {
      schema["type"] = "array";
    } else if (value.is_object()) {
      schema["type"] = "object";
    } else {
      schema["type"] = value.is_null() ? json::value{"string", "null"} : json::value("string");
    }
    properties[member.key()] = std::move(schema);
  }
  return {{"type", "object"},
          {"description", "The record of one call, served or refused. Money is decimal dollars."},
          {"properties", std::move(properties)}};
}

}  // namespace rg::admin
