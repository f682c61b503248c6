// A stream of server-sent events: its events are its bytes, in order and complete, and they are the
// same wherever the stream was cut.

#include "http/sse.h"

#include "fuzz.h"
#include "meter/sse.h"

namespace rg::fuzz {
namespace {

struct Split {
  std::vector<std::string> events;
  std::string tail;
  bool well = true;
  bool operator==(const Split&) const = default;
};

Split SplitUp(const std::vector<std::string_view>& pieces) {
  http::SseSplitter splitter;
  Split split;
  for (const std::string_view piece : pieces) {
    split.well =
        splitter.Feed(piece, [&](std::string_view event) { split.events.emplace_back(event); });
    if (!split.well) break;
  }
  split.tail = splitter.tail();
  return split;
}

// Both readers of an event must find the same in it, or a provider could tell the meter one thing
// and the client another. They differ where CR alone ends lines, which no provider does.
void ReadTwice(std::string_view event) {
  if (event.find('\r') != std::string_view::npos || event.starts_with("\xEF\xBB\xBF")) return;
  std::string buffer;
  std::string joined;
  const http::SseFields fields = http::ParseSseEvent(event, buffer);
  const std::string_view data = meter::EventData(event, joined);
  const bool bare = event.starts_with("data\n") || event.find("\ndata\n") != std::string_view::npos;
  Require(bare || fields.data == data, "the meter reads what a client reads");
}

}  // namespace

void Try(std::string_view input) {
  const Split whole = SplitUp({input});
  Require(whole == SplitUp(Pieces(input)), "a stream in pieces splits as in one");
  if (input.size() <= kShort) {
    Require(whole == SplitUp(Bytes(input)), "a stream byte by byte splits as in one");
  }
  if (!whole.well) return;
  std::string joined;
  for (const std::string& event : whole.events) {
    joined += event;
    ReadTwice(event);
  }
  Require(joined + whole.tail == input, "the events and the tail are the stream");
}

}  // namespace rg::fuzz
