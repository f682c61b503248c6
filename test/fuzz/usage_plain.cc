// The usage of a whole answer. The first byte chooses the dialect.

#include "fuzz.h"
#include "meter/reading.h"
#include "usage_promises.h"

namespace rg::fuzz {

void Try(std::string_view input) {
  const Dialect dialect = ChooseDialect(input);
  const Padded body(input);
  const meter::Reading reading = meter::ReadAnswer(dialect, body.view());
  CheckReading(reading);

  const auto tapped = [&](const std::vector<std::string_view>& pieces) {
    meter::AnswerTap tap(dialect);
    for (const std::string_view piece : pieces) tap.Feed(piece);
    return tap.Finish();
  };
  const meter::Reading whole = tapped({body.view()});
  CheckReading(whole);
  Require(tapped(Pieces(body.view())) == whole, "an answer in pieces reads as in one");
  if (input.size() <= kShort) {
    Require(tapped(Bytes(body.view())) == whole, "an answer byte by byte reads as in one");
  }
  if (reading.fault.empty() && whole.fault.empty()) {
    Require(reading == whole, "an answer read whole and one tapped are read alike");
  }
}

}  // namespace rg::fuzz
