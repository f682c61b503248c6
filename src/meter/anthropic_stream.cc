// The stream of Anthropic's /v1/messages.

#include <set>

#include "meter/anthropic.h"
#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/json_text.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

// One block is open at a time; more are remembered only as far as an honest provider could mean.
constexpr std::size_t kOpenBlocksMax = 64;

class AnthropicStream final : public StreamReader {
 public:
  StreamAction Feed(std::string_view raw_event, std::string&) override {
    ++state_.events;
    std::string joined;
    const std::string_view data = EventData(raw_event, joined);
    if (!data.empty()) ReadEvent(data);
    return StreamAction::kPass;
  }

  // Every event of the ending is named twice, in `event:` and in `type`, as the real ones are.
  std::string BrakeEnding(const Usage& usage) const override {
    std::string ending;
    if (!started_) {
      ending.append(
          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_cut\","
          "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"\",\"content\":[],"
          "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{");
      AppendUsage(ending, usage);
      ending.append("}}}\n\n");
    }
    for (const std::string& index : open_blocks_) {
      ending.append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":");
      ending.append(index).append("}\n\n");
    }
    ending.append(
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
        "\"max_tokens\",\"stop_sequence\":null},\"usage\":{");
    AppendUsage(ending, usage);
    ending.append("}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    return ending;
  }

 private:
  void ReadEvent(std::string_view data) {
    JsonCursor cursor(data);
    std::string_view type, index;
    bool reported = false;
    cursor.Object([&](std::string_view key) {
      if (key == "type") {
        type = cursor.Peek() == '"' ? cursor.Text() : cursor.Skip();
      } else if (key == "delta") {
        ReadDelta(cursor);
      } else if (key == "index") {
        index = cursor.Skip();
      } else {
        reported = reported || key == "usage" || key == "message";
      }
    });
    if (!cursor.AtEnd()) {
      Fault(state_.reading, "an event of the stream", "is not valid JSON");
      return;
    }
    if (type == "content_block_delta") return;
    if (type == "content_block_start") {
      const bool named = !index.empty() && index.size() < 20;
      if (named && open_blocks_.size() < kOpenBlocksMax) open_blocks_.emplace(index);
    } else if (type == "content_block_stop") {
      open_blocks_.erase(std::string(index));
    } else if (type == "message_stop") {
      state_.finished = true;
    } else if (type == "error") {
      state_.saw_error = state_.reading.is_error = true;
    }
    if (reported) ReadReport(data);
    started_ = started_ || type == "message_start";
  }

  // What the model wrote. A signature is the provider's, and so is a citation.
  void ReadDelta(JsonCursor& cursor) {
    if (cursor.Peek() != '{') return;
    cursor.Object([&](std::string_view key) {
      if ((key == "text" || key == "thinking" || key == "partial_json") && cursor.Peek() == '"') {
        state_.output_bytes += DecodedBytes(cursor.Text());
      }
    });
  }

  // message_start carries a message with the usage so far, message_delta a usage of its own.
  void ReadReport(std::string_view data) {
    JsonCursor in(data);
    Reading& reading = state_.reading;
    bool reported = false;
    in.Object([&](std::string_view key) {
      if (key == "usage") reported = ReadAnthropicUsage(in, counts_, reading);
      if (key != "message") return;
      EachField(in, "message", reading, [&](std::string_view name) {
        if (name == "usage") reported = ReadAnthropicUsage(in, counts_, reading);
        if (name == "model") ReadText(in, "message.model", reading.served_model, reading);
      });
    });
    if (!reported) return;
    Classify(counts_, reading);
    state_.input_known = reading.found;
  }

  static void AppendUsage(std::string& out, const Usage& usage) {
    AppendMember(out, "input_tokens", usage[UsageClass::kInputUncached]);
    AppendMember(out.append(","), "cache_creation_input_tokens",
                 usage[UsageClass::kCacheWrite5m] + usage[UsageClass::kCacheWrite1h]);
    AppendMember(out.append(","), "cache_read_input_tokens", usage[UsageClass::kCacheRead]);
    AppendMember(out.append(","), "output_tokens", usage.OutputTokens());
  }

  bool started_ = false;
  AnthropicCounts counts_;
  std::set<std::string> open_blocks_;  // indices as written; one at a time in practice
};

}  // namespace

std::unique_ptr<StreamReader> MakeAnthropicStream(StreamOptions) {
  return std::make_unique<AnthropicStream>();
}

}  // namespace rg::meter
