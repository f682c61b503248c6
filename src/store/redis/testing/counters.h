#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "admission/counters.h"
#include "store/redis/client.h"
#include "store/redis/counters.h"
#include "store/redis/leased_counters.h"
#include "store/redis/testing/core.h"

namespace rg::store::redis::testing {

// How long tests wait for what will come: longer than a busy machine needs.
inline constexpr Duration kPatience = std::chrono::seconds{10};

// Ids that tests can tell apart.
inline Uuid Numbered(std::uint64_t n) {
  Uuid id;
  __builtin_memcpy(id.bytes.data() + 8, &n, 8);
  id.bytes[0] = 1;
  return id;
}

// A server of this machine.
inline ClientOptions ClientOfPort(std::uint16_t port) {
  Address address;
  address.endpoints.push_back({"127.0.0.1", port, false});
  return ClientOf(address);
}

inline std::unique_ptr<Client> MakeClient(Core& core, ClientOptions options) {
  std::unique_ptr<Client> client;
  core.Do([&] {
    client = std::make_unique<Client>(core.io(), core.ticker(), http::Dialer{}, options, nullptr);
  });
  return client;
}
inline std::unique_ptr<Client> MakeClient(Core& core, std::uint16_t port) {
  return MakeClient(core, ClientOfPort(port));
}

// For tests that turn the clock.
inline CountersOptions PatientOptions(std::string prefix) {
  return {.prefix = std::move(prefix),
          .deadline = kPatience,
          .unhurried = kPatience,
          .writer = 1,
          .callers_time = true};
}

// RedisCounters on a core of their own, for callers that only wait for the answer: from any thread.
class BlockingCounters final : public admission::Counters {
 public:
  BlockingCounters(Core& core, std::unique_ptr<Client> client, CountersOptions options,
                   LeasesOptions leases = {})
      : core_(core), client_(std::move(client)) {
    core_.Do([&] {
      counters_ = std::make_unique<RedisCounters>(*client_, options);
      leased_ =
          std::make_unique<LeasedCounters>(*counters_, options.leases, options.writer, leases);
    });
  }
  ~BlockingCounters() override {
    core_.Do([&] {
      client_->Close();
      leased_.reset();
      counters_.reset();
      client_.reset();
    });
  }

  Async<admission::Answer> Admit(const admission::Ask& ask) override {
    return core_.Wait([&] { return leased_->Admit(ask); });
  }
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override {
    return core_.Wait([&] { return leased_->Extend(request, workspace, by, now); });
  }
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override {
    return core_.Wait([&] { return leased_->Settle(settle); });
  }

  // Follows a policy, with nothing spent before.
  void Prepare(const admission::Policy& policy, WorkspaceId workspace, TimePoint now) {
    const auto installed = core_.Wait(
        [&] { return counters_->Install(policy.shared_from_this(), workspace, 0, 0, now); });
    core_.Do([&] { counters_->PayInto(workspace, installed.value().epoch); });
    for (const Unready& unready : installed.value().missing) {
      core_.Wait([&] { return counters_->Ready(workspace, unready, Money{}, {}); }).value();
    }
  }
  std::vector<OpenHold> Sweep(std::optional<WorkspaceId> workspace, TimePoint now) {
    return core_.Wait([&] { return counters_->Sweep(workspace, now); }).value();
  }

  Core& core() { return core_; }
  const Stats& stats() const { return client_->stats(); }
  RedisCounters& counters() { return *counters_; }
  LeasedCounters& leased() { return *leased_; }
  // Lets it look at the clock, and what it then says be answered.
  void Tick(TimePoint now) {
    core_.Do([&] { leased_->Tick(now); });
    static_cast<void>(core_.Wait([&] { return counters_->Hear({WorkspaceId{}}, kPatience); }));
  }

 private:
  Core& core_;
  std::unique_ptr<Client> client_;
  std::unique_ptr<RedisCounters> counters_;
  std::unique_ptr<LeasedCounters> leased_;
};

}  // namespace rg::store::redis::testing
