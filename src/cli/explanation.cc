#include <array>
#include <map>

#include "cli/reports.h"
#include "cli/show.h"
#include "core/time.h"
#include "core/usage.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

// Verdicts are told by what a person asks of them: who stopped the call, who let it pass.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSaid = {{
    {"yes", "passed"},
    {"no", "REFUSED"},
    {"shadow", "would refuse (shadow)"},
    {"soft", "over, but soft"},
    {"delayed", "passed after waiting"},
    {"unasked", "not charged"},
}};

std::string SaidInWords(std::string_view said) {
  for (const auto& [name, words] : kSaid) {
    if (name == said) return std::string(words);
  }
  return std::string(said);
}

std::string InUnit(const JsonReader& amount) {
  return amount.Text().empty() ? ShowCount(amount.Count()) : ShowDollars(amount.Text());
}

// A price as people compare them: of a million where one costs next to nothing.
std::string PriceOf(std::int64_t pico) {
  constexpr std::int64_t kPicoPerCent = 10'000'000'000;
  if (pico >= kPicoPerCent) return ShowDecimal(pico, 12) + " each";
  return ShowDecimal(pico, 6) + " a million";
}

void PrintRow(std::ostream& out, std::string_view name, const std::string& value) {
  constexpr std::size_t kNameWidth = 12;
  if (value.empty()) return;
  out << "  " << name << std::string(name.size() < kNameWidth ? kNameWidth - name.size() : 1, ' ')
      << value << '\n';
}

std::string Millis(const JsonReader& event, std::string_view name) {
  const JsonReader value = event[name];
  return value.present() ? ShowDuration(std::chrono::nanoseconds{
                               static_cast<std::int64_t>(value.Number() * 1'000'000)})
                         : std::string();
}

void PrintCall(std::ostream& out, const JsonReader& event) {
  PrintRow(out, "opened", ShowTime(event["opened_at"].Text()) + " UTC");
  PrintRow(out, "asked",
           event["method"].Text() + " " + event["endpoint"].Text() +
               (event["stream"].True() ? " (stream)" : ""));
  PrintRow(out, "model", event["model"].Text());
  PrintRow(out, "from", event["client_ip"].Text());
  PrintRow(out, "key",
           event["key_name"].present() ? event["key_name"].Text() : event["key_id"].Text());
  PrintRow(
      out, "project",
      event["project_name"].present() ? event["project_name"].Text() : event["project_id"].Text());
  PrintRow(out, "end user", event["end_user"].Text());
}

void PrintRoute(std::ostream& out, const JsonReader& event) {
  if (event["api"].Text().empty()) return;
  out << "Route\n";
  PrintRow(out, "api", event["api"].Text());
  PrintRow(out, "dialect", event["dialect"].Text());
  PrintRow(out, "served by", event["served_model"].Text());
  PrintRow(out, "tier", event["service_tier"].Text());
  const std::int64_t upstream = event["upstream_status"].Count();
  if (event["attempts"].Count() == 0) return PrintRow(out, "sent", "never");
  PrintRow(out, "answered",
           upstream == 0 ? "never"
                         : std::to_string(upstream) + " at attempt " +
                               std::to_string(event["attempts"].Count()));
  PrintRow(out, "first byte", Millis(event, "first_byte_ms"));
  PrintRow(out, "in all", Millis(event, "total_ms"));
  PrintRow(out, "of it ours", Millis(event, "gateway_ms"));
}

void PrintVerdicts(std::ostream& out, const JsonReader& event, Color color) {
  if (event["verdicts"].Items().empty()) return;
  out << "Limits and budgets\n";
  TextTable table;
  table.AddColumn("  WHAT");
  table.AddColumn("NAME");
  for (const char* title : {"BEFORE", "AFTER", "OF"}) table.AddColumn(title, Align::kRight);
  table.AddColumn("UNIT");
  table.AddColumn("SAID");
  table.AddColumn("FREES");
  for (const json::value& item : event["verdicts"].Items()) {
    const JsonReader verdict(item);
    const std::string unit = verdict["unit"].Text();
    const std::string said = SaidInWords(verdict["said"].Text());
    const std::string wait = Millis(verdict, "retry_after_ms");
    table.AddRow({"  " + verdict["kind"].Text(), verdict["name"].Text(), InUnit(verdict["before"]),
                  InUnit(verdict["after"]), InUnit(verdict["limit"]), unit == "usd" ? "" : unit,
                  said == "REFUSED" ? Red(said, color) : said,
                  verdict["said"].Text() == "no" && !wait.empty()
                      ? "in " + wait
                      : ShowTime(verdict["resets_at"].Text())});
  }
  table.Print(out, color);
}

void PrintMoney(std::ostream& out, const JsonReader& event, Color color) {
  out << "Money\n";
  PrintRow(out, "held", ShowMoney(event["hold"].Dollars()));
  TextTable table;
  table.AddColumn("  CLASS");
  table.AddColumn("COUNT", Align::kRight);
  table.AddColumn("PRICE", Align::kRight);
  table.AddColumn("COST", Align::kRight);
  for (const json::value& item : event["lines"].Items()) {
    const JsonReader line(item);
    const std::int64_t pico = line["pico_per_unit"].Count();
    const std::int64_t count = line["count"].Count();
    table.AddRow({"  " + line["class"].Text(), ShowCount(count), PriceOf(pico),
                  ShowDecimal(count * pico, 12)});
  }
  if (!table.empty()) table.Print(out, color);
  const JsonReader priced = event["priced"];
  if (priced.present() && !priced.True()) {
    PrintRow(out, "unpriced", event["unpriced_reason"].Text());
    return;
  }
  PrintRow(out, "total",
           Bold(ShowMoney(event["cost"].Dollars()), color) +
               (event["estimated"].True() ? " (an estimate: the provider's figure was never seen)"
                                          : ""));
  PrintRow(out, "prices", event["price_version"].Text());
}

void PrintUsageClasses(std::ostream& out, const JsonReader& event) {
  if (!event["lines"].Items().empty()) return;  // they name the classes already
  for (const std::string_view name : kUsageClassNames) {
    const std::int64_t count = event["usage"][name].Count();
    if (count > 0) PrintRow(out, name, ShowCount(count));
  }
}

}  // namespace

void PrintExplanation(std::ostream& out, const json::value& value, Color color) {
  const JsonReader event(value);
  const std::int64_t status = event["status"].Count();
  const std::string outcome = event["outcome"].Text();
  out << Bold("Call " + event["request_id"].Text(), color) << ": "
      << (outcome == "ok" ? Green(outcome, color) : Red(outcome, color))
      << (status > 0 ? ", answered " + std::to_string(status) : std::string()) << '\n';
  PrintRow(out, "because", event["error_detail"].Text());
  PrintCall(out, event);
  PrintRoute(out, event);
  PrintVerdicts(out, event, color);
  PrintMoney(out, event, color);
  PrintUsageClasses(out, event);
}

std::string EventLine(const json::value& value, Color color) {
  const JsonReader event(value);
  const std::string outcome = event["outcome"].Text();
  const std::string time = event["opened_at"].Text();
  const auto padded = [](std::string text, std::size_t width) {
    if (WidthOf(text) < width) text.append(width - WidthOf(text), ' ');
    return text;
  };
  std::string line = time.size() > 19 ? time.substr(11, 8) : time;
  line += "  " + event["request_id"].Text();
  line += "  " + padded(std::to_string(event["status"].Count()), 3);
  const std::string shown = padded(outcome, 20);
  line += "  " + (outcome == "ok" ? Green(shown, color) : Red(shown, color));
  line += "  " + padded(event["api"].Text(), 14) + "  " + padded(event["model"].Text(), 24);
  const JsonReader usage = event["usage"];
  std::int64_t input = 0;
  std::int64_t output = 0;
  for (std::size_t i = 0; i < 6; ++i) input += usage[kUsageClassNames[i]].Count();
  for (std::size_t i = 6; i < 10; ++i) output += usage[kUsageClassNames[i]].Count();
  line += "  " + padded(ShowCount(input) + " > " + ShowCount(output), 16);
  line += "  " + ShowMoney(event["cost"].Dollars()) + (event["estimated"].True() ? "~" : "");
  return line;
}

void PrintAudit(std::ostream& out, const json::value& audit, Color color) {
  const JsonReader read(audit);
  const JsonReader cost = read["cost"];
  out << ShowCount(read["calls"].Count()) << " calls, " << ShowMoney(cost.Dollars()) << ", "
      << ShowCount(read["budgets"].Count()) << " budgets, " << ShowCount(read["days"].Count())
      << " days, " << ShowCount(read["open_holds"].Count()) << " holds open.\n";
  if (read["budgets_left_out"].Count() > 0) {
    out << ShowCount(read["budgets_left_out"].Count())
        << " more budgets are left out: " << read["left_out_because"].Text() << ".\n";
  }
  const json::array& differences = read["differences"].Items();
  if (differences.empty()) {
    out << Green("The books balance", color)
        << ": what budgets have settled, what events say and what reports show is the same.\n";
    return;
  }
  out << Red("The books do not balance:", color) << '\n';
  TextTable table;
  table.AddColumn("  WHAT");
  table.AddColumn("BETWEEN");
  for (const char* title : {"LEFT", "RIGHT", "DIFFERENCE", "CALLS"})
    table.AddColumn(title, Align::kRight);
  for (const json::value& item : differences) {
    const JsonReader difference(item);
    const Money left = difference["left"].Dollars();
    const Money right = difference["right"].Dollars();
    const std::int64_t calls = difference["calls_left"].Count() - difference["calls_right"].Count();
    table.AddRow({"  " + difference["what"].Text(), difference["between"].Text(), ShowMoney(left),
                  ShowMoney(right), ShowMoney(left - right), calls == 0 ? "" : ShowCount(calls)});
  }
  table.Print(out, color);
}

}  // namespace rg::cli
