// What is done to the counters beside the calls: beginning, telling of the past, cleaning up.
#include <optional>
#include <random>
#include <utility>

#include "core/crypto.h"
#include "store/redis/counters.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"

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

Async<Result<std::vector<Unready>>> RedisCounters::Install(
    std::shared_ptr<const admission::Policy> policy, WorkspaceId workspace, std::uint64_t in_events,
    std::uint64_t distrusted, TimePoint now) {
  const std::shared_ptr<Plan> plan = Follow(*policy);
  const std::vector<budget::Budget>& budgets = plan->policy().budgets;
  Packer packed;
  PackTime(packed, TimeOf(now));
  packed.Number(static_cast<std::int64_t>(in_events))
      .Wide(NewEpoch())
      .Wide(static_cast<std::int64_t>(distrusted))
      .Number(static_cast<std::int64_t>(plan->policy().revision))
      .Short(static_cast<std::uint16_t>(budgets.size()));
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    packed.Number(budgets[i].amount.nanos())
        .Wide(plan->PeriodAt(i, now).end.time_since_epoch().count())
        .Bytes(plan->thresholds(i));
  }
  Arguments arguments;
  arguments.Add(packed.bytes());
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    arguments.Add(AccountField(plan->stem(i), plan->PeriodAt(i, now).start));
  }
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome =
      co_await client_.Eval(Scripts::Get().install, key, arguments, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  const std::optional<Meta> meta = ReadMeta(reply.root()[0].text());
  if (!meta) co_return Fail(Errc::kUnavailable, kUnanswered);
  std::vector<Unready> missing;
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    Unpacker bytes(reply.root()[i + 1].text());
    if (bytes.rest().empty()) continue;
    const TimePoint start{Duration{bytes.Wide()}};
    const std::optional<StoredAccount> stored = ReadAccount(bytes.rest());
    if (!stored) co_return Fail(Errc::kUnavailable, kUnanswered);
    missing.push_back({budgets[i].id, start, stored->account.from_seq, meta->epoch});
  }
  co_return missing;
}

Async<Result<admission::Crossings>> RedisCounters::Ready(WorkspaceId workspace,
                                                         const Unready& unready, Money baseline,
                                                         TimePoint now) {
  admission::Crossings crossings;
  const auto known = plans_.find(workspace);
  if (known == plans_.end()) co_return crossings;
  const std::shared_ptr<Plan> plan = known->second;
  const std::vector<budget::Budget>& budgets = plan->policy().budgets;
  std::size_t i = 0;
  while (i < budgets.size() && budgets[i].id != unready.budget) ++i;
  if (i == budgets.size()) co_return crossings;
  Packer packed;
  PackTime(packed, TimeOf(now));
  packed.Wide(static_cast<std::int64_t>(unready.epoch))
      .Wide(baseline.nanos())
      .Number(static_cast<std::int64_t>(plan->policy().revision))
      .Number(budgets[i].amount.nanos())
      .Bytes(plan->thresholds(i));
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(AccountField(plan->stem(i), unready.period_start));
  const std::string key = KeyOf(options_.prefix, workspace);
  Outcome outcome = co_await client_.Eval(Scripts::Get().ready, key, arguments, options_.unhurried);
  RG_CO_TRY(const Reply reply, Answered(std::move(outcome)));
  const std::optional<StoredAccount> before = ReadAccount(reply.root()[0].text());
  std::optional<StoredAccount> after = ReadAccount(reply.root()[1].text());
  if (!before || !after) co_return crossings;
  after->account.period = plan->PeriodAt(i, unready.period_start);
  TellCrossings(budgets[i], before->account, after->account, crossings);
  co_return crossings;
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
    const Reply::Item root = reply.root();
    cursor = root[0].text();
    for (std::size_t i = 2; i + 1 < root.size(); i += 2) {
      const std::optional<RequestId> request = RequestOf(root[i].text());
      const std::optional<StoredHold> hold = ReadHold(root[i + 1].text());
      if (!request || !hold) continue;
      ended.push_back({*request, workspace.value_or(WorkspaceId()), hold->amount, hold->opened,
                       hold->lease_until});
    }
  } while (cursor != "0" && !cursor.empty());
  co_return ended;
}

}  // namespace rg::store::redis
