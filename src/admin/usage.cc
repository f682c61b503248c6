#include "analytics/usage.h"

#include <array>

#include "admin/crud.h"
#include "admin/event_json.h"
#include "admin/json_lines.h"
#include "analytics/steps.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using analytics::GroupBy;
using analytics::Scope;
using analytics::Step;
using resource::Checked;
using resource::Rejection;

constexpr Duration kRangeDefault = std::chrono::hours{24 * 31};

// Which calls a report is about, and what it tells apart.
struct ReportQuery {
  std::optional<TimePoint> from;
  std::optional<TimePoint> to;
  GroupBy group = GroupBy::kNone;
  std::string project;
  std::string key;
  std::string api;
  std::string model;
  std::string tag;
};

struct UsageQuery : ReportQuery {
  std::string zone;
  Step step = Step::kDay;
  std::int64_t top = 0;
  std::string format = "json";
};

struct LatencyQuery : ReportQuery {};

template <class Query>
void DescribeReport(config::Fields<Query>& f) {
  f.Add("from", &Query::from).Because("Calls opened at or after this; 31 days ago by default.");
  f.Add("to", &Query::to).Because("Calls opened before this; until now by default.");
  f.Add("group", &Query::group)
      .template OneOf<GroupBy>({{"none", GroupBy::kNone},
                                {"model", GroupBy::kModel},
                                {"api", GroupBy::kApi},
                                {"key", GroupBy::kKey},
                                {"project", GroupBy::kProject},
                                {"tag", GroupBy::kTag},
                                {"outcome", GroupBy::kOutcome}})
      .Because("One row for each of these.");
  f.Add("project", &Query::project).Because("Only calls of the project with that id.");
  f.Add("key", &Query::key).Because("Only calls with the key of that id.");
  f.Add("api", &Query::api).Because("Only calls to the API of that id or slug.");
  f.Add("model", &Query::model).Because("Only models like this; * stands for anything.");
  f.Add("tag", &Query::tag).Because("Only calls of keys with that tag.");
}

void Describe(config::Fields<LatencyQuery>& f) { DescribeReport(f); }

void Describe(config::Fields<UsageQuery>& f) {
  DescribeReport(f);
  f.Add("zone", &UsageQuery::zone)
      .AtMost(64)
      .Example("Europe/Berlin")
      .Because("Where days begin; the workspace's by default.");
  f.Add("step", &UsageQuery::step)
      .OneOf<Step>({{"1min", Step::kMinute},
                    {"15min", Step::kQuarterHour},
                    {"hour", Step::kHour},
                    {"day", Step::kDay},
                    {"month", Step::kMonth},
                    {"whole", Step::kWhole}})
      .Because("How long a row is.");
  f.Add("top", &UsageQuery::top)
      .AtLeast(0)
      .AtMost(1000)
      .Because(
          "Rows of their own for so many groups that cost most, and one for all others; 0: each.");
  f.Add("format", &UsageQuery::format)
      .OneOfWords({"json", "csv", "jsonl"})
      .Because("csv for a spreadsheet, as does Accept: text/csv; jsonl: a row a line.");
}

// Reports look at one part of a workspace at a time, as budgets do.
Checked<Scope> ScopeOf(const ReportQuery& query) {
  const std::pair<Scope::Kind, const std::string*> parts[] = {
      {Scope::Kind::kProject, &query.project},
      {Scope::Kind::kKey, &query.key},
      {Scope::Kind::kApi, &query.api},
      {Scope::Kind::kModel, &query.model},
      {Scope::Kind::kTag, &query.tag}};
  Scope scope;
  for (const auto& [kind, subject] : parts) {
    if (subject->empty()) continue;
    if (scope.kind != Scope::Kind::kWorkspace) {
      return Rejection{
          config::Faults{{"/query", "may name only one of project, key, api, model and tag"}}};
    }
    scope = {kind, *subject};
  }
  return scope;
}

Checked<analytics::Range> RangeOf(const Services& services, const ReportQuery& query) {
  analytics::Range range;
  range.to = query.to.value_or(services.clock.Now() + std::chrono::seconds{1});
  range.from = query.from.value_or(range.to - kRangeDefault);
  if (range.from >= range.to) {
    return Rejection{config::Faults{{"/query/from", "must be before to"}}};
  }
  return range;
}

Checked<analytics::UsageQuery> Translate(const Services& services, const Request& request,
                                         const UsageQuery& query) {
  analytics::UsageQuery asked;
  asked.workspace = request.workspace;
  RG_TRY(asked.range, RangeOf(services, query));
  const auto snapshot = services.registry.snapshot();
  const pipeline::Workspace* workspace = snapshot->FindWorkspace(request.workspace);
  if (workspace == nullptr) return Rejection{Fail(Errc::kNotFound, "there is no such workspace")};
  asked.zone = !query.zone.empty() ? query.zone : workspace->time_zone;
  if (const auto zone = budget::LoadZone(asked.zone); !zone) {
    return Rejection{config::Faults{{"/query/zone", zone.error().detail}}};
  }
  asked.step = query.step;
  asked.group = query.group;
  asked.top = query.top;
  RG_TRY(asked.only, ScopeOf(query));
  return asked;
}

void AddTotals(const analytics::Totals& totals, json::object& shown) {
  shown["calls"] = totals.calls;
  shown["errors"] = totals.errors;
  shown["refused"] = totals.refused;
  shown["unpriced"] = totals.unpriced;
  shown["estimated"] = totals.estimated;
  shown["cost"] = ToDollars(totals.cost);
  shown["usage"] = UsageJson(totals.usage);
  const auto mean_ms = [](Duration sum, std::int64_t count) -> json::value {
    if (count == 0) return nullptr;
    return static_cast<double>(sum.count() / count / 1000) / 1000.0;
  };
  shown["mean_gateway_ms"] = mean_ms(totals.gateway_time, totals.calls);
  shown["mean_total_ms"] = mean_ms(totals.total_time, totals.calls);
  shown["mean_first_byte_ms"] = mean_ms(totals.first_byte_time, totals.first_bytes);
}

// What a group is called: keys and projects by name, everything else as it is.
json::value NameOf(const Services& services, const Request& request, GroupBy group,
                   const std::string& value) {
  const bool named = group == GroupBy::kKey || group == GroupBy::kProject;
  const auto id = ParseUuid(value);
  if (!named || !id) return json::value(value);
  const resource::Kind& kind =
      group == GroupBy::kKey ? resource::KeyKind() : resource::ProjectKind();
  const auto found = services.registry.Get(kind, request.workspace, *id);
  const json::value* name = found ? found->document.if_contains("name") : nullptr;
  return name == nullptr ? json::value(value) : *name;
}

Checked<json::object> ReportJson(const Services& services, const Request& request,
                                 const UsageQuery& query, const analytics::UsageReport& report) {
  json::array rows;
  for (const analytics::UsageRow& row : report.rows) {
    RG_TRY(const std::string start, analytics::ToLocal(row.start, report.query.zone));
    RG_TRY(const std::string end, analytics::ToLocal(row.end, report.query.zone));
    json::object shown{{"start", start}, {"end", end}};
    if (query.group != GroupBy::kNone) {
      shown["group"] = row.others ? json::value(nullptr) : json::value(row.group);
      shown["name"] = row.others ? json::value(analytics::kOthers)
                                 : NameOf(services, request, query.group, row.group);
      if (row.others) shown["others"] = true;
    }
    AddTotals(row.totals, shown);
    rows.push_back(std::move(shown));
  }
  json::object total;
  AddTotals(report.total, total);
  const auto word = [&](std::string_view member) -> json::value {
    return config::WriteField(*config::TableOf<UsageQuery>().Find(member), &query);
  };
  return json::object{{"zone", report.query.zone},
                      {"currency", "USD"},
                      {"from", ToRfc3339(report.query.range.from)},
                      {"to", ToRfc3339(report.query.range.to)},
                      {"step", word("step")},
                      {"group", word("group")},
                      {"rows", std::move(rows)},
                      {"total", std::move(total)},
                      {"groups_overlap", report.groups_overlap}};
}

Checked<Reply> Run(const Services& services, const Request& request) {
  const UsageQuery query = QueryOf<UsageQuery>(request);
  RG_TRY(const analytics::UsageQuery asked, Translate(services, request, query));
  const Sourced sourced(services);
  RG_TRY(const analytics::UsageReport report, services.questions.Usage(asked));
  Reply reply;
  if (request.wants_csv || query.format == "csv") {
    RG_TRY(reply.text, analytics::ToCsv(report));
    reply.text_type = "text/csv; charset=utf-8";
    return reply;
  }
  RG_TRY(json::object shown, ReportJson(services, request, query, report));
  if (query.format == "jsonl") {
    AppendLines(shown["rows"].as_array(), reply.text);
    reply.text_type = kJsonLines;
    return reply;
  }
  sourced.Mark(shown);
  reply.body = std::move(shown);
  return reply;
}

json::object PercentilesJson(const analytics::Percentiles& times) {
  constexpr std::array<std::string_view, 4> kNames = {"p50", "p90", "p95", "p99"};
  static_assert(kNames.size() == analytics::kLatencyLevels.size());
  json::object shown;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    shown[kNames[i]] = static_cast<double>(times[i].count() / 1000) / 1000.0;
  }
  return shown;
}

void AddLatency(const analytics::LatencyRow& row, json::object& shown) {
  shown["calls"] = row.calls;
  const std::pair<std::string_view, const analytics::Percentiles*> times[] = {
      {"total_ms", &row.total}, {"gateway_ms", &row.gateway}, {"first_byte_ms", &row.first_byte}};
  for (const auto& [name, percentiles] : times) {
    // Of no calls there is no percentile.
    shown[name] = row.calls == 0 ? json::value(nullptr) : PercentilesJson(*percentiles);
  }
}

Checked<Reply> RunLatency(const Services& services, const Request& request) {
  const LatencyQuery query = QueryOf<LatencyQuery>(request);
  analytics::LatencyQuery asked;
  asked.workspace = request.workspace;
  asked.group = query.group;
  RG_TRY(asked.range, RangeOf(services, query));
  RG_TRY(asked.only, ScopeOf(query));
  const Sourced sourced(services);
  RG_TRY(const analytics::LatencyReport report, services.questions.Latency(asked));
  json::array rows;
  for (const analytics::LatencyRow& row : report.rows) {
    json::object shown{{"group", row.group},
                       {"name", NameOf(services, request, query.group, row.group)}};
    AddLatency(row, shown);
    rows.push_back(std::move(shown));
  }
  json::object all;
  AddLatency(report.all, all);
  json::object shown{{"from", ToRfc3339(asked.range.from)},
                     {"to", ToRfc3339(asked.range.to)},
                     {"group", analytics::ToString(query.group)},
                     {"rows", std::move(rows)},
                     {"all", std::move(all)}};
  sourced.Mark(shown);
  Reply reply;
  reply.body = std::move(shown);
  return reply;
}

json::object LatencySchema() {
  const json::object text{{"type", "string"}};
  const json::object percentiles{{"type", json::array{"object", "null"}},
                                 {"properties",
                                  {{"p50", {{"type", "number"}}},
                                   {"p90", {{"type", "number"}}},
                                   {"p95", {{"type", "number"}}},
                                   {"p99", {{"type", "number"}}}}}};
  const json::object row{{"type", "object"},
                         {"properties",
                          {{"group", text},
                           {"name", text},
                           {"calls", {{"type", "integer"}}},
                           {"total_ms", percentiles},
                           {"gateway_ms", percentiles},
                           {"first_byte_ms", percentiles}}}};
  return {
      {"type", "object"},
      {"description",
       "Of calls that an upstream answered, each with its own times; null where there were none."},
      {"properties",
       {{"from", text},
        {"to", text},
        {"group", text},
        {"rows", {{"type", "array"}, {"items", row}}},
        {"all", row},
        {"source", SourceSchema()}}}};
}

json::object ReportSchema() {
  const json::object text{{"type", "string"}};
  const json::object number{{"type", "integer"}};
  return {{"type", "object"},
          {"description",
           "The sum of the rows is the total, in every zone. Times of rows bear the "
           "zone's offset."},
          {"properties",
           {{"zone", text},
            {"currency", text},
            {"from", text},
            {"to", text},
            {"step", text},
            {"group", text},
            {"rows", {{"type", "array"}, {"items", {{"type", "object"}}}}},
            {"total",
             {{"type", "object"},
              {"properties",
               {{"calls", number},
                {"errors", number},
                {"refused", number},
                {"unpriced", number},
                {"estimated", number},
                {"cost", text},
                {"usage", {{"type", "object"}}}}}}},
            {"groups_overlap", {{"type", "boolean"}}},
            {"source", SourceSchema()}}}};
}

}  // namespace

void AddUsage(Api& api, const Services& services) {
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/usage",
           .needs = Role::kViewer,
           .summary = "Report what was used and what it cost",
           .tag = "usage",
           .query = &config::TableOf<UsageQuery>,
           .answer = SchemaShape("UsageReport", &ReportSchema),
           .run = [services](const Request& request) { return Run(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/latency",
           .needs = Role::kViewer,
           .summary = "Report how long calls took, in percentiles",
           .tag = "usage",
           .query = &config::TableOf<LatencyQuery>,
           .answer = SchemaShape("LatencyReport", &LatencySchema),
           .run = [services](const Request& request) { return RunLatency(services, request); }});
}

}  // namespace rg::admin
