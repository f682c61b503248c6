#pragma once

#include <cstdint>
#include <memory>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/async.h"
#include "gateway.h"
#include "limit/testing/promise.h"
#include "outcome.h"
#include "scene.h"
#include "store/memory/counters.h"
#include "store/redis/testing/core.h"
#include "store/redis/testing/server.h"
#include "workload.h"

namespace rg::sim {

// A fleet of gateways on a real Redis server, in virtual time: whatever happens is an event of a
// queue, and happens after all that came before has been answered.
//
// Beside it, counters of one process decide the same calls: what they admit is what fits.
class Simulation {
 public:
  Simulation(const Scale& scale, Loss loss, std::uint64_t seed);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Once. From a thread that waits for it.
  Outcome Run();

 private:
  enum class Kind : std::uint8_t { kCall, kEnd, kFittingEnd, kTick, kSave, kLose, kMend };
  struct Event {
    TimePoint at;
    std::uint64_t order = 0;  // of those at one time
    Kind kind = Kind::kCall;
    std::uint64_t of = 0;  // a call, or a gateway

    bool operator>(const Event& other) const {
      return at != other.at ? at > other.at : order > other.order;
    }
  };
  struct Open {
    Call call;
    bool from_slice = false;
  };

  void Plan(Kind kind, TimePoint at, std::uint64_t of = 0);
  void PlanNextCall();
  Async<bool> Play();
  Async<void> Happen(const Event& event);
  Async<void> OnCall();
  Async<void> OnEnd(std::uint64_t number);
  Async<void> OnTick(std::size_t gateway);
  Async<void> Save();
  Async<void> Lose();
  Async<void> CompareBooks();
  void OnFitting(const Call& call);
  void OnFittingEnd(std::uint64_t number);
  void LookAtMoney(std::size_t gateway);
  void CountSteady();
  admission::Ask AskFor(const Call& call) const;
  struct admission::Settle SettleOf(const Call& call) const;
  Async<store::redis::Reply> Tell(std::string command);
  std::int64_t Commands() const;
  std::int64_t FromSlices() const;
  void Fault(std::string what) { outcome_.faults.push_back(std::move(what)); }

  const Scene scene_;
  Workload workload_;
  std::mt19937_64 random_;
  store::redis::testing::Server server_;
  store::redis::testing::Core core_;
  std::unique_ptr<store::redis::Client> operator_;
  std::vector<std::unique_ptr<Gateway>> gateways_;
  store::memory::MemoryCounters fitting_;

  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t planned_ = 0;
  TimePoint now_;
  Call next_;
  bool coming_ = true;  // calls
  std::unordered_map<std::uint64_t, Open> open_;
  std::unordered_map<std::uint64_t, Call> open_fitting_;

  Money settled_;
  Money held_;                          // by calls under way
  Money price_;                         // of all that was admitted
  std::vector<Money> leased_;           // by each gateway's slices
  std::vector<Money> taken_of_slices_;  // and of that, by calls
  Money leased_sum_;
  Money taken_sum_;
  std::vector<std::vector<limit::testing::Spent>> spent_;  // of each rule
  Money loses_at_;
  std::string saved_;  // what the replica knows
  bool losing_ = false;
  bool lost_ = false;
  bool known_ = false;  // to some gateway, that it was lost
  TimePoint steady_from_;
  TimePoint steady_until_;
  int steady_ = 0;  // 1 while, 2 after
  Outcome outcome_;
};

}  // namespace rg::sim
