#include "journal/shipper.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "journal/file.h"
#include "journal/position_file.h"

namespace rg::journal {
namespace {

// How long Ship waits for a receipt before it takes it that none will come soon.
constexpr Duration kQuiet = std::chrono::milliseconds{100};

constexpr char kUnreadable[] = "this version of the gateway cannot read the record";

// A parcel's ticket is its core and its number there.
constexpr int kNumberBits = 40;
constexpr std::uint64_t kNumberMask = (std::uint64_t{1} << kNumberBits) - 1;

std::uint64_t TicketOf(std::uint32_t core, std::uint64_t number) {
  return std::uint64_t{core} << kNumberBits | (number & kNumberMask);
}

std::filesystem::path FileOf(const std::filesystem::path& folder, std::uint32_t core) {
  return folder / ("core-" + std::to_string(core));
}

// What is said of the record beside its bytes; the subject is nil when it cannot be read.
Shipment Describe(const Entry& entry, Decoded& decoded) {
  Shipment shipment{.kind = entry.kind,
                    .workspace = {},
                    .subject = {},
                    .at = {},
                    .end = entry.end,
                    .payload = entry.payload};
  if (entry.kind == RecordKind::kThreshold) {
    const Result<ThresholdCrossed> crossed = DecodeThreshold(entry.payload);
    if (!crossed) return shipment;
    shipment.workspace = crossed->workspace;
    shipment.subject = crossed->budget;
    shipment.at = crossed->at;
    return shipment;
  }
  if (entry.kind != RecordKind::kHold && entry.kind != RecordKind::kEvent) return shipment;
  if (!DecodeEvent(entry.payload, decoded, Lists::kSkip)) return shipment;
  shipment.workspace = decoded.event.call.workspace;
  shipment.subject = decoded.event.request;
  shipment.at = decoded.event.opened;
  return shipment;
}

}  // namespace

Shipper::Shipper(Sink& sink, ShipperOptions options, const Clock& clock)
    : sink_(sink), options_(std::move(options)), clock_(clock) {}

Result<void> Shipper::Ship(Duration at_most) {
  RG_CHECK(FindCores());
  again_.insert(again_.end(), failed_.begin(), failed_.end());
  failed_.clear();
  const Duration until = clock_.Steady() + at_most;
  for (;;) {
    SendAgain();
    RG_TRY(const Moved fed, Feed());
    Moved moved = fed;
    const Duration left = std::max(until - clock_.Steady(), Duration::zero());
    sink_.Await(fed == Moved::kSomething ? Duration::zero() : std::min(kQuiet, left),
                [&](const Receipt& receipt) {
                  moved = Moved::kSomething;
                  Take(receipt);
                });
    Advance();
    RG_CHECK(SaveWhenDue());
    if (moved == Moved::kNothing || clock_.Steady() >= until) return {};
  }
}

Result<void> Shipper::FindCores() {
  RG_TRY(const std::vector<SegmentFile> files, ListSegments(options_.folder));
  for (const SegmentFile& file : files) {
    if (cores_.contains(file.core)) continue;
    Core& core = cores_[file.core];
    const auto known = LoadPosition(FileOf(options_.positions, file.core));
    core.saved = known && known->core == file.core ? *known : Position{file.core, 0, 0};
    core.read = core.taken = core.saved;
    const std::lock_guard lock(mutex_);
    needed_from_[file.core] = core.saved.sequence;
  }
  return {};
}

Result<Shipper::Moved> Shipper::Feed() {
  Moved moved = Moved::kNothing;
  for (auto& [number, core] : cores_) {
    RG_TRY(const Moved one, FeedFrom(core));
    if (one == Moved::kSomething) moved = one;
  }
  return moved;
}

Result<Shipper::Moved> Shipper::FeedFrom(Core& core) {
  // Of one core at a time, so that none waits for another's backlog.
  constexpr int kTurn = 500;
  if (!core.reader) core.reader = std::make_unique<Reader>(options_.folder, core.read);
  int given = 0;
  while (given < kTurn && Room()) {
    const Result<std::optional<Entry>> entry = core.reader->Next();
    if (!entry) {
      core.reader.reset();
      return entry.error();
    }
    core.read = core.reader->position();
    if (!*entry) break;
    Give(core, **entry);
    ++given;
  }
  return given > 0 ? Moved::kSomething : Moved::kNothing;
}

bool Shipper::Room() const {
  return again_.empty() && under_way_ < options_.records_max &&
         bytes_under_way_ < options_.bytes_max;
}

void Shipper::Give(Core& core, const Entry& entry) {
  const std::uint64_t ticket = TicketOf(entry.end.core, core.first + core.parcels.size());
  Parcel& parcel = core.parcels.emplace_back();
  parcel.shipment = Describe(entry, decoded_);
  parcel.size = entry.payload.size();
  parcel.since = clock_.Steady();
  if (parcel.shipment.subject.IsNil()) {
    parcel.refusals = kTries;
    parcel.why = kUnreadable;
  }
  ++under_way_;
  bytes_under_way_ += parcel.size;
  stats_.under_way.Add();
  stats_.bytes_under_way.Add(static_cast<std::int64_t>(parcel.size));
  if (Send(ticket, parcel)) return;
  parcel.bytes = entry.payload;
  again_.push_back(ticket);
}

bool Shipper::Send(std::uint64_t ticket, Parcel& parcel) {
  const Way way = parcel.refusals >= kTries ? Way::kAside
                  : parcel.refusals > 0     ? Way::kAlone
                                            : Way::kTogether;
  return sink_.Send(ticket, parcel.shipment, way, parcel.why);
}

void Shipper::SendAgain() {
  std::erase_if(again_, [&](std::uint64_t ticket) {
    Parcel* const parcel = Find(ticket);
    if (parcel == nullptr) return true;
    parcel->shipment.payload = parcel->bytes;
    return Send(ticket, *parcel);
  });
}

Shipper::Parcel* Shipper::Find(std::uint64_t ticket) {
  const auto core = cores_.find(static_cast<std::uint32_t>(ticket >> kNumberBits));
  if (core == cores_.end()) return nullptr;
  const std::uint64_t index = (ticket - core->second.first) & kNumberMask;
  if (index >= core->second.parcels.size()) return nullptr;
  Parcel& parcel = core->second.parcels[index];
  return parcel.done ? nullptr : &parcel;
}

void Shipper::Take(const Receipt& receipt) {
  Parcel* const parcel = Find(receipt.ticket);
  if (parcel == nullptr) return;
  if (receipt.fate == Receipt::Fate::kTaken) {
    trouble_.clear();
    const Duration took = clock_.Steady() - parcel->since;
    stats_.latency[BucketOf(kShipmentBounds, took)].Add();
    stats_.latency_nanos.Add(took.count());
    (parcel->refusals >= kTries ? stats_.put_aside : stats_.taken).Add();
    return Finish(*parcel);
  }
  parcel->bytes = receipt.payload;
  if (receipt.fate == Receipt::Fate::kRefused) return Refuse(*parcel, receipt);
  stats_.failures.Add();
  trouble_ = receipt.why;
  failed_.push_back(receipt.ticket);
}

void Shipper::Refuse(Parcel& parcel, const Receipt& receipt) {
  stats_.refusals.Add();
  if (parcel.refusals < kTries) {
    ++parcel.refusals;
    parcel.why = receipt.why;
    again_.push_back(receipt.ticket);
    return;
  }
  const Result<void> kept = QuarantineBytes(options_.folder, parcel.shipment.end, parcel.bytes);
  if (kept) {
    stats_.quarantined.Add();
    return Finish(parcel);
  }
  trouble_ = kept.error().detail;
  failed_.push_back(receipt.ticket);
}

void Shipper::Finish(Parcel& parcel) {
  parcel.done = true;
  parcel.bytes = std::string();
  --under_way_;
  bytes_under_way_ -= parcel.size;
  stats_.under_way.Add(-1);
  stats_.bytes_under_way.Add(-static_cast<std::int64_t>(parcel.size));
}

void Shipper::Advance() {
  for (auto& [number, core] : cores_) {
    while (!core.parcels.empty() && core.parcels.front().done) {
      core.taken = core.parcels.front().shipment.end;
      core.parcels.pop_front();
      ++core.first;
    }
    // Behind damage and the ends of segments, too.
    if (core.parcels.empty()) core.taken = core.read;
  }
}

Result<void> Shipper::SaveWhenDue() {
  if (clock_.Steady() - saved_at_ < options_.save_every) return {};
  return Save();
}

Result<void> Shipper::Save() {
  for (auto& [number, core] : cores_) {
    if (core.saved == core.taken) continue;
    RG_CHECK(MakeFolder(options_.positions));
    RG_CHECK(SavePosition(FileOf(options_.positions, number), core.taken));
    core.saved = core.taken;
    stats_.saves.Add();
    const std::lock_guard lock(mutex_);
    needed_from_[number] = core.saved.sequence;
  }
  saved_at_ = clock_.Steady();
  return {};
}

std::uint64_t Shipper::NeededFrom(std::uint32_t core) const {
  const std::lock_guard lock(mutex_);
  const auto known = needed_from_.find(core);
  return known == needed_from_.end() ? 0 : known->second;
}

Duration Shipper::OldestWait() const {
  Duration longest{};
  for (const auto& [number, core] : cores_) {
    if (core.parcels.empty()) continue;
    longest = std::max(longest, clock_.Steady() - core.parcels.front().since);
  }
  return longest;
}

}  // namespace rg::journal
