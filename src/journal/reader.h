#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/file.h"
#include "journal/record.h"
#include "journal/segment.h"

namespace rg::journal {

// A record and where it ends. The payload is valid until the next call of Next.
struct Entry {
  RecordKind kind = RecordKind::kEvent;
  std::string_view payload;
  Position end;
};

// Copies damaged bytes to quarantine/ for people to look at. The name says where they were, so that
// meeting them again after a crash replaces the copy.
Result<void> QuarantineBytes(const std::filesystem::path& folder, const Position& from,
                             std::string_view bytes);

struct ReaderStats {
  std::uint64_t records = 0;
  std::uint64_t corrupt = 0;  // damaged stretches inside a segment, quarantined
  std::uint64_t corrupt_bytes = 0;
  std::uint64_t torn = 0;  // ends of finished segments that were cut
  std::uint64_t torn_bytes = 0;
  std::uint64_t unquarantined = 0;  // damaged stretches that could not be copied, and are lost
};

// Reads the journal of one core, record by record, while it may still be written.
//
//   record | record | damaged | record      damaged: copied to quarantine/, counted, skipped
//   record | half a record <end of file>    being written: wait for the rest
//                                           finished: torn by a crash, counted, skipped
//   record | 0 0 0 ... 0 <end of file>      being written: filled ahead by the writer, wait
//                                           finished: the writer was killed; skipped
//
//   record | told | told                   a record that tells others is damaged: those are, too
//
// A segment is finished when its writer no longer holds its lock, which ends with the writer. Until
// then what was read may have been written over since, so it is read again before it counts as
// damaged.
//
// Threads   One thread. The writer may be another, or another process.
// Errors    kUnavailable: a file could not be read. Damage is not an error.
class Reader {
 public:
  Reader(std::filesystem::path folder, Position from);

  // The next record; nullopt when there is none yet.
  Result<std::optional<Entry>> Next();

  // Behind the last record read and all damage skipped. Reading from here misses nothing, and no
  // segment before it is needed any more.
  Position position() const { return position_; }
  const ReaderStats& stats() const { return stats_; }

 private:
  enum class Found : std::uint8_t { kSomething, kNothing };

  // A record that tells others of its kind, when it was last asked for.
  struct Teller {
    Position at;
    std::string payload;
  };

  Result<Found> OpenSegment();
  Result<void> ReadHeader();
  Result<void> Fill();
  Result<std::optional<std::string_view>> PayloadOf(const Frame& frame);
  Result<bool> Find(const Frame& told, Teller& teller);
  Result<Found> BeyondDamage();
  Result<Found> BeyondSegment();
  Result<bool> Finished() const;
  void Quarantine(std::string_view bytes);
  std::string_view Rest() const { return {buffer_.data() + at_, end_ - at_}; }
  void Consume(std::size_t bytes);
  void ReadAgain();
  void LeaveSegment();

  std::filesystem::path folder_;
  Position position_;
  File file_;
  std::uint32_t salt_ = 0;
  // What was read and not consumed lies from `at_`, which is position_.offset in the file, to
  // `end_`. What the buffer once grew to it stays: making room anew would write it full of zeros.
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  Teller hold_;
  Teller event_;
  std::string restored_;     // the payload of a record that another one tells
  bool at_end_ = false;      // the last Fill found nothing more
  bool finished_ = false;    // nobody writes to the segment any more
  bool read_again_ = false;  // what lies at the position, because it looked damaged
  ReaderStats stats_;
};

}  // namespace rg::journal
