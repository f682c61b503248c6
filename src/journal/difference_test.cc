#include "journal/difference.h"

#include <random>

#include <gtest/gtest.h>

#include "journal/old_segment.h"
#include "journal/record.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

std::string PayloadOf(const Event& event) {
  std::string payload;
  AppendPayload(payload, event);
  return payload;
}

std::string DifferenceOf(const std::string& sample, std::string_view payload) {
  std::string difference;
  Sample(sample).AppendDifference(difference, payload);
  return difference;
}

std::string Restore(const std::string& sample, std::string_view difference) {
  return Sample(sample).Restore(difference);
}

TEST(Difference, GivesBackTheRecord) {
  const std::string sample = PayloadOf(sample::Call(1).event);
  sample::Call call(2);
  call.event.cost = Money::Nanos(5);
  call.event.call.end_user = "somebody else";
  const std::string payload = PayloadOf(call.event);

  const std::string difference = DifferenceOf(sample, payload);

  EXPECT_EQ(Restore(sample, difference), payload);
  EXPECT_LT(difference.size(), payload.size() / 3);
}

TEST(Difference, HasOfABlockWhatIsOtherInIt) {
  const sample::Call call(1);
  sample::Call next(1);
  next.event.request = RequestId{sample::IdOf(2)};
  next.verdicts[0].after = 19;
  next.verdicts[1].after = 1;  // of another size
  const std::string sample = PayloadOf(call.event);

  const std::string difference = DifferenceOf(sample, PayloadOf(next.event));

  EXPECT_EQ(Restore(sample, difference), PayloadOf(next.event));
  EXPECT_LT(difference.size(), 100u);
}

TEST(Difference, OfTheSampleItselfIsAlmostNothing) {
  const std::string sample = PayloadOf(sample::Call(1).event);

  const std::string difference = DifferenceOf(sample, sample);

  EXPECT_LE(difference.size(), 6 + sample.size() / 32);
  EXPECT_EQ(Restore(sample, difference), sample);
}

TEST(Difference, WhatOnlyTheSampleHasDoesNotComeBack) {
  sample::Call rich(1);
  rich.event.error_code = "unknown_model";
  sample::Call poor(2);
  poor.event.call.project = {};
  poor.event.call.tags = {};
  poor.event.verdicts = {};
  const std::string payload = PayloadOf(poor.event);

  EXPECT_EQ(Restore(PayloadOf(rich.event), DifferenceOf(PayloadOf(rich.event), payload)), payload);
  EXPECT_EQ(Restore(payload, DifferenceOf(payload, PayloadOf(rich.event))), PayloadOf(rich.event));
}

TEST(Difference, AListIsTheSameOnlyAsAWhole) {
  sample::Call call(1);
  const std::string sample = PayloadOf(call.event);
  const auto expect = [&] {
    const std::string payload = PayloadOf(call.event);
    EXPECT_EQ(Restore(sample, DifferenceOf(sample, payload)), payload);
    EXPECT_EQ(Restore(payload, DifferenceOf(payload, sample)), sample);
  };

  call.tags.emplace_back("third");
  call.event.call.tags = call.tags;
  expect();
  call.event.lines = std::span(call.lines).first(2);
  expect();
  std::swap(call.verdicts[0], call.verdicts[1]);
  expect();
}

TEST(Difference, OfNoSampleOrOfWhatIsNoRecordIsTheWhole) {
  const std::string payload = PayloadOf(sample::Call(1).event);
  const std::string rubbish = "\xff no fields";

  EXPECT_EQ(Restore("", DifferenceOf("", payload)), payload);
  EXPECT_EQ(Restore(rubbish, DifferenceOf(rubbish, payload)), payload);
  EXPECT_EQ(Restore(payload, DifferenceOf(payload, rubbish)), rubbish);
  EXPECT_EQ(Restore(payload, DifferenceOf(payload, "")), "");
  const std::string twice = payload + payload;
  EXPECT_EQ(Restore(payload, DifferenceOf(payload, twice)), twice);
  EXPECT_EQ(Restore(twice, DifferenceOf(twice, payload)), payload);
}

// Fields and bytes lost, doubled, changed, and whatever else is no difference between two records.
TEST(Difference, GivesBackWhateverBytesItIsOf) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t end) { return random() % end; };
  const std::string sample = PayloadOf(sample::Call(1).event);
  for (int i = 0; i < 20'000; ++i) {
    std::string payload = PayloadOf(sample::Call(1 + below(300)).event);
    for (std::size_t edits = below(6); edits > 0 && !payload.empty(); --edits) {
      const std::size_t at = below(payload.size());
      const std::size_t size = std::min(below(40), payload.size() - at);
      switch (below(4)) {
        case 0:
          payload.erase(at, size);
          break;
        case 1:
          payload.insert(at, payload.substr(at, size));
          break;
        case 2:
          payload[at] = static_cast<char>(below(256));
          break;
        default:
          payload.resize(at);
      }
    }
    ASSERT_EQ(Restore(sample, DifferenceOf(sample, payload)), payload);
    ASSERT_EQ(Restore(payload, DifferenceOf(payload, sample)), sample);
  }
}

TEST(Difference, ThatIsDamagedGivesBackNoMoreThanARecord) {
  const std::string sample = PayloadOf(sample::Call(1).event);
  const std::string difference = DifferenceOf(sample, PayloadOf(sample::Call(2).event));

  for (std::size_t at = 0; at < difference.size(); ++at) {
    EXPECT_LE(Restore(sample, difference.substr(0, at)).size(), kRecordBytesMax);
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = difference;
      damaged[at] = static_cast<char>(damaged[at] ^ 1 << bit);
      EXPECT_LE(Restore(sample, damaged).size(), kRecordBytesMax);
    }
  }
  // Says that it is of far more.
  EXPECT_EQ(Restore(sample, std::string("\0\xff\xff\xff\x7f\0", 6)), "");
}

// As it was written then: of Call(2), with an error code, of a sample that is Call(1).
TEST(Difference, OfTheFirstFormIsStillRead) {
  sample::Call call(2);
  call.event.cost = Money::Nanos(5);
  call.event.call.end_user = "somebody else";
  call.event.error_code = "late";

  Decoded decoded;
  const std::string payload = Restore(PayloadOf(sample::Call(1).event), sample::FirstDifference());
  ASSERT_TRUE(DecodeEvent(payload, decoded));

  EXPECT_EQ(PayloadOf(decoded.event), PayloadOf(call.event));
}

TEST(Difference, ARecordThatWasStoredWholeComesBackAsItIs) {
  const std::string payload = PayloadOf(sample::Call(1).event);

  EXPECT_EQ(Restore(PayloadOf(sample::Call(2).event), payload), payload);
  EXPECT_EQ(Restore("", ""), "");
}

}  // namespace
}  // namespace rg::journal
