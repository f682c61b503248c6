#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "http/chunked.h"
#include "http/shared_file.h"
#include "http/sse.h"
#include "http/transcript.h"

namespace rg::http {
namespace {

struct Recording {
  std::string id;
  std::string stream;  // the bytes of the answer's body
};

// What seven providers really sent, some of them with CRLF.
std::vector<Recording> ReadRecordings() {
  std::vector<Recording> recordings;
  for (const std::string_view provider :
       {"anthropic", "deepseek", "gemini", "groq", "mistral", "openai", "openrouter"}) {
    std::ifstream file(SharedFile("recordings/" + std::string(provider) + ".jsonl"));
    for (std::string line; std::getline(file, line);) {
      const boost::json::value exchange = boost::json::parse(line);
      const boost::json::value& type = exchange.at("content_type");
      if (!type.is_string() || !type.as_string().starts_with("text/event-stream")) continue;
      recordings.push_back({std::string(exchange.at("id").as_string()),
                            std::string(exchange.at("response").as_string())});
    }
  }
  return recordings;
}

std::vector<std::string> Events(const std::vector<std::string_view>& pieces, std::string& tail) {
  SseSplitter splitter;
  std::vector<std::string> events;
  for (const std::string_view piece : pieces) {
    EXPECT_TRUE(splitter.Feed(piece, [&](std::string_view raw) { events.emplace_back(raw); }));
  }
  tail = splitter.tail();
  return events;
}

class RecordedStreams : public testing::Test {
 protected:
  void SetUp() override {
    recordings_ = ReadRecordings();
    if (recordings_.empty())
      GTEST_SKIP() << "no recordings; set RG_SHARED to their folder's parent";
  }
  std::vector<Recording> recordings_;
};

TEST_F(RecordedStreams, AreSplitIntoEventsWhoseDataIsWholeJson) {
  std::string buffer;
  for (const Recording& recording : recordings_) {
    std::string tail;
    std::size_t with_data = 0;
    for (const std::string& event : Events({recording.stream}, tail)) {
      const SseFields fields = ParseSseEvent(event, buffer);
      if (!fields.has_data) continue;
      ++with_data;
      boost::json::error_code broken;
      if (fields.data != "[DONE]") boost::json::parse(fields.data, broken);
      EXPECT_FALSE(broken) << recording.id << ": " << fields.data;
    }
    EXPECT_GT(with_data, 0U) << recording.id;
  }
}

TEST_F(RecordedStreams, AreSplitTheSameHoweverTheyAreCutAndLoseNoByte) {
  std::mt19937_64 random(13);
  for (const Recording& recording : recordings_) {
    std::string tail;
    const std::vector<std::string> whole = Events({recording.stream}, tail);
    std::string joined;
    for (const std::string& event : whole) joined += event;
    EXPECT_EQ(joined + tail, recording.stream) << recording.id;

    std::string cut_tail;
    EXPECT_EQ(Events(RandomPieces(recording.stream, random), cut_tail), whole) << recording.id;
    EXPECT_EQ(cut_tail, tail) << recording.id;
  }
}

TEST_F(RecordedStreams, SurviveTheChunkedCoding) {
  std::mt19937_64 random(17);
  for (const Recording& recording : recordings_) {
    std::string coded;
    ChunkHeaderBuffer line;
    for (const std::string_view piece : RandomPieces(recording.stream, random)) {
      coded.append(ChunkHeader(piece.size(), line)).append(piece).append(kChunkEnd);
    }
    coded += kLastChunk;

    ChunkedDecoder decoder;
    std::string body;
    auto state = Parsed::State::kNeedMore;
    for (std::string_view piece : RandomPieces(coded, random)) {
      while (!piece.empty()) {
        const ChunkedDecoder::Step step = decoder.Feed(piece);
        state = step.state;
        ASSERT_NE(state, Parsed::State::kFault) << recording.id << ": " << step.fault.reason;
        body += step.body;
        piece.remove_prefix(step.consumed);
      }
    }
    EXPECT_EQ(state, Parsed::State::kDone) << recording.id;
    EXPECT_EQ(body, recording.stream) << recording.id;
  }
}

}  // namespace
}  // namespace rg::http
