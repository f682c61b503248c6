#pragma once

// Which field of a record's payload is what, for its writer (record.cc) and reader (decode.cc).
//
// All of it is on disk: a number is never given another meaning, and what is new goes to the end.
namespace rg::journal {

// Field numbers of events. Those marked "old" are read and no longer written: their values are in
// the blocks now.
enum EventField : int {
  kRequest = 1,  // old
  kOpened,       // old
  kWorkspace,    // old
  kProject,
  kKey,  // old
  kApi,  // old
  kApiSlug,
  kModel,
  kMethod,
  kEndpoint,
  kClientIp,
  kEndUser,
  kTag,             // repeated
  kFlags,           // old
  kDialect,         // old
  kOutcomeField,    // old
  kStatus,          // old
  kUpstreamStatus,  // old
  kAttempts,        // old
  kErrorCode,
  kErrorDetail,
  kServedModel,
  kServiceTier,
  kTraceparent,
  kHoldField,  // old
  kCost,       // old
  kUnpricedReason,
  kPriceVersion,
  kLine,           // old; repeated: class, count, price
  kVerdict,        // old; repeated, fields of VerdictField
  kSettleSeq,      // of a hold whose settlement has its number already; old: of an event
  kRequestBytes,   // old
  kResponseBytes,  // old
  kGatewayTime,    // old
  kFirstByteTime,  // old
  kTotalTime,      // old
  kUsage,          // old; pairs of class and count
  kCallBlock,      // the first one: request, workspace, key, API; CallNumber
  kEndBlock,       // EndNumber; counts by UsageClass; not in a hold
  kLineBlock,      // repeated: class, count, price
  kVerdictBlock,   // repeated: id; VerdictNumber; name; unit
};
enum EventFlag : int { kStream = 1, kUnpriced = 2, kEstimated = 4 };

// The numbers of each block, in their order there.
enum CallNumber : std::size_t {
  kCallOpened,
  kCallHold,
  kCallRequestBytes,
  kCallFlags,
  kCallDialect,
  kCallNumbers
};
enum EndNumber : std::size_t {
  kEndOutcome,
  kEndStatus,
  kEndUpstreamStatus,
  kEndAttempts,
  kEndCost,
  kEndSettleSeq,
  kEndResponseBytes,
  kEndGatewayTime,
  kEndFirstByteTime,
  kEndTotalTime,
  kEndNumbers
};
inline constexpr std::size_t kLineNumbers = 3;
enum VerdictNumber : std::size_t {
  kVerdictNumberKind,
  kVerdictNumberSaid,
  kVerdictNumberLimit,
  kVerdictNumberBefore,
  kVerdictNumberAfter,
  kVerdictNumberRetryAfter,
  kVerdictNumberResetsAt,
  kVerdictNumbers
};

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

}  // namespace rg::journal
