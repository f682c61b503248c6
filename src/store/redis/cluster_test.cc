#include "store/redis/cluster.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "store/redis/fields.h"
#include "store/redis/testing/cluster.h"
#include "store/redis/testing/counters.h"

namespace rg::store::redis {
namespace {

using admission::Answer;
using testing::BlockingCounters;
using testing::Cluster;
using testing::Core;
using testing::kPatience;
using testing::OneCluster;

TEST(SlotTest, IsWhatServersSay) {
  for (const std::string key : {"123456789", "rg:{shared}", "{}x", "a{}b", "a{b", "a{b}c{d}",
                                "a{{b}}", "rg:{018f3c2e-7d64-7cc0-98e5-4f4b4e6d0c1a}"}) {
    const std::string said = Cluster::Ask(OneCluster().ports()[0], "cluster keyslot '" + key + "'");
    EXPECT_EQ(std::to_string(SlotOf(key)), said) << key;
  }
}

// Calls of one workspace, on a cluster that is changed under them.
class OnTheMove : public ::testing::Test {
 protected:
  static Uuid Numbered(std::uint64_t n) {
    Uuid id;
    __builtin_memcpy(id.bytes.data() + 8, &n, 8);
    id.bytes[0] = 1;
    return id;
  }

  OnTheMove() {
    static std::uint64_t made = 0;
    call_.workspace = WorkspaceId{Numbered(1'000 + ++made)};
    call_.key = KeyId{Numbered(2)};
    slot_ = SlotOf(KeyOf("rg", call_.workspace));
    budget::Budget budget;
    budget.id = BudgetId{Numbered(2'000)};
    budget.workspace = call_.workspace;
    budget.amount = Money::Nanos(kFits * kPrice);
    policy_ = admission::Policy::Make(call_.workspace, {}, {budget}, 1).value();
  }

  // What each core of a gateway has.
  struct Gateway {
    explicit Gateway(std::uint64_t writer, Duration deadline)
        : counters(
              core, testing::MakeClusterClient(core, OneCluster().ports()),
              {.prefix = "rg", .deadline = deadline, .unhurried = kPatience, .writer = writer}) {}
    Core core;
    BlockingCounters counters;
  };

  Answer Admit(Gateway& gateway, std::uint64_t request) {
    const admission::Ask ask{.request = RequestId{Numbered(request)},
                             .call = call_,
                             .policy = *policy_,
                             .most = Money::Nanos(kPrice),
                             .unbounded_because = {},
                             .now = clock_.Now()};
    return *gateway.counters.Admit(ask).ready();
  }
  bool Settle(Gateway& gateway, std::uint64_t request) {
    const struct admission::Settle settle {
      .request = RequestId{Numbered(request)}, .call = call_, .policy = *policy_,
      .price = Money::Nanos(kPrice), .opened = clock_.Now(), .now = clock_.Now()
    };
    return gateway.counters.Settle(settle).ready()->booked;
  }

  // Two gateways ask until the budget is spent, while `change` is done to the cluster, and for as
  // long as it takes. How many calls were admitted, and how many could not be asked about.
  struct Outcome {
    int admitted = 0;
    int unavailable = 0;
    std::int64_t redirects = 0;
  };
  template <class Change>
  Outcome Race(Duration deadline, Change change) {
    Gateway first(1, deadline);
    Gateway second(2, deadline);
    first.counters.Prepare(*policy_, call_.workspace, clock_.Now());
    std::atomic<int> admitted{0};
    std::atomic<int> unavailable{0};
    std::atomic<bool> changed{false};
    std::atomic<std::uint64_t> next{1};
    const auto caller = [&](Gateway& gateway) {
      for (bool spent = false; !spent;) {
        const std::uint64_t request = next++;
        const Answer answer = Admit(gateway, request);
        if (answer.kind == Answer::Kind::kAdmitted) {
          ++admitted;
          Settle(gateway, request);
        } else if (answer.error.code == Errc::kUnavailable) {
          ++unavailable;
        } else {
          spent = changed;
        }
        // The budget is to last for the change.
        if (!changed) std::this_thread::sleep_for(std::chrono::milliseconds{1});
      }
    };
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) callers.emplace_back(caller, std::ref(i % 2 == 0 ? first : second));
    change();
    changed = true;
    for (std::thread& thread : callers) thread.join();
    return {admitted, unavailable,
            first.counters.stats().redirects.Get() + second.counters.stats().redirects.Get()};
  }

  static constexpr int kFits = 3'000;
  static constexpr std::int64_t kPrice = 1'234'567;

  SystemClock clock_;
  CallFacts call_;
  std::shared_ptr<const admission::Policy> policy_;
  std::uint16_t slot_ = 0;
};

// Moves a slot as redis-cli --cluster reshard does.
void MoveSlot(std::uint16_t slot, std::uint16_t from, std::uint16_t to) {
  Cluster& cluster = OneCluster();
  const std::string number = std::to_string(slot);
  const std::string source = cluster.IdOf(from);
  const std::string target = cluster.IdOf(to);
  ASSERT_EQ(Cluster::Ask(to, "cluster setslot " + number + " importing " + source), "OK");
  ASSERT_EQ(Cluster::Ask(from, "cluster setslot " + number + " migrating " + target), "OK");
  for (;;) {
    const std::string keys = Cluster::Ask(from, "cluster getkeysinslot " + number + " 10");
    if (keys.empty()) break;
    ASSERT_EQ(
        Cluster::Ask(from, "migrate 127.0.0.1 " + std::to_string(to) + " '" + keys + "' 0 5000"),
        "OK");
    // As long as a large resharding leaves a slot between its keys and its owner.
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  ASSERT_EQ(Cluster::Ask(to, "cluster setslot " + number + " node " + target), "OK");
  ASSERT_EQ(Cluster::Ask(from, "cluster setslot " + number + " node " + target), "OK");
}

TEST_F(OnTheMove, ASlotThatMovesUnderTheCallsNeitherLosesNorDoublesAny) {
  const std::uint16_t home = OneCluster().OwnerOf(slot_).master;
  std::uint16_t other = 0;
  for (std::uint16_t slot = 0; other == 0 || other == home; slot += 100) {
    other = OneCluster().OwnerOf(slot).master;
  }

  const Outcome outcome = Race(kPatience, [&] {
    for (int i = 0; i < 4; ++i) {
      MoveSlot(slot_, i % 2 == 0 ? home : other, i % 2 == 0 ? other : home);
    }
  });

  EXPECT_EQ(outcome.admitted, kFits);
  EXPECT_EQ(outcome.unavailable, 0) << "redirected, never refused";
  EXPECT_GE(outcome.redirects, 8) << "for each gateway at each of the four moves";
}

TEST_F(OnTheMove, AReplicaThatIsPromotedByHandTakesOverWithoutLoss) {
  const Cluster::Owner owner = OneCluster().OwnerOf(slot_);

  const Outcome outcome = Race(kPatience, [&] {
    ASSERT_EQ(Cluster::Ask(owner.replica, "cluster failover"), "OK");
    Cluster::Until([&] { return OneCluster().OwnerOf(slot_).master == owner.replica; });
  });

  EXPECT_EQ(outcome.admitted, kFits);
  EXPECT_EQ(outcome.unavailable, 0);
  EXPECT_GE(outcome.redirects, 2);
  Cluster::Until([] { return OneCluster().Whole(); });
}

TEST_F(OnTheMove, WhenAMasterDiesItsReplicaIsFound) {
  const Cluster::Owner owner = OneCluster().OwnerOf(slot_);
  Gateway gateway(1, std::chrono::milliseconds{50});
  gateway.counters.Prepare(*policy_, call_.workspace, clock_.Now());
  ASSERT_EQ(Admit(gateway, 1).kind, Answer::Kind::kAdmitted);
  ASSERT_EQ(Cluster::Ask(owner.master, "wait 1 5000"), "1");

  OneCluster().At(owner.master).Kill();
  EXPECT_EQ(Admit(gateway, 2).error.code, Errc::kUnavailable) << "answers at once, and says so";
  std::uint64_t request = 3;
  Cluster::Until([&] { return Admit(gateway, request++).kind == Answer::Kind::kAdmitted; });

  EXPECT_EQ(OneCluster().OwnerOf(slot_).master, owner.replica);
  EXPECT_TRUE(Settle(gateway, 1)) << "what was held is held";
  OneCluster().At(owner.master).Start();
  Cluster::Until([] { return OneCluster().Whole(); });
}

TEST_F(OnTheMove, AMasterThatHangsIsReplacedToo) {
  const Cluster::Owner owner = OneCluster().OwnerOf(slot_);
  Gateway gateway(1, std::chrono::milliseconds{50});
  gateway.counters.Prepare(*policy_, call_.workspace, clock_.Now());
  ASSERT_EQ(Admit(gateway, 1).kind, Answer::Kind::kAdmitted);

  OneCluster().At(owner.master).Freeze();
  std::uint64_t request = 2;
  Cluster::Until([&] { return Admit(gateway, request++).kind == Answer::Kind::kAdmitted; });
  OneCluster().At(owner.master).Thaw();

  Cluster::Until([] { return OneCluster().Whole(); });
  EXPECT_EQ(Admit(gateway, request).kind, Answer::Kind::kAdmitted);
}

}  // namespace
}  // namespace rg::store::redis
