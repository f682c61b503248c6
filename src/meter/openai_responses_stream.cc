// The stream of /v1/responses.

#include <algorithm>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/openai_responses_output.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

class OpenAiResponsesStream final : public StreamReader {
 public:
  // Usage comes without being asked for, so there is never anything to take out.
  StreamAction Feed(std::string_view raw_event, std::string&) override {
    ++state_.events;
    std::string joined;
    const std::string_view data = EventData(raw_event, joined);
    // Between the tokens of JSON a line break is a space. An ending repeats parts of this on one
    // line.
    std::ranges::replace(joined, '\n', ' ');
    if (data.empty() || data == "[DONE]") return StreamAction::kPass;

    ResponsesEvent event;
    if (!ReadEvent(data, event)) {
      Fault(state_.reading, "an event of the stream", "is not valid JSON");
      return StreamAction::kPass;
    }
    if (!event.delta.empty()) state_.output_bytes += DecodedBytes(event.delta);
    if (!event.response.empty()) ReadResponse(event);
    if (event.type == "error") state_.saw_error = state_.reading.is_error = true;
    output_.Follow(event);
    return StreamAction::kPass;
  }

  std::string BrakeEnding(const Usage& usage) const override { return output_.Ending(usage); }

 private:
  static bool ReadEvent(std::string_view data, ResponsesEvent& event) {
    JsonCursor cursor(data);
    cursor.Object([&](std::string_view key) {
      const char first = cursor.Peek();
      if (key == "type" && first == '"') {
        event.type = cursor.Text();
      } else if (key == "delta" && first == '"') {
        event.delta = cursor.Text();
      } else if (key == "item_id") {
        event.item_id = cursor.Skip();
      } else if (key == "output_index") {
        event.output_index = cursor.Count().value_or(0);
      } else if (key == "content_index" || key == "summary_index") {
        event.part_index = cursor.Count().value_or(0);
      } else if (key == "sequence_number") {
        event.sequence_number = cursor.Count().value_or(0);
      } else if (first == '{') {
        Keep(key, cursor.Skip(), event);
      }
    });
    // Audio is not text, and its base64 says nothing of tokens.
    if (event.type.find("audio") != std::string_view::npos) event.delta = {};
    return cursor.AtEnd();
  }

  static void Keep(std::string_view key, std::string_view object, ResponsesEvent& event) {
    if (key == "response") event.response = object;
    if (key == "item") event.item = object;
    if (key == "part") event.part = object;
  }

  // Usage is in the response of the last event. The earlier ones name the model.
  void ReadResponse(const ResponsesEvent& event) {
    const bool last = event.type == "response.completed" || event.type == "response.incomplete" ||
                      event.type == "response.failed" || event.type == "response.cancelled";
    if (!last && !state_.reading.served_model.empty()) return;
    Reading report = ReadMembers(Dialect::kOpenAiResponses, event.response);
    if (report.fault.empty()) report.fault = std::move(state_.reading.fault);
    state_.reading = std::move(report);
    state_.input_known = state_.reading.found;
    if (!last) return;
    state_.finished = true;
    state_.saw_error = state_.saw_error || event.type == "response.failed";
    state_.reading.is_error = state_.saw_error;
  }

  ResponsesOutput output_;
};

}  // namespace

std::unique_ptr<StreamReader> MakeOpenAiResponsesStream(StreamOptions) {
  return std::make_unique<OpenAiResponsesStream>();
}

}  // namespace rg::meter
