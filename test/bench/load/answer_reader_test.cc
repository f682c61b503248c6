#include "answer_reader.h"

#include <gtest/gtest.h>

namespace rg::load {
namespace {

constexpr std::string_view kSized =
    "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length: 5\r\n\r\nhello";
constexpr std::string_view kStream =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "9\r\ndata: a\n\n\r\n"
    "12\r\ndata: b\n\ndata: c\n\n\r\n"
    "0\r\n\r\n";

TEST(AnswerReaderTest, FindsTheEndOfASizedAnswerHoweverItIsCut) {
  for (std::size_t cut = 1; cut < kSized.size(); ++cut) {
    AnswerReader reader;

    EXPECT_NE(reader.Feed(kSized.substr(0, cut)), AnswerReader::State::kDone) << cut;
    EXPECT_EQ(reader.Feed(kSized.substr(cut)), AnswerReader::State::kDone) << cut;
    EXPECT_TRUE(reader.Succeeded());
  }
}

TEST(AnswerReaderTest, CountsTheEventsOfAStreamHoweverItIsCut) {
  for (std::size_t cut = 1; cut < kStream.size(); ++cut) {
    AnswerReader reader;

    EXPECT_NE(reader.Feed(kStream.substr(0, cut)), AnswerReader::State::kDone) << cut;
    EXPECT_EQ(reader.Feed(kStream.substr(cut)), AnswerReader::State::kDone) << cut;
    EXPECT_EQ(reader.events(), 3u);
  }
}

TEST(AnswerReaderTest, AnAnswerWithoutABodyEndsWithItsHead) {
  AnswerReader sized;
  AnswerReader chunked;

  EXPECT_EQ(sized.Feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), AnswerReader::State::kDone);
  EXPECT_EQ(chunked.Feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            AnswerReader::State::kDone);
}

TEST(AnswerReaderTest, ARefusalIsNoSuccess) {
  AnswerReader reader;

  reader.Feed("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}");

  EXPECT_EQ(reader.state(), AnswerReader::State::kDone);
  EXPECT_EQ(reader.status(), 429);
  EXPECT_FALSE(reader.Succeeded());
}

TEST(AnswerReaderTest, MoreThanWasAskedForIsBroken) {
  AnswerReader reader;

  EXPECT_EQ(reader.Feed(std::string(kSized) + "x"), AnswerReader::State::kBroken);
}

TEST(AnswerReaderTest, IsAsNewAfterAReset) {
  AnswerReader reader;
  reader.Feed(kStream);
  reader.Reset();

  EXPECT_EQ(reader.Feed(kSized), AnswerReader::State::kDone);
  EXPECT_EQ(reader.events(), 0u);
}

}  // namespace
}  // namespace rg::load
