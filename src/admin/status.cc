#include "admin/crud.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Rejection;

struct BackupInput {
  std::string file;
};

bool IsAbsolute(std::string_view text) { return text.starts_with('/'); }

void Describe(config::Fields<BackupInput>& f) {
  f.Name("Backup", "Where to write a backup.");
  f.Add("file", &BackupInput::file)
      .Required()
      .AtLeast(2)
      .AtMost(4096)
      .Matching("^/", &IsAbsolute, "an absolute path on the server's machine")
      .Because("A file that does not exist yet.");
}

std::string Elapsed(Duration duration) {
  return config::FormatDuration(std::chrono::floor<std::chrono::seconds>(duration));
}

Checked<Reply> RunStatus(const Services& services, const Request&) {
  const Runtime::Status status = services.runtime.status();
  const Runtime::Health health = services.runtime.health();
  const auto snapshot = services.registry.snapshot();
  const auto prices = services.registry.catalogue().book;
  const Duration up = services.clock.Now() - status.started_at;
  Reply reply;
  reply.body = json::object{{"version", RG_VERSION},
                            {"ready", health.started && health.ready},
                            {"why_not_ready", health.why_not},
                            {"proxy_url", status.proxy_url},
                            {"data_folder", status.data_folder},
                            {"started_at", ToRfc3339(status.started_at)},
                            {"uptime", Elapsed(up)},
                            {"threads", status.threads},
                            {"calls_in_flight", status.calls_in_flight},
                            {"journal_bytes", status.journal_bytes},
                            {"ingest_failures", status.ingest_failures},
                            {"configuration", snapshot->generation},
                            {"configuration_age", Elapsed(status.configuration_age)},
                            {"configuration_stale", !status.configuration_is_current},
                            {"price_version", prices->version()}};
  return reply;
}

json::object StatusSchema() {
  const json::object text{{"type", "string"}};
  const json::object number{{"type", "integer"}};
  return {{"type", "object"},
          {"properties",
           {{"version", text},
            {"ready", {{"type", "boolean"}}},
            {"why_not_ready", text},
            {"proxy_url", text},
            {"data_folder", text},
            {"started_at", text},
            {"uptime", text},
            {"threads", number},
            {"calls_in_flight", number},
            {"journal_bytes", number},
            {"ingest_failures", number},
            {"configuration", number},
            {"configuration_age", text},
            {"configuration_stale", {{"type", "boolean"}}},
            {"price_version", text}}}};
}

Checked<Reply> RunHolds(const Services& services, const Request& request) {
  json::array items;
  for (const Runtime::Hold& hold : services.runtime.HoldsOf(request.workspace)) {
    items.push_back(json::object{{"request_id", ToString(hold.request)},
                                 {"amount", ToDollars(hold.amount)},
                                 {"opened_at", ToRfc3339(hold.opened)},
                                 {"lease_until", ToRfc3339(hold.lease_until)}});
  }
  Reply reply;
  reply.body = PageOf(std::move(items), "");
  return reply;
}

json::object HoldSchema() {
  const json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"description", "Money set aside for a call under way."},
          {"properties",
           {{"request_id", text}, {"amount", text}, {"opened_at", text}, {"lease_until", text}}}};
}

Checked<Reply> RunBackup(const Services& services, const Request& request) {
  BackupInput input;
  config::Faults faults = config::Read(request.body, input, config::Mode::kCreate);
  if (!faults.empty()) return Rejection{std::move(faults)};
  RG_TRY(const std::string file, services.runtime.Backup(input.file));
  Reply reply;
  reply.status = 201;
  reply.body = json::object{{"file", file}};
  return reply;
}

}  // namespace

void AddStatus(Api& api, const Services& services) {
  api.Add({.method = "GET",
           .path = "/api/v1/status",
           .needs = Role::kViewer,
           .summary = "How the program is doing",
           .tag = "status",
           .answer = SchemaShape("Status", &StatusSchema),
           .run = [services](const Request& request) { return RunStatus(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/holds",
           .needs = Role::kViewer,
           .summary = "List the money set aside for calls under way",
           .tag = "status",
           .answer = PageShape("Hold", &HoldSchema),
           .run = [services](const Request& request) { return RunHolds(services, request); }});
  api.Add({.method = "POST",
           .path = "/api/v1/backup",
           .needs = Role::kOwner,
           .summary = "Write a copy of everything that must survive to a file",
           .tag = "status",
           .input = InputOf<BackupInput>(),
           .answer = SchemaShape("Backup",
                                 [] {
                                   return json::object{
                                       {"type", "object"},
                                       {"properties", {{"file", {{"type", "string"}}}}}};
                                 }),
           .status = 201,
           .run = [services](const Request& request) { return RunBackup(services, request); }});
}

}  // namespace rg::admin
