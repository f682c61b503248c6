// The streams of OpenAI's pictures, transcripts and speech: events of which the last carries the
// usage of the whole call.

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

class OpenAiEventStream final : public StreamReader {
 public:
  explicit OpenAiEventStream(Dialect dialect) : dialect_(dialect) {}

  StreamAction Feed(std::string_view raw_event, std::string&) override {
    ++state_.events;
    std::string joined;
    const std::string_view data = EventData(raw_event, joined);
    if (!data.empty() && data != "[DONE]") ReadEvent(data);
    return StreamAction::kPass;
  }

  // Nothing but a picture or a sound can end these, so they are not braked.
  std::string BrakeEnding(const Usage&) const override { return {}; }

 private:
  void ReadEvent(std::string_view data) {
    JsonCursor cursor(data);
    std::string_view type, usage;
    bool error = false;
    cursor.Object([&](std::string_view key) {
      if (key == "type" && cursor.Peek() == '"') {
        type = cursor.Text();
      } else if (key == "delta" && cursor.Peek() == '"') {
        state_.output_bytes += DecodedBytes(cursor.Text());
      } else if (key == "usage") {
        usage = cursor.Skip();
      } else if (key == "error") {
        error = cursor.Skip() != "null";
      }
    });
    if (!cursor.AtEnd()) {
      Fault(state_.reading, "an event of the stream", "is not valid JSON");
      return;
    }
    if (error || type == "error") state_.saw_error = state_.reading.is_error = true;
    // image_generation.completed, transcript.text.done, speech.audio.done
    const bool last = type.ends_with(".completed") || type == "transcript.text.done" ||
                      type == "speech.audio.done";
    if (last && !usage.empty()) ReadUsage(usage);
    state_.finished = state_.finished || last;
  }

  void ReadUsage(std::string_view usage) {
    std::string answer = "{\"usage\":";
    answer.append(usage).append("}");
    Reading report = ReadMembers(dialect_, answer);
    Reading& reading = state_.reading;
    if (!report.fault.empty() && reading.fault.empty()) reading.fault = std::move(report.fault);
    if (!report.found) return;
    reading.usage = report.usage;
    reading.reported_total_tokens = report.reported_total_tokens;
    reading.found = state_.input_known = true;
  }

  Dialect dialect_;
};

}  // namespace

std::unique_ptr<StreamReader> MakeOpenAiImageStream(StreamOptions) {
  return std::make_unique<OpenAiEventStream>(Dialect::kOpenAiImages);
}

std::unique_ptr<StreamReader> MakeOpenAiTranscriptionStream(StreamOptions) {
  return std::make_unique<OpenAiEventStream>(Dialect::kOpenAiTranscription);
}

std::unique_ptr<StreamReader> MakeOpenAiSpeechStream(StreamOptions) {
  return std::make_unique<OpenAiEventStream>(Dialect::kOpenAiTranscription);
}

}  // namespace rg::meter
