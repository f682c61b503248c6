// The stream of Cohere's /v2/chat.

#include "meter/delta.h"
#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/json_text.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

class CohereStream final : public StreamReader {
 public:
  StreamAction Feed(std::string_view raw_event, std::string&) override {
    ++state_.events;
    std::string joined;
    const std::string_view data = EventData(raw_event, joined);
    if (!data.empty() && data != "[DONE]") ReadEvent(data);
    return StreamAction::kPass;
  }

  // Every event is named twice, in `event:` and in `type`, as the real ones are.
  std::string BrakeEnding(const Usage& usage) const override {
    std::string ending;
    if (!started_) {
      ending.append(
          "event: message-start\ndata: {\"id\":\"cut\",\"type\":\"message-start\",\"delta\":{"
          "\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\",\"tool_calls\":"
          "[],\"citations\":[]}}}\n\n");
    }
    if (!open_.empty()) {
      ending.append("event: ").append(open_).append("\ndata: {\"type\":\"").append(open_);
      ending.append("\",\"index\":").append(open_index_).append("}\n\n");
    }
    ending.append(
        "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":"
        "\"MAX_TOKENS\",\"usage\":{\"billed_units\":{");
    AppendUsage(ending, usage);
    ending.append("},\"tokens\":{");
    AppendUsage(ending, usage);
    return ending.append("}}}}\n\n");
  }

 private:
  void ReadEvent(std::string_view data) {
    JsonCursor cursor(data);
    std::string_view type, delta, index;
    cursor.Object([&](std::string_view key) {
      if (key == "type" && cursor.Peek() == '"') {
        type = cursor.Text();
      } else if (key == "delta") {
        delta = cursor.Skip();
      } else if (key == "index") {
        index = cursor.Skip();
      }
    });
    if (!cursor.AtEnd()) {
      Fault(state_.reading, "an event of the stream", "is not valid JSON");
      return;
    }
    started_ = started_ || type == "message-start";
    FollowBlocks(type, index);
    if (type == "message-end") return ReadEnd(delta);
    if (type == "message-start" || type.starts_with("citation")) return;
    JsonCursor text(delta);
    if (!delta.empty()) state_.output_bytes += WrittenBytes(text);
  }

  // One block is open at a time: content, or a call of a tool.
  void FollowBlocks(std::string_view type, std::string_view index) {
    if (type == "content-start") open_ = "content-end";
    if (type == "tool-call-start") open_ = "tool-call-end";
    if (type == "content-end" || type == "tool-call-end") open_.clear();
    if (type.ends_with("-start") && index.size() < 20 && !index.empty()) open_index_ = index;
  }

  void ReadEnd(std::string_view delta) {
    state_.finished = true;
    Reading& reading = state_.reading;
    if (MemberOf(delta, "finish_reason") == "\"ERROR\"") state_.saw_error = reading.is_error = true;
    std::string answer = "{\"usage\":";
    const std::string_view usage = MemberOf(delta, "usage");
    if (usage.empty()) return;
    answer.append(usage).append("}");
    Reading report = ReadMembers(Dialect::kCohereChat, answer);
    if (report.fault.empty()) report.fault = std::move(reading.fault);
    report.is_error = reading.is_error;
    reading = std::move(report);
    state_.input_known = reading.found;
  }

  static void AppendUsage(std::string& out, const Usage& usage) {
    AppendMember(out, "input_tokens", usage.InputTokens());
    AppendMember(out.append(","), "output_tokens", usage.OutputTokens());
  }

  bool started_ = false;
  std::string open_;  // the event that closes the block that is open, "" when none is
  std::string open_index_ = "0";
};

}  // namespace

std::unique_ptr<StreamReader> MakeCohereStream(StreamOptions) {
  return std::make_unique<CohereStream>();
}

}  // namespace rg::meter
