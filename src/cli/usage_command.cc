#include <algorithm>
#include <array>
#include <ostream>

#include <boost/json/parse.hpp>

#include "cli/command.h"
#include "cli/reports.h"
#include "cli/show.h"
#include "cli/time_range.h"
#include "core/percent.h"
#include "core/suggest.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

constexpr Duration kLastDefault = std::chrono::hours{24 * 7};
constexpr std::array<std::string_view, 6> kSteps = {"1min", "15min", "hour",
                                                    "day",  "month", "whole"};
constexpr std::array<std::string_view, 6> kGroups = {"model",   "api", "key",
                                                     "project", "tag", "outcome"};
constexpr std::array<std::string_view, 5> kFilters = {"project", "key", "api", "model", "tag"};

struct Shape {
  std::string step = "whole";
  std::string group = "none";
};

// "day", "model", or both: "day,model".
Outcome<Shape> ReadShape(std::string_view by) {
  Shape shape;
  while (!by.empty()) {
    const std::size_t comma = std::min(by.find(','), by.size());
    const std::string word(by.substr(0, comma));
    by.remove_prefix(std::min(comma + 1, by.size()));
    if (std::find(kSteps.begin(), kSteps.end(), word) != kSteps.end()) {
      shape.step = word;
    } else if (std::find(kGroups.begin(), kGroups.end(), word) != kGroups.end()) {
      shape.group = word;
    } else {
      std::vector<std::string_view> known(kSteps.begin(), kSteps.end());
      known.insert(known.end(), kGroups.begin(), kGroups.end());
      return UsageFailure(
          "usage cannot be shown by \"" + word + "\"" + DidYouMean(word, known) +
          "; by 1min, 15min, hour, day, month, model, api, key, project, tag or outcome");
    }
  }
  return shape;
}

// "&project=...&model=...": which calls it is about.
std::string FiltersOf(const Arguments& arguments) {
  std::string filters;
  for (const std::string_view filter : kFilters) {
    const auto value = arguments.Get(filter);
    if (value) filters.append("&").append(filter).append("=").append(PercentEncode(*value));
  }
  return filters;
}

Outcome<int> ShowLatency(Session& session) {
  const Arguments& arguments = session.arguments();
  const std::string by = arguments.GetOr("by", "none");
  if (by != "none" && std::find(kGroups.begin(), kGroups.end(), by) == kGroups.end()) {
    const std::vector<std::string_view> known(kGroups.begin(), kGroups.end());
    return UsageFailure("latencies cannot be shown by \"" + by + "\"" + DidYouMean(by, known) +
                        "; by model, api, key, project or outcome");
  }
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const json::value document, session.Workspace(admin));
  const std::string zone = arguments.GetOr("zone", JsonReader(document)["time_zone"].Text());
  RG_TRY(const TimeRange range,
         ReadRange(arguments, zone, session.world().clock.Now(), kLastDefault));
  RG_TRY(const json::value report,
         admin.Get("/workspaces/" + JsonReader(document)["id"].Text() +
                   "/latency?from=" + PercentEncode(ToRfc3339(range.from)) + "&to=" +
                   PercentEncode(ToRfc3339(range.to)) + "&group=" + by + FiltersOf(arguments)));
  if (session.WantsJson()) {
    session.out() << PrettyJson(report);
  } else {
    PrintLatency(session.out(), report, session.OutColor());
  }
  return kExitOk;
}

Outcome<int> ShowUsage(Session& session) {
  const Arguments& arguments = session.arguments();
  RG_TRY(const Shape shape, ReadShape(arguments.GetOr("by", "day")));
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const json::value document, session.Workspace(admin));
  const std::string workspace = "/workspaces/" + JsonReader(document)["id"].Text();
  const std::string zone = arguments.GetOr("zone", JsonReader(document)["time_zone"].Text());
  RG_TRY(const TimeRange range,
         ReadRange(arguments, zone, session.world().clock.Now(), kLastDefault));

  std::string target = workspace + "/usage?from=" + PercentEncode(ToRfc3339(range.from)) +
                       "&to=" + PercentEncode(ToRfc3339(range.to)) +
                       "&zone=" + PercentEncode(zone) + "&step=" + shape.step +
                       "&group=" + shape.group + FiltersOf(arguments);
  if (const auto top = arguments.Get("top")) target += "&top=" + PercentEncode(*top);
  for (const std::string_view format : {"csv", "jsonl"}) {
    if (!arguments.Has(format)) continue;
    RG_TRY(const HttpReply reply, admin.Fetch("GET", target + "&format=" + std::string(format)));
    session.out() << reply.body;
    return kExitOk;
  }
  RG_TRY(const json::value report, admin.Get(target));
  if (session.WantsJson()) {
    session.out() << PrettyJson(report);
  } else {
    PrintUsage(session.out(), report, session.OutColor());
  }
  return kExitOk;
}

std::vector<Flag> FilterFlags() {
  return {{"project", "ID", "Only calls of this project."},
          {"key", "ID", "Only calls with this key."},
          {"api", "SLUG", "Only calls to this API."},
          {"model", "NAME", "Only calls to this model."},
          {"tag", "TAG", "Only calls of keys with this tag."}};
}

std::vector<Flag> With(std::vector<Flag> flags, std::vector<Flag> more) {
  for (Flag& flag : more) flags.push_back(std::move(flag));
  return flags;
}

}  // namespace

Command LatencyCommand() {
  std::vector<Flag> flags = {
      {"by", "WHAT", "model, api, key, project or outcome."},
      {"zone", "ZONE", "Where days begin, as in Europe/Berlin; the workspace's unless told."}};
  return {"latency",
          "how long calls took",
          {{.name = "",
            .summary = "how long calls took, in percentiles",
            .words = "",
            .examples = "rateguard latency --last 1h\n"
                        "rateguard latency --by model --last 7d",
            .flags = With(With(std::move(flags), FilterFlags()), RangeFlags()),
            .needs = Needs::kWorkspace,
            .run = &ShowLatency}}};
}

Command UsageCommand() {
  std::vector<Flag> flags = {
      {"by", "WHAT",
       "1min, 15min, hour, day or month; model, api, key, project, tag or outcome; or one of each: "
       "day,model."},
      {"zone", "ZONE", "Where days begin, as in Europe/Berlin; the workspace's unless told."},
      {"top", "N", "So many of the models, keys ... that cost most, and all others in one row."},
      {"csv", "", "As CSV, for a spreadsheet."},
      {"jsonl", "", "As JSON, a row a line."}};
  return {
      "usage",
      "what was used, and what it cost",
      {{.name = "",
        .summary = "what was used, and what it cost",
        .words = "",
        .examples =
            "rateguard usage\n"
            "rateguard usage --by model --last 30d\n"
            "rateguard usage --by day,key --from 2026-11-01 --to 2026-11-30 --zone Europe/Berlin\n"
            "rateguard usage --by month --last 365d --csv > usage.csv",
        .flags = With(With(std::move(flags), FilterFlags()), RangeFlags()),
        .needs = Needs::kWorkspace,
        .run = &ShowUsage}}};
}

}  // namespace rg::cli
