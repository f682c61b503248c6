#pragma once

#include "pipeline/visit.h"

namespace rg::pipeline {

// How many tokens the call's input probably has. Used where a guess serves better than a bound:
// token limits, which are corrected afterwards, and calls whose usage was never reported.
std::int64_t LikelyInputTokens(const Visit& visit);

// What a call used whose report never came: cut off, timed out, abandoned by its client.
//
//   input    as the provider reported it, else a token per four bytes
//   output   as reported, else a token per four bytes seen; and kInFlightTokens for what was on its
//            way, never more than the call was allowed
//
// It is a guess, and booked as one. An API whose on_disconnect is "drain" has no need of it.
Usage EstimateUsage(const Visit& visit, std::int64_t output_bytes_seen);

inline constexpr std::int64_t kBytesPerToken = 4;
inline constexpr std::int64_t kInFlightTokens = 64;

}  // namespace rg::pipeline
