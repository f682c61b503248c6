#include "journal/reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <span>
#include <system_error>
#include <utility>

#include <sys/file.h>

namespace rg::journal {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;
static_assert(kReadBytes >= kRecordBytesMax);

// How many bytes are in front of those that are zero up to the end.
std::size_t BytesBeforeZeros(std::string_view bytes) { return bytes.find_last_not_of('\0') + 1; }

}  // namespace

Reader::Reader(std::filesystem::path folder, Position from)
    : folder_(std::move(folder)), position_(from) {}

Result<std::optional<Entry>> Reader::Next() {
  at_end_ = false;
  read_again_ = false;
  for (;;) {
    RG_TRY(Found found, OpenSegment());
    if (found == Found::kNothing) return std::optional<Entry>{};

    if (const std::optional<Frame> frame = ReadFrame(Rest(), salt_)) {
      RG_TRY(const std::optional<std::string_view> payload, PayloadOf(*frame));
      if (!payload) Quarantine(Rest().substr(0, frame->bytes));
      Consume(frame->bytes);
      if (!payload) continue;
      ++stats_.records;
      return std::optional(Entry{frame->kind, *payload, position_});
    }
    if (!at_end_ && Rest().size() < kRecordBytesMax) {
      RG_CHECK(Fill());
      continue;
    }
    RG_TRY(found, BeyondDamage());
    if (found == Found::kNothing) return std::optional<Entry>{};
  }
}

// Opens the first segment at or behind the position, if none is open.
Result<Reader::Found> Reader::OpenSegment() {
  while (!file_) {
    RG_TRY(const std::vector<SegmentFile> files, ListSegments(folder_));
    const auto next = std::ranges::find_if(files, [&](const SegmentFile& file) {
      return file.core == position_.core && file.sequence >= position_.sequence;
    });
    if (next == files.end()) return Found::kNothing;
    RG_TRY(file_, File::OpenToRead(next->path));
    if (next->sequence != position_.sequence) position_.offset = 0;
    position_.sequence = next->sequence;
    finished_ = false;
    at_end_ = false;
    RG_CHECK(ReadHeader());
  }
  return Found::kSomething;
}

// Reads the salt and moves the position behind the header. A segment whose header is lost is one
// damaged stretch.
Result<void> Reader::ReadHeader() {
  std::array<char, kSegmentHeaderBytes> bytes{};
  RG_TRY(const std::size_t count, file_.Read(bytes, 0));
  if (const std::optional<SegmentHeader> header = DecodeSegmentHeader({bytes.data(), count})) {
    salt_ = header->salt;
    position_.offset = std::max<std::uint64_t>(position_.offset, kSegmentHeaderBytes);
    return {};
  }
  position_.offset = 0;
  ReadAgain();
  if (count < kSegmentHeaderBytes) {
    ++stats_.torn;
    stats_.torn_bytes += count;
  } else {
    while (!at_end_) RG_CHECK(Fill());
    Quarantine(Rest());
  }
  LeaveSegment();
  return {};
}

Result<void> Reader::Fill() {
  const std::size_t rest = end_ - at_;
  if (at_ > 0) std::memmove(buffer_.data(), buffer_.data() + at_, rest);
  at_ = 0;
  end_ = rest;
  if (buffer_.size() < rest + kReadBytes) buffer_.resize(rest + kReadBytes);
  const std::span<char> free = std::span(buffer_).subspan(rest, kReadBytes);
  RG_TRY(const std::size_t count, file_.Read(free, position_.offset + rest));
  end_ += count;
  at_end_ = count == 0;
  return {};
}

// Of the record at the position; nullopt when what tells it is damaged.
Result<std::optional<std::string_view>> Reader::PayloadOf(const Frame& frame) {
  using Payload = std::optional<std::string_view>;
  if (frame.told_back == 0) return Payload(frame.payload);
  if (frame.told_back + kSegmentHeaderBytes > position_.offset) return Payload();
  Teller& teller = frame.kind == RecordKind::kHold ? hold_ : event_;
  Position at = position_;
  at.offset -= frame.told_back;
  if (teller.at != at) {
    teller.at = {};
    RG_TRY(const bool found, Find(frame, teller));
    if (!found) return Payload();
    teller.at = at;
  }
  restored_.clear();
  if (!AppendRestored(restored_, teller.payload, frame.payload)) return Payload();
  return Payload(restored_);
}

// The one that tells `told` has been read, so it is still in memory unless more was read since.
Result<bool> Reader::Find(const Frame& told, Teller& teller) {
  std::optional<Frame> frame;
  std::vector<char> read;
  if (told.told_back <= at_) {
    frame = ReadFrame({buffer_.data() + at_ - told.told_back, told.told_back}, salt_);
  } else {
    read.resize(std::min(told.told_back, kRecordBytesMax));
    RG_TRY(const std::size_t count, file_.Read(read, position_.offset - told.told_back));
    frame = ReadFrame({read.data(), count}, salt_);
  }
  if (!frame || frame->told_back != 0 || frame->kind != told.kind) return false;
  teller.payload = frame->payload;
  return true;
}

// What lies at the position is no record. Finds the next one, or the next segment.
Result<Reader::Found> Reader::BeyondDamage() {
  for (;;) {
    if (Rest().size() > 1) {
      if (const std::size_t next = FindFrame(Rest().substr(1), salt_); next != Rest().npos) {
        // Records are written in their order, so the one before that is whole by now, if it is one.
        if (!finished_ && !std::exchange(read_again_, true)) {
          ReadAgain();
          return Found::kSomething;
        }
        Quarantine(Rest().substr(0, next + 1));
        Consume(next + 1);
        return Found::kSomething;
      }
    }
    if (at_end_) return BeyondSegment();
    RG_CHECK(Fill());
  }
}

// The open segment has no more records. When it is finished, its torn end is skipped.
Result<Reader::Found> Reader::BeyondSegment() {
  if (!finished_) {
    RG_TRY(finished_, Finished());
    // The writer goes on where we stand, or may have added records between our last read and its
    // end: look once more, now or with the next call.
    ReadAgain();
    return finished_ ? Found::kSomething : Found::kNothing;
  }
  if (const std::size_t torn = BytesBeforeZeros(Rest()); torn > 0) {
    ++stats_.torn;
    stats_.torn_bytes += torn;
  }
  LeaveSegment();
  return Found::kSomething;
}

Result<bool> Reader::Finished() const {
  if (::flock(file_.fd(), LOCK_EX | LOCK_NB) == 0) {
    ::flock(file_.fd(), LOCK_UN);
    return true;
  }
  if (errno == EWOULDBLOCK || errno == EINTR) return false;
  return SystemError("cannot lock a segment");
}

void Reader::Quarantine(std::string_view bytes) {
  ++stats_.corrupt;
  stats_.corrupt_bytes += bytes.size();
  const Result<void> copied = QuarantineBytes(folder_, position_, bytes);
  if (!copied) ++stats_.unquarantined;
}

void Reader::Consume(std::size_t bytes) {
  at_ += bytes;
  position_.offset += bytes;
}

// Forgets what was read and not consumed.
void Reader::ReadAgain() {
  at_ = end_ = 0;
  at_end_ = false;
}

void Reader::LeaveSegment() {
  file_ = File();
  ReadAgain();
  position_ = {position_.core, position_.sequence + 1, 0};
}

Result<void> QuarantineBytes(const std::filesystem::path& folder, const Position& from,
                             std::string_view bytes) {
  const std::filesystem::path quarantine = folder / "quarantine";
  RG_CHECK(MakeFolder(quarantine));
  std::array<char, 80> name{};
  std::snprintf(name.data(), name.size(), "%u-%020llu-%llu.bad", from.core,
                static_cast<unsigned long long>(from.sequence),
                static_cast<unsigned long long>(from.offset));
  const std::filesystem::path path = quarantine / name.data();
  std::error_code absent;  // usually there is no earlier copy
  std::filesystem::remove(path, absent);
  RG_TRY(const File file, File::Create(path));
  std::size_t written = 0;
  return file.Write(bytes, 0, written);
}

}  // namespace rg::journal
