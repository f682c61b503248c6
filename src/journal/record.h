#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/difference.h"
#include "journal/event.h"

namespace rg::journal {

// What one record is about.
enum class RecordKind : std::uint8_t {
  kHold = 1,       // a call left; its end is not known yet (Event with outcome kOpen)
  kEvent = 2,      // a call ended
  kThreshold = 3,  // a budget passed a threshold
};

// A record as it lies in a segment, little endian:
//
//   | mark 4 | payload length 4 | crc32c 4 | kind 1 | version 1 | zero 2 | payload ... |
//                   \-- covered by the crc, seeded with the segment's salt --/
//
// The payload is a list of fields, each a key byte (number << 2 | type) and its value. What every
// record has lies together in a few fields that are blocks, texts and lists in fields of their own
// when there are any. A reader skips fields it does not know, and what a block has behind what it
// knows, so that an older binary reads what a newer one wrote.
//
// A hold has the half of an event that is known before the call leaves: who calls, what for, and
// the most it can cost.
//
// Of a hold or event that shares its write with others (turn.h), the payload may be told by an
// earlier one there: how far before this record that one begins, in 4 bytes, and the difference
// (difference.h). On disk such records are of kinds of their own.
//
// The mark lets a reader find the next record behind a damaged one. The salt is random per segment,
// so that no text a client sends can pose as a record there.
inline constexpr std::uint32_t kRecordMark = 0x524a4752;  // "RGJR"
inline constexpr std::size_t kRecordHeaderBytes = 16;
inline constexpr std::size_t kRecordBytesMax = std::size_t{64} << 10;

// Longer texts are cut at a character and end in "…", so that every record fits its limit.
inline constexpr std::size_t kShortTextMax = 256;
inline constexpr std::size_t kLongTextMax = 2048;
// Of tags, cost lines and verdicts, so many are kept.
inline constexpr std::size_t kListMax = 64;

// Appends one whole record to `out` and allocates only when `out` must grow. Of an event with
// outcome kOpen, only what a hold has is written.
void AppendRecord(std::string& out, const Event& event, std::uint32_t salt);
void AppendRecord(std::string& out, const ThresholdCrossed& crossed, std::uint32_t salt);
// A record of this payload.
void AppendRecord(std::string& out, RecordKind kind, std::string_view payload, std::uint32_t salt);
// The record of an event that is told by the one that begins `back` bytes before the end of `out`,
// of whose payload `sample` is.
void AppendToldRecord(std::string& out, const Event& event, const Sample& sample, std::size_t back,
                      std::uint32_t salt);

// A whole, undamaged record at the start of some bytes.
struct Frame {
  RecordKind kind = RecordKind::kEvent;
  std::string_view payload;   // or what is other in it than in that of the record which tells it
  std::size_t bytes = 0;      // header and payload
  std::size_t told_back = 0;  // how far before this record that one begins; 0: nothing tells it
};

// The record at the start of `bytes`; nullopt when it is incomplete, damaged or none.
std::optional<Frame> ReadFrame(std::string_view bytes, std::uint32_t salt);

// How long the record at the start of `bytes` says it is, unchecked; 0 when there is no header.
std::size_t RecordBytes(std::string_view bytes);
RecordKind RecordKindOf(std::string_view record);

// Where the first undamaged record starts in `bytes`; npos when there is none.
std::size_t FindFrame(std::string_view bytes, std::uint32_t salt);

// An event and what its spans point at. Texts are views into the payload it was decoded from.
// Decode into the same object again and again: it keeps its vectors.
struct Decoded {
  Event event;
  std::vector<std::string> tags;
  std::vector<CostLine> lines;
  std::vector<Verdict> verdicts;

  Decoded() = default;
  Decoded(Decoded&&) = default;
  Decoded& operator=(Decoded&&) = default;
  // A copy's spans would point into the original.
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
};

// Whether the lists of cost lines and verdicts are read too. They are half of a record and explain
// it; who only counts calls and money leaves them out, and does not see whether they are whole.
enum class Lists : std::uint8_t { kRead, kSkip };

// Reads the payload of a kHold or kEvent record. kInternal when the bytes are not such a payload.
Result<void> DecodeEvent(std::string_view payload, Decoded& into, Lists lists = Lists::kRead);
// The request such a payload is about, without reading the rest; nil when it names none.
RequestId RequestOf(std::string_view payload);
Result<ThresholdCrossed> DecodeThreshold(std::string_view payload);

// The payload alone, for keeping an event elsewhere than in a segment.
void AppendPayload(std::string& out, const Event& event);

}  // namespace rg::journal
