#pragma once

// Which field of a record's payload is what, for its writer (record.cc) and reader (decode.cc).
namespace rg::journal {

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

}  // namespace rg::journal
