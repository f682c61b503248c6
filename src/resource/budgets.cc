#include "resource/budgets.h"

#include "resource/kind.h"
#include "resource/subjects.h"

namespace rg::resource {
namespace {

using budget::Period;
using budget::Scope;
using budget::Weekday;
using budget::WhenShort;

void CanWork(const Budget& budget, config::Faults& faults) {
  if (budget.amount > budget::kAmountMax) {
    faults.push_back(
        {"/amount",
         "must be at most 9000000 dollars per period: counters are kept in nano-dollars, "
         "and stores whose numbers are doubles count exactly only below 2^53 of them"});
    return;
  }
  const auto valid = budget::Validate(budget);
  if (valid) return;
  const std::string& field = valid.error().field;
  faults.push_back({field.empty() ? "" : "/" + field, valid.error().detail});
}

std::vector<Reference> ReferencesOf(const void* body) {
  const Budget& budget = *static_cast<const Budget*>(body);
  std::vector<Reference> references;
  switch (budget.scope) {
    case Scope::kProject:
      AddReference(references, "/subject", "project", budget.subject);
      break;
    case Scope::kKey:
      AddReference(references, "/subject", "key", budget.subject);
      break;
    case Scope::kApi:
      AddReference(references, "/subject", "api", budget.subject);
      break;
    case Scope::kWorkspace:
    case Scope::kModel:
    case Scope::kTag:
      break;
  }
  return references;
}

}  // namespace

void Describe(config::Fields<Budget>& f) {
  f.Name("Budget", "An amount of money per period for a part of a workspace's calls.");
  f.Add("name", &Budget::name)
      .Required()
      .AtLeast(1)
      .AtMost(200)
      .Because("Unique in its workspace; a refused caller is told it.");
  f.Add("scope", &Budget::scope)
      .OneOf<Scope>({{"workspace", Scope::kWorkspace},
                     {"project", Scope::kProject},
                     {"key", Scope::kKey},
                     {"api", Scope::kApi},
                     {"model", Scope::kModel},
                     {"tag", Scope::kTag}})
      .Because("Which calls are paid from it.");
  f.Add("subject", &Budget::subject)
      .Because(
          "Which one of the scope: the id of a project or key, the id or slug of an API, a "
          "pattern for models and tags; empty for the workspace.");
  f.Add("amount", &Budget::amount).Required().Because("Dollars per period.");
  f.Add("period", &Budget::period)
      .OneOf<Period>({{"daily", Period::kDaily},
                      {"weekly", Period::kWeekly},
                      {"monthly", Period::kMonthly},
                      {"yearly", Period::kYearly},
                      {"total", Period::kTotal}})
      .Because("When it begins anew; total never does.");
  f.Add("time_zone", &Budget::time_zone)
      .AtLeast(1)
      .AtMost(64)
      .Example("Europe/Berlin")
      .Because("IANA name of the zone on whose calendar its periods begin.");
  f.Add("week_start", &Budget::week_start)
      .OneOf<Weekday>({{"monday", Weekday::kMonday},
                       {"tuesday", Weekday::kTuesday},
                       {"wednesday", Weekday::kWednesday},
                       {"thursday", Weekday::kThursday},
                       {"friday", Weekday::kFriday},
                       {"saturday", Weekday::kSaturday},
                       {"sunday", Weekday::kSunday}})
      .Because("The first day of a weekly period.");
  f.Add("hard", &Budget::hard).Because("A hard budget stops calls; a soft one only says so.");
  f.Add("when_short", &Budget::when_short)
      .OneOf<WhenShort>({{"refuse", WhenShort::kRefuse},
                         {"clamp", WhenShort::kClamp},
                         {"brake", WhenShort::kBrake}})
      .Because(
          "What happens to a call it cannot cover: 402, or its output limit is lowered to what "
          "the money buys, or its stream is ended when the money is spent.");
  f.Add("thresholds", &Budget::thresholds)
      .AtMost(20)
      .Because("Per cent of the amount at which an event is recorded.");
  f.Add("paused", &Budget::paused).Because("Counts, but neither stops nor tells.");
  f.Check<&CanWork>();
}

const Kind& BudgetKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Budget>("budget", "budgets");
    k.unique_pointer = "/name";
    k.unique_name = [](const void* body) { return static_cast<const Budget*>(body)->name; };
    k.bind = [](void* body, const Header& header) {
      static_cast<Budget*>(body)->id = BudgetId{header.id};
      static_cast<Budget*>(body)->workspace = header.workspace;
    };
    k.references = &ReferencesOf;
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
