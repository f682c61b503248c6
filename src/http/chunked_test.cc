#include "http/chunked.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "http/transcript.h"

namespace rg::http {
namespace {

using State = Parsed::State;

struct Decoded {
  State state = State::kNeedMore;
  std::string body;
  std::size_t consumed = 0;
  std::string_view reason;
  int status = 0;

  bool operator==(const Decoded&) const = default;
};

Decoded Decode(const std::vector<std::string_view>& pieces) {
  ChunkedDecoder decoder;
  Decoded decoded;
  for (std::string_view piece : pieces) {
    while (!piece.empty() && decoded.state == State::kNeedMore) {
      const ChunkedDecoder::Step step = decoder.Feed(piece);
      decoded.state = step.state;
      decoded.body += step.body;
      decoded.consumed += step.consumed;
      decoded.reason = step.fault.reason;
      decoded.status = step.fault.status;
      piece.remove_prefix(step.consumed);
    }
  }
  return decoded;
}

TEST(ChunkedDecoder, GivesTheBodyWithoutItsCoding) {
  const std::string_view in = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET";
  const Decoded decoded = Decode({in});
  EXPECT_EQ(decoded.state, State::kDone);
  EXPECT_EQ(decoded.body, "hello world");
  EXPECT_EQ(decoded.consumed, in.size() - 3);
}

TEST(ChunkedDecoder, PointsIntoTheInput) {
  const std::string in = "5\r\nhello\r\n0\r\n\r\n";
  ChunkedDecoder decoder;
  const ChunkedDecoder::Step step = decoder.Feed(in);
  EXPECT_EQ(step.body.data(), in.data() + 3);
  EXPECT_EQ(step.state, State::kDone) << "a body of one chunk is one step";
}

TEST(ChunkedDecoder, StopsBeforeASecondRunOfBytes) {
  const std::string in = "1\r\na\r\n1\r\nb\r\n";
  ChunkedDecoder decoder;
  const ChunkedDecoder::Step step = decoder.Feed(in);
  EXPECT_EQ(step.body, "a");
  EXPECT_EQ(step.consumed, 9U);
  EXPECT_EQ(step.state, State::kNeedMore);
}

TEST(ChunkedDecoder, AcceptsWhatTheGrammarAllows) {
  for (const std::string_view in :
       {"0\r\n\r\n", "000\r\n\r\n", "A\r\n0123456789\r\n0\r\n\r\n", "0a\r\n0123456789\r\n0\r\n\r\n",
        "1;a\r\nx\r\n0;b=c\r\n\r\n", "1;a=\"b \\\" \\\\ \t;\";c=d;e\r\nx\r\n0\r\n\r\n",
        "0\r\nX-Sum: 1\r\nY:\r\n\r\n", "0\r\nX: \x80\t \r\n\r\n"}) {
    EXPECT_EQ(Decode({in}).state, State::kDone) << in;
  }
}

TEST(ChunkedDecoder, RefusesWhatTwoProgramsCouldReadDifferently) {
  using namespace std::string_view_literals;
  for (const std::string_view in : {" 5\r\n"sv,
                                    "5 \r\n"sv,
                                    "5\t\r\n"sv,
                                    "+5\r\n"sv,
                                    "-5\r\n"sv,
                                    "0x5\r\n"sv,
                                    "5_0\r\n"sv,
                                    "\r\n"sv,
                                    ";a\r\n"sv,
                                    "g\r\n"sv,
                                    "5\n"sv,
                                    "5\rh"sv,

                                    "5 ;a\r\n"sv,
                                    "5; a\r\n"sv,
                                    "5;\r\n"sv,
                                    "5;;\r\n"sv,
                                    "5;a=\r\n"sv,
                                    "5;a=b c\r\n"sv,
                                    "5;a[\r\n"sv,
                                    "5;a=\"b\r\n"sv,
                                    "5;a=\"b\"c\r\n"sv,
                                    "5;a=\"\0\"\r\n"sv,
                                    "5;a\n"sv,
                                    "5;\n"sv,
                                    "1\r\nab\r\n"sv,
                                    "1\r\na\n"sv,
                                    "1\r\na\r0"sv,
                                    "1\r\na0\r\n"sv,
                                    "0\r\n\n"sv,
                                    "0\n"sv,
                                    "0\r\n\ra"sv,
                                    "0\r\n A: b\r\n"sv,
                                    "0\r\nA\r\n"sv,
                                    "0\r\nA : b\r\n"sv,
                                    "0\r\n: b\r\n"sv,
                                    "0\r\nA: b\n"sv,
                                    "0\r\nA: b\rc"sv,
                                    "0\r\nA: \0\r\n"sv,
                                    "0\r\nA: b\r\n c\r\n"sv}) {
    const Decoded decoded = Decode({in});
    EXPECT_EQ(decoded.state, State::kFault) << testing::PrintToString(in);
    EXPECT_EQ(decoded.status, 400) << testing::PrintToString(in);
  }
}

TEST(ChunkedDecoder, RefusesTrailersThatBelongInTheHead) {
  for (const std::string_view name :
       {"Content-Length", "transfer-encoding", "HOST", "Authorization", "Content-Type", "Trailer",
        "Cookie", "Connection", "TE", "Expect", "Content_Length", "Proxy-Authorization",
        "If-Unmodified-Since", "Set-Cookie", "Proxy-Authenticate"}) {
    EXPECT_EQ(Decode({"0\r\n", name, ": 1\r\n\r\n"}).state, State::kFault) << name;
  }
  const std::string longer = "Content-Length" + std::string(40, 'a');
  EXPECT_EQ(Decode({"0\r\n", longer, ": 1\r\n\r\n"}).state, State::kDone);
}

TEST(ChunkedDecoder, RefusesSizesNoBodyHas) {
  EXPECT_EQ(Decode({"7fffffffffffffff\r\n"}).state, State::kNeedMore);
  EXPECT_EQ(Decode({"8000000000000000\r\n"}).state, State::kFault);
  EXPECT_EQ(Decode({"FFFFFFFFFFFFFFFF0\r\n"}).state, State::kFault);
  EXPECT_EQ(Decode({"10000000000000000\r\n"}).state, State::kFault);
}

TEST(ChunkedDecoder, LimitsAreExact) {
  const auto line = [](std::size_t size) { return "0;" + std::string(size - 2, 'a') + "\r\n\r\n"; };
  EXPECT_EQ(Decode({line(kChunkLineMax)}).state, State::kDone);
  EXPECT_EQ(Decode({line(kChunkLineMax + 1)}).state, State::kFault);
  const auto zeros = [](std::size_t size) { return std::string(size, '0') + "\r\n\r\n"; };
  EXPECT_EQ(Decode({zeros(kChunkLineMax)}).state, State::kDone);
  EXPECT_EQ(Decode({zeros(kChunkLineMax + 1)}).state, State::kFault);

  const auto trailers = [](std::size_t size) {
    return "0\r\nA:" + std::string(size - 4, 'b') + "\r\n\r\n";
  };
  EXPECT_EQ(Decode({trailers(kTrailersMax)}).state, State::kDone);
  EXPECT_EQ(Decode({trailers(kTrailersMax + 1)}).status, 431);
}

TEST(ChunkedDecoder, StaysFaultyAndStaysDone) {
  ChunkedDecoder decoder;
  ASSERT_EQ(decoder.Feed("x").state, State::kFault);
  EXPECT_EQ(decoder.Feed("0\r\n\r\n").state, State::kFault);
  EXPECT_NE(decoder.Feed("").fault.reason, "");

  decoder.Reset();
  ASSERT_EQ(decoder.Feed("0\r\n\r\n").state, State::kDone);
  EXPECT_EQ(decoder.Feed("5").consumed, 0U);
}

TEST(ChunkedDecoder, GivesTheSameHoweverTheInputIsCut) {
  using namespace std::string_view_literals;
  const std::string good =
      "5;a=\"b\\\"c\";d=e\r\nhello\r\n1f\r\n0123456789012345678901234567890\r\n000\r\nX-T: u\r\nY: "
      "z\r\n"
      "\r\nmore";
  constexpr std::string_view alphabet = "\0\t\n\r \"+-0159;:=AFTXax\\_\x7f\x80"sv;
  std::mt19937_64 random(3);
  int faults = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    if (round % 4 != 0) bytes[random() % bytes.size()] = alphabet[random() % alphabet.size()];
    const Decoded whole = Decode({bytes});
    faults += whole.state == State::kFault ? 1 : 0;
    ASSERT_EQ(Decode(RandomPieces(bytes, random)), whole) << testing::PrintToString(bytes);
  }
  EXPECT_GT(faults, 1000) << "the edits must matter";
}

TEST(ChunkHeader, IsReadBackByTheDecoder) {
  ChunkHeaderBuffer buffer;
  EXPECT_EQ(ChunkHeader(0x1a2b, buffer), "1a2b\r\n");
  EXPECT_EQ(ChunkHeader(~std::uint64_t{0}, buffer), "ffffffffffffffff\r\n");

  std::string coded;
  std::string body;
  for (const std::size_t size : {1U, 9U, 10U, 15U, 16U, 255U, 256U, 4096U, 65'535U}) {
    coded.append(ChunkHeader(size, buffer)).append(size, 'a').append(kChunkEnd);
    body.append(size, 'a');
  }
  coded += kLastChunk;
  const Decoded decoded = Decode({coded});
  EXPECT_EQ(decoded.state, State::kDone);
  EXPECT_EQ(decoded.body, body);
}

}  // namespace
}  // namespace rg::http
