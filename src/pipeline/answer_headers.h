#pragma once

#include <string_view>

#include "core/number_text.h"
#include "http/field_lines.h"
#include "http/head.h"
#include "pipeline/refusal.h"
#include "pipeline/visit.h"
#include "route/headers.h"

namespace rg::pipeline {

// The header fields of an answer: what passes of the upstream's, and ours beside it.
class AnswerHeaders {
 public:
  const http::FieldLines& lines() const { return lines_; }

  // What of the upstream's fields the client may see.
  Result<void> AddUpstream(const route::Api& api, const http::Headers& upstream) {
    has_names_of_rules_ = !api.response_headers.add.empty();
    return route::ResponseHeaders(api, upstream, lines_);
  }
  // Of a list of models: the APIs that it lacks because they did not answer, "" for none.
  void AddModelList(std::string_view unanswered);
  // Content type and whether and when the SDK shall try again.
  void AddRefusal(const Refusal& refusal);
  // Request id, time added, cost, budgets and rate limits, in the dialect of the SDK that is
  // answered. Call last: what it sets replaces what was there.
  void AddOurs(const Core& core, const Visit& visit);

 private:
  void AddBudgets(const Visit& visit);
  void AddLimits(const Visit& visit);
  struct Limit;
  void AddDialectLimits(const Visit& visit, const Limit& limit);
  // The values we write are sound: numbers, ids, and texts of which only printable ASCII is left.
  void Set(std::string_view name, std::string_view value) {
    MakeWay(name);
    lines_.Put(name, value);
  }
  void Set(std::string_view name, std::int64_t count, int decimals = 0) {
    MakeWay(name);
    lines_.Put(name, count, decimals);
  }
  char* Open(std::string_view name, std::size_t value_max) {
    MakeWay(name);
    return lines_.Open(name, value_max);
  }
  // What passes of the upstream's never has a name of ours; what an operator adds may.
  void MakeWay(std::string_view name) {
    if (has_names_of_rules_) lines_.Remove(name);
  }

  http::FieldLines lines_;
  bool has_names_of_rules_ = false;
};

// Writes a duration as OpenAI does in its rate limit headers: "12ms", "1.5s", "6m0s", "1h0m0s".
// Returns where it ends.
char* PutGoDuration(char* at, Duration duration);
inline constexpr std::size_t kGoDurationMax = 48;

}  // namespace rg::pipeline
