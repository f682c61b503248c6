#include "admin/api.h"

namespace rg::admin {
namespace {

using resource::Checked;

// Whether a probe says what the process survives, besides its answer.
enum class Notes : std::uint8_t { kOmit, kTell };

Endpoint Probe(std::string path, std::string summary,
               std::function<bool(const Probed::Health&)> good, Notes notes, Probed& runtime) {
  return {.method = "GET",
          .path = std::move(path),
          .needs = Role::kAnyone,
          .summary = std::move(summary),
          .tag = "health",
          .waits = false,
          .run = [good = std::move(good), notes, &runtime](const Request&) -> Checked<Reply> {
            const Probed::Health health = runtime.health();
            Reply reply;
            reply.status = good(health) ? 200 : 503;
            reply.text = good(health) ? "ok" : "no: " + health.why_not;
            if (notes == Notes::kTell && !health.note.empty()) reply.text += "; " + health.note;
            reply.text += '\n';
            return reply;
          }};
}

}  // namespace

void AddHealth(Api& api, Probed& program) {
  api.Add(Probe(
      "/livez", "Whether the process works; restart it if not",
      [](const Probed::Health&) { return true; }, Notes::kOmit, program));
  api.Add(Probe(
      "/startupz", "Whether start-up is over",
      [](const Probed::Health& health) { return health.started; }, Notes::kOmit, program));
  api.Add(Probe(
      "/readyz", "Whether calls should be sent here",
      [](const Probed::Health& health) { return health.started && health.ready; }, Notes::kTell,
      program));
  // Scrapers seldom carry tokens; the port is on loopback unless somebody opens it, and no label
  // names a key, a user or a workspace.
  api.Add({.method = "GET",
           .path = "/metrics",
           .needs = Role::kAnyone,
           .summary = "Prometheus text",
           .tag = "health",
           .waits = false,
           .run = [&program](const Request&) -> Checked<Reply> {
             MetricsText metrics;
             program.Collect(metrics);
             Reply reply;
             reply.text = metrics.Take();
             reply.text_type = "text/plain; version=0.0.4; charset=utf-8";
             return reply;
           }});
}

}  // namespace rg::admin
