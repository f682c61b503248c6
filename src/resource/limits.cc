#include "resource/limits.h"

#include "resource/kind.h"
#include "resource/subjects.h"

namespace rg::limit {
namespace {

constexpr std::int64_t kMatchItemsMax = 100;

}  // namespace

void Describe(config::Fields<Match>& f) {
  f.Name("Match", "Which calls a rule is about: of each list with entries, one must fit.");
  f.Add("projects", &Match::projects)
      .AtMost(kMatchItemsMax)
      .Because("Ids of projects, or * for any.");
  f.Add("keys", &Match::keys).AtMost(kMatchItemsMax).Because("Ids of keys, or * for any.");
  f.Add("apis", &Match::apis)
      .AtMost(kMatchItemsMax)
      .Example("openai")
      .Because("Ids or slugs of APIs; * stands for any run of characters.");
  f.Add("models", &Match::models)
      .AtMost(kMatchItemsMax)
      .Example("gpt-5*")
      .Because("Names of models, as callers ask for them.");
  f.Add("endpoints", &Match::endpoints)
      .AtMost(kMatchItemsMax)
      .Example("/v1/images/*")
      .Because("Paths at the API.");
  f.Add("tags", &Match::tags).AtMost(kMatchItemsMax).Because("Tags of the key; one must fit.");
  f.Add("methods", &Match::methods).AtMost(kMatchItemsMax).Because("HTTP methods.");
}

}  // namespace rg::limit

namespace rg::resource {
namespace {

using limit::Algorithm;
using limit::OnExcess;
using limit::Rule;
using limit::Scope;
using limit::Unit;

void AmountFitsUnit(const Limit& limit, config::Faults& faults) {
  const bool money = limit.unit == Unit::kMoney;
  if (money && !limit.money) {
    faults.push_back({"/money", "is required when the unit is money: dollars per window"});
  } else if (money && limit.amount != 0) {
    faults.push_back({"/amount", "must be left out when the unit is money; money says how much"});
  } else if (!money && limit.money) {
    faults.push_back({"/money", "is only for the unit money; use amount"});
  } else if (const auto valid = limit::Validate(limit.ToRule()); !valid) {
    const Error error = valid.error();
    const std::string field = money && error.field == "amount" ? "money" : error.field;
    faults.push_back({field.empty() ? "" : "/" + field, error.detail});
  }
}

std::vector<Reference> ReferencesOf(const void* body) {
  const limit::Match& match = static_cast<const Limit*>(body)->match;
  std::vector<Reference> references;
  const auto add = [&](std::string_view member, std::string_view kind,
                       const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string pointer = "/match/" + std::string{member} + "/" + std::to_string(i);
      AddReference(references, pointer, kind, texts[i]);
    }
  };
  add("projects", "project", match.projects);
  add("keys", "key", match.keys);
  add("apis", "api", match.apis);
  return references;
}

}  // namespace

limit::Rule Limit::ToRule() const {
  Rule rule = *this;
  if (unit == Unit::kMoney && money) rule.amount = money->nanos();
  return rule;
}

void Describe(config::Fields<Limit>& f) {
  f.Name("Limit", "At most so much per window, for the calls that match.");
  f.Add("name", &Limit::name)
      .Required()
      .AtLeast(1)
      .AtMost(200)
      .Because("Unique in its workspace; a refused caller is told it.");
  f.Add("algorithm", &Limit::algorithm)
      .OneOf<Algorithm>({{"token_bucket", Algorithm::kTokenBucket},
                         {"sliding_window", Algorithm::kSlidingWindow},
                         {"fixed_window", Algorithm::kFixedWindow},
                         {"leaky_bucket", Algorithm::kLeakyBucket},
                         {"concurrency", Algorithm::kConcurrency}})
      .Because(
          "token_bucket allows bursts, sliding_window never more than amount in any window, "
          "fixed_window is reset by the clock, leaky_bucket spaces calls evenly, concurrency "
          "counts calls in flight.");
  f.Add("unit", &Limit::unit)
      .OneOf<Unit>({{"requests", Unit::kRequests},
                    {"tokens", Unit::kTokens},
                    {"input_tokens", Unit::kInputTokens},
                    {"output_tokens", Unit::kOutputTokens},
                    {"money", Unit::kMoney}})
      .Because("What is counted.");
  f.Add("amount", &Limit::amount)
      .AtLeast(0)
      .AtMost(limit::kAmountMax)
      .Because("How much per window; for concurrency, how many at once.");
  f.Add("money", &Limit::money)
      .AtLeast(Money::Nanos(1))
      .Because("How many dollars per window, instead of amount, when the unit is money.");
  f.Add("window", &Limit::window)
      .AtMost(limit::kWindowMax)
      .Example("60s")
      .Because("Any length up to 31 days; without meaning to concurrency.");
  f.Add("burst", &Limit::burst)
      .AtLeast(0)
      .AtMost(limit::kAmountMax)
      .Because("Buckets only: the most at one instant; 0 is the amount (1 for leaky_bucket).");
  f.Add("scope", &Limit::scope)
      .OneOf<Scope>({{"global", Scope::kGlobal},
                     {"workspace", Scope::kWorkspace},
                     {"project", Scope::kProject},
                     {"key", Scope::kKey},
                     {"api", Scope::kApi},
                     {"model", Scope::kModel},
                     {"ip", Scope::kIp},
                     {"end_user", Scope::kEndUser}})
      .Because("There is one counter for each of these: one per key, one per address, ...");
  f.Add("match", &Limit::match).Because("Which calls it is about; all when empty.");
  f.Add("on_excess", &Limit::on_excess)
      .OneOf<OnExcess>({{"reject", OnExcess::kReject},
                        {"queue", OnExcess::kQueue},
                        {"throttle", OnExcess::kThrottle},
                        {"shadow", OnExcess::kShadow}})
      .Because("reject answers 429, queue and throttle wait up to max_wait, shadow only records.");
  f.Add("max_wait", &Limit::max_wait)
      .AtMost(std::chrono::minutes{10})
      .Because("How long a call may wait when on_excess is queue or throttle.");
  f.Add("paused", &Limit::paused).Because("Kept, but matches nothing.");
  f.Check<&AmountFitsUnit>();
}

const Kind& LimitKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Limit>("limit", "limits");
    k.unique_pointer = "/name";
    k.unique_name = [](const void* body) { return static_cast<const Limit*>(body)->name; };
    k.bind = [](void* body, const Header& header) {
      static_cast<Limit*>(body)->id = RuleId{header.id};
      static_cast<Limit*>(body)->workspace = header.workspace;
    };
    k.references = &ReferencesOf;
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
