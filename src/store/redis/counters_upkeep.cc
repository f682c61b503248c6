// What is done to the counters beside the calls: beginning, telling of the past, cleaning up.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/crypto.h"
#include "store/redis/command.h"
#include "store/redis/counters.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"
#include "store/redis/settling.h"

namespace rg::store::redis {
namespace {

// How many fields one look at a hash may take in: some hundred microseconds of the server's time.
constexpr std::int64_t kFieldsAtOnce = 200;

constexpr char kUnanswered[] = "Redis does not answer";

Result<Reply> Answered(Outcome outcome) {
  if (!outcome) return Fail(Errc::kUnavailable, kUnanswered);
  const Reply::Item root = outcome->root();
  if (root.Is(Reply::Kind::kError)) return Fail(Errc::kUnavailable, std::string(root.text()));
  return *std::move(outcome);
}

std::int64_t NewEpoch() {
  std::uint64_t random = 0;
  SystemEntropy().Fill({reinterpret_cast<std::uint8_t*>(&random), sizeof(random)});
  return static_cast<std::int64_t>(random | 1);  // never 0, which is no epoch
}

}  // namespace

Async<Result<Installed>> RedisCounters::Install(std::shared_ptr<const admission::Policy> policy,
                                                WorkspaceId workspace, std::uint64_t first_after,
                                                std::uint64_t distrusted, TimePoint now) {
  const std::shared_ptr<Plan> plan = Follow(*policy);
  const std::vector<budget::Budget>& budgets = plan->policy().budgets;
  Packer packed;
  PackTime(packed, TimeOf(now));
  packed.Number(static_cast<std::int64_t>(first_after))
      .Wide(NewEpoch())
      .Wide(static_cast<std::int64_t>(distrusted))
      .Number(static_cast<std::int64_t>(plan->policy().revision))
      .Short(static_cast<std::uint16_t>(budgets.size()));
  for (std::size_t i = 0; i < budgets.size(); ++i) PackBudget(packed, *plan, i, now);
  Arguments arguments;
  arguments.Add(packed.bytes());
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    arguments.Add(AccountField(plan->stem(i), plan->PeriodAt(i, now).start));
  }
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome =
      co_await client_.Eval(Scripts::Get().install, key, arguments, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  Elements answers(reply.root());
  const std::optional<Meta> meta = ReadMeta(answers.Next());
  if (!meta) co_return Fail(Errc::kUnavailable, kUnanswered);
  Installed installed{meta->epoch, {}};
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    Unpacker bytes(answers.Next());
    if (bytes.rest().empty()) continue;
    const TimePoint start{Duration{bytes.Wide()}};
    const std::optional<budget::Account> stored = ReadAccount(bytes.rest());
    if (!stored) co_return Fail(Errc::kUnavailable, kUnanswered);
    installed.missing.push_back({budgets[i].id, start, stored->from_seq, meta->epoch});
  }
  co_return installed;
}

Async<Result<admission::Crossings>> RedisCounters::Ready(WorkspaceId workspace,
                                                         const Unready& unready, Money baseline,
                                                         Teller teller) {
  admission::Crossings crossings;
  const auto known = plans_.find(workspace);
  if (known == plans_.end()) co_return crossings;
  const std::shared_ptr<Plan> plan = known->second;
  const std::vector<budget::Budget>& budgets = plan->policy().budgets;
  std::size_t i = 0;
  while (i < budgets.size() && budgets[i].id != unready.budget) ++i;
  if (i == budgets.size()) co_return crossings;
  Packer packed;
  packed.Wide(static_cast<std::int64_t>(unready.epoch))
      .Wide(baseline.nanos())
      .Number(static_cast<std::int64_t>(plan->policy().revision))
      .Number(budgets[i].amount.nanos())
      .Bytes(plan->thresholds(i))
      .Number(std::int64_t{teller.gateways});
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(AccountField(plan->stem(i), unready.period_start));
  arguments.Add(BytesOf(teller.gateway));
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome = co_await client_.Eval(Scripts::Get().ready, key, arguments, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  const std::optional<budget::Account> before = ReadAccount(reply.root()[0].text());
  std::optional<budget::Account> after = ReadAccount(reply.root()[1].text());
  if (!before || !after) co_return crossings;
  after->period = plan->PeriodAt(i, unready.period_start);
  TellCrossings(budgets[i], *before, *after, crossings);
  co_return crossings;
}

Async<bool> RedisCounters::Hear(const std::vector<WorkspaceId>& workspaces, Duration within) {
  std::vector<std::string> keys;
  for (const WorkspaceId workspace : workspaces) keys.push_back(KeyOf(options_.prefix, workspace));
  return client_.Hear(std::move(keys), within);
}

Async<Result<WorkspaceCopy>> RedisCounters::Copy(std::shared_ptr<const admission::Policy> policy,
                                                 WorkspaceId workspace, TimePoint now) {
  const std::shared_ptr<Plan> plan = Follow(*policy);
  const std::vector<budget::Budget>& budgets = plan->policy().budgets;
  const std::string key = KeyOf(options_.prefix, workspace);
  Arguments arguments;
  arguments.Add("HMGET").Add(key).Add(kMetaField);
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    arguments.Add(AccountField(plan->stem(i), plan->PeriodAt(i, now).start));
  }
  const std::string command = arguments.ToCommand();
  Outcome outcome = co_await client_.Call(key, command, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  WorkspaceCopy copy;
  Elements answers(reply.root());
  const std::optional<Meta> meta = ReadMeta(answers.Next());
  if (!meta) co_return copy;
  copy.seq = meta->seq;
  copy.open_holds = static_cast<std::size_t>(std::max<std::int64_t>(meta->open_holds, 0));
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    const std::optional<budget::Account> stored = ReadAccount(answers.Next());
    if (!stored) continue;
    copy.budgets.push_back({.budget = budgets[i].id,
                            .period = plan->PeriodAt(i, now),
                            .settled = stored->settled,
                            .held = stored->held,
                            .open_holds = stored->open_holds,
                            .ready = stored->ready});
  }
  co_return copy;
}

Async<Result<void>> RedisCounters::EachField(WorkspaceId workspace, std::string_view pattern,
                                             TakeField take) {
  const std::string key = KeyOf(options_.prefix, workspace);
  std::string cursor = "0";
  do {
    const std::string command =
        MakeCommand("HSCAN", key, cursor, "MATCH", pattern, "COUNT", kFieldsAtOnce);
    Outcome outcome = co_await client_.Call(key, command, options_.unhurried);
    RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
    cursor = reply.root()[0].text();
    Elements fields(reply.root()[1]);
    while (!fields.done()) {
      const std::string_view field = fields.Next();
      if (!take(field, fields.Next())) co_return Result<void>();
    }
  } while (cursor != "0" && !cursor.empty());
  co_return Result<void>();
}

Async<Result<std::vector<OpenHold>>> RedisCounters::Holds(WorkspaceId workspace, std::size_t most) {
  std::vector<OpenHold> holds;
  RG_CO_CHECK(
      co_await EachField(workspace, "h*", [&](std::string_view field, std::string_view value) {
        const std::optional<RequestId> request = RequestOf(field);
        const std::optional<StoredHold> hold = ReadHold(value);
        if (request && hold && hold->open) {
          holds.push_back({*request, workspace, hold->amount, hold->opened, hold->lease_until});
        }
        return holds.size() < most;
      }));
  co_return holds;
}

Async<Result<std::vector<StoredSlice>>> RedisCounters::Slices(WorkspaceId workspace) {
  std::vector<StoredSlice> slices;
  RG_CO_CHECK(
      co_await EachField(workspace, "s*", [&](std::string_view field, std::string_view value) {
        const std::optional<StoredSlice> slice = ReadSlice(field, value);
        if (slice) slices.push_back(*slice);
        return true;
      }));
  co_return slices;
}

Async<Result<std::vector<OpenHold>>> RedisCounters::Sweep(std::optional<WorkspaceId> workspace,
                                                          TimePoint now) {
  const std::string key = workspace ? KeyOf(options_.prefix, *workspace) : shared_key_;
  Packer packed;
  PackTime(packed, TimeOf(now));
  packed.Number(kFieldsAtOnce);
  std::vector<OpenHold> ended;
  std::string cursor = "0";
  do {
    Arguments arguments;
    arguments.Add(packed.bytes()).Add(cursor);
    Outcome outcome =
        co_await client_.Eval(Scripts::Get().sweep, key, arguments, options_.unhurried);
    RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
    cursor = reply.root()[0].text();
    Elements fields(reply.root(), 2);
    while (!fields.done()) {
      const std::optional<RequestId> request = RequestOf(fields.Next());
      const std::optional<StoredHold> hold = ReadHold(fields.Next());
      if (!request || !hold) continue;
      ended.push_back({*request, workspace.value_or(WorkspaceId()), hold->amount, hold->opened,
                       hold->lease_until});
    }
  } while (cursor != "0" && !cursor.empty());
  co_return ended;
}

}  // namespace rg::store::redis
