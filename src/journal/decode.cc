#include <cstdint>

#include "journal/fields.h"
#include "journal/record.h"
#include "journal/record_fields.h"

namespace rg::journal {
namespace {

// An enumerator of a newer binary reads as the last one we know to be harmless.
template <class Enum>
Enum ToEnum(std::int64_t value, Enum last, Enum otherwise) {
  return value >= 0 && value <= static_cast<std::int64_t>(last) ? static_cast<Enum>(value)
                                                                : otherwise;
}

Verdict::Kind ToKind(std::int64_t value) {
  return ToEnum(value, Verdict::Kind::kBudget, Verdict::Kind::kRule);
}
Verdict::Said ToSaid(std::int64_t value) {
  return ToEnum(value, Verdict::Said::kUnasked, Verdict::Said::kUnasked);
}
Outcome ToOutcome(std::int64_t value) {
  return ToEnum(value, Outcome::kUnseen, Outcome::kInternalError);
}
UsageClass ToUsageClass(std::int64_t value) {
  return ToEnum(value, UsageClass::kUnits, UsageClass::kUnits);
}
Dialect ToDialect(std::int64_t value) { return ToEnum(value, kLastDialect, Dialect::kGeneric); }

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
  line.usage_class = ToUsageClass(usage_class);
  lines.push_back(line);
  return true;
}

bool GetLineBlock(std::string_view bytes, std::vector<CostLine>& lines) {
  Numbers<kLineNumbers> numbers;
  if (!FieldReader(bytes).Get(numbers)) return false;
  const auto& [usage_class, count, price] = numbers;
  lines.push_back({ToUsageClass(usage_class), count, price});
  return true;
}

bool GetVerdictBlock(std::string_view bytes, std::vector<Verdict>& verdicts) {
  FieldReader in(bytes);
  Verdict verdict;
  Numbers<kVerdictNumbers> numbers;
  if (!in.Get(verdict.id) || !in.Get(numbers) || !in.Get(verdict.name) || !in.Get(verdict.unit)) {
    return false;
  }
  verdict.kind = ToKind(numbers[kVerdictNumberKind]);
  verdict.said = ToSaid(numbers[kVerdictNumberSaid]);
  verdict.limit = numbers[kVerdictNumberLimit];
  verdict.before = numbers[kVerdictNumberBefore];
  verdict.after = numbers[kVerdictNumberAfter];
  verdict.retry_after = Duration{numbers[kVerdictNumberRetryAfter]};
  verdict.resets_at = TimePoint{Duration{numbers[kVerdictNumberResetsAt]}};
  verdicts.push_back(verdict);
  return true;
}

bool GetVerdict(std::string_view bytes, std::vector<Verdict>& verdicts) {
  FieldReader in(bytes);
  Verdict verdict;
  for (Field field; !in.done();) {
    if (!in.Next(field)) return false;
    switch (field.number) {
      case kVerdictKind:
        verdict.kind = ToKind(field.integer);
        break;
      case kVerdictSaid:
        verdict.said = ToSaid(field.integer);
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

bool GetCall(std::string_view bytes, Event& event) {
  FieldReader in(bytes);
  Numbers<kCallNumbers> numbers;
  CallFacts& call = event.call;
  if (!in.Get(event.request) || !in.Get(call.workspace) || !in.Get(call.key) || !in.Get(call.api) ||
      !in.Get(numbers)) {
    return false;
  }
  event.opened = TimePoint{Duration{numbers[kCallOpened]}};
  event.hold = Money::Nanos(numbers[kCallHold]);
  event.request_bytes = numbers[kCallRequestBytes];
  GetFlags(numbers[kCallFlags], event);
  event.dialect = ToDialect(numbers[kCallDialect]);
  return true;
}

bool GetEnd(std::string_view bytes, Event& event) {
  FieldReader in(bytes);
  Numbers<kEndNumbers> numbers;
  if (!in.Get(numbers) || !in.Get(event.usage.counts)) return false;
  event.outcome = ToOutcome(numbers[kEndOutcome]);
  event.status = static_cast<int>(numbers[kEndStatus]);
  event.upstream_status = static_cast<int>(numbers[kEndUpstreamStatus]);
  event.attempts = static_cast<int>(numbers[kEndAttempts]);
  event.cost = Money::Nanos(numbers[kEndCost]);
  event.settle_seq = static_cast<std::uint64_t>(numbers[kEndSettleSeq]);
  event.response_bytes = numbers[kEndResponseBytes];
  event.gateway_time = Duration{numbers[kEndGatewayTime]};
  event.first_byte_time = Duration{numbers[kEndFirstByteTime]};
  event.total_time = Duration{numbers[kEndTotalTime]};
  return true;
}

// The fields that are numbers, ids and times: all but the project's are of the first form.
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
      event.dialect = ToDialect(field.integer);
      break;
    case kOutcomeField:
      event.outcome = ToOutcome(field.integer);
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

// The fields that are blocks, texts and lists; false when one is not what it should be.
bool GetBytes(const Field& field, Decoded& into, Lists lists) {
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
      return lists == Lists::kSkip || GetLine(field.bytes, into.lines);
    case kVerdict:
      return lists == Lists::kSkip || GetVerdict(field.bytes, into.verdicts);
    case kUsage:
      return GetUsage(field.bytes, event.usage);
    case kCallBlock:
      return GetCall(field.bytes, event);
    case kEndBlock:
      return GetEnd(field.bytes, event);
    case kLineBlock:
      return lists == Lists::kSkip || GetLineBlock(field.bytes, into.lines);
    case kVerdictBlock:
      return lists == Lists::kSkip || GetVerdictBlock(field.bytes, into.verdicts);
    default:
      return true;
  }
}

}  // namespace

Result<void> DecodeEvent(std::string_view payload, Decoded& into, Lists lists) {
  into.event = Event{};
  into.tags.clear();
  into.lines.clear();
  into.verdicts.clear();
  FieldReader in(payload);
  for (Field field; !in.done();) {
    if (!in.Next(field)) return Fail(Errc::kInternal, "the record's payload is not one");
    if (field.type != FieldType::kBytes) {
      GetNumber(field, into.event);
    } else if (!GetBytes(field, into, lists)) {
      return Fail(Errc::kInternal, "a field of the record's payload is not what it should be");
    }
  }
  if (into.event.request.IsNil()) return Fail(Errc::kInternal, "the record names no request");
  into.event.call.tags = into.tags;
  into.event.lines = into.lines;
  into.event.verdicts = into.verdicts;
  return {};
}

// It is what the first field that is written is, or begins with.
RequestId RequestOf(std::string_view payload) {
  FieldReader in(payload);
  for (Field field; in.Next(field);) {
    if (field.number == kRequest && field.type == FieldType::kId) return RequestId{field.Id()};
    if (field.number == kCallBlock && field.type == FieldType::kBytes) {
      RequestId request;
      (void)FieldReader(field.bytes).Get(request);
      return request;
    }
  }
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
