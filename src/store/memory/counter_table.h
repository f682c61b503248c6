#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "limit/algorithm.h"
#include "limit/rule.h"
#include "store/memory/pool.h"

namespace rg::store::memory {

// One counter of one rule.
struct CounterKey {
  Uuid rule;
  std::array<std::uint64_t, 2> value{};  // of the rule's scope: an id, or the hash of a text

  bool operator==(const CounterKey&) const = default;
};

// A counter that may be gone when it is looked for again.
struct CounterRef {
  std::uint32_t place = Places::kNone;
  std::uint32_t generation = 0;
};

// The rate limit counters of a workspace, or the shared ones of all.
//
// A counter exists from its first charge until it is at rest and another one comes: each newcomer
// looks at a few of the others and drops those at rest, so the table stays about as large as what
// is in use. Of counters whose values clients choose there are at most `open_ended_max`; then the
// one nearest to rest, of those looked at, is forgotten. Concurrency counters with calls under way
// are never dropped, for their calls would be released twice.
//
// Threads   One at a time.
class CounterTable {
 public:
  explicit CounterTable(std::size_t open_ended_max) : open_ended_max_(open_ended_max) {}

  // The counter of the key, if there is one. One that counted under other terms, by which its state
  // cannot be read, does not count as one.
  CounterRef Find(const CounterKey& key, const limit::Terms& terms) const;
  // Its state; all zeros for one that does not exist.
  limit::ConstState Read(CounterRef counter, const limit::Terms& terms) const;

  // What to charge, and whether Correct will follow.
  struct Charging {
    CounterRef found;
    CounterKey key;
    limit::Terms terms;
    std::int64_t cost = 0;
    bool open_ended = false;
    bool to_correct = false;
  };
  // Charges the counter, creating it where needed, and says which it is now.
  struct Charged {
    CounterRef counter;
    limit::Mark mark;
  };
  Charged Charge(const Charging& charging, TimePoint now);
  // Once for each charge that was to be corrected. Nothing when its counter is gone.
  void Correct(CounterRef counter, std::int64_t delta, limit::Mark mark, TimePoint now);

  std::size_t size() const { return counters_.taken(); }
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  struct Counter {
    CounterKey key;
    limit::Terms terms;
    std::uint32_t generation = 0;  // odd while in use
    bool open_ended = false;
    std::uint32_t uncorrected = 0;
    std::vector<std::int64_t> words;
  };

  bool IsAlive(CounterRef counter) const;
  std::uint32_t Create(const Charging& charging, TimePoint now);
  void Drop(std::uint32_t place);
  void Sweep(TimePoint now);
  void MakeRoom(TimePoint now);
  std::uint32_t NextInUse();

  Pool<Counter> counters_;
  Places places_;
  std::size_t open_ended_max_;
  std::size_t open_ended_ = 0;
  std::uint32_t hand_ = 0;  // where the next look begins
  std::uint64_t forgotten_ = 0;
};

}  // namespace rg::store::memory
