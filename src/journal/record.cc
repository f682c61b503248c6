#include "journal/record.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "journal/crc32c.h"
#include "journal/fields.h"

namespace rg::journal {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little endian");

constexpr std::uint8_t kVersion = 1;

// Field numbers of events. They are on disk: a number is never given another meaning.
enum EventField : int {
  kRequest = 1,
  kOpened,
  kWorkspace,
  kProject,
  kKey,
  kApi,
  kApiSlug,
  kModel,
  kMethod,
  kEndpoint,
  kClientIp,
  kEndUser,
  kTag,  // repeated
  kFlags,
  kDialect,
  kOutcomeField,
  kStatus,
  kUpstreamStatus,
  kAttempts,
  kErrorCode,
  kErrorDetail,
  kServedModel,
  kServiceTier,
  kTraceparent,
  kHoldField,
  kCost,
  kUnpricedReason,
  kPriceVersion,
  kLine,     // repeated: class, count, price
  kVerdict,  // repeated, fields of VerdictField
  kSettleSeq,
  kRequestBytes,
  kResponseBytes,
  kGatewayTime,
  kFirstByteTime,
  kTotalTime,
  kUsage,  // pairs of class and count
};
enum EventFlag : int { kStream = 1, kUnpriced = 2, kEstimated = 4 };

enum VerdictField : int {
  kVerdictKind = 1,
  kVerdictSaid,
  kVerdictId,
  kVerdictName,
  kVerdictUnit,
  kVerdictLimit,
  kVerdictBefore,
  kVerdictAfter,
  kVerdictRetryAfter,
  kVerdictResetsAt,
};

enum ThresholdField : int {
  kThresholdWorkspace = 1,
  kThresholdBudget,
  kThresholdAt,
  kThresholdPeriodStart,
  kThresholdPercent,
  kThresholdSpent,
  kThresholdAmount,
};

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

namespace {

// An enumerator of a newer binary reads as the last one we know to be harmless.
template <class Enum>
Enum ToEnum(std::int64_t value, Enum last, Enum otherwise) {
  return value >= 0 && value <= static_cast<std::int64_t>(last) ? static_cast<Enum>(value)
                                                                : otherwise;
}

bool GetUsage(std::string_view bytes, Usage& usage) {
  FieldReader in(bytes);
  while (!in.done()) {
    std::int64_t usage_class = 0;
    std::int64_t count = 0;
    if (!in.Varint(usage_class) || !in.Varint(count)) return false;
    if (usage_class < 0 || usage_class >= static_cast<std::int64_t>(kUsageClasses)) continue;
    usage.counts[static_cast<std::size_t>(usage_class)] = count;
  }
  return true;
}

bool GetLine(std::string_view bytes, std::vector<CostLine>& lines) {
  FieldReader in(bytes);
  std::int64_t usage_class = 0;
  CostLine line;
  if (!in.Varint(usage_class) || !in.Varint(line.count) || !in.Varint(line.pico_per_unit)) {
    return false;
  }
  line.usage_class = ToEnum(usage_class, UsageClass::kUnits, UsageClass::kUnits);
  lines.push_back(line);
  return true;
}

bool GetVerdict(std::string_view bytes, std::vector<Verdict>& verdicts) {
  FieldReader in(bytes);
  Verdict verdict;
  for (Field field; !in.done();) {
    if (!in.Next(field)) return false;
    switch (field.number) {
      case kVerdictKind:
        verdict.kind = ToEnum(field.integer, Verdict::Kind::kBudget, Verdict::Kind::kRule);
        break;
      case kVerdictSaid:
        verdict.said = ToEnum(field.integer, Verdict::Said::kUnasked, Verdict::Said::kUnasked);
        break;
      case kVerdictId:
        verdict.id = field.Id();
        break;
      case kVerdictName:
        verdict.name = field.bytes;
        break;
      case kVerdictUnit:
        verdict.unit = field.bytes;
        break;
      case kVerdictLimit:
        verdict.limit = field.integer;
        break;
      case kVerdictBefore:
        verdict.before = field.integer;
        break;
      case kVerdictAfter:
        verdict.after = field.integer;
        break;
      case kVerdictRetryAfter:
        verdict.retry_after = Duration{field.integer};
        break;
      case kVerdictResetsAt:
        verdict.resets_at = field.Time();
        break;
      default:
        break;
    }
  }
  verdicts.push_back(verdict);
  return true;
}

void GetFlags(std::int64_t flags, Event& event) {
  event.call.stream = (flags & kStream) != 0;
  event.priced = (flags & kUnpriced) == 0;
  event.estimated = (flags & kEstimated) != 0;
}

// The fields that are numbers, ids and times.
void GetNumber(const Field& field, Event& event) {
  CallFacts& call = event.call;
  switch (field.number) {
    case kRequest:
      event.request = RequestId{field.Id()};
      break;
    case kOpened:
      event.opened = field.Time();
      break;
    case kWorkspace:
      call.workspace = WorkspaceId{field.Id()};
      break;
    case kProject:
      call.project = ProjectId{field.Id()};
      break;
    case kKey:
      call.key = KeyId{field.Id()};
      break;
    case kApi:
      call.api = ApiId{field.Id()};
      break;
    case kFlags:
      GetFlags(field.integer, event);
      break;
    case kDialect:
      event.dialect = ToEnum(field.integer, Dialect::kAnthropicOther, Dialect::kGeneric);
      break;
    case kOutcomeField:
      event.outcome = ToEnum(field.integer, Outcome::kUnseen, Outcome::kInternalError);
      break;
    case kStatus:
      event.status = static_cast<int>(field.integer);
      break;
    case kUpstreamStatus:
      event.upstream_status = static_cast<int>(field.integer);
      break;
    case kAttempts:
      event.attempts = static_cast<int>(field.integer);
      break;
    case kHoldField:
      event.hold = Money::Nanos(field.integer);
      break;
    case kCost:
      event.cost = Money::Nanos(field.integer);
      break;
    case kSettleSeq:
      event.settle_seq = static_cast<std::uint64_t>(field.integer);
      break;
    case kRequestBytes:
      event.request_bytes = field.integer;
      break;
    case kResponseBytes:
      event.response_bytes = field.integer;
      break;
    case kGatewayTime:
      event.gateway_time = Duration{field.integer};
      break;
    case kFirstByteTime:
      event.first_byte_time = Duration{field.integer};
      break;
    case kTotalTime:
      event.total_time = Duration{field.integer};
      break;
    default:
      break;
  }
}

// The fields that are texts and lists; false when a list is not one.
bool GetBytes(const Field& field, Decoded& into) {
  Event& event = into.event;
  switch (field.number) {
    case kApiSlug:
      event.call.api_slug = field.bytes;
      return true;
    case kModel:
      event.call.model = field.bytes;
      return true;
    case kMethod:
      event.call.method = field.bytes;
      return true;
    case kEndpoint:
      event.call.endpoint = field.bytes;
      return true;
    case kClientIp:
      event.call.client_ip = field.bytes;
      return true;
    case kEndUser:
      event.call.end_user = field.bytes;
      return true;
    case kTag:
      into.tags.emplace_back(field.bytes);
      return true;
    case kErrorCode:
      event.error_code = field.bytes;
      return true;
    case kErrorDetail:
      event.error_detail = field.bytes;
      return true;
    case kServedModel:
      event.served_model = field.bytes;
      return true;
    case kServiceTier:
      event.service_tier = field.bytes;
      return true;
    case kTraceparent:
      event.traceparent = field.bytes;
      return true;
    case kUnpricedReason:
      event.unpriced_reason = field.bytes;
      return true;
    case kPriceVersion:
      event.price_version = field.bytes;
      return true;
    case kLine:
      return GetLine(field.bytes, into.lines);
    case kVerdict:
      return GetVerdict(field.bytes, into.verdicts);
    case kUsage:
      return GetUsage(field.bytes, event.usage);
    default:
      return true;
  }
}

}  // namespace

Result<void> DecodeEvent(std::string_view payload, Decoded& into) {
  into.event = Event{};
  into.tags.clear();
  into.lines.clear();
  into.verdicts.clear();
  FieldReader in(payload);
  for (Field field; !in.done();) {
    if (!in.Next(field)) return Fail(Errc::kInternal, "the record's payload is not one");
    if (field.type != FieldType::kBytes) {
      GetNumber(field, into.event);
    } else if (!GetBytes(field, into)) {
      return Fail(Errc::kInternal, "a list in the record's payload is not one");
    }
  }
  if (into.event.request.IsNil()) return Fail(Errc::kInternal, "the record names no request");
  into.event.call.tags = into.tags;
  into.event.lines = into.lines;
  into.event.verdicts = into.verdicts;
  return {};
}

Result<ThresholdCrossed> DecodeThreshold(std::string_view payload) {
  ThresholdCrossed crossed;
  FieldReader in(payload);
  for (Field field; !in.done();) {
    if (!in.Next(field)) return Fail(Errc::kInternal, "the record's payload is not one");
    switch (field.number) {
      case kThresholdWorkspace:
        crossed.workspace = WorkspaceId{field.Id()};
        break;
      case kThresholdBudget:
        crossed.budget = BudgetId{field.Id()};
        break;
      case kThresholdAt:
        crossed.at = field.Time();
        break;
      case kThresholdPeriodStart:
        crossed.period_start = field.Time();
        break;
      case kThresholdPercent:
        crossed.percent = static_cast<int>(field.integer);
        break;
      case kThresholdSpent:
        crossed.spent = Money::Nanos(field.integer);
        break;
      case kThresholdAmount:
        crossed.amount = Money::Nanos(field.integer);
        break;
      default:
        break;
    }
  }
  return crossed;
}

}  // namespace rg::journal
