// Producer, consumer and topics, on a real broker.
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/kafka/consumer.h"
#include "store/kafka/producer.h"
#include "store/kafka/testing/broker.h"
#include "store/kafka/topics.h"

namespace rg::store::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Broker;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// How long tests wait for what will come: longer than a busy machine needs.
constexpr Duration kPatience = seconds{60};

class KafkaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!broker_.missing().empty()) GTEST_SKIP() << broker_.missing();
    address_ = broker_.NewAddress();
    ASSERT_TRUE(MakeTopics(address_, {.partitions = 2}, kPatience));
  }

  std::unique_ptr<Producer> Open(ProducerOptions options = {}) {
    return Producer::Open(address_, options).value();
  }
  void Send(Producer& producer, std::uint64_t ticket, std::string_view payload) {
    ASSERT_TRUE(producer.Send({.topic = address_.topic.c_str(),
                               .key = "workspace",
                               .payload = payload,
                               .headers = {},
                               .ticket = ticket}));
  }
  // Until every message has been reported, or `until` says that it is enough.
  void Await(Producer& producer) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (producer.queued() > 0 && std::chrono::steady_clock::now() < give_up) {
      producer.Poll(milliseconds{50}, [&](const Report& report) {
        fates_[report.ticket] = report.fate;
        why_ = report.why;
      });
    }
    ASSERT_EQ(producer.queued(), 0u) << producer.trouble();
  }
  // Everything that is in the topic, payloads by partition, in order.
  std::map<std::int32_t, std::vector<std::string>> ReadAll() {
    const auto consumer = Consumer::Open(address_, {}).value();
    std::vector<Place> places;
    std::map<std::int32_t, std::int64_t> ends;
    for (std::int32_t number = 0; number < 2; ++number) {
      places.push_back({{address_.topic, number}});
      ends[number] = consumer->ExtentOf(places.back().partition, kPatience).value().end;
    }
    EXPECT_TRUE(consumer->Assign(places));
    std::map<std::int32_t, std::vector<std::string>> found;
    std::int64_t left = ends[0] + ends[1];
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (left > 0 && std::chrono::steady_clock::now() < give_up) {
      const auto batch = consumer->Poll(milliseconds{100}, 1000);
      if (!batch) continue;
      for (const Record& record : batch->records()) {
        found[record.partition].emplace_back(record.payload);
        --left;
      }
    }
    return found;
  }

  Broker& broker_ = Broker::Get();
  Address address_;
  std::map<std::uint64_t, Report::Fate> fates_;
  std::string why_;
};

TEST_F(KafkaTest, WhatWasStoredIsReadWithItsKeyAndHeaders) {
  const auto producer = Open();
  const std::vector<Header> headers = {{"kind", "event"}, {"opened", "17"}};
  ASSERT_TRUE(producer->Send({.topic = address_.topic.c_str(),
                              .key = "w",
                              .payload = "hello",
                              .headers = headers,
                              .ticket = 7}));
  Await(*producer);
  EXPECT_EQ(fates_[7], Report::Fate::kStored);

  const auto consumer = Consumer::Open(address_, {}).value();
  const std::vector<Place> places = {{{address_.topic, 0}}, {{address_.topic, 1}}};
  ASSERT_TRUE(consumer->Assign(places));
  Batch batch;
  while (batch.records().empty()) batch = consumer->Poll(kPatience, 10).value();

  ASSERT_EQ(batch.records().size(), 1u);
  EXPECT_EQ(batch.records()[0].key, "w");
  EXPECT_EQ(batch.records()[0].payload, "hello");
  EXPECT_EQ(batch.records()[0].offset, 0);
  EXPECT_EQ(batch.HeaderOf(0, "opened"), "17");
  EXPECT_EQ(batch.HeaderOf(0, "colour"), "");
}

TEST_F(KafkaTest, ABrokerThatIsKilledWhileRecordsComeLosesAndDoublesNone) {
  const auto producer = Open();
  constexpr int kCount = 3000;
  std::vector<std::string> sent;
  for (int i = 0; i < kCount; ++i) {
    sent.push_back("record " + std::to_string(i));
    Send(*producer, static_cast<std::uint64_t>(i), sent.back());
    if (i == kCount / 2) {
      producer->Poll(milliseconds{1}, [](const Report&) {});
      broker_.Kill();
    }
  }
  broker_.Start();
  Await(*producer);

  const auto found = ReadAll();
  ASSERT_EQ(found.size(), 1u) << "one key is one partition";
  EXPECT_EQ(found.begin()->second, sent);
}

TEST_F(KafkaTest, AFrozenBrokerFillsTheQueueAndNoMore) {
  const auto producer = Open({.queue_messages = 100});
  broker_.Freeze();
  const std::string payload(100, 'x');
  int taken = 0;
  while (producer->Send({.topic = address_.topic.c_str(),
                         .key = "w",
                         .payload = payload,
                         .headers = {},
                         .ticket = static_cast<std::uint64_t>(taken)})) {
    ASSERT_LE(++taken, 100);
  }
  broker_.Thaw();
  Await(*producer);

  EXPECT_EQ(ReadAll().begin()->second.size(), 100u);
}

TEST_F(KafkaTest, ARecordThatIsTooLargeIsRefusedAloneWhenItTravelsAlone) {
  const auto producer = Open({.one_by_one = true});
  Send(*producer, 1, "small");
  Send(*producer, 2, std::string(2 << 20, 'x'));
  Send(*producer, 3, "small again");
  Await(*producer);

  EXPECT_EQ(fates_[1], Report::Fate::kStored);
  EXPECT_EQ(fates_[2], Report::Fate::kRefused);
  EXPECT_EQ(fates_[3], Report::Fate::kStored);
}

TEST_F(KafkaTest, ATopicThatIsNotThereIsAFailureAndNoRefusal) {
  address_.topic = "nobody-made-it";
  const auto producer = Open();
  Send(*producer, 1, "x");
  Await(*producer);

  EXPECT_EQ(fates_[1], Report::Fate::kFailed);
  EXPECT_THAT(why_, HasSubstr("nknown topic"));
}

TEST_F(KafkaTest, AConsumerGoesBackToWhereItIsTold) {
  const auto producer = Open();
  for (std::uint64_t i = 0; i < 5; ++i) Send(*producer, i, std::to_string(i));
  Await(*producer);
  const auto found = ReadAll();
  const Partition partition{address_.topic, found.begin()->first};

  const auto consumer = Consumer::Open(address_, {}).value();
  const std::vector<Place> places = {{partition, 3}};
  ASSERT_TRUE(consumer->Assign(places));
  const auto read = [&](std::size_t count) {
    std::vector<std::int64_t> offsets;
    while (offsets.size() < count) {
      const Batch batch = consumer->Poll(kPatience, 1).value();
      for (const Record& record : batch.records()) offsets.push_back(record.offset);
    }
    return offsets;
  };
  EXPECT_THAT(read(2), ElementsAre(3, 4));
  ASSERT_TRUE(consumer->Seek({partition, 1}));
  EXPECT_THAT(read(3), ElementsAre(1, 2, 3));
}

TEST_F(KafkaTest, ABatchEndsWithTheRecordThatFillsIt) {
  const auto producer = Open();
  for (std::uint64_t ticket = 1; ticket <= 4; ++ticket) {
    Send(*producer, ticket, std::string(600, 'x'));
  }
  Await(*producer);
  ConsumerOptions options;
  options.batch_bytes = 1000;
  const auto consumer = Consumer::Open(address_, std::move(options)).value();
  const std::vector<Place> places = {{{address_.topic, 0}}, {{address_.topic, 1}}};
  ASSERT_TRUE(consumer->Assign(places));

  std::size_t records = 0;
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (records < 4 && std::chrono::steady_clock::now() < give_up) {
    const Batch batch = consumer->Poll(milliseconds{50}, 100).value();
    EXPECT_LE(batch.records().size(), 2u);
    records += batch.records().size();
  }
  EXPECT_EQ(records, 4u);
}

TEST_F(KafkaTest, APlaceThatTheTopicDoesNotHaveIsSaid) {
  const auto consumer = Consumer::Open(address_, {}).value();
  const std::vector<Place> places = {{{address_.topic, 0}, 99}};
  ASSERT_TRUE(consumer->Assign(places));

  Result<Batch> batch = consumer->Poll(kPatience, 1);
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().code, Errc::kNotFound) << batch.error().detail;
}

TEST_F(KafkaTest, TwoOfAGroupShareThePartitionsAndHandThemOver) {
  struct Member {
    std::set<Partition> has;
    std::unique_ptr<Consumer> consumer;
  };
  Member one;
  Member two;
  const auto join = [&](Member& member) {
    ConsumerOptions options;
    options.group = address_.topic;
    options.assigned = [&member](std::vector<Partition> partitions) {
      std::vector<Place> places;
      for (Partition& partition : partitions) {
        member.has.insert(partition);
        places.push_back({std::move(partition)});
      }
      return places;
    };
    options.revoked = [&member](const std::vector<Partition>& partitions) {
      for (const Partition& partition : partitions) member.has.erase(partition);
    };
    member.consumer = Consumer::Open(address_, std::move(options)).value();
    ASSERT_TRUE(member.consumer->Join(address_.topic));
  };
  const auto until = [&](auto done) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (!done() && std::chrono::steady_clock::now() < give_up) {
      for (Member* member : {&one, &two}) {
        if (member->consumer) static_cast<void>(member->consumer->Poll(milliseconds{20}, 10));
      }
    }
    return done();
  };
  join(one);
  EXPECT_TRUE(until([&] { return one.has.size() == 2; }));
  join(two);
  EXPECT_TRUE(until([&] { return one.has.size() == 1 && two.has.size() == 1; }));
  one.has.clear();
  one.consumer.reset();
  EXPECT_TRUE(until([&] { return two.has.size() == 2; }));
}

TEST_F(KafkaTest, AConsumerWaitsForABrokerThatIsAwayAndGoesOn) {
  const auto consumer = Consumer::Open(address_, {}).value();
  const std::vector<Place> places = {{{address_.topic, 0}}, {{address_.topic, 1}}};
  ASSERT_TRUE(consumer->Assign(places));
  const auto read = [&](auto enough) {
    std::size_t records = 0;
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (!enough(records) && std::chrono::steady_clock::now() < give_up) {
      const Result<Batch> batch = consumer->Poll(milliseconds{50}, 10);
      EXPECT_TRUE(batch) << batch.error().detail;
      if (batch) records += batch->records().size();
    }
    return records;
  };
  const auto producer = Open();
  Send(*producer, 1, "before");
  Await(*producer);
  EXPECT_EQ(read([](std::size_t records) { return records == 1; }), 1u);

  broker_.Kill();
  read([&](std::size_t) { return !consumer->trouble().empty(); });
  EXPECT_NE(consumer->trouble(), "");
  broker_.Start();
  Send(*producer, 2, "after");
  Await(*producer);

  EXPECT_EQ(read([](std::size_t records) { return records == 1; }), 1u);
  EXPECT_EQ(consumer->trouble(), "");
}

TEST_F(KafkaTest, ALeaderThatHasDiedKeepsNobodyWhoAsksWhereItsPartitionEnds) {
  const auto consumer = Consumer::Open(address_, {}).value();
  const Partition partition{address_.topic, 0};
  ASSERT_TRUE(consumer->ExtentOf(partition, kPatience));
  broker_.Kill();

  const auto began = std::chrono::steady_clock::now();
  const auto extent = consumer->ExtentOf(partition, std::chrono::seconds{1});
  const auto took = std::chrono::steady_clock::now() - began;
  broker_.Start();

  EXPECT_FALSE(extent);
  EXPECT_LT(took, std::chrono::seconds{8});
  // A broker that has just come back says for a moment that the partition has no leader.
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  auto again = consumer->ExtentOf(partition, kPatience);
  while (!again && std::chrono::steady_clock::now() < give_up) {
    again = consumer->ExtentOf(partition, kPatience);
  }
  EXPECT_TRUE(again) << again.error().detail;
}

TEST_F(KafkaTest, TopicsAreMadeOnceAndGrow) {
  const TopicsWanted more{.partitions = 5, .replicas = 1};
  EXPECT_FALSE(Suffices(Examine(address_, kPatience).value(), more));
  ASSERT_TRUE(MakeTopics(address_, more, kPatience));
  ASSERT_TRUE(MakeTopics(address_, more, kPatience));
  ASSERT_TRUE(MakeTopics(address_, {.partitions = 1}, kPatience));

  const Examination found = Examine(address_, kPatience).value();
  EXPECT_TRUE(Suffices(found, more));
  EXPECT_EQ(found.brokers, 1);
  EXPECT_EQ(found.events.partitions, 5);
  EXPECT_EQ(found.events.replicas, 1);
  EXPECT_GT(found.events.message_bytes_max, 64 << 10);
  EXPECT_EQ(found.dead_letters.retention_millis, 2'592'000'000);
  EXPECT_FALSE(found.events.compacted);
}

TEST_F(KafkaTest, ABrokerThatIsNotThereIsSaidInTime) {
  address_.brokers = "127.0.0.1:1";
  const auto found = Examine(address_, seconds{1});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::kUnavailable);
  EXPECT_THAT(found.error().detail, HasSubstr("127.0.0.1:1"));
}

}  // namespace
}  // namespace rg::store::kafka
