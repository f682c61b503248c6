#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "journal/difference.h"
#include "journal/event.h"

namespace rg::journal {

// The records of one turn of the loop, which one write puts into the segment.
//
//   hold | event | hold | event | hold       those of a turn are much alike:
//    ^       ^--------------'               |
//    '---------'--------------------------------'        what is other than in the first one
//
// Of holds and of events, the first is whole and tells the others (record.h): a third of the bytes
// to check, copy, sync and read. None is told by a record of another write, so each can be read
// without those before it; and what damage takes along ends kReach behind it, as if it had been a
// page of memory that was damaged.
class Turn {
 public:
  // Beyond it, the next record is whole again.
  static constexpr std::size_t kReach = 4096;

  explicit Turn(std::uint32_t salt) : salt_(salt) {}

  void Append(const Event& event);
  void Append(const ThresholdCrossed& crossed);

  std::string_view records() const { return records_; }
  bool empty() const { return records_.empty(); }

  // Has been written.
  void Clear();
  // Only the first `written` bytes were: of what is left only events remain, because a hold that
  // was not written is void. Returns how many events found no room in `bytes_max`.
  std::uint64_t KeepEvents(std::size_t written, std::size_t bytes_max);

 private:
  // The record of its kind that tells those which come.
  struct First {
    bool there = false;
    std::size_t at = 0;
    bool taken = false;  // sample is of its payload
    Sample sample;
  };

  void Take(First& first);
  void KeepEvent(std::size_t at, std::string& kept) const;

  const std::uint32_t salt_;
  std::string records_;
  First first_hold_;
  First first_event_;
};

}  // namespace rg::journal
