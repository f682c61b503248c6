// Requests on one connection: what the codec sees does not depend on how the bytes arrive, and a
// head that was accepted and written again reads as the same.

#include "fuzz.h"
#include "heads.h"
#include "http/parse.h"
#include "http/transcript.h"
#include "http/write.h"

namespace rg::fuzz {
namespace {

using http::Header;

void Rewrite(const http::RequestHead& head) {
  std::pmr::string bytes;
  const std::vector<Header> passed = Passed(head.headers);
  const auto persistence =
      head.keep_alive ? http::Persistence::kImplied : http::Persistence::kClose;
  Require(bool(http::AppendRequestHead(bytes, {head.method, head.target, head.host}, passed,
                                       {head.framing, head.content_length}, persistence)),
          "a head that was read can be written");
  http::RequestHead again;
  const http::Parsed parsed = http::ParseRequestHead(bytes, again);
  Require(parsed.state == http::Parsed::State::kDone && parsed.consumed == bytes.size(),
          "a head that was written can be read");
  Require(again.method == head.method && again.target == head.target && again.host == head.host,
          "the request line survives being written");
  Require(again.framing == head.framing && again.content_length == head.content_length,
          "the framing survives being written");
  Require(again.keep_alive == head.keep_alive, "the connection's end survives being written");
  Require(SameFields(Passed(again.headers), passed), "the fields survive being written");
}

}  // namespace

void Try(std::string_view input) {
  const std::string whole = http::TranscriptOf({input});
  Require(http::TranscriptOf(Pieces(input)) == whole, "requests in pieces read as in one");
  if (input.size() <= kShort) {
    Require(http::TranscriptOf(Bytes(input)) == whole, "requests byte by byte read as in one");
  }

  http::RequestHead head;
  const http::Parsed parsed = http::ParseRequestHead(input, head);
  if (parsed.state != http::Parsed::State::kDone) return;
  Require(parsed.consumed <= input.size(), "no more is consumed than there is");
  if (!head.host.empty() && parsed.consumed < kHeadRoom) Rewrite(head);
}

}  // namespace rg::fuzz
