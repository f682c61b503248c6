#include "store/memory/counters.h"

#include <gtest/gtest.h>

#include "admission/counters_contract.h"

namespace rg::store::memory {
namespace {

class MemoryHarness final : public admission::CountersHarness {
 public:
  admission::Counters& counters() override { return counters_; }
  void Prepare(const admission::Policy& policy, TimePoint now) override {
    for (const Unready& unready : counters_.Install(policy, now)) {
      counters_.Ready(policy.workspace, unready.budget, Money{});
    }
  }
  std::size_t Expire(TimePoint now) override { return counters_.Expire(now).size(); }

 private:
  MemoryCounters counters_;
};

std::unique_ptr<admission::CountersHarness> MakeMemoryHarness() {
  return std::make_unique<MemoryHarness>();
}

using admission::CountersContract;
using admission::CountersModel;
INSTANTIATE_TEST_SUITE_P(Memory, CountersContract, testing::Values(&MakeMemoryHarness));
INSTANTIATE_TEST_SUITE_P(Memory, CountersModel, testing::Values(&MakeMemoryHarness));

}  // namespace
}  // namespace rg::store::memory
