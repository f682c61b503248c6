#include "admin/api.h"

namespace rg::admin {
namespace {

using resource::Checked;

// Whether a probe says what the process survives, besides its answer.
enum class Notes : std::uint8_t { kOmit, kTell };

Endpoint Probe(std::string path, std::string summary,
               std::function<bool(const Runtime::Health&)> good, Notes notes, Runtime& runtime) {
  return {.method = "GET",
          .path = std::move(path),
          .needs = Role::kAnyone,
          .summary = std::move(summary),
          .tag = "health",
          .waits = false,
          .run = [good = std::move(good), notes, &runtime](const Request&) -> Checked<Reply> {
            const Runtime::Health health = runtime.health();
            Reply reply;
            reply.status = good(health) ? 200 : 503;
            reply.text = good(health) ? "ok" : "no: " + health.why_not;
            if (notes == Notes::kTell && !health.note.empty()) reply.text += "; " + health.note;
            reply.text += '\n';
            return reply;
          }};
}

}  // namespace

void AddHealth(Api& api, const Services& services) {
  api.Add(Probe(
      "/livez", "Whether the process works; restart it if not",
      [](const Runtime::Health&) { return true; }, Notes::kOmit, services.runtime));
  api.Add(Probe(
      "/startupz", "Whether start-up is over",
      [](const Runtime::Health& health) { return health.started; }, Notes::kOmit,
      services.runtime));
  api.Add(Probe(
      "/readyz", "Whether calls should be sent here",
      [](const Runtime::Health& health) { return health.started && health.ready; }, Notes::kTell,
      services.runtime));
  // Scrapers seldom carry tokens; the port is on loopback unless somebody opens it, and no label
  // names a key, a user or a workspace.
  api.Add({.method = "GET",
           .path = "/metrics",
           .needs = Role::kAnyone,
           .summary = "Prometheus text",
           .tag = "health",
           .waits = false,
           .run = [&runtime = services.runtime](const Request&) -> Checked<Reply> {
             MetricsText metrics;
             runtime.Collect(metrics);
             Reply reply;
             reply.text = metrics.Take();
             reply.text_type = "text/plain; version=0.0.4; charset=utf-8";
             return reply;
           }});
}

}  // namespace rg::admin
