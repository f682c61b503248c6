#pragma once

#include "pipeline/visit.h"

namespace rg::pipeline {

// The most the visit's call can cost, at the prices of its workspace. Fills visit.quote.
//
// A call without a bound is not refused here: only a hard budget minds, and whether there is one is
// for admission to say.
void QuoteCall(Visit& visit);

// Lowers the limit on the call's output so that its quote is at most `left`, in the bytes that will
// be sent and in the quote. False when not even one token fits, or the dialect has no such limit.
bool ClampTo(Visit& visit, Money left);

// Which endpoints of a model provider have a bound: those that report in JSON what they used, and
// speech, whose request says it. The others list, count or delete, or have no price that the
// catalogue knows.
bool IsBounded(Dialect dialect);

// What the call costs at most if each choice has that many output tokens. Needs a bounded quote by
// the catalogue.
Money QuoteFor(const Visit& visit, std::int64_t output_tokens);

// The largest number of output tokens per choice that `hold` pays for.
std::int64_t OutputTokensFor(const Visit& visit, Money hold);

}  // namespace rg::pipeline
