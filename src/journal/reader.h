#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "journal/record.h"
#include "journal/segment.h"

namespace rg::journal {

// A record and where it ends. The payload is valid until the next call of Next.
struct Entry {
  RecordKind kind = RecordKind::kEvent;
  std::string_view payload;
  Position end;
};

struct ReaderStats {
  std::uint64_t records = 0;
  std::uint64_t corrupt = 0;  // damaged stretches inside a segment, quarantined
  std::uint64_t corrupt_bytes = 0;
  std::uint64_t torn = 0;  // ends of finished segments that were cut
  std::uint64_t torn_bytes = 0;
};

// Reads the journal of one core, record by record, while it may still be written.
//
//   ... record | record | damaged | record ...      damaged: copied to quarantine/, counted,
//   skipped
//   ... record | half a record <end of file>        newest segment: not written yet, wait
//                                                   older segment: torn by a crash, counted,
//                                                   skipped
//
// Threads   One thread. The writer may be another, or another process.
// Errors    kUnavailable: a file could not be read. Damage is not an error.
class Reader {
 public:
  Reader(std::filesystem::path folder, Position from);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // The next record; nullopt when there is none yet.
  Result<std::optional<Entry>> Next();

  // Behind the last record read and all damage skipped. Reading from here misses nothing.
  Position position() const { return position_; }
  const ReaderStats& stats() const { return stats_; }

 private:
  enum class Step : std::uint8_t { kAgain, kDone };

  Result<bool> OpenSegment();
  Result<void> Fill();
  Result<Step> Skip();
  Result<Step> NextSegment();
  Result<void> Quarantine(std::string_view bytes);
  std::string_view Rest() const { return std::string_view(buffer_).substr(at_); }
  void Consume(std::size_t bytes);
  void CloseSegment();

  std::filesystem::path folder_;
  Position position_;
  int fd_ = -1;
  std::uint32_t salt_ = 0;
  std::string buffer_;  // bytes of the segment from `position_.offset - at_`
  std::size_t at_ = 0;
  bool at_end_ = false;  // the last read found the end of the file
  ReaderStats stats_;
};

}  // namespace rg::journal
