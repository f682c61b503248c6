#include "analytics/events.h"

#include "admin/crud.h"
#include "admin/event_json.h"
#include "admin/json_lines.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Rejection;

struct EventQuery : PageQuery {
  std::optional<TimePoint> from;
  std::optional<TimePoint> to;
  ProjectId project;
  KeyId key;
  std::string api;
  std::string model;
  std::string outcome;
  std::optional<std::int32_t> status;
  std::string order = "newest";
  std::string format = "json";
};

void Describe(config::Fields<EventQuery>& f) {
  DescribePage(f);
  f.Add("from", &EventQuery::from).Because("Only calls opened at or after this.");
  f.Add("to", &EventQuery::to).Because("Only calls opened before this.");
  f.Add("project", &EventQuery::project).Because("Only calls of the project with that id.");
  f.Add("key", &EventQuery::key).Because("Only calls with the key of that id.");
  f.Add("api", &EventQuery::api).Because("Only calls to the API of that id or slug.");
  f.Add("model", &EventQuery::model).Because("Only calls that asked for that model.");
  f.Add("outcome", &EventQuery::outcome)
      .Example("refused_budget")
      .Because("Only calls that ended so.");
  f.Add("status", &EventQuery::status)
      .AtLeast(0)
      .AtMost(999)
      .Because("Only calls answered with that status.");
  f.Add("order", &EventQuery::order).OneOfWords({"newest"}).Because("Newest first.");
  f.Add("format", &EventQuery::format)
      .OneOfWords({"json", "csv", "jsonl"})
      .Because(
          "csv and jsonl give all rows at once, as does Accept: text/csv; jsonl tells everything "
          "of each, verdicts and cost lines too.");
}

struct ThresholdQuery {
  std::optional<TimePoint> since;
  std::int64_t limit = 50;
};

void Describe(config::Fields<ThresholdQuery>& f) {
  f.Add("since", &ThresholdQuery::since).Because("Only those passed at or after this.");
  f.Add("limit", &ThresholdQuery::limit).AtLeast(1).AtMost(1000).Because("At most so many.");
}

Checked<analytics::EventQuery> Translate(const Request& request, const EventQuery& query) {
  analytics::EventQuery asked;
  asked.workspace = request.workspace;
  if (query.from) asked.range.from = *query.from;
  if (query.to) asked.range.to = *query.to;
  if (!query.project.IsNil()) asked.project = query.project;
  if (!query.key.IsNil()) asked.key = query.key;
  if (!query.api.empty()) asked.api = query.api;
  if (!query.model.empty()) asked.model = query.model;
  asked.status = query.status;
  asked.cursor = query.cursor;
  asked.limit = query.limit;
  if (query.outcome.empty()) return asked;
  asked.outcome = journal::ParseOutcome(query.outcome);
  if (journal::ToString(*asked.outcome) != query.outcome) {
    return Rejection{config::Faults{{"/query/outcome", "is no outcome of a call"}}};
  }
  return asked;
}

// Every event of the query, page by page, with all that is known of each.
Checked<std::string> LinesOf(const Services& services, analytics::EventQuery asked) {
  std::string lines;
  std::int64_t rows = 0;
  asked.limit = analytics::kPageMax;
  do {
    RG_TRY(const analytics::EventPage page, services.questions.Events(asked));
    rows += static_cast<std::int64_t>(page.events.size());
    if (rows > analytics::kCsvRowsMax) {
      return Rejection{Fail(Errc::kTooLarge,
                            "there are more than " + std::to_string(analytics::kCsvRowsMax) +
                                " events; choose a shorter range",
                            "from")};
    }
    json::array shown;
    for (const analytics::StoredEvent& stored : page.events) {
      shown.push_back(EventJson(stored.event(), Detail::kWhole));
    }
    AppendLines(shown, lines);
    asked.cursor = page.next;
  } while (!asked.cursor.empty());
  return lines;
}

Checked<Reply> RunList(const Services& services, const Request& request) {
  const EventQuery query = QueryOf<EventQuery>(request);
  RG_TRY(const analytics::EventQuery asked, Translate(request, query));
  const Sourced sourced(services);
  Reply reply;
  if (request.wants_csv || query.format == "csv") {
    RG_TRY(reply.text, services.questions.EventsCsv(asked));
    reply.text_type = "text/csv; charset=utf-8";
    return reply;
  }
  if (query.format == "jsonl") {
    RG_TRY(reply.text, LinesOf(services, asked));
    reply.text_type = kJsonLines;
    return reply;
  }
  RG_TRY(const analytics::EventPage page, services.questions.Events(asked));
  json::array items;
  for (const analytics::StoredEvent& stored : page.events) {
    items.push_back(EventJson(stored.event(), Detail::kRow));
  }
  json::object listed = PageOf(std::move(items), page.next);
  sourced.Mark(listed);
  reply.body = std::move(listed);
  return reply;
}

// The name of a thing that may have been deleted since: null then.
json::value NameOf(const Services& services, const resource::Kind& kind, WorkspaceId workspace,
                   const Uuid& id) {
  if (id.IsNil()) return nullptr;
  const auto found = services.registry.Get(kind, workspace, id);
  if (!found) return nullptr;
  const json::value* name = found->document.if_contains("name");
  return name == nullptr ? json::value(nullptr) : *name;
}

Checked<Reply> RunGet(const Services& services, const Request& request) {
  const auto id = ParseUuid(request.Name("event"));
  if (!id) return Rejection{Fail(Errc::kNotFound, "there is no such event")};
  const Freshness freshness{services.runtime};
  const auto stored = services.questions.FindEvent(request.workspace, RequestId{*id});
  if (!stored && stored.error().code == Errc::kNotFound) {
    return Rejection{Fail(Errc::kNotFound, "there is no such event")};
  }
  if (!stored) return Rejection{stored.error()};
  const journal::Event& event = stored->event();
  json::object shown = EventJson(event, Detail::kWhole);
  shown["key_name"] = NameOf(services, resource::KeyKind(), request.workspace, event.call.key);
  shown["project_name"] =
      NameOf(services, resource::ProjectKind(), request.workspace, event.call.project);
  freshness.Mark(shown);
  Reply reply;
  reply.body = std::move(shown);
  return reply;
}

Checked<Reply> RunThresholds(const Services& services, const Request& request) {
  const ThresholdQuery query = QueryOf<ThresholdQuery>(request);
  const Sourced sourced(services);
  RG_TRY(const std::vector<journal::ThresholdCrossed> crossed,
         services.questions.Thresholds(request.workspace, query.since.value_or(TimePoint{}),
                                       query.limit));
  json::array items;
  for (const journal::ThresholdCrossed& one : crossed) {
    items.push_back(json::object{{"budget_id", ToString(one.budget)},
                                 {"at", ToRfc3339(one.at)},
                                 {"period_start", ToRfc3339(one.period_start)},
                                 {"percent", one.percent},
                                 {"spent", ToDollars(one.spent)},
                                 {"amount", ToDollars(one.amount)}});
  }
  Reply reply;
  json::object listed = PageOf(std::move(items), "");
  sourced.Mark(listed);
  reply.body = std::move(listed);
  return reply;
}

json::object ThresholdSchema() {
  const json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"description", "A budget passed one of its thresholds."},
          {"properties",
           {{"budget_id", text},
            {"at", text},
            {"period_start", text},
            {"percent", {{"type", "integer"}}},
            {"spent", text},
            {"amount", text}}}};
}

}  // namespace

void AddEvents(Api& api, const Services& services) {
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/events",
           .needs = Role::kViewer,
           .summary = "List calls, newest first",
           .tag = "events",
           .query = &config::TableOf<EventQuery>,
           .answer = PageShape("Event", [] { return EventSchema(Detail::kRow); }),
           .run = [services](const Request& request) { return RunList(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/events/{event}",
           .needs = Role::kViewer,
           .summary = "Explain one call: its route, every limit and budget asked, its cost line by "
                      "line",
           .tag = "events",
           .answer = SchemaShape("ExplainedEvent", [] { return EventSchema(Detail::kWhole); }),
           .run = [services](const Request& request) { return RunGet(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/thresholds",
           .needs = Role::kViewer,
           .summary = "List the thresholds that budgets have passed, newest first",
           .tag = "events",
           .query = &config::TableOf<ThresholdQuery>,
           .answer = PageShape("ThresholdCrossed", &ThresholdSchema),
           .run = [services](const Request& request) { return RunThresholds(services, request); }});
}

}  // namespace rg::admin
