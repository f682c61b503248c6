#include "store/clickhouse/events_sql.h"

#include <utility>

#include "journal/event.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/event_writer.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {
namespace {

using journal::Outcome;

// From the one place that decides it, outcome by outcome.
std::string MakeRolledUpModel() {
  std::string outcomes;
  for (std::size_t i = 0; i < journal::kOutcomes; ++i) {
    journal::Event event;
    event.outcome = static_cast<Outcome>(i);
    event.call.model = "model";
    if (!sql::RolledUpModel(event).empty()) continue;
    outcomes += (outcomes.empty() ? "" : ", ") + Quoted(ToString(event.outcome));
  }
  return "if(outcome IN (" + outcomes + "), '', model)";
}

std::string MakeOutcomeClass() {
  std::string outcomes;
  std::string classes;
  for (std::size_t i = 0; i < journal::kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const std::string_view comma = i == 0 ? "" : ", ";
    outcomes.append(comma).append(Quoted(ToString(outcome)));
    classes.append(comma).append(Quoted(ToString(sql::ClassOf(outcome))));
  }
  return "transform(outcome, [" + outcomes + "], [" + classes + "], 'failed')";
}

std::string OfEachMeasure(std::string_view before, std::string_view after) {
  std::string list;
  for (const std::string& measure : sql::RollupMeasureNames()) {
    list.append(", ").append(before).append(measure).append(after);
  }
  return list;
}

}  // namespace

const std::string& RolledUpModelSql() {
  static const std::string kSql = MakeRolledUpModel();
  return kSql;
}

const std::string& OutcomeClassSql() {
  static const std::string kSql = MakeOutcomeClass();
  return kSql;
}

const std::string& MeasuresSql() {
  static const std::string kSql = OfEachMeasure("", "");
  return kSql;
}

const std::string& SumsSql() {
  static const std::string kSql = OfEachMeasure("sum(", ")");
  return kSql;
}

const std::string& Int64SumsSql() {
  static const std::string kSql = OfEachMeasure("toInt64(sum(", "))");
  return kSql;
}

}  // namespace rg::store::clickhouse
