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

// Of any two, the one is restored from what it does not have as the other: as it was written, when
// it is a record; else byte by byte, or field by field.
void Difference(std::string_view bytes) {
  const std::size_t half = bytes.empty() ? 0 : static_cast<std::uint8_t>(bytes[0]) % bytes.size();
  const journal::Sample sample{std::string(bytes.substr(0, half))};
  journal::Decoded decoded;
  std::string payload(bytes.substr(half));
  const bool record = bool(journal::DecodeEvent(payload, decoded));
  if (record) {
    payload.clear();
    journal::AppendPayload(payload, decoded.event);
  }
  std::string difference;
  sample.AppendDifference(difference, payload);
  const std::string restored = sample.Restore(difference);
  Require(restored.size() == payload.size(), "nothing is lost and nothing added");
  if (!record) return;
  std::string again;
  Require(bool(journal::DecodeEvent(restored, decoded)), "what is restored can be decoded");
  journal::AppendPayload(again, decoded.event);
  Require(again == payload, "what is restored says the same");
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
