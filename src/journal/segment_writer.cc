#include "journal/segment_writer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>

#include <sys/file.h>

#include "journal/record.h"

namespace rg::journal {
namespace {

// How much is reserved at once: a call to the file system per so many bytes.
constexpr std::int64_t kReserveStep = std::int64_t{4} << 20;

// How much is filled ahead at once, up to a multiple of it: a piece of memory of this size. Larger
// ones save nothing more, and each keeps the calls of a turn waiting: 10 us for this one.
constexpr std::int64_t kFillStep = std::int64_t{64} << 10;
constexpr std::array<char, kFillStep> kZeros{};

// How many of the first `written` bytes of `records` are whole records.
std::size_t WholeRecords(std::string_view records, std::size_t written) {
  std::size_t whole = 0;
  for (;;) {
    const std::size_t next = whole + RecordBytes(records.substr(whole));
    if (next > written || next == whole) return whole;
    whole = next;
  }
}

}  // namespace

SegmentWriter::SegmentWriter(File file, std::int64_t fill_bytes_max)
    : file_(std::make_shared<const File>(std::move(file))),
      fill_bytes_max_(fill_bytes_max),
      may_map_(fill_bytes_max > 0 && MappedWindow::Possible(*file_)) {}

Result<SegmentWriter> SegmentWriter::Create(const std::filesystem::path& folder,
                                            const SegmentHeader& header,
                                            std::int64_t fill_bytes_max) {
  const std::filesystem::path path = SegmentPath(folder, header.core, header.sequence);
  std::filesystem::path unnamed = path;
  unnamed += ".new";
  std::error_code absent;  // usually no earlier attempt died here
  std::filesystem::remove(unnamed, absent);

  RG_TRY(File file, File::Create(unnamed));
  if (::flock(file.fd(), LOCK_EX | LOCK_NB) != 0) return SystemError("cannot lock", unnamed);
  SegmentWriter writer(std::move(file), fill_bytes_max);
  const std::string bytes = Encode(header);
  std::size_t written = 0;
  RG_CHECK(writer.file_->Write(bytes, 0, written));
  if (::rename(unnamed.c_str(), path.c_str()) != 0) return SystemError("cannot name", path);
  writer.offset_ = static_cast<std::int64_t>(bytes.size());
  return writer;
}

Result<void> SegmentWriter::Append(std::string_view records, std::size_t& kept) {
  kept = 0;
  if (broken_) {
    RG_CHECK(CutTo(offset_));
    broken_ = false;
  }
  FillAhead(offset_ + static_cast<std::int64_t>(records.size()));
  if (PutInWindow(records)) {
    kept = records.size();
    return {};
  }
  Result<void> outcome = file_->Write(records, static_cast<std::uint64_t>(offset_), kept);
  if (!outcome) {
    // Whole records stay: a reader may have them already, and their place must not be reused.
    kept = WholeRecords(records, kept);
    broken_ = CutTo(offset_ + static_cast<std::int64_t>(kept)).has_error();
    reserved_to_ = 0;
  }
  offset_ += static_cast<std::int64_t>(kept);
  return outcome;
}

// So that bytes up to `to` are written over zeros. That it cannot is no failure: they are appended
// then.
void SegmentWriter::FillAhead(std::int64_t to) {
  const std::int64_t from = std::max(offset_, filled_to_);
  const std::int64_t end = std::min((to + kFillStep - 1) / kFillStep * kFillStep, fill_bytes_max_);
  if (to <= from || end <= from) return;
  std::size_t filled = 0;
  const std::string_view zeros(kZeros.data(),
                               static_cast<std::size_t>(std::min(end - from, kFillStep)));
  (void)file_->Write(zeros, static_cast<std::uint64_t>(from), filled);
  filled_to_ = from + static_cast<std::int64_t>(filled);
  if (may_map_) window_ = MappedWindow::Map(*file_, offset_, filled_to_);
}

// False: they are not all within what is filled ahead, and nothing has been done.
bool SegmentWriter::PutInWindow(std::string_view records) {
  if (!window_.Covers(offset_, offset_ + static_cast<std::int64_t>(records.size()))) return false;
  while (!records.empty()) {
    const std::string_view record = records.substr(0, RecordBytes(records));
    window_.Put(record, offset_);
    offset_ += static_cast<std::int64_t>(record.size());
    records.remove_prefix(record.size());
  }
  return true;
}

// Cuts the file, and with it what was filled ahead.
Result<void> SegmentWriter::CutTo(std::int64_t offset) {
  window_ = {};  // memory behind a file's end is none
  RG_CHECK(file_->Truncate(static_cast<std::uint64_t>(offset)));
  filled_to_ = 0;
  return {};
}

Result<void> SegmentWriter::Reserve(std::int64_t bytes) {
  const std::int64_t wanted = offset_ + bytes;
  if (wanted <= reserved_to_) return {};
  const std::int64_t from = std::max(offset_, reserved_to_);
  const std::int64_t step = std::max(wanted - from, kReserveStep);
  // The file keeps its size, so that its end is still the end of its last record.
  for (const std::int64_t size : {step, wanted - from}) {
    int failed = 0;
    do {
      failed = ::fallocate(file_->fd(), FALLOC_FL_KEEP_SIZE, from, size) == 0 ? 0 : errno;
    } while (failed == EINTR);
    if (failed != 0 && failed != EOPNOTSUPP && failed != ENOSYS) continue;
    reserved_to_ = from + size;
    return {};
  }
  return SystemError("cannot reserve room in a segment");
}

Result<void> SegmentWriter::Finish() {
  reserved_to_ = 0;
  RG_CHECK(CutTo(offset_));
  // The syncer may keep the file open for a while; readers need not wait for it.
  if (::flock(file_->fd(), LOCK_UN) != 0) return SystemError("cannot unlock a segment");
  return {};
}

}  // namespace rg::journal
