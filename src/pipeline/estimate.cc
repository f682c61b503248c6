#include "pipeline/estimate.h"

#include <algorithm>

namespace rg::pipeline {
namespace {

std::int64_t TokensIn(std::int64_t bytes) { return (bytes + kBytesPerToken - 1) / kBytesPerToken; }

}  // namespace

std::int64_t LikelyInputTokens(const Visit& visit) {
  const Bound& bound = visit.route.bound;
  return TokensIn(visit.route.facts.text_bytes) + bound.input_image_tokens +
         bound.input_audio_tokens;
}

Usage EstimateUsage(const Visit& visit, std::int64_t output_bytes_seen) {
  Usage usage = visit.reading.usage;
  if (usage.InputTokens() == 0) {
    usage[UsageClass::kInputUncached] = TokensIn(visit.route.facts.text_bytes);
    usage[UsageClass::kInputImage] = visit.route.bound.input_image_tokens;
  }
  if (visit.route.bound.output_tokens == 0) return usage;
  std::int64_t output = TokensIn(output_bytes_seen) + kInFlightTokens;
  if (visit.quote.output_tokens > 0) {
    output = std::min(output, visit.quote.output_tokens * visit.route.bound.choices);
  }
  const std::int64_t missing = output - usage.OutputTokens();
  if (missing > 0) usage[UsageClass::kOutputText] += missing;
  return usage;
}

}  // namespace rg::pipeline
