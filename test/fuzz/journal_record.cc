// The payload of a record: whatever can be decoded encodes to bytes that decode to the same, and to
// the same bytes again.

#include "fuzz.h"
#include "journal/difference.h"
#include "journal/record.h"

namespace rg::fuzz {
namespace {

constexpr std::uint32_t kSalt = 0x5eed;

void Event(std::string_view payload) {
  journal::Decoded decoded;
  if (!journal::DecodeEvent(payload, decoded)) return;
  std::string first;
  journal::AppendPayload(first, decoded.event);
  journal::Decoded again;
  Require(bool(journal::DecodeEvent(first, again)), "what was encoded can be decoded");
  Require(journal::RequestOf(first) == decoded.event.request,
          "the request is the first field that is written");
  std::string second;
  journal::AppendPayload(second, again.event);
  Require(first == second, "a decoded record encodes to the same bytes");

  std::string record;
  journal::AppendRecord(record, decoded.event, kSalt);
  Require(record.size() <= journal::kRecordBytesMax, "every record fits its limit");
  const std::optional<journal::Frame> frame = journal::ReadFrame(record, kSalt);
  Require(frame && frame->bytes == record.size() && frame->payload == first,
          "a record gives back its payload");
  Require(!journal::ReadFrame(record, kSalt + 1), "another segment's record is none");
}

// Of any two, the one is restored from what it does not have as the other; and of what is no
// difference, no more than a record.
void Difference(std::string_view bytes) {
  const std::size_t half = bytes.empty() ? 0 : static_cast<std::uint8_t>(bytes[0]) % bytes.size();
  const journal::Sample sample(bytes.substr(0, half));
  const std::string_view payload = bytes.substr(half);
  std::string difference;
  sample.AppendDifference(difference, payload);
  Require(sample.Restore(difference) == payload, "nothing is lost, added or other");
  std::string restored;
  const bool whole = journal::AppendRestored(restored, bytes.substr(0, half), payload);
  Require(whole ? restored.size() <= journal::kRecordBytesMax : restored.empty(),
          "what is restored is no longer than a record");
}

void Threshold(std::string_view payload) {
  const Result<journal::ThresholdCrossed> crossed = journal::DecodeThreshold(payload);
  if (!crossed) return;
  std::string first;
  journal::AppendRecord(first, *crossed, kSalt);
  const std::optional<journal::Frame> frame = journal::ReadFrame(first, kSalt);
  Require(frame.has_value(), "a record gives back its payload");
  const Result<journal::ThresholdCrossed> again = journal::DecodeThreshold(frame->payload);
  Require(bool(again), "what was encoded can be decoded");
  std::string second;
  journal::AppendRecord(second, *again, kSalt);
  Require(first == second, "a decoded record encodes to the same bytes");
}

void Frames(std::string_view bytes) {
  const std::size_t at = journal::FindFrame(bytes, kSalt);
  if (at != std::string_view::npos) {
    Require(journal::ReadFrame(bytes.substr(at), kSalt).has_value(),
            "a record is where it is found");
  }
  if (const auto frame = journal::ReadFrame(bytes, kSalt)) {
    Require(at == 0 && frame->bytes <= bytes.size(), "a record lies inside the bytes");
  }
}

}  // namespace

void Try(std::string_view input) {
  Event(input);
  Difference(input);
  Threshold(input);
  Frames(input);
}

}  // namespace rg::fuzz
