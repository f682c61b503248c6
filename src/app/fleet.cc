#include "app/fleet.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analytics/spend.h"
#include "app/gateway_id.h"
#include "app/stores/trust_store.h"
#include "http/authority.h"
#include "journal/record.h"

namespace rg::app {
namespace {

namespace redis = store::redis;

constexpr std::size_t kHoldsShown = 10'000;

}  // namespace

RedisWatch::RedisWatch(Log& log)
    : trouble_(log, {"redis_away",
                     "each gateway enforces its share of the limits; calls under a hard budget are "
                     "refused",
                     "redis_back", "limits and budgets are counted in Redis again",
                     LogLevel::kWarning}) {}

void RedisWatch::Changed(const redis::Client& client, const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (why.empty()) {
    away_.erase(&client);
  } else {
    away_.insert(&client);
  }
  if (away_.empty() == !trouble_.there()) return;
  why_ = why;
  trouble_.Look(!away_.empty(), why);
}

std::string RedisWatch::why() const {
  const std::lock_guard lock(mutex_);
  return why_;
}

Fleet::Fleet(const config::RedisSettings& settings, redis::Address address, Parts parts)
    : parts_(parts),
      address_(std::move(address)),
      deadline_(settings.deadline),
      gateways_(settings.gateways),
      leases_(settings.leases),
      gateway_(GatewayIdOf(parts.admin_token)),
      watch_(parts.log) {}

Result<std::unique_ptr<Fleet>> Fleet::Open(const config::RedisSettings& settings, Parts parts) {
  const Result<redis::Address> address = redis::ParseUrl(settings.url, settings.sentinel_password);
  if (!address) return Fail(Errc::kInvalidRequest, address.error().detail, "redis.url");
  std::unique_ptr<Fleet> fleet(new Fleet(settings, *address, parts));
  RG_CHECK(UseTrustStore(fleet->tls_, settings.ca_file, "redis.ca_file"));
  fleet->loop_.Do(
      [&] { fleet->upkeep_ = fleet->MakeCore(fleet->loop_.io(), fleet->loop_.ticker()); });
  RG_CHECK(fleet->Examine());
  return fleet;
}

Fleet::~Fleet() {
  if (upkeep_ == nullptr) return;
  loop_.Do([this] {
    upkeep_->Close();
    upkeep_.reset();
  });
}

std::unique_ptr<redis::CoreCounters> Fleet::MakeCore(boost::asio::io_context& io,
                                                     http::Ticker& ticker) {
  redis::ClientOptions to = redis::ClientOf(address_);
  to.link.connection.master_only = true;
  to.link.deadline = deadline_;
  redis::CountersOptions options;
  options.deadline = deadline_;
  options.writer = parts_.ids.Random();
  options.alarms = &alarms_;
  options.gateway = gateway_;
  options.leases = leases_;
  writers_.insert(options.writer);
  auto core = std::make_unique<redis::CoreCounters>(
      io, ticker, http::Dialer{.tls = &tls_}, std::move(to), std::move(options), parts_.own,
      gateways_,
      [this](const redis::Client& which, const std::string& why) { watch_.Changed(which, why); });
  for (const auto& [workspace, epoch] : payable_) core->redis().PayInto(workspace, epoch);
  return core;
}

bool Fleet::NeedsMending(std::uint64_t generation) const {
  return !mended_ || alarms_.any() || generation != mended_generation_;
}

Result<void> Fleet::Mend(const pipeline::Snapshot& snapshot, store::sql::Connection& connection,
                         const EventsAreIn& events_are_in) {
  std::map<WorkspaceId, Alarm> alarms = alarms_.Take();
  loop_.Do([&] {
    upkeep_->redis().ForgiveDuesOutside(
        [&](WorkspaceId id) { return snapshot.workspaces.contains(id); });
  });
  const Result<void> mended = MendAll(snapshot, connection, alarms, events_are_in);
  mended_ = mended.has_value();
  mended_generation_ = snapshot.generation;
  if (mended) return mended;
  for (const auto& [workspace, alarm] : alarms) {
    alarms_.Raise(workspace, alarm.kind, alarm.epoch);
  }
  return mended;
}

Result<void> Fleet::MendAll(const pipeline::Snapshot& snapshot, store::sql::Connection& connection,
                            std::map<WorkspaceId, Alarm>& alarms,
                            const EventsAreIn& events_are_in) {
  std::vector<Missing> missing;
  Telling telling;
  std::vector<Begun>& begun = telling.begun;
  Result<void> mended;
  for (const auto& [id, workspace] : snapshot.workspaces) {
    const auto& policy = snapshot.policies.Find(id);
    const auto alarm = alarms.find(id);
    std::uint64_t distrusted = 0;
    if (alarm != alarms.end() && alarm->second.kind == redis::Alarms::Kind::kDistrusted) {
      // Stays the one it is about, should this have to be done again.
      if (alarm->second.epoch == 0) alarm->second.epoch = epochs_[id];
      distrusted = alarm->second.epoch;
    }
    const Result<redis::Installed> installed = Install(id, policy, distrusted, connection);
    if (!installed) {
      // The server of another workspace may well answer.
      if (mended) mended = installed.error();
      continue;
    }
    epochs_[id] = installed->epoch;
    if (payable_[id] != installed->epoch) {
      begun.push_back({id, installed->epoch, !installed->missing.empty()});
    }
    AppendMissing(id, *policy, installed->missing, missing);
  }
  if (missing.empty() && begun.empty()) return mended;
  for (const Missing& one : missing) telling.told.insert(one.workspace);
  RG_CHECK(events_are_in(telling));
  for (const Begun& one : begun) payable_[one.workspace] = one.epoch;
  loop_.Do([&] {
    for (const Begun& one : begun) upkeep_->redis().PayInto(one.workspace, one.epoch);
  });
  for (const Missing& one : missing) {
    const Result<void> told = Tell(one, connection);
    if (!told && mended) mended = told.error();
  }
  return mended;
}

Result<redis::Installed> Fleet::Install(WorkspaceId workspace,
                                        const std::shared_ptr<const admission::Policy>& policy,
                                        std::uint64_t distrusted,
                                        store::sql::Connection& connection) {
  RG_TRY(const std::uint64_t last, analytics::LastSeq(connection, workspace));
  // Later than any settlement of any gateway, some of which are among others' events: numbers
  // that begin anew begin at the time.
  const TimePoint now = parts_.clock.Now();
  const std::uint64_t first_after = std::max(last, static_cast<std::uint64_t>(ToMicros(now)));
  return loop_.Wait(
      [&] { return upkeep_->redis().Install(policy, workspace, first_after, distrusted, now); });
}

Result<void> Fleet::Tell(const Missing& missing, store::sql::Connection& connection) {
  RG_TRY(const Money spent, SpentBefore(connection, missing));
  const redis::Teller teller{gateway_, gateways_};
  const auto told = loop_.Wait(
      [&] { return upkeep_->redis().Ready(missing.workspace, missing.unready, spent, teller); });
  if (!told) return told.error();
  return {};
}

void Fleet::CloseSlices(const pipeline::Snapshot& snapshot, store::sql::Connection& connection) {
  for (const auto& [id, workspace] : snapshot.workspaces) {
    if (closed_.contains(id)) continue;
    // What one server does not answer is closed the next time.
    if (CloseSlicesOf(id, snapshot.policies.Find(id), connection)) closed_.insert(id);
  }
}

Result<void> Fleet::CloseSlicesOf(WorkspaceId workspace,
                                  const std::shared_ptr<const admission::Policy>& policy,
                                  store::sql::Connection& connection) {
  redis::RedisCounters& counters = upkeep_->redis();
  RG_TRY(const std::vector<redis::StoredSlice> slices,
         loop_.Wait([&] { return counters.Slices(workspace); }));
  for (const redis::StoredSlice& slice : slices) {
    if (slice.gateway != gateway_ || writers_.contains(slice.writer)) continue;
    RG_TRY(const Money spent,
           analytics::SpentByNumbers(connection, workspace, slice.first_seq, slice.calls));
    const redis::SliceReport report{.slice = slice.id,
                                    .number = slice.reports + 1,
                                    .last = true,
                                    .opened = slice.opened,
                                    .accounts = slice.accounts,
                                    .booked = spent,
                                    .kept = {},
                                    .grown = {},
                                    .charged = {}};
    const auto closed = loop_.Wait([&] {
      return counters.Report(std::vector(1, report), workspace, counters.Follow(*policy),
                             parts_.clock.Now());
    });
    if (!closed) return closed.error();
  }
  return {};
}

std::vector<redis::OpenHold> Fleet::Sweep(const pipeline::Snapshot& snapshot) {
  std::vector<redis::OpenHold> ended;
  std::vector<std::optional<WorkspaceId>> hashes{std::nullopt};
  for (const auto& [id, workspace] : snapshot.workspaces) hashes.emplace_back(id);
  for (const std::optional<WorkspaceId>& hash : hashes) {
    auto swept = loop_.Wait([&] { return upkeep_->redis().Sweep(hash, parts_.clock.Now()); });
    // What one server does not answer is swept the next time.
    if (swept && hash) std::move(swept->begin(), swept->end(), std::back_inserter(ended));
  }
  return ended;
}

void Fleet::BookUnseen(const pipeline::Snapshot& snapshot, const std::vector<std::string>& holds) {
  journal::Decoded decoded;
  for (const std::string& payload : holds) {
    if (!journal::DecodeEvent(payload, decoded)) continue;
    const journal::Event& event = decoded.event;
    // Paid from a slice, which is booked as a whole.
    if (event.settle_seq != 0) continue;
    const auto& policy = snapshot.policies.Find(event.call.workspace);
    const admission::Settle settle{.request = event.request,
                                   .call = event.call,
                                   .policy = *policy,
                                   .price = event.hold,
                                   .opened = event.opened,
                                   .now = parts_.clock.Now()};
    // What Redis does not answer is owed to it.
    static_cast<void>(loop_.Wait([&] { return upkeep_->redis().Settle(settle); }));
  }
}

Result<redis::WorkspaceCopy> Fleet::Copy(const pipeline::Snapshot& snapshot,
                                         WorkspaceId workspace) {
  const auto& policy = snapshot.policies.Find(workspace);
  return loop_.Wait([&] { return upkeep_->redis().Copy(policy, workspace, parts_.clock.Now()); });
}

std::vector<redis::OpenHold> Fleet::Holds(WorkspaceId workspace) {
  auto holds = loop_.Wait([&] { return upkeep_->redis().Holds(workspace, kHoldsShown); });
  return holds ? *std::move(holds) : std::vector<redis::OpenHold>();
}

// Servers that cannot keep counters are a fault; those that do not answer may come back.
Result<void> Fleet::Examine() {
  const Result<std::vector<redis::Examined>> examined =
      loop_.Wait([&] { return redis::Examine(upkeep_->client(), address_.kind, parts_.clock); });
  if (!examined) {
    if (examined.error().code != Errc::kInvalidRequest) return {};
    return Fail(Errc::kInvalidRequest, examined.error().detail, "redis.url");
  }
  for (const redis::Examined& one : *examined) {
    if (one.found.unfit.empty()) continue;
    return Fail(Errc::kInvalidRequest, http::AuthorityOf(one.server) + ": " + one.found.unfit,
                "redis.url");
  }
  return {};
}

}  // namespace rg::app
