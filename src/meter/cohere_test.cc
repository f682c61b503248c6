#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/reading.h"
#include "meter/sse_split.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;
using enum UsageClass;

Reading Read(Dialect dialect, std::string_view body) { return ReadAnswer(dialect, body); }

TEST(CohereAnswer, IsWhatCohereBillsAndNotWhatItRead) {
  const Reading reading =
      Read(Dialect::kCohereChat,
           R"({"id":"1","finish_reason":"COMPLETE","message":{},"usage":{"billed_units":)"
           R"({"input_tokens":45.0,"output_tokens":29},"cached_tokens":1024,"tokens":)"
           R"({"input_tokens":1469,"output_tokens":42}}})");

  EXPECT_EQ(reading.fault, "");
  EXPECT_TRUE(reading.found);
  EXPECT_EQ(reading.usage[kInputUncached], 45);
  EXPECT_EQ(reading.usage[kCacheRead], 0);
  EXPECT_EQ(reading.usage[kOutputText], 29);
  EXPECT_EQ(reading.reported_total_tokens, 74);
}

TEST(CohereAnswer, WithoutABillIsWhatCohereRead) {
  const Reading reading =
      Read(Dialect::kCohereChat, R"({"usage":{"cached_tokens":5,"tokens":{"input_tokens":9,)"
                                 R"("output_tokens":2}}})");

  EXPECT_EQ(reading.usage[kCacheRead], 5);
  EXPECT_EQ(reading.usage[kInputUncached], 4);
}

TEST(CohereAnswer, OfOtherEndpointsSaysItInMeta) {
  const Reading embedded =
      Read(Dialect::kCohereEmbeddings,
           R"({"meta":{"api_version":{},"billed_units":{"image_tokens":7,"input_tokens":4}}})");
  EXPECT_EQ(embedded.usage[kInputUncached], 4);
  EXPECT_EQ(embedded.usage[kInputImage], 7);

  const Reading ranked =
      Read(Dialect::kCohereRerank, R"({"meta":{"billed_units":{"search_units":2}}})");
  EXPECT_EQ(ranked.usage[kUnits], 2);
  EXPECT_TRUE(ranked.found);
}

constexpr std::string_view kStart =
    "event: message-start\ndata: {\"id\":\"1\",\"type\":\"message-start\",\"delta\":{\"message\":"
    "{\"role\":\"assistant\"}}}\n\n";
constexpr std::string_view kContent =
    "event: content-start\ndata: {\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":"
    "{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}\n\n";
constexpr std::string_view kDelta =
    "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":"
    "{\"content\":{\"text\":\"four\"}}}}\n\n";
constexpr std::string_view kEnd =
    "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\","
    "\"usage\":{\"billed_units\":{\"input_tokens\":3,\"output_tokens\":1}}}}\n\n";

TEST(CohereStream, ReportsAtItsEnd) {
  StreamMeter meter(Dialect::kCohereChat);
  std::string rewritten;
  for (const std::string_view event : {kStart, kContent, kDelta, kEnd}) {
    EXPECT_FALSE(meter.finished());
    EXPECT_EQ(meter.Feed(event, rewritten), StreamAction::kPass);
  }

  EXPECT_TRUE(meter.finished());
  EXPECT_EQ(meter.output_bytes(), 4);
  EXPECT_EQ(meter.reading().usage[kInputUncached], 3);
  EXPECT_EQ(meter.reading().usage[kOutputText], 1);
  EXPECT_EQ(meter.fault(), "");
}

TEST(CohereStream, IsBrakedWithItsOpenBlockClosed) {
  StreamMeter meter(Dialect::kCohereChat);
  std::string rewritten;
  for (const std::string_view event : {kStart, kContent, kDelta}) meter.Feed(event, rewritten);
  Usage usage;
  usage[kInputUncached] = 3;
  usage[kOutputText] = 4;

  const std::string ending = meter.BrakeEnding(usage);

  EXPECT_THAT(ending, testing::StartsWith("event: content-end\n"));
  EXPECT_THAT(ending, HasSubstr(R"("finish_reason":"MAX_TOKENS")"));
  StreamMeter again(Dialect::kCohereChat);
  std::string_view rest = ending;
  while (!rest.empty()) again.Feed(TakeEvent(rest), rewritten);
  EXPECT_TRUE(again.finished());
  EXPECT_EQ(again.reading().usage, usage);
}

TEST(CohereStream, BrakedBeforeItBeganStillBegins) {
  const StreamMeter meter(Dialect::kCohereChat);

  EXPECT_THAT(meter.BrakeEnding({}), testing::StartsWith("event: message-start\n"));
}

}  // namespace
}  // namespace rg::meter
