#include <array>

#include <benchmark/benchmark.h>

#include "analytics/audit.h"
#include "analytics/events.h"
#include "analytics/ingest.h"
#include "analytics/spend.h"
#include "analytics/usage.h"
#include "journal/record.h"
#include "journal/sample.h"
#include "journal/segment_writer.h"
#include "store/sqlite/sqlite.h"

// How fast the shipper is, and what a dashboard waits for, over thirty days of calls of 20 keys and
// 5 models, of which one in 5,000 is another key's and fails. RG_BENCH_EVENTS says how many calls;
// a million by default.
namespace rg::analytics {
namespace {

using journal::sample::IdOf;

constexpr std::uint32_t kSalt = 5;
constexpr std::array<std::string_view, 5> kModels = {"gpt-4o", "gpt-4o-mini", "o3",
                                                     "claude-sonnet-4-5", "claude-haiku-4-5"};
constexpr std::chrono::seconds kMonth = std::chrono::days{30};
constexpr std::uint64_t kRare = 5'000;
constexpr std::uint64_t kRareKey = 999;

struct Books {
  journal::sample::Folder folder;
  std::unique_ptr<store::sql::Database> database =
      *store::sqlite::OpenSqlite({folder.path() / "rateguard.db"});
  std::unique_ptr<store::sql::Connection> connection;

  Books() {
    if (!database->Migrate()) std::abort();
    connection = *database->Open();
  }
  IngestOptions Options() const {
    IngestOptions options;
    options.folder = folder.path() / "journal";
    return options;
  }
};

// Calls `first` to `last`, one every `apart`, as one segment of a core.
void WriteSegment(const Books& books, std::uint64_t first, std::uint64_t last, Duration apart,
                  std::uint32_t core = 0) {
  std::string records;
  IdSource random(first);
  for (std::uint64_t i = first; i < last; ++i) {
    journal::sample::Call call(1);
    journal::Event& event = call.event;
    event.opened =
        TimePoint{std::chrono::seconds{1'800'000'000}} + apart * static_cast<std::int64_t>(i);
    event.request = random.New<RequestId>(event.opened);
    event.call.key = KeyId{IdOf(100 + random.Random() % 20)};
    event.call.model = kModels[random.Random() % kModels.size()];
    event.settle_seq = i + 1;
    if (i % kRare == kRare / 2) {
      event.call.key = KeyId{IdOf(kRareKey)};
      event.outcome = journal::Outcome::kUpstreamServerError;
      event.status = 500;
    }
    journal::AppendRecord(records, call.Hold(), kSalt);
    journal::AppendRecord(records, event, kSalt);
  }
  const auto path = books.folder.path() / "journal";
  if (!journal::MakeFolder(path)) std::abort();
  auto writer = journal::SegmentWriter::Create(path, {core, first + 1, TimePoint{}, kSalt});
  std::size_t kept = 0;
  if (!writer || !writer->Append(records, kept)) std::abort();
}

std::uint64_t EventCount() {
  const char* const text = std::getenv("RG_BENCH_EVENTS");
  return text == nullptr ? 1'000'000 : std::strtoull(text, nullptr, 10);
}

// What a loaded gateway does: each second two cores hand over 10,000 calls each, as holds and
// events, on top of all earlier ones. CPU is what it costs the machine, the kernel's part included.
void ShipSeconds(benchmark::State& state) {
  constexpr std::uint64_t kCalls = 10'000;
  const auto books = std::make_unique<Books>();
  Ingest ingest(*books->connection, books->Options());
  std::uint64_t at = 0;
  for (auto unused : state) {
    state.PauseTiming();
    for (std::uint32_t core = 0; core < 2; ++core, at += kCalls) {
      WriteSegment(*books, at, at + kCalls, std::chrono::microseconds{50}, core);
    }
    state.ResumeTiming();
    if (!ingest.Drain()) std::abort();
  }
  const auto calls = static_cast<double>(at);
  state.SetItemsProcessed(static_cast<std::int64_t>(at));
  state.counters["call_cpu"] =
      benchmark::Counter(calls, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  const auto bytes = std::filesystem::file_size(books->folder.path() / "rateguard.db");
  state.counters["bytes_per_call"] = static_cast<double>(bytes) / calls;
}
BENCHMARK(ShipSeconds)->Unit(benchmark::kMillisecond)->Iterations(25);

Books& FullBooks() {
  static const std::unique_ptr<Books> books = [] {
    auto made = std::make_unique<Books>();
    Ingest ingest(*made->connection, made->Options());
    const std::uint64_t all = EventCount();
    for (std::uint64_t at = 0; at < all; at += 50'000) {
      WriteSegment(*made, at, std::min(at + 50'000, all),
                   Duration{kMonth} / static_cast<std::int64_t>(all));
      if (!ingest.Drain()) std::abort();
    }
    return made;
  }();
  return *books;
}

UsageQuery Month(Step step, GroupBy group) {
  UsageQuery query;
  query.workspace = WorkspaceId{IdOf(1'000'001)};
  query.range = {TimePoint{std::chrono::seconds{1'800'000'000}},
                 TimePoint{std::chrono::seconds{1'800'000'000} + kMonth}};
  query.zone = "Europe/Berlin";
  query.step = step;
  query.group = group;
  return query;
}

void Report(benchmark::State& state, Step step, GroupBy group) {
  Books& books = FullBooks();
  const UsageQuery query = Month(step, group);
  std::size_t rows = 0;
  for (auto unused : state) {
    const Result<UsageReport> report = ReportUsage(*books.connection, query);
    if (!report) std::abort();
    rows = report->rows.size();
  }
  state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK_CAPTURE(Report, days_by_model, Step::kDay, GroupBy::kModel)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Report, days_by_key, Step::kDay, GroupBy::kKey)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Report, hours, Step::kHour, GroupBy::kNone)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Report, whole_by_key, Step::kWhole, GroupBy::kKey)->Unit(benchmark::kMillisecond);

void SpentByAKey(benchmark::State& state) {
  Books& books = FullBooks();
  const UsageQuery query = Month(Step::kWhole, GroupBy::kNone);
  const Scope scope{Scope::Kind::kKey, ToString(IdOf(101))};
  for (auto unused : state) {
    const auto spent =
        SpentUpTo(*books.connection, query.workspace, scope, query.range, EventCount() - 100);
    if (!spent) std::abort();
  }
}
BENCHMARK(SpentByAKey)->Unit(benchmark::kMillisecond);

EventQuery AllEvents() {
  EventQuery query;
  query.workspace = WorkspaceId{IdOf(1'000'001)};
  return query;
}

void Newest(benchmark::State& state, void (*narrow)(EventQuery&)) {
  Books& books = FullBooks();
  EventQuery query = AllEvents();
  narrow(query);
  std::size_t events = 0;
  for (auto unused : state) {
    const Result<EventPage> page = ListEvents(*books.connection, query);
    if (!page) std::abort();
    events = page->events.size();
  }
  state.counters["events"] = static_cast<double>(events);
}
BENCHMARK_CAPTURE(Newest, of_all, [](EventQuery&) {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Newest, of_a_key, [](EventQuery& query) {
  query.key = KeyId{IdOf(101)};
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Newest, of_a_rare_key, [](EventQuery& query) {
  query.key = KeyId{IdOf(kRareKey)};
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Newest, of_a_rare_outcome, [](EventQuery& query) {
  query.outcome = journal::Outcome::kUpstreamServerError;
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Newest, of_a_rare_status, [](EventQuery& query) {
  query.status = 500;
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Newest, of_an_outcome_that_never_was, [](EventQuery& query) {
  query.outcome = journal::Outcome::kBraked;
})->Unit(benchmark::kMillisecond);

void FindOne(benchmark::State& state) {
  Books& books = FullBooks();
  const auto page = ListEvents(*books.connection, AllEvents());
  const RequestId request = page->events.back().event().request;
  for (auto unused : state) {
    if (!FindEvent(*books.connection, WorkspaceId{IdOf(1'000'001)}, request)) std::abort();
  }
}
BENCHMARK(FindOne)->Unit(benchmark::kMillisecond);

// The days, and one budget of the whole workspace.
void AuditAll(benchmark::State& state) {
  Books& books = FullBooks();
  LedgerClaim claim;
  claim.settle_seq = EventCount();
  for (auto unused : state) {
    const auto report = Audit(*books.connection, WorkspaceId{IdOf(1'000'001)}, {{claim}});
    if (!report || report->calls != static_cast<std::int64_t>(EventCount())) std::abort();
  }
}
BENCHMARK(AuditAll)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rg::analytics
