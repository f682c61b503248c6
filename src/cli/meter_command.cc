#include <fstream>
#include <istream>
#include <ostream>

#include "cli/command.h"
#include "cli/show.h"
#include "cli/time_range.h"
#include "meter/catalogue/catalogue.h"
#include "meter/exchange.h"

namespace rg::cli {
namespace {

using Book = std::shared_ptr<const meter::PriceBook>;

Outcome<Book> Prices(const Arguments& arguments) {
  const auto file = arguments.Get("prices");
  if (!file) return meter::EmbeddedPrices();
  RG_TRY(const std::string text, config::ReadFile(*file));
  RG_TRY(Book book, meter::PriceBook::Parse(text));
  return book;
}

struct Tally {
  std::int64_t metered = 0;
  std::int64_t unpriced = 0;
  std::int64_t broken = 0;
  Money cost;
};

// Meters line after line, so that a file larger than memory is no matter.
Tally MeterLines(Session& session, std::istream& in, const meter::PriceBook& book, TimePoint when) {
  Tally tally;
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Result<meter::MeteredExchange> metered = meter::MeterExchange(line, book, when);
    if (!metered) {
      ++tally.broken;
      session.world().err << "rateguard: line " << number << ": " << metered.error().detail << '\n';
      continue;
    }
    ++tally.metered;
    if (!metered->cost.priced) ++tally.unpriced;
    tally.cost += metered->cost.total;
    session.out() << meter::ToJsonLine(*metered) << '\n';
  }
  return tally;
}

Outcome<int> Meter(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.words().size() != 1) {
    return UsageFailure("say which file of exchanges, one JSON object a line; - is standard input");
  }
  TimePoint when = session.world().clock.Now();
  if (const auto at = arguments.Get("at")) {
    RG_TRY(when, ReadTime(*at, "UTC"));
  }
  RG_TRY(const Book book, Prices(arguments));

  Tally tally;
  if (arguments.words()[0] == "-") {
    tally = MeterLines(session, session.world().in, *book, when);
  } else {
    std::ifstream file(arguments.words()[0]);
    if (!file) return Failure(kExitFailure, "cannot read " + arguments.words()[0]);
    tally = MeterLines(session, file, *book, when);
  }
  session.Say(ShowCount(tally.metered) + " exchanges, " + ShowMoney(tally.cost) + ", " +
              ShowCount(tally.unpriced) + " unpriced, prices " + std::string(book->version()));
  return tally.broken == 0 ? kExitOk : kExitFailure;
}

}  // namespace

Command MeterCommand() {
  return {"meter",
          "read the usage and cost of recorded exchanges, without a server",
          {{.name = "",
            .summary = "read the usage and cost of recorded exchanges, as the proxy would",
            .words = "FILE.jsonl",
            .examples =
                "rateguard meter recordings/openai.jsonl\n"
                "rateguard meter recordings/openai.jsonl | jq -s 'map(.cost_nanos // 0) | add'\n"
                "zcat exchanges.jsonl.gz | rateguard meter -",
            .flags = {{"at", "TIME", "Price them as of then; now unless told."},
                      {"prices", "FILE", "A price catalogue instead of the built-in one."}},
            .needs = Needs::kNothing,
            .run = &Meter}}};
}

}  // namespace rg::cli
