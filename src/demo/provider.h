#pragma once

#include <chrono>

#include "core/time.h"
#include "demo/prompt_cache.h"
#include "http/exchange.h"

namespace rg::demo {

struct ProviderOptions {
  // Rest between two events of a stream, so that a person sees the answer being written. A request
  // may ask for another with `x-demo-pace-ms`.
  std::chrono::milliseconds pace{0};
};

// A provider without an account: it speaks OpenAI's chat completions, Responses, embeddings and
// models, and Anthropic's messages and count_tokens, plain and streamed, shaped like the real ones.
//
//   the same request   ->  the same answer, word for word (only its time stamps move)
//   usage              ->  counted from the words in and out: never more than a token per byte
//   a repeated prefix  ->  cached tokens, by the rules of the real caches (prompt_cache.h)
//   "in 40 words"      ->  40 words, unless a token limit or a stop comes first
//   "Reply exactly: x" ->  x
//
// Any non-empty credential is accepted, in `Authorization: Bearer` or `x-api-key`; none is a 401.
// Two headers make trouble on request, so that a gateway's behaviour can be seen:
//   x-demo-fail: 400..599   that status, in the dialect's error shape
//   x-demo-fail: cut        half of the answer, then the connection ends
//
// Threads   Handle may run on any number of threads at once.
class Provider final : public http::Handler {
 public:
  // `clock` outlives the provider.
  explicit Provider(const Clock& clock, ProviderOptions options = {})
      : clock_(clock), options_(options) {}

  Async<void> Handle(http::Exchange& exchange) override;

 private:
  const Clock& clock_;
  ProviderOptions options_;
  PromptCache cache_;
};

}  // namespace rg::demo
