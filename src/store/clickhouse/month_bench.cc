// Promise P10: what ten million events of thirty days cost to take in, and how long questions about
// them take. RG_BENCH_EVENTS says how many events there are; without it a hundredth.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "store/clickhouse/questions.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/testing/cpu.h"
#include "store/clickhouse/testing/month.h"
#include "store/clickhouse/testing/server.h"
#include "store/clickhouse/worker.h"

namespace rg::store::clickhouse {
namespace {

using analytics::EventPage;
using analytics::EventQuery;
using analytics::GroupBy;
using analytics::Range;
using analytics::Scope;
using analytics::Step;
using analytics::UsageQuery;
using testing::Cpu;
using testing::Month;
using testing::Server;

constexpr int kSlices = 10;
constexpr std::size_t kAtOnce = 50'000;  // as many as a worker gathers
constexpr int kAsks = 60;

std::uint64_t EventsWanted() {
  const char* const wanted = std::getenv("RG_BENCH_EVENTS");
  return wanted == nullptr ? 100'000 : std::strtoull(wanted, nullptr, 10);
}

void Demand(const Result<void>& done) {
  if (done) return;
  std::fprintf(stderr, "%s\n", done.error().detail.c_str());
  std::abort();
}

// A server, the month, and the worker that moves the one into the other. The clock goes with the
// events: a window is rolled up when it is over, as on any day.
class World {
 public:
  static World& Get() {
    static World world;
    return world;
  }

  // So many slices of the month; what that cost.
  Cpu FillUpTo(int slices) {
    Cpu used;
    const std::uint64_t end = month_.calls() * static_cast<std::uint64_t>(slices) / kSlices;
    const Cpu before = Cpu::Now(server_.pid());
    while (made_ < end) used.ours += Move(std::min<std::uint64_t>(kAtOnce, end - made_));
    used.theirs = Cpu::Now(server_.pid()).theirs - before.theirs;
    return used;
  }

  // Until the server has merged what it wants to merge; what that cost it.
  Cpu Settle() {
    const Cpu before = Cpu::Now(server_.pid());
    int quiet = 0;
    for (int looks = 0; quiet < 20 && looks < 6'000; ++looks) {
      const auto merges = SelectNumber(*client_, "SELECT toInt64(count()) FROM system.merges");
      quiet = merges && *merges == 0 ? quiet + 1 : 0;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return Cpu::Now(server_.pid()) - before;
  }

  Questions& questions() { return questions_; }
  TimePoint now() const { return clock_.Now(); }
  pid_t server() const { return server_.pid(); }
  // Of the first workspace.
  const std::vector<RequestId>& requests() const { return requests_; }
  Client& client() { return *client_; }

 private:
  World() { Demand(Migrate(*client_)); }

  // The worker's CPU seconds; making the events does not count.
  double Move(std::uint64_t count) {
    payloads_.resize(count);
    std::vector<LogRecord> records;
    for (std::string& payload : payloads_) {
      const journal::Event& event = month_.Next();
      payload.clear();
      journal::AppendPayload(payload, event);
      records.push_back({static_cast<std::int64_t>(made_), payload});
      clock_.Set(event.opened);
      const bool asked_about = event.call.workspace == Month::Workspace(0);
      if (++made_ % 1'000 == 0 && asked_about) requests_.push_back(event.request);
    }
    const double before = Cpu::Ours();
    const Result<std::int64_t> added = worker_.Add({"api-events", 0, records});
    if (!added) Demand(added.error());
    return Cpu::Ours() - before;
  }

  Server server_;
  std::unique_ptr<Client> client_ = server_.Connect();
  ManualClock clock_{Month::kStart};
  Worker worker_{*client_, clock_, nullptr, {}};
  Month month_{EventsWanted()};
  std::uint64_t made_ = 0;
  std::vector<std::string> payloads_;
  std::vector<RequestId> requests_;
  Questions questions_{*client_, clock_};
};

void Fill(benchmark::State& state) {
  if (!Server::Available()) return state.SkipWithError("no clickhouse-server here");
  const auto slice = static_cast<int>(state.range(0));
  World& world = World::Get();
  world.FillUpTo(slice - 1);
  Cpu used;
  for (auto unused : state) used = world.FillUpTo(slice);
  state.counters["events"] = static_cast<double>(EventsWanted()) / kSlices;
  state.counters["cpu_ours"] = used.ours;
  state.counters["cpu_theirs"] = used.theirs;
}
BENCHMARK(Fill)
    ->DenseRange(1, kSlices)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void Settle(benchmark::State& state) {
  if (!Server::Available()) return state.SkipWithError("no clickhouse-server here");
  World& world = World::Get();
  world.FillUpTo(kSlices);
  Cpu used;
  for (auto unused : state) used = world.Settle();
  state.counters["cpu_theirs"] = used.theirs;
  for (const std::string table : {"events", "rollups", "rollup_windows"}) {
    const auto rows = SelectNumber(world.client(), "SELECT toInt64(count()) FROM " + table);
    state.counters[table] = rows ? static_cast<double>(*rows) : -1;
  }
}
BENCHMARK(Settle)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();

// --- questions -----------------------------------------------------------------------------------

// What varies from ask to ask.
class Dice {
 public:
  std::size_t Below(std::size_t end) { return random_.Random() % end; }
  template <class T, std::size_t kCount>
  const T& One(const T (&of)[kCount]) {
    return of[Below(kCount)];
  }
  Duration Within(Duration most) {
    return Duration{static_cast<std::int64_t>(Below(static_cast<std::size_t>(most.count())))};
  }

 private:
  IdSource random_{3};
};

// How many rows the answer has.
using Ask = std::function<Result<std::size_t>()>;
using MakeAsk = std::function<Ask(World&, Dice&)>;

double Quantile(std::vector<double> of, double which) {
  std::sort(of.begin(), of.end());
  const auto at = static_cast<std::size_t>(which * static_cast<double>(of.size() - 1) + 0.5);
  return of[at] * 1e3;
}

void Question(benchmark::State& state, const MakeAsk& make) {
  if (!Server::Available()) return state.SkipWithError("no clickhouse-server here");
  World& world = World::Get();
  world.FillUpTo(kSlices);
  Dice dice;
  std::vector<double> took;
  std::vector<double> used;
  double rows = 0;
  for (auto unused : state) {
    const Ask ask = make(world, dice);
    const Cpu cpu = Cpu::Now(world.server());
    const Duration begin = SystemClock().Steady();
    const Result<std::size_t> answer = ask();
    took.push_back(std::chrono::duration<double>(SystemClock().Steady() - begin).count());
    const Cpu spent = Cpu::Now(world.server()) - cpu;
    used.push_back(spent.ours + spent.theirs);
    if (!answer) return state.SkipWithError(answer.error().detail.c_str());
    rows += static_cast<double>(*answer);
  }
  state.counters["p50_ms"] = Quantile(took, 0.5);
  state.counters["p95_ms"] = Quantile(took, 0.95);
  state.counters["cpu_p50_ms"] = Quantile(used, 0.5);
  state.counters["cpu_p95_ms"] = Quantile(used, 0.95);
  state.counters["rows"] = rows / static_cast<double>(took.size());
}

constexpr const char* kZones[] = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu",
                                  "Australia/Lord_Howe"};
constexpr GroupBy kGroups[] = {GroupBy::kModel,   GroupBy::kApi, GroupBy::kKey,
                               GroupBy::kProject, GroupBy::kTag, GroupBy::kOutcome};
constexpr auto kAny = static_cast<GroupBy>(-1);  // another one each time

// About a stretch of so many days that ends today or, where it is short, on some day before.
Ask Usage(World& world, Dice& dice, Step step, int days, GroupBy group, Scope only = {}) {
  UsageQuery query;
  query.workspace = Month::Workspace(0);
  query.range.to = world.now();
  if (days < Month::kDays) query.range.to -= dice.Within(std::chrono::days{Month::kDays - days});
  query.range.from = query.range.to - std::chrono::days{days} + dice.Within(std::chrono::days{1});
  query.zone = dice.One(kZones);
  query.step = step;
  query.group = group == kAny ? dice.One(kGroups) : group;
  query.only = std::move(only);
  return [&world, query]() -> Result<std::size_t> {
    RG_TRY(const analytics::UsageReport report, world.questions().Usage(query));
    return report.rows.size();
  };
}

MakeAsk Usage(Step step, int days, GroupBy group) {
  return [=](World& world, Dice& dice) { return Usage(world, dice, step, days, group); };
}

MakeAsk UsageOf(Scope::Kind kind, std::function<std::string(Dice&)> subject) {
  return [=](World& world, Dice& dice) {
    return Usage(world, dice, Step::kDay, Month::kDays, GroupBy::kModel, {kind, subject(dice)});
  };
}

// Whenever they were, as the admin API asks where nobody names a time.
EventQuery AllEvents() {
  EventQuery query;
  query.workspace = Month::Workspace(0);
  return query;
}

TimePoint AnyTime(World& world, Dice& dice) {
  return world.now() - dice.Within(std::chrono::days{Month::kDays - 1});
}

Ask Page(World& world, EventQuery query) {
  return [&world, query = std::move(query)]() -> Result<std::size_t> {
    RG_TRY(const EventPage page, world.questions().Events(query));
    return page.events.size();
  };
}

using Narrow = std::function<void(EventQuery&, Dice&)>;

MakeAsk Events(Narrow narrow) {
  return [narrow = std::move(narrow)](World& world, Dice& dice) {
    EventQuery query = AllEvents();
    narrow(query, dice);
    return Page(world, std::move(query));
  };
}

// The page behind one that ends at any time of the month.
Ask NextPage(World& world, Dice& dice) {
  EventQuery query = AllEvents();
  query.range.to = AnyTime(world, dice);
  const Result<EventPage> first = world.questions().Events(query);
  if (!first) Demand(first.error());
  query.range.to = TimePoint::max();
  query.cursor = first->next;
  return Page(world, std::move(query));
}

Ask Export(World& world, Dice& dice) {
  EventQuery query = AllEvents();
  query.range.to = AnyTime(world, dice);
  query.range.from = query.range.to - std::chrono::minutes{15};
  return [&world, query]() -> Result<std::size_t> {
    RG_TRY(const std::string csv, world.questions().EventsCsv(query));
    return static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n'));
  };
}

Ask OneCall(World& world, Dice& dice) {
  const RequestId request = world.requests()[dice.Below(world.requests().size())];
  return [&world, request]() -> Result<std::size_t> {
    RG_CHECK(world.questions().FindEvent(Month::Workspace(0), request));
    return 1;
  };
}

std::size_t KeyOf(Dice& dice) { return dice.Below(Month::kKeys / Month::kWorkspaces) * 5; }

const std::pair<const char*, MakeAsk> kQuestions[] = {
    {"usage/whole month", Usage(Step::kWhole, Month::kDays, GroupBy::kNone)},
    {"usage/whole month by any", Usage(Step::kWhole, Month::kDays, kAny)},
    {"usage/days of a month", Usage(Step::kDay, Month::kDays, GroupBy::kNone)},
    {"usage/days of a month by model", Usage(Step::kDay, Month::kDays, GroupBy::kModel)},
    {"usage/days of a month by api", Usage(Step::kDay, Month::kDays, GroupBy::kApi)},
    {"usage/days of a month by key", Usage(Step::kDay, Month::kDays, GroupBy::kKey)},
    {"usage/days of a month by project", Usage(Step::kDay, Month::kDays, GroupBy::kProject)},
    {"usage/days of a month by tag", Usage(Step::kDay, Month::kDays, GroupBy::kTag)},
    {"usage/days of a month by outcome", Usage(Step::kDay, Month::kDays, GroupBy::kOutcome)},
    {"usage/hours of a week by any", Usage(Step::kHour, 7, kAny)},
    {"usage/quarters of a day by any", Usage(Step::kQuarterHour, 1, kAny)},
    {"usage/quarters of a month by model",
     Usage(Step::kQuarterHour, Month::kDays, GroupBy::kModel)},
    {"usage/days of one key",
     UsageOf(Scope::Kind::kKey, [](Dice& dice) { return ToString(Month::Key(KeyOf(dice))); })},
    {"usage/days of one project",
     UsageOf(Scope::Kind::kProject,
             [](Dice& dice) { return ToString(Month::Project(dice.Below(2) * 5)); })},
    {"usage/days of some models", UsageOf(Scope::Kind::kModel, [](Dice&) { return "model-1*"; })},
    {"usage/days of a tag", UsageOf(Scope::Kind::kTag, [](Dice&) { return "search"; })},
    {"events/newest", Events([](EventQuery&, Dice&) {})},
    {"events/next page", NextPage},
    {"events/of a key",
     Events([](EventQuery& query, Dice& dice) { query.key = Month::Key(KeyOf(dice)); })},
    {"events/of a model",
     Events([](EventQuery& query, Dice& dice) { query.model = Month::Model(dice.Below(20)); })},
    {"events/of a rare outcome",
     Events([](EventQuery& query, Dice&) { query.outcome = journal::Outcome::kFirstByteTimeout; })},
    {"events/of a status", Events([](EventQuery& query, Dice&) { query.status = 502; })},
    {"events/that are none", Events([](EventQuery& query, Dice&) { query.model = "none"; })},
    {"events/export of 15 minutes", Export},
    {"events/one call", OneCall},
};

[[maybe_unused]] const bool kRegistered = [] {
  for (const auto& [name, make] : kQuestions) {
    benchmark::RegisterBenchmark((std::string("Ask/") + name).c_str(), Question, make)
        ->Iterations(kAsks)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  return true;
}();

}  // namespace
}  // namespace rg::store::clickhouse
