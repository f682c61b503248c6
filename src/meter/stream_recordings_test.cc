// The recorded streams, cut, stripped, braked and damaged.

#include <random>
#include <simdjson.h>

#include <gtest/gtest.h>

#include "meter/exchange.h"
#include "meter/recordings_for_test.h"
#include "meter/sse_split.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

struct Stream {
  std::string id;
  std::string provider;
  Dialect dialect;
  std::string text;
  std::vector<std::string_view> events;
};

class RecordedStreams : public testing::Test {
 protected:
  void SetUp() override {
    if (RecordingsFolder().empty())
      GTEST_SKIP() << "no ../shared/recordings here (RG_SHARED names it)";
    for (const char* const provider : kRecordedProviders) {
      for (const std::string& line : RecordedLines(provider)) Load(provider, line);
    }
    for (Stream& stream : streams_) {
      std::string_view rest = stream.text;
      while (!rest.empty()) stream.events.push_back(TakeEvent(rest));
    }
    ASSERT_EQ(streams_.size(), 51U);
  }

  void Load(const std::string& provider, const std::string& line) {
    simdjson::dom::parser parser;
    const simdjson::dom::element exchange = parser.parse(line);
    if (!bool(exchange["stream"])) return;
    streams_.push_back({std::string(std::string_view(exchange["id"])),
                        provider,
                        *DialectOfPath(provider, exchange["method"], exchange["path"]),
                        std::string(std::string_view(exchange["response"])),
                        {}});
  }

  std::vector<Stream> streams_;
  std::mt19937_64 random_{20261123};
};

void ExpectSane(const StreamMeter& meter) {
  const Reading& reading = meter.reading();
  for (const std::int64_t count : reading.usage.counts) ASSERT_GE(count, 0);
  ASSERT_LE(reading.usage.InputTokens() + reading.usage.OutputTokens(),
            reading.reported_total_tokens);
  ASSERT_GE(meter.output_bytes(), 0);
}

TEST_F(RecordedStreams, FinishWithUsageAndWithoutFault) {
  for (const Stream& stream : streams_) {
    StreamMeter meter(stream.dialect);
    std::string rewritten;
    for (const std::string_view event : stream.events) {
      EXPECT_EQ(meter.Feed(event, rewritten), StreamAction::kPass);
    }
    // Groq broke two of them off.
    if (meter.saw_error()) continue;
    EXPECT_TRUE(meter.finished()) << stream.id;
    EXPECT_TRUE(meter.reading().found) << stream.id;
    EXPECT_EQ(meter.fault(), "") << stream.id;
    EXPECT_GT(meter.output_bytes(), 0) << stream.id;
  }
}

// The bytes seen bound the tokens billed, but for reasoning that is not shown.
TEST_F(RecordedStreams, ShowNoFewerBytesThanTokensTheyBillAsText) {
  for (const Stream& stream : streams_) {
    if (stream.dialect != Dialect::kOpenAiChat || stream.provider != "openai") continue;
    StreamMeter meter(stream.dialect);
    std::string rewritten;
    for (const std::string_view event : stream.events) meter.Feed(event, rewritten);
    // A tool call is framed in a few tokens that no client sees.
    EXPECT_GE(meter.output_bytes() + 24, meter.reading().usage[UsageClass::kOutputText])
        << stream.id;
  }
}

TEST_F(RecordedStreams, AreWellFormedAfterStrippingAndSayNothingOfUsage) {
  for (const Stream& stream : streams_) {
    if (stream.dialect != Dialect::kOpenAiChat || stream.provider != "openai") continue;
    StreamMeter meter(stream.dialect, {.strip_usage = true});
    std::string rewritten;
    int dropped = 0;
    for (const std::string_view event : stream.events) {
      const StreamAction action = meter.Feed(event, rewritten);
      dropped += action == StreamAction::kDrop;
      if (action != StreamAction::kRewritten) continue;
      EXPECT_EQ(rewritten.find("\"usage\""), std::string::npos) << rewritten;
      EXPECT_EQ(rewritten.size() + std::string_view(",\"usage\":null").size(), event.size());
      simdjson::dom::parser parser;
      EXPECT_EQ(parser.parse(rewritten.substr(6)).error(), simdjson::SUCCESS) << rewritten;
    }
    EXPECT_EQ(dropped, 1) << stream.id;
  }
}

TEST_F(RecordedStreams, EndWellFormedWhereverTheyAreBraked) {
  for (const Stream& stream : streams_) {
    StreamMeter meter(stream.dialect, {.client_asked_usage = true});
    std::string rewritten;
    for (const std::string_view event : stream.events) {
      const std::string ending = meter.BrakeEnding(meter.reading().usage);
      StreamMeter reader(stream.dialect);
      std::string_view rest = ending;
      simdjson::dom::parser parser;
      while (!rest.empty()) {
        const std::string_view closing = TakeEvent(rest);
        const std::string_view data = closing.substr(closing.find("data: ") + 6);
        if (!data.starts_with("[DONE]")) {
          ASSERT_EQ(parser.parse(data.data(), data.size()).error(), simdjson::SUCCESS) << closing;
        }
        reader.Feed(closing, rewritten);
      }
      ASSERT_TRUE(reader.finished()) << ending;
      ASSERT_EQ(reader.fault(), "") << ending;
      meter.Feed(event, rewritten);
    }
  }
}

// test/recordings/brake_sdks.py gives these to the official SDKs: every stream braked at a few
// places.
TEST_F(RecordedStreams, AreWrittenBrakedForTheSdksWhenTheyAsk) {
  const char* const folder = std::getenv("RG_BRAKE_OUT");
  if (folder == nullptr) GTEST_SKIP() << "RG_BRAKE_OUT names no folder";
  for (const Stream& stream : streams_) {
    if (stream.provider != "openai" && stream.provider != "anthropic") continue;
    StreamMeter meter(stream.dialect, {.client_asked_usage = true});
    std::string sent;
    std::string rewritten;
    // The last event ends the stream by itself.
    for (std::size_t i = 0; i + 1 < stream.events.size() && !meter.finished(); ++i) {
      const std::filesystem::path name = std::string(ToString(stream.dialect)) + "-" + stream.id +
                                         "-" + std::to_string(i) + ".sse";
      std::ofstream(std::filesystem::path(folder) / name)
          << sent << meter.BrakeEnding(meter.reading().usage);
      meter.Feed(stream.events[i], rewritten);
      sent.append(stream.events[i]);
    }
  }
}

TEST_F(RecordedStreams, AreReadAsFarAsTheyCameWhenCutInAnEvent) {
  for (const Stream& stream : streams_) {
    StreamMeter meter(stream.dialect);
    std::string rewritten;
    for (const std::string_view event : stream.events) {
      StreamMeter cut(stream.dialect);
      cut.Feed(event.substr(0, random_() % event.size()), rewritten);
      ExpectSane(cut);
      meter.Feed(event, rewritten);
      ExpectSane(meter);
    }
  }
}

TEST_F(RecordedStreams, SurviveFlippedBytes) {
  for (const Stream& stream : streams_) {
    for (int round = 0; round < 20; ++round) {
      StreamMeter meter(stream.dialect, {.strip_usage = true});
      std::string rewritten;
      for (const std::string_view event : stream.events) {
        std::string damaged(event);
        for (int flips = 0; flips < 2; ++flips) {
          damaged[random_() % damaged.size()] = static_cast<char>(random_());
        }
        damaged.shrink_to_fit();
        meter.Feed(damaged, rewritten);
        ExpectSane(meter);
      }
      meter.BrakeEnding(meter.reading().usage);
    }
  }
}

}  // namespace
}  // namespace rg::meter
