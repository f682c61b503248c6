#include "store/redis/reply.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

using Kind = Reply::Kind;
using State = ReplyParser::State;

// The tree in one line: "[1 text null !error]".
std::string Print(Reply::Item item) {
  switch (item.kind()) {
    case Kind::kStatus:
      return "+" + std::string(item.text());
    case Kind::kError:
      return "!" + std::string(item.text());
    case Kind::kInteger:
      return std::to_string(item.integer());
    case Kind::kText:
      return "'" + std::string(item.text()) + "'";
    case Kind::kNull:
      return "null";
    case Kind::kArray:
      break;
  }
  std::string text = "[";
  for (const Reply::Item child : item) text += (text.size() > 1 ? " " : "") + Print(child);
  return text + "]";
}

// What the bytes say when they come in pieces of `size`.
std::string ReadInPieces(std::string_view bytes, std::size_t size) {
  ReplyParser parser;
  std::string read;
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, size);
    const ReplyParser::Step step = parser.Feed(piece);
    bytes.remove_prefix(step.consumed);
    if (step.state == State::kFault) return read + "fault";
    if (step.state == State::kDone) read += Print(parser.Take().root()) + ";";
  }
  return read;
}

std::string Read(std::string_view bytes) { return ReadInPieces(bytes, bytes.size()); }

constexpr char kConversation[] =
    "+OK\r\n:-42\r\n$5\r\na\r\nbc\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
    "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n-ERR no\r\n$-1\r\n-MOVED 3999 127.0.0.1:6381\r\n";

TEST(ReplyTest, EveryKindOfValueIsRead) {
  EXPECT_EQ(Read(kConversation),
            "+OK;-42;'a\r\nbc';'';null;null;[];[1 ['x' !ERR no] null];"
            "!MOVED 3999 127.0.0.1:6381;");
}

TEST(ReplyTest, ReadsTheSameWhereverTheBytesAreCut) {
  for (std::size_t size = 1; size < sizeof(kConversation); ++size) {
    EXPECT_EQ(ReadInPieces(kConversation, size), Read(kConversation)) << size;
  }
}

TEST(ReplyTest, ElementsAreFoundByIndex) {
  ReplyParser parser;
  ASSERT_EQ(parser.Feed("*3\r\n*2\r\n:1\r\n:2\r\n$1\r\nx\r\n:3\r\n").state, State::kDone);
  const Reply reply = parser.Take();

  EXPECT_EQ(reply.root().size(), 3u);
  EXPECT_EQ(reply.root()[0][1].integer(), 2);
  EXPECT_EQ(reply.root()[1].text(), "x");
  EXPECT_EQ(reply.root()[2].integer(), 3);
  EXPECT_TRUE(reply.root()[3].Is(Kind::kNull));
  EXPECT_TRUE(reply.root()[1][0].Is(Kind::kNull)) << "a text has no elements";
}

TEST(ReplyTest, WhatIsNotAReplyIsRefused) {
  for (const char* bytes :
       {"\r\n", "OK\r\n", ":\r\n", ":1x\r\n", ":+1\r\n", ": 1\r\n", ":99999999999999999999\r\n",
        "$-2\r\n", "$\r\n", "*-2\r\n", "+OK\n", "$1\r\nxy\r\n", "$1\r\nx\n\n", "$1\r\nx\r\r",
        "%1\r\n", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n"}) {
    EXPECT_EQ(Read(bytes), "fault") << bytes;
  }
}

TEST(ReplyTest, WhatWouldTakeTooMuchMemoryIsRefusedBeforeItComes) {
  EXPECT_EQ(Read("$16777217\r\n"), "fault");
  EXPECT_EQ(Read("*1048577\r\n"), "fault");
  EXPECT_EQ(Read("*2\r\n$16777216\r\n" + std::string(1 << 24, 'x') + "\r\n$1\r\n"), "fault");
  EXPECT_EQ(Read("+" + std::string(1 << 17, 'x')), "fault");
}

TEST(CommandTest, CarriesAnyBytes) {
  EXPECT_EQ(MakeCommand("SET", "a\r\nb", 7), "*3\r\n$3\r\nSET\r\n$4\r\na\r\nb\r\n$1\r\n7\r\n");
}

TEST(ElementsTest, AreGivenOneAfterTheOther) {
  ReplyParser parser;
  ASSERT_EQ(parser.Feed("*4\r\n+a\r\n*1\r\n+inner\r\n$1\r\nb\r\n:3\r\n").state,
            ReplyParser::State::kDone);
  const Reply reply = parser.Take();

  Elements all(reply.root());
  EXPECT_EQ(all.Next(), "a");
  EXPECT_EQ(all.Next(), "") << "an array has no text";
  EXPECT_EQ(all.Next(), "b");
  EXPECT_FALSE(all.done());
  Elements last(reply.root(), 3);
  EXPECT_EQ(last.Next(), "");
  EXPECT_TRUE(last.done());
  EXPECT_EQ(last.Next(), "");
  EXPECT_TRUE(Elements(reply.root(), 9).done());
}

}  // namespace
}  // namespace rg::store::redis
