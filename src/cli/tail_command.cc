#include <algorithm>
#include <array>
#include <ostream>
#include <set>

#include <boost/json/serialize.hpp>

#include "cli/command.h"
#include "cli/reports.h"
#include "config/json.h"
#include "core/percent.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

constexpr std::int64_t kLinesDefault = 10;
// How far back each look goes: an event is in the list a second after its call, not at once.
constexpr Duration kOverlap = std::chrono::seconds{15};
constexpr Duration kIntervalDefault = std::chrono::seconds{1};
constexpr std::array<std::string_view, 6> kFilters = {"key",     "api",    "model",
                                                      "outcome", "status", "project"};

// Follows the list of events: looks again and again at the newest, and prints those not seen yet.
class Follower {
 public:
  Follower(Session& session, AdminClient& admin, std::string target)
      : session_(session), admin_(admin), target_(std::move(target)) {}

  // Prints the newest `lines`, oldest of them first.
  Outcome<void> PrintLast(std::size_t lines) {
    since_ = session_.world().clock.Now();
    if (lines == 0) return {};
    RG_TRY(const std::vector<json::value> events, admin_.List(target_, lines));
    PrintNew(events);
    return {};
  }

  Outcome<void> PrintNewer() {
    const TimePoint now = session_.world().clock.Now();
    const std::string from = "&from=" + PercentEncode(ToRfc3339(since_ - kOverlap));
    RG_TRY(const std::vector<json::value> events, admin_.List(target_ + from));
    PrintNew(events);
    since_ = std::max(since_, now);
    return {};
  }

 private:
  void PrintNew(const std::vector<json::value>& newest_first) {
    std::set<std::string> seen;
    for (auto event = newest_first.rbegin(); event != newest_first.rend(); ++event) {
      std::string id = JsonReader(*event)["request_id"].Text();
      if (!seen_.contains(id)) {
        const bool as_json = session_.WantsJson();
        session_.out() << (as_json ? json::serialize(*event)
                                   : EventLine(*event, session_.OutColor()))
                       << '\n';
      }
      seen.insert(std::move(id));
    }
    session_.out().flush();
    // What was in this look is all that the next one can overlap with.
    if (!seen.empty()) seen_ = std::move(seen);
  }

  Session& session_;
  AdminClient& admin_;
  std::string target_;
  TimePoint since_;
  std::set<std::string> seen_;
};

Outcome<int> Tail(Session& session) {
  const Arguments& arguments = session.arguments();
  std::int64_t lines = kLinesDefault;
  if (const auto asked = arguments.Get("lines")) {
    const Result<std::int64_t> number = ParseDecimal(*asked, 0);
    if (!number || *number < 0) return UsageFailure("--lines must be a number, 0 or more");
    lines = *number;
  }
  Duration interval = kIntervalDefault;
  if (const auto asked = arguments.Get("interval")) {
    RG_TRY(interval, config::ParseDuration(*asked));
  }

  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const std::string workspace, session.WorkspacePath(admin));
  std::string target = workspace + "/events?order=newest";
  for (const std::string_view filter : kFilters) {
    const auto value = arguments.Get(filter);
    if (value) target.append("&").append(filter).append("=").append(PercentEncode(*value));
  }
  Follower follower(session, admin, std::move(target));
  RG_CHECK(follower.PrintLast(static_cast<std::size_t>(lines)));
  if (arguments.Has("no-follow")) return kExitOk;
  while (session.world().sleep(interval)) RG_CHECK(follower.PrintNewer());
  return kExitOk;
}

}  // namespace

Command TailCommand() {
  return {"tail",
          "calls as they happen",
          {{.name = "",
            .summary = "calls as they happen, one a line",
            .words = "",
            .examples = "rateguard tail\n"
                        "rateguard tail --outcome refused_budget\n"
                        "rateguard tail --lines 100 --no-follow --json | jq .cost",
            .flags = {{"lines", "N", "Begin with the last N calls; 10 unless told.", 'n'},
                      {"no-follow", "", "Print those and end."},
                      {"interval", "DURATION", "How often to look; 1s unless told."},
                      {"key", "ID", "Only calls with this key."},
                      {"api", "SLUG", "Only calls to this API."},
                      {"model", "NAME", "Only calls to this model."},
                      {"project", "ID", "Only calls of this project."},
                      {"outcome", "NAME", "Only calls that ended so: ok, refused_budget, ..."},
                      {"status", "N", "Only calls answered with this status."}},
            .needs = Needs::kWorkspace,
            .run = &Tail}}};
}

}  // namespace rg::cli
