#include "gateway.h"

#include <utility>

#include "store/redis/testing/counters.h"

namespace rg::sim {

using store::redis::Alarms;
using store::redis::testing::Numbered;

namespace {

// Longer than a machine that does much else may stand still.
constexpr Duration kPatience = std::chrono::hours{1};

store::redis::ClientOptions Patient(std::uint16_t port) {
  store::redis::ClientOptions options = store::redis::testing::ClientOfPort(port);
  options.link.stall_max = kPatience;
  options.link.connection.connect_within = kPatience;
  return options;
}

}  // namespace

Gateway::Gateway(store::redis::testing::Core& core, Place place) : place_(std::move(place)) {
  store::redis::CountersOptions options;
  options.prefix = "sim";
  options.deadline = options.unhurried = kPatience;
  options.callers_time = true;
  options.leases = true;
  options.alarms = &alarms_;
  options.writer = 1 + place_.number;
  options.gateway = Numbered(500 + place_.number);
  client_ = std::make_unique<store::redis::Client>(core.io(), core.ticker(), http::Dialer{},
                                                   Patient(place_.port), nullptr);
  counters_ = std::make_unique<store::redis::RedisCounters>(*client_, options);
  leased_ = std::make_unique<store::redis::LeasedCounters>(*counters_, true, options.writer);
}

Gateway::~Gateway() { client_->Close(); }

Async<admission::Answer> Gateway::Admit(const admission::Ask& ask) {
  admission::Answer answer = co_await leased_->Admit(ask);
  co_await Hush();
  co_return answer;
}

Async<void> Gateway::Settle(const struct admission::Settle& settle) {
  const admission::Settlement settlement = co_await leased_->Settle(settle);
  events_.push_back({settlement.booked ? settlement.seq : 0, settle.price});
  co_await Hush();
}

Async<void> Gateway::Tick(TimePoint now) {
  leased_->Tick(now);
  co_await Hush();
}

Async<void> Gateway::Mend(TimePoint now) {
  std::uint64_t distrusted = 0;
  for (const auto& [workspace, alarm] : alarms_.Take()) {
    if (alarm.kind == Alarms::Kind::kDistrusted) distrusted = alarm.epoch;
  }
  const store::redis::Installed installed =
      (co_await counters_->Install(place_.policy, workspace(),
                                   static_cast<std::uint64_t>(ToMicros(now)), distrusted, now))
          .value();
  co_await Hush();
  if (!installed.missing.empty()) leased_->Cut(workspace());
  if (payable_ != installed.epoch) {
    if (!installed.missing.empty()) counters_->ForgiveDues(workspace());
    counters_->PayInto(workspace(), installed.epoch);
    payable_ = installed.epoch;
  }
  const store::redis::Teller teller{Numbered(500 + place_.number),
                                    static_cast<int>(place_.gateways)};
  for (const admission::Unready& unready : installed.missing) {
    (co_await counters_->Ready(workspace(), unready, SpentBelow(unready.from_seq), teller)).value();
  }
  co_await counters_->PayDues();
  co_await Hush();
}

std::int64_t Gateway::unanswered() const {
  const store::redis::Stats& stats = client_->stats();
  return stats.timeouts.Get() + stats.broken.Get() + stats.refused.Get();
}

// Waits for what was sent without waiting: reports, and what is owed.
Async<void> Gateway::Hush() {
  const std::uint64_t epoch = counters_->EpochOf(workspace());
  const bool quiet = leased_->stats().reports.Get() == reports_ && epoch == epoch_ &&
                     counters_->dues() == 0 && !alarms_.any();
  if (quiet) co_return;
  // Each time one of what is owed is paid, unless it cannot be.
  const std::vector<WorkspaceId> all(1, workspace());
  std::size_t dues = 0;
  do {
    dues = counters_->dues();
    ++waits_;
    co_await counters_->Hear(all, kPatience);
  } while (counters_->dues() < dues);
  reports_ = leased_->stats().reports.Get();
  epoch_ = counters_->EpochOf(workspace());
}

Money Gateway::SpentBelow(std::uint64_t seq) const {
  Money sum;
  for (const Event& event : events_) {
    if (event.seq < seq) sum += event.price;
  }
  return sum;
}

}  // namespace rg::sim
