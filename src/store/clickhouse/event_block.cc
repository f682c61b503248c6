#include "store/clickhouse/event_block.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <limits>

#include "store/clickhouse/row_binary.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/event_id.h"
#include "store/sql/rollup_writer.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {
namespace {

constexpr std::array<std::string_view, 6> kFlags = {"calls",    "errors",    "refused",
                                                    "unpriced", "estimated", "first_bytes"};

std::string MakeInsertSql() {
  std::string sql =
      "INSERT INTO events (filed, log_topic, log_partition, log_offset, workspace, opened, "
      "event_id, request_id, project, key_id, api, api_slug, model, tags, outcome, status, "
      "settle_seq";
  for (const std::string& measure : sql::RollupMeasureNames()) sql += ", " + measure;
  return sql + ", record) FORMAT RowBinary";
}

// Which measures are zero or one, in a column of a byte.
std::array<bool, sql::kRollupMeasures> FindFlags() {
  std::array<bool, sql::kRollupMeasures> flags{};
  const std::vector<std::string> names = sql::RollupMeasureNames();
  for (std::size_t i = 0; i < flags.size(); ++i) {
    flags[i] = std::ranges::find(kFlags, names[i]) != kFlags.end();
  }
  return flags;
}

}  // namespace

std::string_view EventBlock::InsertSql() {
  static const std::string kSql = MakeInsertSql();
  return kSql;
}

void EventBlock::Add(const Lineage& lineage, const journal::Event& event,
                     std::string_view payload) {
  static const std::array<bool, sql::kRollupMeasures> kIsFlag = FindFlags();
  const CallFacts& call = event.call;
  starts_.push_back(bytes_.size());
  youngest_ = std::max(youngest_, event.opened);
  PutNumber(bytes_, std::uint16_t{0});  // `filed`, which File knows
  PutText(bytes_, lineage.topic);
  PutNumber(bytes_, lineage.partition);
  PutNumber(bytes_, lineage.offset);
  PutId(bytes_, call.workspace);
  PutNumber(bytes_, DateTimeOf(event.opened));
  PutNumber(bytes_, sql::EventIdOf(event.opened, event.request));
  PutId(bytes_, event.request);
  PutId(bytes_, call.project);
  PutId(bytes_, call.key);
  PutId(bytes_, call.api);
  PutText(bytes_, call.api_slug);
  PutText(bytes_, call.model);
  PutText(bytes_, sql::JoinTags(call.tags));
  PutText(bytes_, ToString(event.outcome));
  PutNumber(bytes_, static_cast<std::uint16_t>(event.status));
  PutNumber(bytes_, static_cast<std::int64_t>(event.settle_seq));
  const sql::Measures measures = sql::MeasuresOf(event);
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (kIsFlag[i]) {
      PutNumber(bytes_, static_cast<std::uint8_t>(measures[i]));
    } else {
      PutNumber(bytes_, measures[i]);
    }
  }
  PutText(bytes_, payload);
}

void EventBlock::File(TimePoint now) {
  const std::uint16_t month = MonthOf(std::max(now, youngest_));
  for (const std::size_t start : starts_) std::memcpy(bytes_.data() + start, &month, sizeof(month));
}

void EventBlock::Clear() {
  bytes_.clear();
  starts_.clear();
  youngest_ = TimePoint::min();
}

std::string_view EventBlock::Bytes(std::size_t first, std::size_t count) const {
  const std::size_t end = first + count;
  const std::size_t begin_byte = first < starts_.size() ? starts_[first] : bytes_.size();
  const std::size_t end_byte = end < starts_.size() ? starts_[end] : bytes_.size();
  return std::string_view(bytes_).substr(begin_byte, end_byte - begin_byte);
}

std::uint16_t MonthOf(TimePoint time) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  const std::chrono::sys_days first{day.year() / day.month() / 1};
  constexpr std::int64_t kLast = std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(
      std::clamp<std::int64_t>(first.time_since_epoch().count(), 0, kLast));
}

}  // namespace rg::store::clickhouse
