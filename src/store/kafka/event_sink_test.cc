// The journal's records in a real topic.
#include "store/kafka/event_sink.h"

#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/sample.h"
#include "journal/shipper.h"
#include "store/kafka/consumer.h"
#include "store/kafka/testing/broker.h"
#include "store/kafka/topics.h"

namespace rg::store::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Broker;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr Duration kPatience = seconds{60};
constexpr std::uint32_t kSalt = 4711;

class EventSinkTest : public ::testing::Test {
 protected:
  struct Message {
    std::string key;
    std::string payload;
    std::map<std::string, std::string> headers;
  };

  void SetUp() override {
    if (!broker_.missing().empty()) GTEST_SKIP() << broker_.missing();
    address_ = broker_.NewAddress();
    ASSERT_TRUE(MakeTopics(address_, {.partitions = 1}, kPatience));
    sink_ = EventSink::Open(address_, gateway_).value();
  }

  std::vector<Message> Read(const std::string& topic, std::size_t count) {
    const auto consumer = Consumer::Open(address_, {}).value();
    const std::vector<Place> places = {{{topic, 0}}};
    EXPECT_TRUE(consumer->Assign(places));
    std::vector<Message> messages;
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (messages.size() < count && std::chrono::steady_clock::now() < give_up) {
      const auto batch = consumer->Poll(milliseconds{100}, 100);
      if (!batch) continue;
      for (std::size_t i = 0; i < batch->records().size(); ++i) {
        const Record& record = batch->records()[i];
        Message message{std::string(record.key), std::string(record.payload), {}};
        for (const char* name : {header::kFormat, header::kKind, header::kId, header::kAt,
                                 header::kFrom, header::kWhy}) {
          message.headers[name] = batch->HeaderOf(i, name);
        }
        messages.push_back(std::move(message));
      }
    }
    return messages;
  }

  Broker& broker_ = Broker::Get();
  const Uuid gateway_ = journal::sample::IdOf(42);
  Address address_;
  std::unique_ptr<EventSink> sink_;
  journal::sample::Folder folder_;
  SystemClock clock_;
};

TEST_F(EventSinkTest, ARecordArrivesWithWhatTellsItFromOthers) {
  const journal::sample::Call call(1);
  std::string bytes = Encode(journal::SegmentHeader{3, 17, TimePoint{}, kSalt});
  AppendRecord(bytes, call.event, kSalt);
  std::ofstream(journal::SegmentPath(folder_.path(), 3, 17), std::ios::binary) << bytes;
  journal::Shipper shipper(
      *sink_, {.folder = folder_.path(), .positions = folder_.path() / "shipped"}, clock_);
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (shipper.stats().taken.Get() == 0 && std::chrono::steady_clock::now() < give_up) {
    ASSERT_TRUE(shipper.Ship(seconds{1}));
  }

  const std::vector<Message> messages = Read(address_.topic, 1);
  ASSERT_THAT(messages, SizeIs(1));
  const Message& message = messages[0];
  EXPECT_EQ(message.key, ToString(call.event.call.workspace));
  EXPECT_EQ(message.headers.at(header::kFormat), "1");
  EXPECT_EQ(message.headers.at(header::kKind), "event");
  EXPECT_EQ(message.headers.at(header::kId), ToString(call.event.request));
  EXPECT_EQ(message.headers.at(header::kAt), "1800000000001000000");
  EXPECT_EQ(message.headers.at(header::kFrom),
            ToString(gateway_) + "/3/17/" + std::to_string(bytes.size()));
  journal::Decoded decoded;
  ASSERT_TRUE(DecodeEvent(message.payload, decoded));
  EXPECT_EQ(decoded.event.cost, call.event.cost);
}

TEST_F(EventSinkTest, WhatGoesAsideSaysWhy) {
  const journal::Shipment shipment{.kind = journal::RecordKind::kHold,
                                   .workspace = {},
                                   .subject = {},
                                   .at = {},
                                   .end = {1, 2, 3},
                                   .payload = "rubbish"};
  ASSERT_TRUE(sink_->Send(1, shipment, journal::Way::kAside, "nobody can read it"));

  const std::vector<Message> messages = Read(address_.dead_letters(), 1);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].key, "");
  EXPECT_EQ(messages[0].payload, "rubbish");
  EXPECT_EQ(messages[0].headers.at(header::kWhy), "nobody can read it");
  EXPECT_THAT(messages[0].headers.at(header::kFrom), StartsWith(ToString(gateway_)));
}

TEST_F(EventSinkTest, ABrokerThatIsAwayIsSpokenOf) {
  broker_.Kill();
  address_.topic = "another";
  const auto sink = EventSink::Open(address_, gateway_).value();
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (sink->trouble().empty() && std::chrono::steady_clock::now() < give_up) {
    sink->Await(milliseconds{50}, [](const journal::Receipt&) {});
  }
  EXPECT_NE(sink->trouble(), "");
}

}  // namespace
}  // namespace rg::store::kafka
