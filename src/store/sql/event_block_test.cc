#include "store/sql/event_block.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::store::sql {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

class EventBlockTest : public testing::Test {
 protected:
  void Encode(const std::vector<BlockEvent>& events) {
    std::vector<const BlockEvent*> pointers;
    for (const BlockEvent& event : events) pointers.push_back(&event);
    EncodeBlock(pointers, head_, records_);
    first_ = events.front().event_id;
  }
  std::vector<BlockEvent> Decode() {
    std::vector<BlockEvent> events;
    const Result<void> decoded = DecodeBlock(first_, head_, records_, events);
    EXPECT_TRUE(decoded) << decoded.error().detail;
    return events;
  }
  // What every reader says of the head as it is now.
  std::vector<Result<void>> Read() {
    std::vector<BlockEvent> events;
    std::vector<std::int64_t> numbers;
    return {DecodeBlock(first_, head_, records_, events), DecodeHead(first_, head_, events),
            DecodeNumbers(first_, head_, numbers)};
  }

  std::int64_t first_ = 0;
  std::string head_;
  std::string records_;
};

void ExpectEqual(const BlockEvent& a, const BlockEvent& b) {
  EXPECT_EQ(a.event_id, b.event_id);
  EXPECT_EQ(a.group, b.group);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.cost_nanos, b.cost_nanos);
  EXPECT_EQ(a.settle_seq, b.settle_seq);
  EXPECT_EQ(a.own_model, b.own_model);
  EXPECT_EQ(a.record, b.record);
}

TEST_F(EventBlockTest, WhatIsInComesOut) {
  const std::string record(70'000, 'r');
  const std::vector<BlockEvent> events = {{kMin, 1, 200, 0, 0, "", "a"},
                                          {-5, kMax, 0, kMin, kMax, "model", ""},
                                          {-4, 7, -1, kMax, 1, "", record},
                                          {kMax, 1, 599, 17, kMin, "other", "last"}};
  Encode(events);

  const std::vector<BlockEvent> decoded = Decode();

  ASSERT_EQ(decoded.size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) ExpectEqual(decoded[i], events[i]);
  std::vector<std::int64_t> numbers;
  ASSERT_TRUE(DecodeNumbers(first_, head_, numbers));
  EXPECT_THAT(numbers, testing::ElementsAre(kMin, -5, -4, kMax));
}

TEST_F(EventBlockTest, AHeadAloneHasAllButTheTexts) {
  Encode({{1'000, 3, 200, 17, 5, "model", "record"}, {2'000, 4, 500, -17, 4, "", "record"}});

  std::vector<BlockEvent> events;
  ASSERT_TRUE(DecodeHead(first_, head_, events));

  ASSERT_EQ(events.size(), 2u);
  ExpectEqual(events[0], {1'000, 3, 200, 17, 5, "", ""});
  ExpectEqual(events[1], {2'000, 4, 500, -17, 4, "", ""});
}

TEST_F(EventBlockTest, AFullBlockIsReadBack) {
  std::vector<BlockEvent> events;
  for (std::size_t i = 0; i < kBlockEventsMax; ++i) {
    const auto number = static_cast<std::int64_t>(i);
    events.push_back({kMin + number, kMin, kMin, kMin, number % 2 == 0 ? kMin : kMax, "", "r"});
  }
  Encode(events);

  EXPECT_EQ(Decode().size(), kBlockEventsMax);
}

TEST_F(EventBlockTest, OfADamagedBlockNothingIsTaken) {
  Encode({{1'000, 3, 200, 17, 5, "model", "record"}, {2'000, 4, 500, -17, 4, "", "record"}});
  const std::string head = head_;
  for (std::size_t size = 0; size < head.size(); ++size) {
    head_ = head.substr(0, size);
    EXPECT_FALSE(Read()[0]) << size;
    EXPECT_FALSE(Read()[1]) << size;
  }
  head_ = head + '\0';
  EXPECT_THAT(Read()[0].error().detail, HasSubstr("block of events 1000 is damaged"));
  head_ = head;
  records_ += '\0';
  EXPECT_FALSE(Read()[0]);
  records_.resize(records_.size() - 2);
  EXPECT_FALSE(Read()[0]);
}

// Whatever a byte becomes, reading ends, with an error or with as many events.
TEST_F(EventBlockTest, AnyByteMayBeWrong) {
  Encode({{1'000, 3, 200, 17, 5, "model", "record"}, {2'000, 4, 500, -17, 4, "", "record"}});
  const std::string head = head_;
  for (std::size_t at = 0; at < head.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      head_ = head;
      head_[at] = static_cast<char>(byte);
      std::vector<BlockEvent> events;
      const Result<void> read = DecodeBlock(first_, head_, records_, events);
      EXPECT_TRUE(!read || events.size() == 2u);
    }
  }
}

TEST_F(EventBlockTest, ABlockOfANewerBinaryIsRefused) {
  Encode({{1'000, 3, 200, 17, 5, "", "record"}});
  head_[0] = 2;

  for (const Result<void>& read : Read()) {
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().detail, HasSubstr("version 2"));
  }
}

}  // namespace
}  // namespace rg::store::sql
