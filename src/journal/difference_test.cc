#include "journal/difference.h"

#include <gtest/gtest.h>

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

// What was stored, written again: the order of fields is not kept, what they say is.
std::string Again(const std::string& sample, std::string_view difference) {
  const std::string payload = Restore(sample, difference);
  Decoded decoded;
  const Result<void> read = DecodeEvent(payload, decoded);
  EXPECT_TRUE(read) << read.error().detail;
  return PayloadOf(decoded.event);
}

TEST(Difference, GivesBackTheRecord) {
  const std::string sample = PayloadOf(sample::Call(1).event);
  sample::Call call(2);
  call.event.cost = Money::Nanos(5);
  call.event.call.end_user = "somebody else";
  const std::string payload = PayloadOf(call.event);

  const std::string difference = DifferenceOf(sample, payload);

  EXPECT_EQ(Again(sample, difference), payload);
  EXPECT_LT(difference.size(), payload.size() / 2);
}

TEST(Difference, OfTheSampleItselfIsAlmostNothing) {
  const std::string sample = PayloadOf(sample::Call(1).event);

  const std::string difference = DifferenceOf(sample, sample);

  EXPECT_EQ(difference.size(), 9u);
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

  EXPECT_EQ(Again(PayloadOf(rich.event), DifferenceOf(PayloadOf(rich.event), payload)), payload);
  EXPECT_EQ(Again(payload, DifferenceOf(payload, PayloadOf(rich.event))), PayloadOf(rich.event));
}

TEST(Difference, AListIsTheSameOnlyAsAWhole) {
  sample::Call call(1);
  const std::string sample = PayloadOf(call.event);
  const auto expect = [&] {
    const std::string payload = PayloadOf(call.event);
    EXPECT_EQ(Again(sample, DifferenceOf(sample, payload)), payload);
    EXPECT_EQ(Again(payload, DifferenceOf(payload, sample)), sample);
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

TEST(Difference, ARecordThatWasStoredWholeComesBackAsItIs) {
  const std::string payload = PayloadOf(sample::Call(1).event);

  EXPECT_EQ(Restore(PayloadOf(sample::Call(2).event), payload), payload);
  EXPECT_EQ(Restore("", ""), "");
}

}  // namespace
}  // namespace rg::journal
