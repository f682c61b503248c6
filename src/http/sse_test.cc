#include "http/sse.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/transcript.h"

namespace rg::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Split {
  std::vector<std::string> events;
  std::string tail;
  bool ok = true;

  bool operator==(const Split&) const = default;
};

Split SplitOf(const std::vector<std::string_view>& pieces) {
  SseSplitter splitter;
  Split split;
  for (const std::string_view piece : pieces) {
    split.ok = splitter.Feed(piece, [&](std::string_view raw) { split.events.emplace_back(raw); });
    if (!split.ok) return split;
  }
  split.tail = splitter.tail();
  return split;
}

TEST(SseSplitter, HandsOutWholeEvents) {
  const Split split = SplitOf({"data: a\n\nevent: x\ndata: b\n\ndata: c\n"});
  EXPECT_THAT(split.events, ElementsAre("data: a\n\n", "event: x\ndata: b\n\n"));
  EXPECT_EQ(split.tail, "data: c\n");
}

TEST(SseSplitter, DoesNotCopyAnEventThatLiesInOneRead) {
  const std::string bytes = "data: a\n\ndata: b\n\n";
  SseSplitter splitter;
  std::vector<const char*> starts;
  ASSERT_TRUE(splitter.Feed(bytes, [&](std::string_view raw) { starts.push_back(raw.data()); }));
  EXPECT_THAT(starts, ElementsAre(bytes.data(), bytes.data() + 9));
}

TEST(SseSplitter, KnowsAllThreeLineEnds) {
  EXPECT_THAT(SplitOf({"data: a\r\n\r\ndata: b\r\n\r\n"}).events,
              ElementsAre("data: a\r\n\r\n", "data: b\r\n\r\n"));
  EXPECT_THAT(SplitOf({"data: a\r\rdata: b\r\r"}).events,
              ElementsAre("data: a\r\r", "data: b\r\r"));
  EXPECT_THAT(SplitOf({"a\nb\r\nc\rd\n\n"}).events, ElementsAre("a\nb\r\nc\rd\n\n"));
  EXPECT_THAT(SplitOf({"a\n\r\nb\n"}).events, ElementsAre("a\n\r\n"));
  EXPECT_THAT(SplitOf({"a\n\rb\n\n"}).events, ElementsAre("a\n\r", "b\n\n"));
}

TEST(SseSplitter, WaitsForTheLineFeedThatCompletesABlankLine) {
  EXPECT_THAT(SplitOf({"data: a\r\n\r"}).events, IsEmpty());
  EXPECT_THAT(SplitOf({"data: a\r\n\r", "\ndata"}).events, ElementsAre("data: a\r\n\r\n"));
  EXPECT_THAT(SplitOf({"data: a\r\n\r", "data"}).events, ElementsAre("data: a\r\n\r"));
}

TEST(SseSplitter, DoesNotHoldAnEventBackWhereCrAloneEndsTheLines) {
  EXPECT_THAT(SplitOf({"data: a\r", "\r"}).events, ElementsAre("data: a\r\r"));
}

TEST(SseSplitter, TakesABlankLineAloneForAnEvent) {
  EXPECT_THAT(SplitOf({"\n\ndata: a\n\n\n"}).events, ElementsAre("\n", "\n", "data: a\n\n", "\n"));
}

TEST(SseSplitter, LosesAndInventsNoByteHoweverTheyAreCut) {
  const std::string_view alphabet = "\n\n\n\r\rda:t ";
  std::mt19937_64 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (std::uint64_t size = random() % 40; size > 0; --size) {
      bytes.push_back(alphabet[random() % alphabet.size()]);
    }
    const Split whole = SplitOf({bytes});
    std::string joined;
    for (const std::string& event : whole.events) joined += event;
    ASSERT_EQ(joined + whole.tail, bytes);
    ASSERT_EQ(SplitOf(RandomPieces(bytes, random)), whole) << testing::PrintToString(bytes);
  }
}

TEST(SseSplitter, EndsAtALineBeyondItsLimit) {
  const std::string longest(kSseLineMax, 'a');
  EXPECT_TRUE(SplitOf({longest, "\n\n"}).ok);
  EXPECT_TRUE(SplitOf({longest + "\n\n"}).ok);
  const std::string longer(kSseLineMax + 1, 'a');
  EXPECT_FALSE(SplitOf({longer}).ok);
  EXPECT_FALSE(SplitOf({"data: a\n\n" + longer + "\n\n"}).ok);
  EXPECT_THAT(SplitOf({"data: a\n\n" + longer}).events, ElementsAre("data: a\n\n"));
}

TEST(SseSplitter, EndsAtAnEventBeyondItsLimit) {
  std::string lines;
  while (lines.size() < kSseEventMax) lines += std::string(1023, 'a') + "\n";
  ASSERT_EQ(lines.size(), kSseEventMax);
  EXPECT_TRUE(SplitOf({lines}).ok);
  EXPECT_FALSE(SplitOf({lines + "\n"}).ok);
  EXPECT_FALSE(SplitOf({lines, "\n"}).ok);
  lines.pop_back();
  lines.pop_back();
  EXPECT_TRUE(SplitOf({lines + "\n", "\n"}).ok);
  EXPECT_TRUE(SplitOf({lines + "\n\n"}).ok);
}

TEST(SseSplitter, StaysEnded) {
  SseSplitter splitter;
  int events = 0;
  const auto count = [&](std::string_view) { ++events; };
  EXPECT_FALSE(splitter.Feed(std::string(kSseLineMax + 1, 'a'), count));
  EXPECT_FALSE(splitter.Feed("\n\ndata: a\n\n", count));
  EXPECT_EQ(events, 0);
}

SseFields Parse(std::string_view raw) {
  static std::string buffer;  // outlives the views the test looks at
  return ParseSseEvent(raw, buffer);
}

TEST(SseEvent, HasItsNameAndData) {
  const std::string_view raw = "event: message_start\ndata: {\"a\":1}\n\n";
  const SseFields fields = Parse(raw);
  EXPECT_EQ(fields.event, "message_start");
  EXPECT_EQ(fields.data, "{\"a\":1}");
  EXPECT_EQ(fields.data.data(), raw.data() + 27) << "one data line is not copied";
}

TEST(SseEvent, JoinsItsDataLines) {
  EXPECT_EQ(Parse("data: a\ndata:b\r\ndata\rdata:  c\n\n").data, "a\nb\n\n c");
}

TEST(SseEvent, ToldFromACommentByItsData) {
  EXPECT_FALSE(Parse(": ping\n\n").has_data);
  EXPECT_FALSE(Parse("\n").has_data);
  EXPECT_FALSE(Parse("event: ping\n\n").has_data);
  EXPECT_TRUE(Parse("data:\n\n").has_data);
  EXPECT_TRUE(Parse("data\n\n").has_data);
}

TEST(SseEvent, IgnoresWhatItDoesNotKnow) {
  const SseFields fields = Parse(
      "\xEF\xBB\xBF"
      "id: 1\nretry: 5\ndatum: x\n data: y\nevent:a\nevent: b\n\n");
  EXPECT_FALSE(fields.has_data);
  EXPECT_EQ(fields.event, "b");
  EXPECT_EQ(Parse("\xEF\xBB\xBF"
                  "data: a\n\n")
                .data,
            "a");
}

}  // namespace
}  // namespace rg::http
