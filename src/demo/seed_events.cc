#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <utility>

#include "demo/seed.h"
#include "demo/tokens.h"
#include "demo/traffic.h"
#include "demo/workspace.h"

namespace rg::demo {
namespace {

using journal::Event;
using journal::Outcome;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// One afternoon OpenAI had a bad hour: what an outage looks like in the reports.
constexpr int kOutageDaysAgo = 9;
constexpr hours kOutageFrom{14};
constexpr hours kOutageTo{15};

// How the calls that are not simply served end, per mille.
struct Mishap {
  Outcome outcome;
  int per_mille;
  int status;
  int upstream_status;
  std::string_view error_code;
  std::string_view error_detail;
};
constexpr std::array kMishaps = {
    Mishap{Outcome::kUpstreamRateLimited, 6, 429, 429, "upstream_failed",
           "the provider answered 429"},
    Mishap{Outcome::kUpstreamServerError, 4, 500, 500, "upstream_failed",
           "the provider answered 500"},
    Mishap{Outcome::kUpstreamClientError, 5, 400, 400, "upstream_failed",
           "the provider answered 400"},
    Mishap{Outcome::kClientGoneMidAnswer, 5, 200, 200, "",
           "the client hung up in the middle of the answer"},
    Mishap{Outcome::kFirstByteTimeout, 1, 504, 0, "upstream_timeout",
           "no answer began within 60 s"},
    Mishap{Outcome::kRefusedRequest, 3, 400, 0, "invalid_request", "the body is not JSON"},
    Mishap{Outcome::kRefusedRateLimit, 7, 429, 0, "rate_limited",
           "120 requests a minute per key: spent"},
    Mishap{Outcome::kRefusedKey, 2, 403, 0, "forbidden", "this key may not use this model"},
};
constexpr Mishap kOutage{Outcome::kUpstreamServerError, 0, 503, 503, "upstream_failed",
                         "the provider answered 503"};
constexpr Mishap kServed{Outcome::kOk, 0, 200, 200, "", ""};
constexpr Mishap kBudgetSpent{
    Outcome::kRefusedBudget, 0, 402, 0, "budget_exhausted", "the budget of the period is spent"};

bool ReachedProvider(Outcome outcome) {
  return outcome != Outcome::kRefusedRequest && outcome != Outcome::kRefusedRateLimit &&
         outcome != Outcome::kRefusedKey && outcome != Outcome::kRefusedBudget;
}
bool WasBilled(Outcome outcome) {
  return outcome == Outcome::kOk || outcome == Outcome::kClientGoneMidAnswer;
}

struct Call {
  TimePoint at;
  const Traffic* traffic;
};

class EventMaker {
 public:
  EventMaker(const SeedOptions& options, const PriceCall& price)
      : options_(options),
        price_(price),
        ids_(IdsOf(options)),
        request_ids_(options.seed),
        state_(Hash("events", options.seed)) {
    for (std::size_t i = 0; i < kDemoKeys.size(); ++i) tags_[i] = {std::string(kDemoKeys[i].tag)};
  }

  // The calls of one UTC day, in order.
  std::vector<Call> PlanDay(TimePoint midnight) {
    const std::chrono::weekday weekday{floor<days>(midnight)};
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    const std::uint64_t wobble = 85 + Below(31);
    std::vector<Call> calls;
    for (const Traffic& traffic : kTraffic) {
      const bool quiet = weekend && traffic.weekends == Weekends::kQuiet;
      const int percent = static_cast<int>(wobble) / (quiet ? 5 : 1);
      const int count = options_.calls_per_day * traffic.weight * percent / (100 * kWeights);
      for (int i = 0; i < count; ++i)
        calls.push_back({midnight + TimeOfDay(traffic.rhythm), &traffic});
    }
    std::sort(calls.begin(), calls.end(), [](const Call& a, const Call& b) { return a.at < b.at; });
    return calls;
  }

  Result<void> Make(const Call& call, const std::function<Result<void>(const Event&)>& take) {
    const Traffic& traffic = *call.traffic;
    Mishap fate = Fate(call);
    Usage usage = UsageOf(traffic);
    if (fate.outcome == Outcome::kClientGoneMidAnswer) usage[UsageClass::kOutputText] /= 2;
    Cost cost = price_(kDemoApis[traffic.api].family, traffic.served_model, usage, call.at);
    const Money hold = Most(traffic, usage, call.at, cost.total);
    verdicts_.clear();
    if (fate.outcome != Outcome::kRefusedRequest && fate.outcome != Outcome::kRefusedKey) {
      AskLimits(traffic, fate.outcome);
      if (!AskBudgets(call, hold, fate.outcome, cost.total)) fate = kBudgetSpent;
    }
    if (!WasBilled(fate.outcome)) {
      usage = Usage{};
      cost = Cost{.unpriced_reason = {}, .total = {}, .price_version = {}, .lines = {}};
    }
    return take(Fill(call, fate, usage, cost, hold));
  }

 private:
  static constexpr int kWeights = [] {
    int sum = 0;
    for (const Traffic& traffic : kTraffic) sum += traffic.weight;
    return sum;
  }();

  std::uint64_t Below(std::uint64_t end) { return Draw(state_) % end; }
  bool Percent(int percent) { return Below(100) < static_cast<std::uint64_t>(percent); }

  Duration TimeOfDay(const Rhythm& rhythm) {
    std::uint64_t point = Below(std::accumulate(rhythm.begin(), rhythm.end(), std::uint64_t{0}));
    int hour = 0;
    while (point >= rhythm[static_cast<std::size_t>(hour)])
      point -= rhythm[static_cast<std::size_t>(hour++)];
    return hours{hour} + microseconds{Below(3'600'000'000)};
  }

  // Around the mean, with a long tail: most calls are small and a few are several times as large.
  std::int64_t Around(std::int64_t mean) {
    if (mean == 0) return 0;
    const std::uint64_t percent =
        10 + Below(60) + Below(60) + (Below(10) == 0 ? Below(250) : Below(40));
    return std::max<std::int64_t>(1, mean * static_cast<std::int64_t>(percent) / 100);
  }

  Mishap Fate(const Call& call) {
    const Duration ago = floor<days>(options_.now) - floor<days>(call.at);
    const Duration of_day = call.at - floor<days>(call.at);
    if (ago == days{kOutageDaysAgo} && of_day >= kOutageFrom && of_day < kOutageTo &&
        call.traffic->api == 0 && Percent(60)) {
      return kOutage;
    }
    std::int64_t point = static_cast<std::int64_t>(Below(1000));
    for (const Mishap& mishap : kMishaps) {
      point -= mishap.per_mille;
      if (point < 0 && Fits(mishap.outcome, *call.traffic)) return mishap;
    }
    return kServed;
  }

  static bool Fits(Outcome outcome, const Traffic& traffic) {
    if (outcome == Outcome::kClientGoneMidAnswer) return traffic.streamed_percent > 0;
    if (outcome == Outcome::kRefusedRateLimit) return traffic.key == 0;
    return true;
  }

  Usage UsageOf(const Traffic& traffic) {
    Usage usage;
    const std::int64_t input = Around(traffic.input_tokens);
    std::int64_t cached = 0;
    if (input >= 1024 && Percent(traffic.cached_percent)) cached = input * 3 / 4 / 128 * 128;
    const bool writes = traffic.dialect == Dialect::kAnthropicMessages && Percent(20);
    usage[writes ? UsageClass::kCacheWrite5m : UsageClass::kCacheRead] = cached;
    usage[UsageClass::kInputUncached] = input - cached;
    const std::int64_t output = std::min(Around(traffic.output_tokens), traffic.output_tokens_max);
    usage[UsageClass::kOutputReasoning] = output * traffic.reasoning_percent / 100;
    usage[UsageClass::kOutputText] = output - usage[UsageClass::kOutputReasoning];
    return usage;
  }

  // What the gateway would have held: every byte of the prompt a token, and all the output allowed.
  Money Most(const Traffic& traffic, const Usage& usage, TimePoint at, Money at_least) const {
    Usage most;
    most[UsageClass::kInputUncached] = usage.InputTokens() * 4;
    most[UsageClass::kOutputText] = traffic.output_tokens_max;
    return std::max(at_least,
                    price_(kDemoApis[traffic.api].family, traffic.served_model, most, at).total);
  }

  void AskLimits(const Traffic& traffic, Outcome outcome) {
    const DemoLimit& limit = kDemoLimits[0];
    const bool refused = outcome == Outcome::kRefusedRateLimit;
    Verdict verdict;
    verdict.id = ids_.limits[0];
    verdict.name = limit.name;
    verdict.unit = limit.unit;
    verdict.limit = limit.amount;
    verdict.said = refused ? Verdict::Said::kNo : Verdict::Said::kYes;
    verdict.before =
        refused ? limit.amount : static_cast<std::int64_t>(Below(traffic.key == 0 ? 60 : 8));
    verdict.after = verdict.before + (refused ? 0 : 1);
    if (refused) verdict.retry_after = milliseconds{50 + Below(450)};
    verdicts_.push_back(verdict);
  }

  static bool IsCovered(const DemoBudget& budget, const Traffic& traffic) {
    if (budget.covers == Covers::kEverything) return true;
    if (budget.covers == Covers::kProject) return kDemoKeys[traffic.key].project == budget.subject;
    return traffic.key == budget.subject;
  }

  static TimePoint PeriodStart(const DemoBudget& budget, TimePoint at) {
    const auto day = floor<days>(at);
    if (budget.period == "daily") return day;
    const std::chrono::year_month_day date{day};
    return std::chrono::sys_days{date.year() / date.month() / 1};
  }

  // Books the call on every budget that covers it, or says that a hard one has not enough left.
  bool AskBudgets(const Call& call, Money hold, Outcome outcome, Money cost) {
    if (outcome == Outcome::kRefusedRateLimit) return true;
    bool fits = true;
    for (std::size_t i = 0; i < kDemoBudgets.size(); ++i) {
      const DemoBudget& budget = kDemoBudgets[i];
      if (!IsCovered(budget, *call.traffic)) continue;
      const Money spent = spent_[{i, PeriodStart(budget, call.at)}];
      const bool enough = spent + hold <= budget.amount;
      fits = fits && (enough || !budget.hard);
      Verdict verdict;
      verdict.kind = Verdict::Kind::kBudget;
      verdict.id = ids_.budgets[i];
      verdict.name = budget.name;
      verdict.unit = "nanos";
      verdict.limit = budget.amount.nanos();
      verdict.before = spent.nanos();
      verdict.after = (spent + hold).nanos();
      verdict.said = enough        ? Verdict::Said::kYes
                     : budget.hard ? Verdict::Said::kNo
                                   : Verdict::Said::kSoft;
      verdicts_.push_back(verdict);
    }
    if (!fits) {
      for (Verdict& verdict : verdicts_) {
        if (verdict.kind != Verdict::Kind::kBudget) continue;
        verdict.after = verdict.before;
        if (verdict.said == Verdict::Said::kYes) verdict.said = Verdict::Said::kUnasked;
      }
      return false;
    }
    if (!WasBilled(outcome)) return true;
    for (std::size_t i = 0; i < kDemoBudgets.size(); ++i) {
      if (!IsCovered(kDemoBudgets[i], *call.traffic)) continue;
      spent_[{i, PeriodStart(kDemoBudgets[i], call.at)}] += cost;
    }
    return true;
  }

  Event Fill(const Call& call, const Mishap& fate, const Usage& usage, const Cost& cost,
             Money hold) {
    const Traffic& traffic = *call.traffic;
    const bool reached = ReachedProvider(fate.outcome);
    const std::size_t key =
        fate.outcome == Outcome::kRefusedKey ? kDemoKeys.size() - 1 : traffic.key;
    cost_ = cost;

    Event event;
    event.request = request_ids_.New<RequestId>(call.at);
    event.opened = call.at;
    event.call.workspace = ids_.workspace;
    event.call.project = ids_.projects[kDemoKeys[key].project];
    event.call.key = ids_.keys[key];
    event.call.api = ids_.apis[traffic.api];
    event.call.api_slug = kDemoApis[traffic.api].slug;
    event.call.model = traffic.model;
    event.call.method = "POST";
    event.call.endpoint = traffic.endpoint;
    event.call.client_ip = "127.0.0.1";
    event.call.tags = tags_[key];
    event.call.stream = Percent(traffic.streamed_percent);
    event.dialect = traffic.dialect;
    event.outcome = fate.outcome;
    event.status = fate.status;
    event.upstream_status = fate.upstream_status;
    event.attempts = reached ? 1 : 0;
    event.error_code = fate.error_code;
    event.error_detail = fate.error_detail;
    event.usage = usage;
    event.verdicts = verdicts_;
    if (WasBilled(fate.outcome)) FillMoney(traffic, fate, hold, event);
    FillTimes(usage, reached, event);
    return event;
  }

  void FillMoney(const Traffic& traffic, const Mishap& fate, Money hold, Event& event) const {
    event.served_model = traffic.served_model;
    event.service_tier = traffic.api == 0 ? "default" : "standard";
    event.hold = hold;
    event.cost = cost_.total;
    event.priced = cost_.priced;
    event.estimated = fate.outcome == Outcome::kClientGoneMidAnswer;
    event.unpriced_reason = cost_.unpriced_reason;
    event.price_version = cost_.price_version;
    event.lines = cost_.lines;
  }

  void FillTimes(const Usage& usage, bool reached, Event& event) {
    constexpr std::int64_t kBytesPerToken = 4;
    event.request_bytes = 300 + usage.InputTokens() * kBytesPerToken;
    event.response_bytes = 400 + usage.OutputTokens() * (event.call.stream ? 220 : kBytesPerToken);
    event.gateway_time = microseconds{60 + Below(240)};
    event.total_time = event.gateway_time;
    if (!reached) return;
    event.first_byte_time = milliseconds{180 + Below(400) + Below(400)};
    event.total_time += event.first_byte_time + milliseconds{usage.OutputTokens() * 12};
  }

  const SeedOptions& options_;
  const PriceCall& price_;
  DemoIds ids_;
  IdSource request_ids_;
  std::uint64_t state_;
  std::array<std::vector<std::string>, kDemoKeys.size()> tags_;
  std::map<std::pair<std::size_t, TimePoint>, Money> spent_;
  std::vector<Verdict> verdicts_;
  Cost cost_;
};

}  // namespace

Result<void> SeedEvents(const SeedOptions& options, const PriceCall& price,
                        const std::function<Result<void>(const Event&)>& take) {
  EventMaker maker(options, price);
  const TimePoint today = floor<days>(options.now);
  for (int ago = options.days - 1; ago >= 0; --ago) {
    for (const Call& call : maker.PlanDay(today - days{ago})) {
      if (call.at >= options.now) break;
      RG_CHECK(maker.Make(call, take));
    }
  }
  return {};
}

}  // namespace rg::demo
