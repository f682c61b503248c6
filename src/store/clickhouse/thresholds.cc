#include "store/clickhouse/thresholds.h"

#include <array>

#include "store/clickhouse/row_binary.h"
#include "store/clickhouse/sql_text.h"

namespace rg::store::clickhouse {
namespace {

constexpr char kColumns[] =
    "workspace, budget, at, at_micros, period_start_micros, percent, spent_nanos, amount_nanos";

}  // namespace

void ThresholdBlock::Add(const journal::ThresholdCrossed& crossed) {
  PutId(bytes_, crossed.workspace);
  PutId(bytes_, crossed.budget);
  PutNumber(bytes_, DateTimeOf(crossed.at));
  PutNumber(bytes_, ToMicros(crossed.at));
  PutNumber(bytes_, ToMicros(crossed.period_start));
  PutNumber(bytes_, std::int32_t{crossed.percent});
  PutNumber(bytes_, crossed.spent.nanos());
  PutNumber(bytes_, crossed.amount.nanos());
  ++rows_;
}

void ThresholdBlock::Clear() {
  bytes_.clear();
  rows_ = 0;
}

Result<void> ThresholdBlock::Insert(Client& client, const std::string& query_id) const {
  if (rows_ == 0) return {};
  return client.Insert("INSERT INTO thresholds (" + std::string(kColumns) + ") FORMAT RowBinary",
                       bytes_, query_id);
}

Result<std::vector<journal::ThresholdCrossed>> LoadThresholds(Client& client, WorkspaceId workspace,
                                                              TimePoint since, std::int64_t limit) {
  const std::array columns = {Column::kId,    Column::kInt64, Column::kInt64,
                              Column::kInt64, Column::kInt64, Column::kInt64};
  const std::string sql =
      "SELECT budget, period_start_micros, toInt64(percent) AS passed, at_micros, spent_nanos, "
      "amount_nanos FROM thresholds WHERE workspace = " +
      Quoted(workspace) + " AND at >= " + Quoted(since) +
      " AND at_micros >= " + std::to_string(ToMicros(since)) +
      " ORDER BY at_micros DESC, passed DESC LIMIT 1 BY budget, period_start_micros, passed, "
      "at_micros LIMIT " +
      std::to_string(limit);
  std::vector<journal::ThresholdCrossed> thresholds;
  RG_CHECK(client.Each(sql, columns, [&](const Row& row) -> Result<void> {
    thresholds.push_back({.workspace = workspace,
                          .budget = BudgetId{row.Id(0)},
                          .at = FromMicros(row.Int(3)),
                          .period_start = FromMicros(row.Int(1)),
                          .percent = static_cast<int>(row.Int(2)),
                          .spent = Money::Nanos(row.Int(4)),
                          .amount = Money::Nanos(row.Int(5))});
    return {};
  }));
  return thresholds;
}

}  // namespace rg::store::clickhouse
