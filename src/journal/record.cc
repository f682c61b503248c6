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

constexpr std::size_t kNumberMax = 11;  // key and varint
constexpr std::size_t kTagMax = 128;
constexpr std::size_t kVerdictMax = 6 * kNumberMax + 17 + 9 + 2 * (3 + kShortTextMax);
constexpr std::size_t kLineMax = 3 + 3 * 10;
// What the payload of an event can come to: every number, id and text at its longest.
constexpr std::size_t kEventMax = 16 * kNumberMax + 5 * 17 + 9 + 12 * (3 + kShortTextMax) +
                                  3 * (3 + kLongTextMax) + kListMax * (3 + kTagMax) +
                                  kListMax * (3 + kLineMax) + kListMax * (3 + kVerdictMax) + 3 +
                                  kUsageClasses * 20;
static_assert(kRecordHeaderBytes + kEventMax <= kRecordBytesMax);

template <class T>
std::span<const T> Kept(std::span<const T> list) {
  return list.first(std::min(list.size(), kListMax));
}

void PutCall(FieldWriter& out, const CallFacts& call) {
  out.Id(kWorkspace, call.workspace);
  out.Id(kProject, call.project);
  out.Id(kKey, call.key);
  out.Id(kApi, call.api);
  out.Text(kApiSlug, call.api_slug, kShortTextMax);
  out.Text(kModel, call.model, kShortTextMax);
  out.Text(kMethod, call.method, kShortTextMax);
  out.Text(kEndpoint, call.endpoint, kLongTextMax);
  out.Text(kClientIp, call.client_ip, kShortTextMax);
  out.Text(kEndUser, call.end_user, kShortTextMax);
  for (const std::string& tag : Kept(call.tags)) out.Text(kTag, tag, kTagMax);
}

void PutVerdict(FieldWriter& out, const Verdict& verdict) {
  char* const begun = out.Begin(kVerdict);
  out.Int(kVerdictKind, static_cast<int>(verdict.kind));
  out.Int(kVerdictSaid, static_cast<int>(verdict.said));
  out.Id(kVerdictId, verdict.id);
  out.Text(kVerdictName, verdict.name, kShortTextMax);
  out.Text(kVerdictUnit, verdict.unit, kShortTextMax);
  out.Int(kVerdictLimit, verdict.limit);
  out.Int(kVerdictBefore, verdict.before);
  out.Int(kVerdictAfter, verdict.after);
  out.Int(kVerdictRetryAfter, verdict.retry_after.count());
  out.Time(kVerdictResetsAt, verdict.resets_at);
  out.End(begun);
}

void PutBill(FieldWriter& out, const Event& event) {
  if (event.usage != Usage{}) {
    char* const begun = out.Begin(kUsage);
    for (std::size_t i = 0; i < kUsageClasses; ++i) {
      if (event.usage.counts[i] == 0) continue;
      out.Varint(static_cast<std::int64_t>(i));
      out.Varint(event.usage.counts[i]);
    }
    out.End(begun);
  }
  out.Int(kHoldField, event.hold.nanos());
  out.Int(kCost, event.cost.nanos());
  out.Text(kUnpricedReason, event.unpriced_reason, kLongTextMax);
  out.Text(kPriceVersion, event.price_version, kShortTextMax);
  for (const CostLine& line : Kept(event.lines)) {
    char* const begun = out.Begin(kLine);
    out.Varint(static_cast<std::int64_t>(line.usage_class));
    out.Varint(line.count);
    out.Varint(line.pico_per_unit);
    out.End(begun);
  }
}

void PutEvent(FieldWriter& out, const Event& event) {
  out.Id(kRequest, event.request);
  out.Time(kOpened, event.opened);
  PutCall(out, event.call);
  out.Int(kFlags, (event.call.stream ? kStream : 0) | (event.priced ? 0 : kUnpriced) |
                      (event.estimated ? kEstimated : 0));
  out.Int(kDialect, static_cast<int>(event.dialect));
  out.Int(kOutcomeField, static_cast<int>(event.outcome));
  out.Int(kStatus, event.status);
  out.Int(kUpstreamStatus, event.upstream_status);
  out.Int(kAttempts, event.attempts);
  out.Text(kErrorCode, event.error_code, kShortTextMax);
  out.Text(kErrorDetail, event.error_detail, kLongTextMax);
  out.Text(kServedModel, event.served_model, kShortTextMax);
  out.Text(kServiceTier, event.service_tier, kShortTextMax);
  out.Text(kTraceparent, event.traceparent, kShortTextMax);
  PutBill(out, event);
  for (const Verdict& verdict : Kept(event.verdicts)) PutVerdict(out, verdict);
  out.Int(kSettleSeq, static_cast<std::int64_t>(event.settle_seq));
  out.Int(kRequestBytes, event.request_bytes);
  out.Int(kResponseBytes, event.response_bytes);
  out.Int(kGatewayTime, event.gateway_time.count());
  out.Int(kFirstByteTime, event.first_byte_time.count());
  out.Int(kTotalTime, event.total_time.count());
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

void Finish(std::string& out, char* record, const char* end, RecordKind kind, std::uint32_t salt) {
  const auto bytes = static_cast<std::size_t>(end - record);
  RecordHeader header;
  header.payload_bytes = static_cast<std::uint32_t>(bytes - kRecordHeaderBytes);
  header.kind = static_cast<std::uint8_t>(kind);
  std::memcpy(record, &header, sizeof header);
  header.crc = CrcOf(record, bytes, salt);
  std::memcpy(record, &header, sizeof header);
  out.append(record, bytes);
}

}  // namespace

// Records are built on the stack, where the largest one fits without asking how long this one will
// be, and then copied: cheaper than growing `out` field by field.
void AppendRecord(std::string& out, const Event& event, std::uint32_t salt) {
  std::array<char, kRecordBytesMax> record;  // NOLINT: every byte used is written first
  FieldWriter fields(record.data() + kRecordHeaderBytes);
  PutEvent(fields, event);
  const auto kind = event.outcome == Outcome::kOpen ? RecordKind::kHold : RecordKind::kEvent;
  Finish(out, record.data(), fields.at(), kind, salt);
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
  PutEvent(fields, event);
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
  return Frame{static_cast<RecordKind>(header.kind),
               bytes.substr(kRecordHeaderBytes, header.payload_bytes), size};
}

std::size_t RecordBytes(std::string_view bytes) {
  if (bytes.size() < kRecordHeaderBytes) return 0;
  RecordHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return kRecordHeaderBytes + header.payload_bytes;
}

RecordKind RecordKindOf(std::string_view record) {
  return static_cast<RecordKind>(record[offsetof(RecordHeader, kind)]);
}

std::size_t FindFrame(std::string_view bytes, std::uint32_t salt) {
  const std::string_view mark(reinterpret_cast<const char*>(&kRecordMark), sizeof kRecordMark);
  for (std::size_t at = bytes.find(mark); at != bytes.npos; at = bytes.find(mark, at + 1)) {
    if (ReadFrame(bytes.substr(at), salt)) return at;
  }
  return bytes.npos;
}

}  // namespace rg::journal
