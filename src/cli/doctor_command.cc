#include <algorithm>
#include <filesystem>
#include <ostream>

#include <boost/json/value.hpp>

#include "cli/command.h"
#include "cli/doctor_checks.h"
#include "cli/json_reader.h"
#include "cli/port_owner.h"
#include "cli/show.h"

namespace rg::cli {
namespace {

namespace json = boost::json;
using Verdict = Finding::Verdict;

// Looks at one installation: this machine, the server on it, and the upstreams behind that.
class Doctor {
 public:
  explicit Doctor(Session& session) : session_(session), loaded_(session.LoadSettings()) {}

  std::vector<Finding> Examine() {
    Add(CheckSettings(loaded_));
    if (!loaded_.faults.empty()) return std::move(findings_);
    const config::Settings& settings = loaded_.settings;
    std::string folder = settings.data_folder;
    Outcome<AdminClient> admin = session_.Admin();
    if (admin && ServerAnswers(*admin)) {
      CheckServer(*admin, folder);
      CheckUpstreams(*admin);
    } else {
      if (!admin) findings_.push_back({"server", Verdict::kWarning, admin.error().message, ""});
      CheckPort("proxy port", settings.proxy.host, settings.proxy.port, "--proxy-port");
      CheckPort("admin port", settings.admin.host, settings.admin.port, "--admin-port");
    }
    Add(CheckDataFolder(folder));
    Add({CheckDisk(folder)});
    Add({CheckJournal(folder, settings.journal.quota_bytes)});
    if (session_.hooks().examine_stores) Add(session_.hooks().examine_stores(settings));
    return std::move(findings_);
  }

 private:
  void Add(std::vector<Finding> found) {
    std::move(found.begin(), found.end(), std::back_inserter(findings_));
  }

  bool ServerAnswers(const AdminClient& admin) {
    const Result<HttpReply> reply = session_.world().send(
        admin.url(), {.method = "GET", .target = "/readyz", .headers = {}, .body = {}});
    if (!reply) {
      findings_.push_back({"server", Verdict::kWarning, "none answers at " + ToString(admin.url()),
                           "rateguard serve"});
      return false;
    }
    const bool ready = reply->status == 200;
    findings_.push_back(
        {"server", ready ? Verdict::kFine : Verdict::kFault,
         ToString(admin.url()) + (ready ? " is ready" : " is not ready: " + reply->body),
         ready ? "" : "look at its log"});
    return true;
  }

  // `folder` becomes the one that the server uses, where that is on this machine.
  void CheckServer(AdminClient& admin, std::string& folder) {
    const Outcome<json::value> status = admin.Get("/status");
    if (!status) {
      findings_.push_back({"admin token", Verdict::kFault, status.error().message, ""});
      return;
    }
    findings_.push_back({"admin token", Verdict::kFine, "accepted", ""});
    const std::string used = JsonReader(*status)["data_folder"].Text();
    std::error_code elsewhere;
    if (!used.empty() && std::filesystem::is_directory(used, elsewhere)) folder = used;
    CheckStatus(JsonReader(*status));
    // Without them there are no upstreams to look at; the configuration's finding says why.
    const Outcome<std::vector<json::value>> workspaces = admin.List("/workspaces");
    if (!workspaces) return;
    for (const json::value& workspace : *workspaces) {
      workspaces_.push_back(JsonReader(workspace)["id"].Text());
    }
  }

  void CheckStatus(JsonReader status) {
    const bool stale = status["configuration_stale"].True();
    findings_.push_back({"configuration", stale ? Verdict::kFault : Verdict::kFine,
                         stale ? "an old one may be in force: it could not be read for " +
                                     status["configuration_age"].Text()
                               : "the stored one is in force",
                         stale ? "look at the server's log, and at its database" : ""});
    const std::int64_t failures = status["ingest_failures"].Count();
    findings_.push_back(
        {"events", failures == 0 ? Verdict::kFine : Verdict::kWarning,
         failures == 0 ? "move from the journal into the database"
                       : "could not be moved into the database " + ShowCount(failures) + " times",
         failures == 0 ? "" : "look at the server's log"});
  }

  void CheckUpstreams(AdminClient& admin) {
    std::vector<std::string> seen;
    for (const std::string& workspace : workspaces_) {
      const Outcome<std::vector<json::value>> apis =
          admin.List("/workspaces/" + workspace + "/apis");
      if (!apis) continue;
      for (const json::value& api : *apis) {
        const std::string url = JsonReader(api)["base_url"].Text();
        if (std::find(seen.begin(), seen.end(), url) != seen.end()) continue;
        seen.push_back(url);
        CheckUpstream("api " + JsonReader(api)["slug"].Text(), url);
      }
    }
  }

  void CheckUpstream(const std::string& what, const std::string& text) {
    const Result<Url> url = ParseUrl(text);
    if (!url) {
      findings_.push_back({what, Verdict::kFault, url.error().detail, "rateguard apis update"});
      return;
    }
    // Any answer will do: it shows that the name, the route and the certificate are right.
    const Result<HttpReply> reply =
        session_.world().send(*url, {.method = "GET", .target = "/", .headers = {}, .body = {}});
    if (!reply) {
      findings_.push_back(
          {what, Verdict::kFault, reply.error().detail, "check name, network and firewall"});
      return;
    }
    findings_.push_back({what, Verdict::kFine, text + " answers", ""});
    const auto date = reply->Find("date");
    if (date && !clock_checked_ && url->tls) {
      clock_checked_ = true;
      findings_.push_back(CheckClock(session_.world().clock.Now(), *date, url->host));
    }
  }

  void CheckPort(const std::string& what, const std::string& host, std::uint16_t port,
                 std::string_view flag) {
    const auto owner = OwnerOfPort(host, port);
    if (!owner) {
      findings_.push_back({what, Verdict::kFine, std::to_string(port) + " is free", ""});
    } else {
      findings_.push_back({what, Verdict::kFault, PortTaken(port, *owner, flag), ""});
    }
  }

  Session& session_;
  config::Loaded loaded_;
  std::vector<Finding> findings_;
  std::vector<std::string> workspaces_;
  bool clock_checked_ = false;
};

Outcome<int> Examine(Session& session) {
  const std::vector<Finding> findings = Doctor(session).Examine();
  if (session.WantsJson()) {
    session.out() << PrettyJson(ToJson(findings));
  } else {
    PrintFindings(session.out(), findings, session.OutColor());
  }
  const auto faults = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.verdict == Verdict::kFault;
  });
  if (faults == 0) return kExitOk;
  session.Say(std::to_string(faults) + (faults == 1 ? " fault" : " faults") + " found");
  return kExitFailure;
}

}  // namespace

Command DoctorCommand() {
  return {"doctor",
          "look for what is wrong with this installation",
          {{.name = "",
            .summary = "look for what is wrong: settings, folders, disk, clock, ports, server, "
                       "stores, upstreams",
            .words = "",
            .examples =
                "rateguard doctor\nrateguard doctor --json | jq '.[] | select(.verdict != \"ok\")'",
            .flags = {},
            .needs = Needs::kServer,
            .run = &Examine}}};
}

}  // namespace rg::cli
