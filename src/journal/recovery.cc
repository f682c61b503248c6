#include "journal/recovery.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "journal/reader.h"
#include "journal/record.h"
#include "journal/segment_writer.h"

namespace rg::journal {
namespace {

constexpr std::string_view kUnseenDetail =
    "the gateway stopped before the end of this call was seen; the most it could cost is booked";

// The holds of one core that have no end yet, by request. A hold that was extended is there once,
// with its last amount.
using Holds = std::unordered_map<RequestId, std::string>;

Result<void> ReadCore(const std::filesystem::path& folder, const Position& from, Holds& holds,
                      RecoveryReport& report) {
  Reader reader(folder, from);
  Decoded decoded;
  for (;;) {
    RG_TRY(const std::optional<Entry> entry, reader.Next());
    if (!entry) break;
    if (entry->kind != RecordKind::kHold && entry->kind != RecordKind::kEvent) continue;
    // A record that cannot be read is for the shipper to set aside; it names no call here.
    if (!DecodeEvent(entry->payload, decoded)) continue;
    if (entry->kind == RecordKind::kHold) {
      holds.insert_or_assign(decoded.event.request, std::string(entry->payload));
    } else {
      holds.erase(decoded.event.request);
    }
  }
  report.records += reader.stats().records;
  report.corrupt += reader.stats().corrupt;
  report.torn += reader.stats().torn;
  return {};
}

Event UnseenEnd(const Event& hold) {
  Event event = hold;
  event.outcome = Outcome::kUnseen;
  event.cost = hold.hold;
  event.estimated = true;
  event.error_code = "unseen";
  event.error_detail = kUnseenDetail;
  return event;
}

// One segment per core, synced before it is left: only then are the holds resolved.
Result<void> WriteEnds(const std::filesystem::path& folder, const SegmentHeader& header,
                       const Holds& holds, RecoveryReport& report) {
  RG_TRY(SegmentWriter segment, SegmentWriter::Create(folder, header));
  Decoded decoded;
  std::string record;
  for (const auto& [request, payload] : holds) {
    RG_CHECK(DecodeEvent(payload, decoded));
    const Event event = UnseenEnd(decoded.event);
    record.clear();
    AppendRecord(record, event, header.salt);
    std::size_t kept = 0;
    RG_CHECK(segment.Append(record, kept));
    ++report.unseen;
    report.unseen_holds.push_back(payload);
    report.unseen_cost += event.cost;
  }
  RG_CHECK(segment.file()->Sync());
  return SyncFolder(folder);
}

// Segments that were being created when the process died: they have no name and no records yet.
Result<void> RemoveUnnamed(const std::filesystem::path& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".new") std::filesystem::remove(at->path(), error);
  }
  if (error)
    return Fail(Errc::kUnavailable, "cannot tidy " + folder.string() + ": " + error.message());
  return {};
}

}  // namespace

Result<RecoveryReport> Recover(const std::filesystem::path& folder,
                               std::span<const Position> shipped,
                               std::span<const ShippedHold> open_holds, TimePoint now,
                               std::uint32_t salt) {
  struct Core {
    Position from;
    std::uint64_t last_sequence = 0;
    Holds holds;
  };
  std::map<std::uint32_t, Core> cores;
  RG_CHECK(MakeFolder(folder));
  RG_CHECK(RemoveUnnamed(folder));
  RG_TRY(const std::vector<SegmentFile> files, ListSegments(folder));
  for (const SegmentFile& file : files) {
    cores[file.core].last_sequence = std::max(cores[file.core].last_sequence, file.sequence);
  }
  for (const Position& position : shipped) {
    cores[position.core].from = position;
    cores[position.core].last_sequence =
        std::max(cores[position.core].last_sequence, position.sequence);
  }
  for (const ShippedHold& hold : open_holds) {
    cores[hold.core].holds.insert_or_assign(hold.request, hold.payload);
  }

  RecoveryReport report;
  for (auto& [number, core] : cores) {
    core.from.core = number;
    RG_CHECK(ReadCore(folder, core.from, core.holds, report));
    if (core.holds.empty()) continue;
    const std::uint64_t sequence =
        std::max(static_cast<std::uint64_t>(ToMicros(now)), core.last_sequence + 1);
    RG_CHECK(WriteEnds(folder, {number, sequence, now, salt}, core.holds, report));
  }
  return report;
}

}  // namespace rg::journal
