#include "meter/reading.h"

#include <optional>

#include "meter/dialects.h"
#include "meter/fields.h"

namespace rg::meter {
namespace {

// Reads the object with simdjson. nullopt when the text as a whole is not what simdjson accepts.
std::optional<Reading> ReadObject(const DialectRow& row, std::string_view body) {
  // A parser owns its index; keeping one per thread saves an allocation the size of the answer.
  thread_local simdjson::ondemand::parser parser;
  Reading reading;
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (parser.iterate(body, body.size() + simdjson::SIMDJSON_PADDING).get(document) !=
          simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  row.read(object, reading);
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return std::nullopt;
  return reading;
}

}  // namespace

Reading ReadingOfUnits(std::int64_t units) {
  Reading reading;
  reading.usage[UsageClass::kUnits] = units;
  reading.found = true;
  return reading;
}

Reading ReadAnswer(Dialect dialect, std::string_view body) {
  const DialectRow& row = RowOf(dialect);
  if (row.read == nullptr) return {};
  // A transcript may be asked for as text or subtitles.
  if (dialect == Dialect::kOpenAiTranscription && !body.starts_with('{')) {
    Reading none;
    none.why_none = "a transcript that is not JSON reports no usage";
    return none;
  }
  std::optional<Reading> reading = ReadObject(row, body);
  if (reading && reading->fault.empty()) return *std::move(reading);

  // Something is wrong: a stray byte in a text, a cut, a figure that makes no sense. What the
  // provider says it charged is read all the same where it can be, by the scanner that needs less
  // of the text to be right; so one and the same reading comes out of both ways.
  AnswerTap tap(dialect);
  tap.Feed(body);
  return tap.Finish();
}

Reading ReadMembers(Dialect dialect, std::string& object) {
  object.reserve(object.size() + simdjson::SIMDJSON_PADDING);
  if (std::optional<Reading> reading = ReadObject(RowOf(dialect), object)) {
    return *std::move(reading);
  }
  Reading broken;
  Fault(broken, "the answer", "is not valid JSON");
  return broken;
}

}  // namespace rg::meter
