// The usage of a stream. The first byte chooses the dialect, the second what we asked for.

#include <boost/json.hpp>

#include "fuzz.h"
#include "http/sse.h"
#include "meter/sse.h"
#include "meter/stream.h"
#include "usage_promises.h"

namespace rg::fuzz {
namespace {

using meter::StreamAction;
using meter::StreamMeter;
using meter::StreamOptions;

bool IsJson(std::string_view text) {
  boost::system::error_code error;
  boost::json::parse(text, error);
  return !error;
}

// Whether every event of `stream` carries JSON, or is the one that says there is no more.
void CheckOurOwn(std::string_view stream) {
  http::SseSplitter splitter;
  const bool well = splitter.Feed(stream, [&](std::string_view event) {
    std::string buffer;
    const http::SseFields fields = http::ParseSseEvent(event, buffer);
    Require(fields.has_data, "an event of ours says something");
    Require(fields.data == "[DONE]" || IsJson(fields.data), "an event of ours is JSON");
  });
  Require(well && splitter.tail().empty(), "an ending of ours is made of whole events");
}

struct Sent {
  std::string bytes;
  meter::Reading reading;
  bool operator==(const Sent&) const = default;
};

// A stream on its way from the provider to the client, with everything that must be true of it.
class Passage {
 public:
  Passage(Dialect dialect, StreamOptions options) : options_(options), meter_(dialect, options) {}

  void Take(std::string_view event) {
    std::string joined;
    const std::string_view data = meter::EventData(event, joined);
    const bool is_json = IsJson(data);
    well_formed_ = well_formed_ && (data.empty() || data == "[DONE]" || is_json);
    const std::int64_t before = meter_.output_bytes();
    const StreamAction action = meter_.Feed(event, rewritten_);
    Require(meter_.output_bytes() >= before, "what was generated is never taken back");
    if (action == StreamAction::kPass) sent_.bytes.append(event);
    if (action != StreamAction::kRewritten) return;
    Require(options_.strip_usage, "nothing is rewritten unless something is to be taken out");
    Require(rewritten_.size() < event.size(), "a rewritten event has lost something");
    std::string again;
    Require(!is_json || IsJson(meter::EventData(rewritten_, again)), "a rewritten event is JSON");
    sent_.bytes.append(rewritten_);
  }

  // What an ending repeats of a stream that was no JSON itself is no worse than the stream.
  Sent End() {
    CheckReading(meter_.reading());
    if (well_formed_) CheckOurOwn(meter_.BrakeEnding(meter_.reading().usage));
    sent_.reading = meter_.reading();
    return std::move(sent_);
  }

 private:
  StreamOptions options_;
  StreamMeter meter_;
  std::string rewritten_;
  Sent sent_;
  bool well_formed_ = true;
};

Sent Meter(Dialect dialect, StreamOptions options, const std::vector<std::string_view>& pieces) {
  Passage passage(dialect, options);
  http::SseSplitter splitter;
  for (const std::string_view piece : pieces) {
    if (!splitter.Feed(piece, [&](std::string_view event) { passage.Take(event); })) break;
  }
  return passage.End();
}

}  // namespace

void Try(std::string_view input) {
  const Dialect dialect = ChooseDialect(input);
  const std::size_t asked = Choose(input, 4);
  const StreamOptions options{.strip_usage = (asked & 1) != 0,
                              .client_asked_usage = (asked & 2) != 0};
  const Sent whole = Meter(dialect, options, {input});
  Require(Meter(dialect, options, Pieces(input)) == whole, "a stream in pieces reads as in one");
}

}  // namespace rg::fuzz
