// The usage of a whole answer. The first byte chooses the dialect.

#include "fuzz.h"
#include "meter/reading.h"
#include "usage_promises.h"

namespace rg::fuzz {

void Try(std::string_view input) {
  const Dialect dialect = ChooseDialect(input);
  const meter::Reading reading = meter::ReadAnswer(dialect, input);
  CheckReading(reading);

  const auto tapped = [&](const std::vector<std::string_view>& pieces) {
    meter::AnswerTap tap(dialect);
    for (const std::string_view piece : pieces) tap.Feed(piece);
    return tap.Finish();
  };
  const meter::Reading whole = tapped({input});
  CheckReading(whole);
  Require(tapped(Pieces(input)) == whole, "an answer in pieces reads as in one");
  if (input.size() <= kShort) {
    Require(tapped(Bytes(input)) == whole, "an answer byte by byte reads as in one");
  }
  // What is no JSON object may still be a transcript.
  if (reading.why_none.empty()) {
    Require(reading == whole, "an answer read whole and one tapped are read alike");
  }
}

}  // namespace rg::fuzz
