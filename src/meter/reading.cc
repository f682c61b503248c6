#include "meter/reading.h"

#include "meter/dialects.h"
#include "meter/fields.h"

namespace rg::meter {
namespace {

// False when the text is not one object, as far as was looked: then the reading is worth nothing.
bool ReadObject(const DialectRow& row, std::string_view text, Reading& reading) {
  JsonCursor in(text);
  row.read(in, reading);
  return in.AtEnd();
}

}  // namespace

Reading ReadingOfUnits(std::int64_t units) {
  Reading reading;
  reading.usage[UsageClass::kUnits] = units;
  reading.found = true;
  return reading;
}

void ReadAnswer(Dialect dialect, std::string_view body, Reading& reading) {
  const DialectRow& row = RowOf(dialect);
  if (row.read == nullptr) return;
  // A transcript may be asked for as text or subtitles.
  if (dialect == Dialect::kOpenAiTranscription && !body.starts_with('{')) {
    reading.why_none = "a transcript that is not JSON reports no usage";
    return;
  }
  if (ReadObject(row, body, reading) && reading.fault.empty()) return;

  // Something is wrong: a cut, a figure that makes no sense. What the provider says it charged is
  // read all the same where it can be, by the scanner that needs less of the text to be right; so
  // one and the same reading comes out of both ways.
  AnswerTap tap(dialect);
  tap.Feed(body);
  reading = tap.Finish();
}

Reading ReadAnswer(Dialect dialect, std::string_view body) {
  Reading reading;
  ReadAnswer(dialect, body, reading);
  return reading;
}

Reading ReadMembers(Dialect dialect, std::string_view object) {
  Reading reading;
  if (ReadObject(RowOf(dialect), object, reading)) return reading;
  reading = Reading{};
  Fault(reading, "the answer", "is not valid JSON");
  return reading;
}

}  // namespace rg::meter
