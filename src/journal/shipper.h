#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/tally.h"
#include "core/time.h"
#include "journal/reader.h"
#include "journal/sink.h"

namespace rg::journal {

struct ShipperOptions {
  std::filesystem::path folder;     // of the journal
  std::filesystem::path positions;  // a folder of the shipper's own
  // What may be on its way at a time.
  std::size_t records_max = 20'000;
  std::size_t bytes_max = std::size_t{8} << 20;
  Duration save_every = std::chrono::seconds{1};
};

// Upper bounds of a histogram, in seconds.
inline constexpr std::array<double, 10> kShipmentBounds = {0.001, 0.005, 0.01, 0.025, 0.05,
                                                           0.1,   0.25,  0.5,  1,     5};

// One writer, read by any thread.
struct ShipperStats {
  Tally taken;
  Tally refusals;     // times that a record was refused for what it is
  Tally failures;     // times that a record had to be sent again for another reason
  Tally put_aside;    // records that nobody would take
  Tally quarantined;  // records that not even that was possible with
  Tally saves;
  Tally under_way;  // now, as are the bytes
  Tally bytes_under_way;
  std::array<Tally, kShipmentBounds.size() + 1> latency;
  Tally latency_nanos;
};

// Moves what the journals of all cores hold into a Sink, and remembers how far it has got.
//
//   segment -> record -> Sink ... receipt -> position, on the disk -> the segment is not needed
//
//   taken                        done
//   refused, once or twice       again, alone
//   refused three times          aside; where that is refused too, into quarantine/
//   cannot be read               aside
//   failed                       again, with the next Ship
//
// The position is behind the last record before which all are done, so a record that cannot be
// delivered keeps the segment, but no other record. What was taken and is behind the position when
// the process ends is sent again: a receiver sees a record twice, never none.
//
// Threads   One for Ship; NeededFrom and stats on any.
// Errors    Of the disk. A sink that takes nothing is no error: OldestWait tells.
class Shipper {
 public:
  // After so many refusals a record goes aside.
  static constexpr int kTries = 3;

  Shipper(Sink& sink, ShipperOptions options, const Clock& clock);

  // Returns when all that there is has been taken, or after `at_most`, or when nothing moves.
  Result<void> Ship(Duration at_most);
  // Keeps the positions whatever the time; at the end.
  Result<void> Save();

  // The first segment of a core that is still needed here.
  std::uint64_t NeededFrom(std::uint32_t core) const;
  // How long the oldest of the records that are on their way has been.
  Duration OldestWait() const;
  // Why a record last had to be sent again; "" when one has been taken since.
  const std::string& trouble() const { return trouble_; }
  const ShipperStats& stats() const { return stats_; }

 private:
  struct Parcel {
    Shipment shipment;
    std::string bytes;  // the payload, once it has to be sent again
    std::size_t size = 0;
    Duration since{};
    int refusals = 0;
    bool done = false;
    std::string why;
  };
  struct Core {
    Position read;   // up to here, parcels were made
    Position taken;  // before this, all are done
    Position saved;
    std::unique_ptr<Reader> reader;
    std::deque<Parcel> parcels;
    std::uint64_t first = 0;  // the number of the first parcel
  };
  enum class Moved : std::uint8_t { kNothing, kSomething };

  Result<void> FindCores();
  Result<Moved> Feed();
  Result<Moved> FeedFrom(Core& core);
  void Give(Core& core, const Entry& entry);
  void Take(const Receipt& receipt);
  void Refuse(Parcel& parcel, const Receipt& receipt);
  void Finish(Parcel& parcel);
  void Advance();
  void SendAgain();
  bool Send(std::uint64_t ticket, Parcel& parcel);
  Parcel* Find(std::uint64_t ticket);
  bool Room() const;
  Result<void> SaveWhenDue();

  Sink& sink_;
  const ShipperOptions options_;
  const Clock& clock_;
  std::map<std::uint32_t, Core> cores_;
  Decoded decoded_;
  std::vector<std::uint64_t> again_;   // at once
  std::vector<std::uint64_t> failed_;  // with the next Ship
  std::size_t under_way_ = 0;
  std::size_t bytes_under_way_ = 0;
  Duration saved_at_{};
  std::string trouble_;
  ShipperStats stats_;
  mutable std::mutex mutex_;
  std::map<std::uint32_t, std::uint64_t> needed_from_;  // guarded by mutex_
};

}  // namespace rg::journal
