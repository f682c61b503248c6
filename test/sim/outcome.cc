#include "outcome.h"

#include <algorithm>
#include <cstdio>

namespace rg::sim {
namespace {

// Where calls that fit are refused, it must be few.
constexpr double kFittingMin = 0.99;

double Ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}
double Ratio(Money part, Money whole) { return Ratio(part.nanos(), whole.nanos()); }

template <class... Values>
std::string Format(const char* format, Values... values) {
  char text[1'024];
  std::snprintf(text, sizeof(text), format, values...);
  return text;
}

// The less of the calls and of their money.
double OfWhatFits(const Outcome& outcome) {
  return std::min(Ratio(outcome.admitted, outcome.fitting),
                  Ratio(outcome.spent, outcome.fitting_price));
}

double Dollars(Money money) { return static_cast<double>(money.nanos()) / 1e9; }

const char* NameOf(Loss loss) {
  switch (loss) {
    case Loss::kNone:
      return "healthy";
    case Loss::kAll:
      return "all lost";
    case Loss::kLastSecond:
      return "a second lost";
  }
  return "";
}

}  // namespace

void Judge(Outcome& outcome) {
  const auto fault = [&](std::string what) { outcome.faults.push_back(std::move(what)); };
  if (outcome.from_slices == 0) fault("no call was paid from a slice");
  for (const std::string& rule : outcome.exceeded) fault("the " + rule + " was exceeded");
  if (outcome.loss != Loss::kNone) {
    if (outcome.overspend > outcome.at_stake) {
      fault("overspent by $" + ToDollars(outcome.overspend) + ", more than the $" +
            ToDollars(outcome.at_stake) + " at stake");
    }
    return;
  }
  if (outcome.refused_by_limits == 0) fault("no limit was reached");
  if (outcome.refused_by_budget == 0) fault("the budget was not reached");
  if (outcome.overspend > Money{}) fault("overspent by $" + ToDollars(outcome.overspend));
  if (OfWhatFits(outcome) < kFittingMin) {
    fault(Format("admitted %.2f %% of what fits", 100 * OfWhatFits(outcome)));
  }
}

std::string TableHead() {
  return "| gateways | calls/s | calls | from slices: while nothing is short; in all | commands "
         "per "
         "call: the same | slices held at most, of the budget; idle | overspend | limits exceeded "
         "| admitted of what fits | after a loss: overspend, of the budget | of what was at stake "
         "|\n|---|---|---|---|---|---|---|---|---|---|---|\n";
}

std::string TableRow(const std::vector<Outcome>& runs) {
  const Outcome& healthy = runs.front();
  const Outcome* worst = nullptr;
  for (const Outcome& run : runs) {
    if (run.loss == Loss::kNone) continue;
    if (worst == nullptr || run.overspend > worst->overspend) worst = &run;
  }
  std::string row = Format(
      "| %zu | %lld | %lld | %.1f %%; %.1f %% | %.4f; %.4f | $%.2f, %.2f %%; %.2f %% | $%s | %zu | "
      "%.2f %% |",
      healthy.scale.gateways, static_cast<long long>(healthy.scale.pace),
      static_cast<long long>(healthy.calls),
      100 * Ratio(healthy.steady_from_slices, healthy.steady_calls),
      100 * Ratio(healthy.from_slices, healthy.admitted),
      Ratio(healthy.steady_commands, healthy.steady_calls), Ratio(healthy.commands, healthy.calls),
      Dollars(healthy.slices_most), 100 * Ratio(healthy.slices_most, healthy.budget),
      100 * Ratio(healthy.idle_most, healthy.budget), ToDollars(healthy.overspend).c_str(),
      healthy.exceeded.size(), 100 * OfWhatFits(healthy));
  if (worst == nullptr) return row + " | |\n";
  return row + Format(" $%.2f, %.2f %% | $%.2f, %.1f %% |\n", Dollars(worst->overspend),
                      100 * Ratio(worst->overspend, worst->budget), Dollars(worst->at_stake),
                      100 * Ratio(worst->overspend, worst->at_stake));
}

std::string Describe(const Outcome& outcome) {
  std::string text = Format(
      "%zu gateways, %s: %lld calls, %lld admitted, %lld fitting, %lld from %lld slices, %lld "
      "commands; refused %lld by limits, %lld by the budget; $%.4f of $%.4f spent, $%.4f fitting",
      outcome.scale.gateways, NameOf(outcome.loss), static_cast<long long>(outcome.calls),
      static_cast<long long>(outcome.admitted), static_cast<long long>(outcome.fitting),
      static_cast<long long>(outcome.from_slices), static_cast<long long>(outcome.slices),
      static_cast<long long>(outcome.commands), static_cast<long long>(outcome.refused_by_limits),
      static_cast<long long>(outcome.refused_by_budget), Dollars(outcome.spent),
      Dollars(outcome.budget), Dollars(outcome.fitting_price));
  if (outcome.loss != Loss::kNone) {
    text += Format("; lost at $%.4f with $%.4f in slices and $%.4f at stake: overspent $%.4f",
                   Dollars(outcome.lost_at), Dollars(outcome.at_stake_in_slices),
                   Dollars(outcome.at_stake), Dollars(outcome.overspend));
  }
  for (const std::string& fault : outcome.faults) text += "\n  BROKEN: " + fault;
  return text;
}

}  // namespace rg::sim
