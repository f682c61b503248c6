#include "journal/turn.h"

#include <optional>
#include <utility>

#include "journal/record.h"

namespace rg::journal {

void Turn::Append(const Event& event) {
  First& first = event.outcome == Outcome::kOpen ? first_hold_ : first_event_;
  const std::size_t back = records_.size() - first.at;
  if (!first.there || back > kReach) {
    first.there = true;
    first.at = records_.size();
    first.taken = false;
    AppendRecord(records_, event, salt_);
    return;
  }
  Take(first);
  AppendToldRecord(records_, event, first.sample, back, salt_);
}

void Turn::Append(const ThresholdCrossed& crossed) { AppendRecord(records_, crossed, salt_); }

void Turn::Clear() {
  records_.clear();
  first_hold_.there = first_hold_.taken = false;
  first_event_.there = first_event_.taken = false;
}

// Only when there is a second one: many turns have one call.
void Turn::Take(First& first) {
  if (std::exchange(first.taken, true)) return;
  const std::string_view record = std::string_view(records_).substr(first.at);
  first.sample.Take(record.substr(kRecordHeaderBytes, RecordBytes(record) - kRecordHeaderBytes));
}

std::uint64_t Turn::KeepEvents(std::size_t written, std::size_t bytes_max) {
  std::string kept;
  std::uint64_t lost = 0;
  std::size_t bytes = 0;
  for (std::size_t at = written; at < records_.size(); at += bytes) {
    bytes = RecordBytes(std::string_view(records_).substr(at));
    const std::size_t before = kept.size();
    KeepEvent(at, kept);
    if (kept.size() <= bytes_max) continue;
    kept.resize(before);
    ++lost;
  }
  Clear();
  records_ = std::move(kept);
  return lost;
}

// Whole, because what tells it may be one of those that are gone.
void Turn::KeepEvent(std::size_t at, std::string& kept) const {
  const std::string_view records = records_;
  const std::optional<Frame> frame = ReadFrame(records.substr(at), salt_);
  if (!frame || frame->kind == RecordKind::kHold) return;
  if (frame->told_back == 0) {
    kept += records.substr(at, frame->bytes);
    return;
  }
  const std::optional<Frame> first = ReadFrame(records.substr(at - frame->told_back), salt_);
  std::string payload;
  if (!first || !AppendRestored(payload, first->payload, frame->payload)) return;
  AppendRecord(kept, frame->kind, payload, salt_);
}

}  // namespace rg::journal
