// What a Redis server answers: the same replies, or the same fault, wherever the bytes were cut;
// and what was read, written again, reads the same.

#include "fuzz.h"
#include "store/redis/reply.h"

namespace rg::fuzz {
namespace {

using store::redis::Reply;
using store::redis::ReplyParser;

// The reply as a server would send it.
void Write(Reply::Item item, std::string& out) {
  const std::string_view text = item.text();
  switch (item.kind()) {
    case Reply::Kind::kStatus:
      out.append("+").append(text).append("\r\n");
      return;
    case Reply::Kind::kError:
      out.append("-").append(text).append("\r\n");
      return;
    case Reply::Kind::kInteger:
      out.append(":").append(std::to_string(item.integer())).append("\r\n");
      return;
    case Reply::Kind::kText:
      out.append("$")
          .append(std::to_string(text.size()))
          .append("\r\n")
          .append(text)
          .append("\r\n");
      return;
    case Reply::Kind::kNull:
      out.append("$-1\r\n");
      return;
    case Reply::Kind::kArray:
      break;
  }
  out.append("*").append(std::to_string(item.size())).append("\r\n");
  std::size_t elements = 0;
  for (const Reply::Item element : item) {
    Write(element, out);
    ++elements;
  }
  Require(elements == item.size(), "an array has as many elements as it says");
}

struct Read {
  std::string replies;
  bool fault = false;
  bool operator==(const Read&) const = default;
};

Read ReadAll(const std::vector<std::string_view>& pieces) {
  ReplyParser parser;
  Read read;
  for (std::string_view piece : pieces) {
    while (!piece.empty()) {
      const ReplyParser::Step step = parser.Feed(piece);
      Require(step.consumed <= piece.size(), "no more is consumed than there is");
      if (step.state == ReplyParser::State::kFault) {
        read.fault = true;
        return read;
      }
      Require(step.consumed != 0, "every step takes something");
      piece.remove_prefix(step.consumed);
      if (step.state == ReplyParser::State::kDone) Write(parser.Take().root(), read.replies);
    }
  }
  return read;
}

}  // namespace

void Try(std::string_view input) {
  const Read whole = ReadAll({input});
  Require(ReadAll(Pieces(input)) == whole, "replies in pieces read as in one");
  if (input.size() <= kShort) Require(ReadAll(Bytes(input)) == whole, "and byte by byte");
  const Read again = ReadAll({whole.replies});
  Require(!again.fault && again.replies == whole.replies, "what was written reads the same");
}

}  // namespace rg::fuzz
