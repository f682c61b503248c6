#include <cctype>

#include "cli/reports.h"
#include "cli/show.h"
#include "core/usage.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kInputClasses = 6;
constexpr std::size_t kOutputClassesEnd = 10;

std::int64_t Sum(const JsonReader& usage, std::size_t from, std::size_t to) {
  std::int64_t sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += usage[kUsageClassNames[i]].Count();
  return sum;
}

std::vector<std::string> Figures(const JsonReader& totals) {
  const JsonReader usage = totals["usage"];
  return {ShowCount(totals["calls"].Count()),
          ShowCount(totals["refused"].Count()),
          ShowCount(totals["errors"].Count()),
          ShowCount(Sum(usage, 0, kInputClasses)),
          ShowCount(usage["cache_read"].Count()),
          ShowCount(Sum(usage, kInputClasses, kOutputClassesEnd)),
          ShowMoney(totals["cost"].Dollars())};
}

std::string InCapitals(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::vector<std::string> Joined(std::vector<std::string> lead, std::vector<std::string> rest) {
  lead.insert(lead.end(), rest.begin(), rest.end());
  return lead;
}

// "2026-11-23" for days, with the hour for anything shorter. Starts come in the report's zone.
std::string StartOf(const JsonReader& row, std::string_view step) {
  std::string start = row["start"].Text();
  if (step == "month") return start.substr(0, 7);
  if (step == "day") return start.substr(0, 10);
  if (start.size() > 16) start = start.substr(0, 10) + " " + start.substr(11, 5);
  return start;
}

}  // namespace

void PrintUsage(std::ostream& out, const json::value& report, Color color) {
  const JsonReader read(report);
  const std::string step = read["step"].Text();
  const std::string group = read["group"].Text();
  const bool by_time = !step.empty() && step != "whole";
  const bool by_group = !group.empty() && group != "none";

  TextTable table;
  if (by_time) table.AddColumn("FROM");
  if (by_group) table.AddColumn(InCapitals(group));
  if (!by_time && !by_group) table.AddColumn("");
  for (const char* title :
       {"CALLS", "REFUSED", "ERRORS", "INPUT", "OF IT CACHED", "OUTPUT", "COST"}) {
    table.AddColumn(title, Align::kRight);
  }
  for (const json::value& item : read["rows"].Items()) {
    const JsonReader row(item);
    std::vector<std::string> lead;
    if (by_time) lead.push_back(StartOf(row, step));
    if (by_group) {
      const std::string name = row["name"].present() ? row["name"].Text() : row["group"].Text();
      lead.push_back(name.empty() ? "(none)" : name);
    }
    if (lead.empty()) lead.push_back("all");
    table.AddRow(Joined(std::move(lead), Figures(row)));
  }
  std::vector<std::string> lead = {"total"};
  if (by_time && by_group) lead.push_back("");
  const JsonReader total = read["total"];
  table.AddRow(Joined(std::move(lead), Figures(total)));
  table.Print(out, color);

  out << "\nDays begin at midnight in " << read["zone"].Text() << ".\n";
  if (total["unpriced"].Count() > 0) {
    out << ShowCount(total["unpriced"].Count())
        << " calls have no known price and are not in the cost: rateguard prices create\n";
  }
  if (total["estimated"].Count() > 0) {
    out << ShowCount(total["estimated"].Count())
        << " calls are estimates: their end, or the provider's own figure, was never seen.\n";
  }
  if (read["groups_overlap"].True()) {
    out << "A call with several tags is in several rows; the total counts it once.\n";
  }
}

void PrintLatency(std::ostream& out, const json::value& report, Color color) {
  const JsonReader read(report);
  const std::string group = read["group"].Text();
  TextTable table;
  table.AddColumn(group == "none" ? "" : InCapitals(group));
  for (const char* title :
       {"CALLS", "P50", "P90", "P95", "P99", "FIRST BYTE P50", "P95", "GATEWAY P50", "P95"}) {
    table.AddColumn(title, Align::kRight);
  }
  const auto add = [&](std::string name, const JsonReader& row) {
    const auto time = [&](const char* which, const char* percentile) -> std::string {
      const JsonReader millis = row[which][percentile];
      if (!millis.present()) return "-";
      return ShowDuration(Duration{static_cast<std::int64_t>(millis.Number() * 1e6)});
    };
    table.AddRow({std::move(name), ShowCount(row["calls"].Count()), time("total_ms", "p50"),
                  time("total_ms", "p90"), time("total_ms", "p95"), time("total_ms", "p99"),
                  time("first_byte_ms", "p50"), time("first_byte_ms", "p95"),
                  time("gateway_ms", "p50"), time("gateway_ms", "p95")});
  };
  for (const json::value& item : read["rows"].Items()) {
    const std::string name = JsonReader(item)["name"].Text();
    add(name.empty() ? "(none)" : name, JsonReader(item));
  }
  add("all", read["all"]);
  table.Print(out, color);
  out << "\nOf calls that an upstream answered.\n";
}

}  // namespace rg::cli
