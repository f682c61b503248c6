#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "admission/counters.h"
#include "core/async.h"
#include "store/redis/alarms.h"
#include "store/redis/client.h"
#include "store/redis/counters.h"
#include "store/redis/leased_counters.h"
#include "store/redis/testing/core.h"

namespace rg::sim {

// A gateway with one core: the real client, counters and leases, and instead of a journal a list of
// what its calls have cost.
//
// After each of its methods all that was sent to Redis has been answered, so that what gateways do
// has an order, and a run a result.
//
// Threads   That of the core.
class Gateway {
 public:
  struct Place {
    std::uint16_t port = 0;  // of Redis
    std::size_t number = 0;
    std::size_t gateways = 1;
    std::shared_ptr<const admission::Policy> policy;
  };

  Gateway(store::redis::testing::Core& core, Place place);
  ~Gateway();

  Async<admission::Answer> Admit(const admission::Ask& ask);
  Async<void> Settle(const struct admission::Settle& settle);
  // Ten times a second.
  Async<void> Tick(TimePoint now);
  // What app/fleet.h does about counters that are new or were lost: sees that they are there, and
  // tells what the events say was spent.
  Async<void> Mend(TimePoint now);

  // Whether something has to be mended.
  bool alarmed() const { return alarms_.any(); }
  // Whether the call is paid from a slice.
  bool Pays(RequestId request) const { return leased_->Pays(request); }
  // What its slices hold.
  Money leased() const { return leased_->leased(); }
  std::size_t slices() const { return leased_->slices(); }
  const store::redis::LeaseStats& leases() const { return leased_->stats(); }
  // Commands to Redis so far, but for those that only wait for others.
  std::int64_t commands() const { return client_->stats().answered.Get() - waits_; }
  // What Redis did not answer: anything makes a run worthless.
  std::int64_t unanswered() const;

  store::redis::RedisCounters& counters() { return *counters_; }

 private:
  // What has been settled: 0 where Redis could not be told.
  struct Event {
    std::uint64_t seq = 0;
    Money price;
  };

  Async<void> Hush();
  Money SpentBelow(std::uint64_t seq) const;
  WorkspaceId workspace() const { return place_.policy->workspace; }

  const Place place_;
  store::redis::Alarms alarms_;
  std::unique_ptr<store::redis::Client> client_;
  std::unique_ptr<store::redis::RedisCounters> counters_;
  std::unique_ptr<store::redis::LeasedCounters> leased_;
  std::vector<Event> events_;
  std::uint64_t payable_ = 0;  // the epoch
  std::uint64_t epoch_ = 0;    // seen last
  std::int64_t reports_ = 0;   // heard out
  std::int64_t waits_ = 0;
};

}  // namespace rg::sim
