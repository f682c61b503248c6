#include "journal/record.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "journal/crc32c.h"
#include "journal/fields.h"
#include "journal/record_fields.h"

namespace rg::journal {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little endian");

constexpr std::uint8_t kVersion = 1;

// Of a record that another tells, its kind is so much more.
constexpr std::uint8_t kTold = 16;
constexpr std::size_t kToldBackBytes = sizeof(std::uint32_t);

constexpr std::size_t kTagMax = 128;
constexpr std::size_t kVerdictMax = 16 + 1 + 9 * kVerdictNumbers + 2 * (2 + kShortTextMax);
constexpr std::size_t kLineMax = 1 + 9 * kLineNumbers;
// What the payload of an event can come to: every number, id and text at its longest, and the eight
// bytes that the last number is written with.
constexpr std::size_t kEventMax = 3 + 4 * 16 + 1 + 9 * kCallNumbers + 17 + 3 + 1 + 9 * kEndNumbers +
                                  10 * (3 + kShortTextMax) + 3 * (3 + kLongTextMax) + 1 +
                                  9 * kUsageClasses +
                                  kListMax * (3 + kTagMax + 3 + kLineMax + 3 + kVerdictMax) + 8;
static_assert(kRecordHeaderBytes + kEventMax <= kRecordBytesMax);

template <class T>
std::span<const T> Kept(std::span<const T> list) {
  return list.first(std::min(list.size(), kListMax));
}

// The writer is handed on by value: it stays in a register then, which it would not if the bytes it
// writes could be its own.

// What a hold and its event have in common: who calls, what for, and the most it can cost.
FieldWriter PutCall(FieldWriter out, const Event& event) {
  const CallFacts& call = event.call;
  char* const begun = out.Begin(kCallBlock);
  out.Put(event.request);
  out.Put(call.workspace);
  out.Put(call.key);
  out.Put(call.api);
  Numbers<kCallNumbers> numbers;
  numbers[kCallOpened] = event.opened.time_since_epoch().count();
  numbers[kCallHold] = event.hold.nanos();
  numbers[kCallRequestBytes] = event.request_bytes;
  numbers[kCallFlags] = (call.stream ? kStream : 0) | (event.priced ? 0 : kUnpriced) |
                        (event.estimated ? kEstimated : 0);
  numbers[kCallDialect] = static_cast<int>(event.dialect);
  out.Put(numbers);
  out.End(begun);
  out.Id(kProject, call.project);
  out.Text(kApiSlug, call.api_slug, kShortTextMax);
  out.Text(kModel, call.model, kShortTextMax);
  out.Text(kMethod, call.method, kShortTextMax);
  out.Text(kEndpoint, call.endpoint, kLongTextMax);
  out.Text(kClientIp, call.client_ip, kShortTextMax);
  out.Text(kEndUser, call.end_user, kShortTextMax);
  out.Text(kTraceparent, event.traceparent, kShortTextMax);
  for (const std::string& tag : Kept(call.tags)) out.Text(kTag, tag, kTagMax);
  return out;
}

FieldWriter PutLine(FieldWriter out, const CostLine& line) {
  char* const begun = out.Begin(kLineBlock);
  out.Put(
      Numbers<kLineNumbers>{static_cast<int>(line.usage_class), line.count, line.pico_per_unit});
  out.End(begun);
  return out;
}

FieldWriter PutVerdict(FieldWriter out, const Verdict& verdict) {
  char* const begun = out.Begin(kVerdictBlock);
  out.Put(verdict.id);
  Numbers<kVerdictNumbers> numbers;
  numbers[kVerdictNumberKind] = static_cast<int>(verdict.kind);
  numbers[kVerdictNumberSaid] = static_cast<int>(verdict.said);
  numbers[kVerdictNumberLimit] = verdict.limit;
  numbers[kVerdictNumberBefore] = verdict.before;
  numbers[kVerdictNumberAfter] = verdict.after;
  numbers[kVerdictNumberRetryAfter] = verdict.retry_after.count();
  numbers[kVerdictNumberResetsAt] = verdict.resets_at.time_since_epoch().count();
  out.Put(numbers);
  out.Put(verdict.name, kShortTextMax);
  out.Put(verdict.unit, kShortTextMax);
  out.End(begun);
  return out;
}

FieldWriter PutEnd(FieldWriter out, const Event& event) {
  char* const begun = out.Begin(kEndBlock);
  Numbers<kEndNumbers> numbers;
  numbers[kEndOutcome] = static_cast<int>(event.outcome);
  numbers[kEndStatus] = event.status;
  numbers[kEndUpstreamStatus] = event.upstream_status;
  numbers[kEndAttempts] = event.attempts;
  numbers[kEndCost] = event.cost.nanos();
  numbers[kEndSettleSeq] = static_cast<std::int64_t>(event.settle_seq);
  numbers[kEndResponseBytes] = event.response_bytes;
  numbers[kEndGatewayTime] = event.gateway_time.count();
  numbers[kEndFirstByteTime] = event.first_byte_time.count();
  numbers[kEndTotalTime] = event.total_time.count();
  out.Put(numbers);
  out.Put(event.usage.counts);
  out.End(begun);
  out.Text(kErrorCode, event.error_code, kShortTextMax);
  out.Text(kErrorDetail, event.error_detail, kLongTextMax);
  out.Text(kServedModel, event.served_model, kShortTextMax);
  out.Text(kServiceTier, event.service_tier, kShortTextMax);
  out.Text(kUnpricedReason, event.unpriced_reason, kLongTextMax);
  out.Text(kPriceVersion, event.price_version, kShortTextMax);
  for (const CostLine& line : Kept(event.lines)) out = PutLine(out, line);
  for (const Verdict& verdict : Kept(event.verdicts)) out = PutVerdict(out, verdict);
  return out;
}

FieldWriter PutEvent(FieldWriter out, const Event& event) {
  out = PutCall(out, event);
  if (event.outcome != Outcome::kOpen) {
    out = PutEnd(out, event);
  } else {
    out.Int(kSettleSeq, static_cast<std::int64_t>(event.settle_seq));
  }
  return out;
}

struct RecordHeader {
  std::uint32_t mark = kRecordMark;
  std::uint32_t payload_bytes = 0;
  std::uint32_t crc = 0;
  std::uint8_t kind = 0;
  std::uint8_t version = kVersion;
  std::uint16_t zero = 0;
};
static_assert(sizeof(RecordHeader) == kRecordHeaderBytes);

// Of the length, then of everything behind the crc itself: kind, version, payload.
std::uint32_t CrcOf(const char* record, std::size_t bytes, std::uint32_t salt) {
  const std::uint32_t seed = Crc32c({record + 4, 4}, salt);
  return Crc32c({record + 12, bytes - 12}, seed);
}

// Writes the header of a record of so many bytes.
void PutHeader(char* record, std::size_t bytes, std::uint8_t kind, std::uint32_t salt) {
  RecordHeader header;
  header.payload_bytes = static_cast<std::uint32_t>(bytes - kRecordHeaderBytes);
  header.kind = kind;
  std::memcpy(record, &header, sizeof header);
  header.crc = CrcOf(record, bytes, salt);
  std::memcpy(record, &header, sizeof header);
}

void Finish(std::string& out, char* record, const char* end, RecordKind kind, std::uint32_t salt) {
  const auto bytes = static_cast<std::size_t>(end - record);
  PutHeader(record, bytes, static_cast<std::uint8_t>(kind), salt);
  out.append(record, bytes);
}

RecordKind KindOf(const Event& event) {
  return event.outcome == Outcome::kOpen ? RecordKind::kHold : RecordKind::kEvent;
}

RecordKind PlainKind(std::uint8_t kind) {
  return static_cast<RecordKind>(kind > kTold ? kind - kTold : kind);
}

}  // namespace

// Records are built on the stack, where the largest one fits without asking how long this one will
// be, and then copied: cheaper than growing `out` field by field.
void AppendRecord(std::string& out, const Event& event, std::uint32_t salt) {
  std::array<char, kRecordBytesMax> record;  // NOLINT: every byte used is written first
  FieldWriter fields(record.data() + kRecordHeaderBytes);
  fields = PutEvent(fields, event);
  Finish(out, record.data(), fields.at(), KindOf(event), salt);
}

void AppendRecord(std::string& out, RecordKind kind, std::string_view payload, std::uint32_t salt) {
  const std::size_t begin = out.size();
  out.append(kRecordHeaderBytes, '\0').append(payload);
  PutHeader(out.data() + begin, out.size() - begin, static_cast<std::uint8_t>(kind), salt);
}

void AppendToldRecord(std::string& out, const Event& event, const Sample& sample, std::size_t back,
                      std::uint32_t salt) {
  std::array<char, kRecordBytesMax> payload;  // NOLINT: every byte used is written first
  FieldWriter fields(payload.data());
  fields = PutEvent(fields, event);
  const std::size_t begin = out.size();
  std::array<char, kRecordHeaderBytes + kToldBackBytes> head{};
  const auto back_bytes = static_cast<std::uint32_t>(back);
  std::memcpy(head.data() + kRecordHeaderBytes, &back_bytes, kToldBackBytes);
  out.append(head.data(), head.size());
  sample.AppendDifference(out,
                          {payload.data(), static_cast<std::size_t>(fields.at() - payload.data())});
  const auto kind = static_cast<std::uint8_t>(static_cast<std::uint8_t>(KindOf(event)) + kTold);
  PutHeader(out.data() + begin, out.size() - begin, kind, salt);
}

void AppendRecord(std::string& out, const ThresholdCrossed& crossed, std::uint32_t salt) {
  std::array<char, 256> record;  // NOLINT: every byte used is written first
  FieldWriter fields(record.data() + kRecordHeaderBytes);
  fields.Id(kThresholdWorkspace, crossed.workspace);
  fields.Id(kThresholdBudget, crossed.budget);
  fields.Time(kThresholdAt, crossed.at);
  fields.Time(kThresholdPeriodStart, crossed.period_start);
  fields.Int(kThresholdPercent, crossed.percent);
  fields.Int(kThresholdSpent, crossed.spent.nanos());
  fields.Int(kThresholdAmount, crossed.amount.nanos());
  Finish(out, record.data(), fields.at(), RecordKind::kThreshold, salt);
}

void AppendPayload(std::string& out, const Event& event) {
  std::array<char, kRecordBytesMax> payload;  // NOLINT: every byte used is written first
  FieldWriter fields(payload.data());
  fields = PutEvent(fields, event);
  out.append(payload.data(), static_cast<std::size_t>(fields.at() - payload.data()));
}

std::optional<Frame> ReadFrame(std::string_view bytes, std::uint32_t salt) {
  if (bytes.size() < kRecordHeaderBytes) return std::nullopt;
  RecordHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.mark != kRecordMark || header.payload_bytes > kRecordBytesMax - kRecordHeaderBytes) {
    return std::nullopt;
  }
  const std::size_t size = kRecordHeaderBytes + header.payload_bytes;
  if (bytes.size() < size || CrcOf(bytes.data(), size, salt) != header.crc) return std::nullopt;
  Frame frame{PlainKind(header.kind), bytes.substr(kRecordHeaderBytes, header.payload_bytes), size};
  if (header.kind <= kTold) return frame;
  std::uint32_t back = 0;
  if (frame.payload.size() < kToldBackBytes) return std::nullopt;
  std::memcpy(&back, frame.payload.data(), kToldBackBytes);
  frame.payload.remove_prefix(kToldBackBytes);
  frame.told_back = back;
  return frame;
}

std::size_t RecordBytes(std::string_view bytes) {
  if (bytes.size() < kRecordHeaderBytes) return 0;
  RecordHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return kRecordHeaderBytes + header.payload_bytes;
}

RecordKind RecordKindOf(std::string_view record) {
  return PlainKind(static_cast<std::uint8_t>(record[offsetof(RecordHeader, kind)]));
}

std::size_t FindFrame(std::string_view bytes, std::uint32_t salt) {
  const std::string_view mark(reinterpret_cast<const char*>(&kRecordMark), sizeof kRecordMark);
  for (std::size_t at = bytes.find(mark); at != bytes.npos; at = bytes.find(mark, at + 1)) {
    if (ReadFrame(bytes.substr(at), salt)) return at;
  }
  return bytes.npos;
}

}  // namespace rg::journal
