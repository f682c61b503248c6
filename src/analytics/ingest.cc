#include "analytics/ingest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "journal/reader.h"
#include "journal/record.h"
#include "journal/segment.h"
#include "store/sql/event_rows.h"

namespace rg::analytics {

using journal::Entry;
using journal::Position;
using journal::Reader;
using journal::RecordKind;
using store::sql::BatchReport;
using store::sql::EventBatch;

class Ingest::Impl {
 public:
  Impl(store::sql::Connection& connection, IngestOptions options)
      : connection_(connection), options_(std::move(options)) {}

  Result<std::size_t> Drain();
  IngestStats stats() const;

 private:
  // The journal of one core, and how far the store has it.
  struct Core {
    Position stored;
    std::unique_ptr<Reader> reader;
  };

  // A hold whose event has not come in the batch that is being made: kept as its bytes, because
  // nearly all of them end in it, and are never read.
  struct Hold {
    std::string payload;
    Position end;
  };
  using Holds = std::unordered_map<RequestId, Hold>;

  Result<std::size_t> DrainAll();
  Result<void> Load();
  Result<void> FindCores();
  Result<std::size_t> DrainCore(Core& core);
  Result<std::size_t> Batch(Core& core);
  Result<void> Fill(Core& core, EventBatch& batch, std::size_t& records);
  Result<void> Put(const Entry& entry, EventBatch& batch);
  Result<void> PutDecoded(const Entry& entry, EventBatch& batch);
  Result<void> PutHolds(EventBatch& batch);
  void Keep(RequestId request, const Entry& hold);
  void Drop(RequestId request);
  Result<void> SetAside(const Entry& entry);
  Result<void> DeleteShipped(const Core& core);
  void Forget(Core& core);

  store::sql::Connection& connection_;
  const IngestOptions options_;
  bool loaded_ = false;
  std::map<std::uint32_t, Core> cores_;
  journal::Decoded decoded_;
  Holds holds_;
  std::vector<Holds::node_type> spare_holds_;  // that ended: the next ones take their places
  IngestStats stats_;
  IngestStats uncommitted_;  // of the batch being made
};

Result<std::size_t> Ingest::Impl::Drain() {
  Result<std::size_t> drained = DrainAll();
  if (!drained) ++stats_.failures;
  return drained;
}

Result<std::size_t> Ingest::Impl::DrainAll() {
  RG_CHECK(Load());
  RG_CHECK(FindCores());
  std::size_t records = 0;
  for (auto& [number, core] : cores_) {
    RG_TRY(const std::size_t drained, DrainCore(core));
    records += drained;
  }
  return records;
}

Result<void> Ingest::Impl::Load() {
  if (loaded_) return {};
  RG_TRY(const std::vector<Position> positions, store::sql::LoadPositions(connection_));
  for (const Position& position : positions) cores_[position.core].stored = position;
  loaded_ = true;
  return {};
}

Result<void> Ingest::Impl::FindCores() {
  RG_TRY(const std::vector<journal::SegmentFile> files, journal::ListSegments(options_.folder));
  for (const journal::SegmentFile& file : files) cores_[file.core].stored.core = file.core;
  return {};
}

Result<std::size_t> Ingest::Impl::DrainCore(Core& core) {
  std::size_t records = 0;
  for (;;) {
    const Result<std::size_t> batch = Batch(core);
    if (!batch) {
      // The reader is ahead of what was stored; the next Drain starts a new one from there.
      Forget(core);
      return batch.error();
    }
    records += *batch;
    if (*batch < options_.batch_records) break;
  }
  RG_CHECK(DeleteShipped(core));
  return records;
}

// One transaction; returns how many records it read.
Result<std::size_t> Ingest::Impl::Batch(Core& core) {
  if (!core.reader) core.reader = std::make_unique<Reader>(options_.folder, core.stored);
  // Look before opening a transaction: most of the time there is nothing to write.
  RG_TRY(std::optional<Entry> first, core.reader->Next());
  const Position before = core.stored;
  if (!first && core.reader->position() == before) return std::size_t{0};

  std::size_t records = 0;
  BatchReport report;
  uncommitted_ = {};
  holds_.clear();
  const auto write = [&]() -> Result<void> {
    EventBatch batch(connection_);
    if (first) {
      RG_CHECK(Put(*first, batch));
      records = 1;
      RG_CHECK(Fill(core, batch, records));
      RG_CHECK(PutHolds(batch));
    }
    RG_TRY(report, batch.Finish(core.reader->position()));
    return {};
  };
  RG_CHECK(connection_.Transaction(write));
  core.stored = core.reader->position();
  stats_.events += report.events;
  stats_.duplicates += report.duplicates;
  stats_.undecodable += uncommitted_.undecodable;
  return records;
}

Result<void> Ingest::Impl::Fill(Core& core, EventBatch& batch, std::size_t& records) {
  while (records < options_.batch_records) {
    RG_TRY(const std::optional<Entry> entry, core.reader->Next());
    if (!entry) return {};
    RG_CHECK(Put(*entry, batch));
    ++records;
  }
  return {};
}

Result<void> Ingest::Impl::Put(const Entry& entry, EventBatch& batch) {
  switch (entry.kind) {
    case RecordKind::kHold: {
      const RequestId request = journal::RequestOf(entry.payload);
      if (request.IsNil()) return SetAside(entry);
      Keep(request, entry);
      return {};
    }
    case RecordKind::kEvent:
      return PutDecoded(entry, batch);
    case RecordKind::kThreshold: {
      const Result<journal::ThresholdCrossed> crossed = journal::DecodeThreshold(entry.payload);
      return crossed ? batch.Add(*crossed) : SetAside(entry);
    }
  }
  return SetAside(entry);
}

Result<void> Ingest::Impl::PutDecoded(const Entry& entry, EventBatch& batch) {
  if (!journal::DecodeEvent(entry.payload, decoded_, journal::Lists::kSkip)) {
    return SetAside(entry);
  }
  if (entry.kind == RecordKind::kEvent) Drop(decoded_.event.request);
  return batch.Add(decoded_.event, entry.payload, entry.end.core);
}

// Those that the batch leaves open. An extended hold takes the place of the one before it.
Result<void> Ingest::Impl::PutHolds(EventBatch& batch) {
  for (const auto& [request, hold] : holds_) {
    RG_CHECK(PutDecoded({RecordKind::kHold, hold.payload, hold.end}, batch));
  }
  return {};
}

void Ingest::Impl::Keep(RequestId request, const Entry& hold) {
  Holds::iterator kept = holds_.find(request);
  if (kept == holds_.end() && !spare_holds_.empty()) {
    spare_holds_.back().key() = request;
    kept = holds_.insert(std::move(spare_holds_.back())).position;
    spare_holds_.pop_back();
  } else if (kept == holds_.end()) {
    kept = holds_.try_emplace(request).first;
  }
  kept->second.payload.assign(hold.payload);
  kept->second.end = hold.end;
}

void Ingest::Impl::Drop(RequestId request) {
  if (Holds::node_type ended = holds_.extract(request)) spare_holds_.push_back(std::move(ended));
}

// A record that is whole but says nothing to this binary is set aside: it must not keep those
// behind it waiting.
Result<void> Ingest::Impl::SetAside(const Entry& entry) {
  ++uncommitted_.undecodable;
  return journal::QuarantineBytes(options_.folder, entry.end, entry.payload);
}

// A commit of the store is on the disk before it returns, so what is behind the position is not
// needed here any more.
Result<void> Ingest::Impl::DeleteShipped(const Core& core) {
  const std::uint64_t keep =
      options_.needed_from ? std::min(core.stored.sequence, options_.needed_from(core.stored.core))
                           : core.stored.sequence;
  RG_TRY(const std::vector<journal::SegmentFile> files, journal::ListSegments(options_.folder));
  for (const journal::SegmentFile& file : files) {
    if (file.core != core.stored.core || file.sequence >= keep) continue;
    std::error_code error;
    std::filesystem::remove(file.path, error);
    if (error) {
      return Fail(Errc::kUnavailable,
                  "cannot delete " + file.path.string() + ": " + error.message());
    }
    ++stats_.segments_deleted;
  }
  return {};
}

void Ingest::Impl::Forget(Core& core) {
  if (!core.reader) return;
  stats_.corrupt += core.reader->stats().corrupt;
  stats_.torn += core.reader->stats().torn;
  core.reader.reset();
}

IngestStats Ingest::Impl::stats() const {
  IngestStats stats = stats_;
  for (const auto& [number, core] : cores_) {
    if (!core.reader) continue;
    stats.corrupt += core.reader->stats().corrupt;
    stats.torn += core.reader->stats().torn;
  }
  return stats;
}

Ingest::Ingest(store::sql::Connection& connection, IngestOptions options)
    : impl_(std::make_unique<Impl>(connection, std::move(options))) {}
Ingest::~Ingest() = default;

Result<std::size_t> Ingest::Drain() { return impl_->Drain(); }
IngestStats Ingest::stats() const { return impl_->stats(); }

}  // namespace rg::analytics
