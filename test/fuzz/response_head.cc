// The heads of an upstream's answers. The first byte chooses the method of the request.

#include "fuzz.h"
#include "heads.h"
#include "http/parse.h"
#include "http/write.h"

namespace rg::fuzz {
namespace {

using http::Header;
using State = http::Parsed::State;

// What was read, as text, so that two readings can be compared.
std::string Told(const http::Parsed& parsed, const http::ResponseHead& head) {
  if (parsed.state == State::kNeedMore) return "needs more";
  if (parsed.state == State::kFault) return std::string(parsed.fault.reason);
  std::string told = std::to_string(parsed.consumed) + " " + std::to_string(head.status) + " " +
                     std::string(head.reason) + " " + std::to_string(head.minor_version) + " " +
                     std::to_string(static_cast<int>(head.framing)) + " " +
                     std::to_string(head.content_length) + (head.keep_alive ? " stays" : " closes");
  for (const Header& field : head.headers.all()) {
    told.append("\n").append(field.name).append(": ").append(field.value);
  }
  return told;
}

// Reads the head as a connection does: until it is decided, from a buffer that moves as it grows.
std::string ReadInPieces(const std::vector<std::string_view>& pieces, std::string_view method) {
  std::string buffer;
  http::ResponseHead head;
  http::HeadProgress progress;
  http::Parsed parsed;
  for (const std::string_view piece : pieces) {
    buffer.append(piece);
    parsed = http::ParseResponseHead(buffer, method, head, progress);
    if (parsed.state != State::kNeedMore) break;
  }
  return Told(parsed, head);
}

void Rewrite(const http::ResponseHead& head, std::string_view method) {
  const std::vector<Header> passed = Passed(head.headers);
  std::pmr::string bytes;
  const bool written = bool(http::AppendResponseHead(
      bytes, {head.status, ""}, passed, {head.framing, head.content_length},
      head.keep_alive ? http::Persistence::kImplied : http::Persistence::kClose));
  Require(written || head.status > 599, "a head that was read can be written");
  if (!written) return;
  http::ResponseHead again;
  const http::Parsed parsed = http::ParseResponseHead(bytes, method, again);
  Require(parsed.state == State::kDone && parsed.consumed == bytes.size(),
          "a head that was written can be read");
  Require(again.status == head.status, "the status survives being written");
  // A head without a body says nothing of its framing where the method decides it.
  if (head.framing != http::Framing::kNone) {
    Require(again.framing == head.framing && again.content_length == head.content_length,
            "the framing survives being written");
  }
  Require(SameFields(Passed(again.headers), passed), "the fields survive being written");
}

}  // namespace

void Try(std::string_view input) {
  const std::string_view method = Choose(input, 2) == 1 ? "HEAD" : "GET";
  http::ResponseHead head;
  const http::Parsed parsed = http::ParseResponseHead(input, method, head);
  const std::string whole = Told(parsed, head);
  Require(ReadInPieces(Pieces(input), method) == whole, "a head in pieces reads as in one");
  if (input.size() <= kShort) {
    Require(ReadInPieces(Bytes(input), method) == whole, "a head byte by byte reads as in one");
  }
  if (parsed.state == State::kDone && parsed.consumed < kHeadRoom) {
    Rewrite(head, method);
  }
}

}  // namespace rg::fuzz
