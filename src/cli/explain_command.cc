#include <ostream>

#include "cli/command.h"
#include "cli/reports.h"
#include "cli/show.h"
#include "core/percent.h"

namespace rg::cli {
namespace {

Outcome<int> Explain(Session& session) {
  const std::vector<std::string>& words = session.arguments().words();
  if (words.size() != 1) {
    return UsageFailure(
        "say which call, by the id in its X-RateGuard-Request-Id header; `rateguard tail` shows "
        "ids");
  }
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const std::string workspace, session.WorkspacePath(admin));
  RG_TRY(const boost::json::value event,
         admin.Get(workspace + "/events/" + PercentEncode(words[0])));
  if (session.WantsJson()) {
    session.out() << PrettyJson(event);
  } else {
    PrintExplanation(session.out(), event, session.OutColor());
  }
  return kExitOk;
}

Outcome<int> Audit(Session& session) {
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const std::string workspace, session.WorkspacePath(admin));
  RG_TRY(const boost::json::value audit, admin.Get(workspace + "/audit"));
  if (session.WantsJson()) {
    session.out() << PrettyJson(audit);
  } else {
    PrintAudit(session.out(), audit, session.OutColor());
  }
  return JsonReader(audit)["differences"].Items().empty() ? kExitOk : kExitFailure;
}

}  // namespace

Command ExplainCommand() {
  return {"explain",
          "why a call cost what it cost, or was refused",
          {{.name = "",
            .summary = "why a call cost what it cost, or was refused",
            .words = "REQUEST_ID",
            .examples =
                "rateguard explain 0192f0c1-7b1e-7c52-9d5e-3a0a4b6f2d11\n"
                "rateguard explain $(rateguard tail -n 1 --no-follow --json | jq -r .request_id)",
            .flags = {},
            .needs = Needs::kWorkspace,
            .run = &Explain}}};
}

Command AuditCommand() {
  return {
      "audit",
      "check that the books balance",
      {{.name = "",
        .summary =
            "check that the books balance: budgets, events and roll-ups; exit 1 when they do not",
        .words = "",
        .examples = "rateguard audit\nrateguard audit --json | jq .differences",
        .flags = {},
        .needs = Needs::kWorkspace,
        .run = &Audit}}};
}

}  // namespace rg::cli
