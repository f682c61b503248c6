#include "journal/old_segment.h"

#include <fstream>

#include <gtest/gtest.h>

#include "journal/reader.h"
#include "journal/recovery.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

std::string PayloadOf(const Event& event) {
  std::string payload;
  AppendPayload(payload, event);
  return payload;
}

class OldSegmentTest : public testing::TestWithParam<std::string_view> {
 protected:
  OldSegmentTest() {
    std::ofstream(SegmentPath(folder_.path(), 0, 1), std::ios::binary)
        << sample::BytesOf(GetParam());
  }

  // The next record, as the payload of today's form.
  std::string NextAsOfToday() {
    const Result<std::optional<Entry>> entry = reader_.Next();
    if (!entry || !*entry || !DecodeEvent((*entry)->payload, decoded_)) return "none";
    return PayloadOf(decoded_.event);
  }

  sample::Folder folder_;
  Reader reader_{folder_.path(), {0, 1, 0}};
  Decoded decoded_;
};

TEST_P(OldSegmentTest, GivesBackEveryFieldOfItsRecords) {
  sample::Call refused(3);
  refused.event.outcome = Outcome::kRefusedBudget;
  refused.event.status = 402;
  refused.event.upstream_status = 0;
  refused.event.error_code = "budget_exhausted";
  refused.event.error_detail = "the budget 'monthly' is spent";
  refused.event.priced = false;
  refused.event.unpriced_reason = "no price for it";
  refused.event.estimated = true;
  refused.event.cost = Money::Nanos(-5);
  refused.event.lines = {};
  refused.event.usage = {};

  EXPECT_EQ(NextAsOfToday(), PayloadOf(sample::Call(1).Hold()));
  EXPECT_EQ(NextAsOfToday(), PayloadOf(sample::Call(1).event));
  EXPECT_EQ(NextAsOfToday(), PayloadOf(sample::Call(2).Hold()));
  EXPECT_EQ(NextAsOfToday(), PayloadOf(refused.event));
  const auto threshold = reader_.Next();
  ASSERT_TRUE(threshold && *threshold);
  EXPECT_EQ(DecodeThreshold((*threshold)->payload)->spent, Money::Dollars(3));
  EXPECT_EQ(reader_.stats().corrupt + reader_.stats().torn, 0u);
}

TEST_P(OldSegmentTest, NamesItsRequestsWithoutBeingDecoded) {
  const auto hold = reader_.Next();

  EXPECT_EQ(RequestOf((*hold)->payload), sample::Call(1).event.request);
}

TEST_P(OldSegmentTest, HasTheEndsOfItsHoldsWrittenInTheFormOfToday) {
  const auto report =
      Recover(folder_.path(), {}, {}, TimePoint{std::chrono::seconds{1'800'000'100}}, 7);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->unseen, 1u);
  EXPECT_EQ(report->unseen_cost, sample::Call(2).event.hold);

  Reader ends(folder_.path(), {0, 2, 0});
  const auto end = ends.Next();
  ASSERT_TRUE(end && *end);
  ASSERT_TRUE(DecodeEvent((*end)->payload, decoded_));
  EXPECT_EQ(decoded_.event.request, sample::Call(2).event.request);
  EXPECT_EQ(decoded_.event.call.endpoint, "/v1/chat/completions");
  EXPECT_EQ(decoded_.event.outcome, Outcome::kUnseen);
}

INSTANTIATE_TEST_SUITE_P(Forms, OldSegmentTest,
                         testing::Values(sample::kOldSegment, sample::kBlocksSegment));

}  // namespace
}  // namespace rg::journal
