// The stream of /v1/chat/completions.

#include <algorithm>
#include <bitset>

#include "meter/delta.h"
#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/json_text.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

// OpenAI allows 128 choices; a stream of more is metered all the same, but not ended for each.
constexpr std::size_t kChoicesMax = 128;
// Ids and names of models are short. A longer one is not kept for the ending.
constexpr std::size_t kNameMax = 256;

// A JSON string or number that may be repeated without looking into it. The walk over a chunk
// checks neither escapes nor digits, and a line break may stand in a string of several data lines.
bool IsPlainText(std::string_view value) {
  return value.size() >= 2 && value.front() == '"' &&
         std::ranges::all_of(value, [](char c) { return c >= ' ' && c < 0x7f && c != '\\'; });
}
bool IsPlainCount(std::string_view value) {
  return !value.starts_with('0') &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

// Where one member of the chunk lies, to cut it out.
struct Span {
  const char* begin = nullptr;
  const char* end = nullptr;
};

class OpenAiChatStream final : public StreamReader {
 public:
  explicit OpenAiChatStream(StreamOptions options) : options_(options) {}

  StreamAction Feed(std::string_view raw_event, std::string& rewritten) override {
    ++state_.events;
    std::string joined;
    const std::string_view data = EventData(raw_event, joined);
    if (data.empty()) return StreamAction::kPass;
    if (data == "[DONE]") {
      state_.finished = true;
      return StreamAction::kPass;
    }
    Chunk chunk;
    if (!ReadChunk(data, chunk)) {
      Fault(state_.reading, "a chunk of the stream", "is not valid JSON");
      return StreamAction::kPass;
    }
    if (chunk.has_usage || chunk.has_error || chunk.of_groq) ReadReport(data);
    if (!options_.strip_usage) return StreamAction::kPass;
    if (chunk.has_usage && chunk.choices == 0) return StreamAction::kDrop;
    // Cut from one line only: what lies across several is left as it is. Some report usage beside
    // the last choice; that was not asked for either.
    if (chunk.usage.begin == nullptr || !joined.empty()) return StreamAction::kPass;
    Cut(raw_event, chunk.usage, rewritten);
    return StreamAction::kRewritten;
  }

  std::string BrakeEnding(const Usage& usage) const override {
    std::string ending;
    for (std::size_t index = 0; index < kChoicesMax; ++index) {
      // A stream cut before its first chunk still owes the client one choice, with a role.
      const bool unseen = index == 0 && opened_.none();
      if (!open_[index] && !unseen) continue;
      BeginChunk(ending);
      ending.append("\"choices\":[{");
      AppendMember(ending, "index", static_cast<std::int64_t>(index));
      if (completions_) {
        ending.append(",\"text\":\"\"");
      } else {
        ending.append(unseen ? ",\"delta\":{\"role\":\"assistant\",\"content\":\"\"}"
                             : ",\"delta\":{}");
      }
      ending.append(",\"logprobs\":null,\"finish_reason\":\"length\"}]}\n\n");
    }
    if (options_.client_asked_usage) {
      BeginChunk(ending);
      ending.append("\"choices\":[],\"usage\":{");
      AppendUsage(ending, usage);
      ending.append("}}\n\n");
    }
    return ending.append("data: [DONE]\n\n");
  }

 private:
  struct Chunk {
    int choices = -1;  // -1: the chunk has no such member
    bool has_usage = false;
    bool has_error = false;
    bool of_groq = false;  // has the member in which Groq says more
    Span usage;
  };

  bool ReadChunk(std::string_view data, Chunk& chunk) {
    JsonCursor cursor(data);
    cursor.Object([&](std::string_view key) {
      if (key == "choices") {
        ReadChoices(cursor, chunk);
      } else if (key == "usage") {
        const char* const begin = key.data() - 1;
        const std::string_view value = cursor.Skip();
        chunk.has_usage = value != "null";
        chunk.usage = {begin, value.data() + value.size()};
      } else if (key == "x_groq") {
        chunk.of_groq = true;
      } else if (!named_ && key == "object") {
        completions_ = cursor.Skip() == "\"text_completion\"";
      } else if (key == "error") {
        chunk.has_error = cursor.Skip() != "null";
      } else if (!named_ && (key == "id" || key == "model" || key == "created")) {
        Name(key, cursor.Skip());
      } else if (key == "service_tier" && state_.reading.service_tier.empty()) {
        if (cursor.Peek() == '"') state_.reading.service_tier = cursor.Text();
      }
    });
    named_ = named_ || id_.size() > 2;  // Azure names its first chunk ""
    return cursor.AtEnd();
  }

  // Kept as written, quotes and all: an ending repeats it byte for byte.
  void Name(std::string_view key, std::string_view value) {
    if (value.size() > kNameMax) return;
    const bool text = IsPlainText(value);
    if (key == "id" && text) id_ = value;
    if (key == "created" && IsPlainCount(value)) created_ = value;
    if (key != "model") return;
    if (text) model_ = value;
    if (value.size() > 2 && value.front() == '"') {
      state_.reading.served_model = value.substr(1, value.size() - 2);
    }
  }

  void ReadChoices(JsonCursor& cursor, Chunk& chunk) {
    chunk.choices = 0;
    if (cursor.Peek() != '[') return;
    cursor.Array([&] {
      ++chunk.choices;
      std::int64_t index = 0;
      bool ended = false;
      cursor.Object([&](std::string_view key) {
        if (key == "delta" || key == "text") {
          state_.output_bytes += WrittenBytes(cursor);
        } else if (key == "index") {
          index = cursor.Count().value_or(0);
        } else if (key == "finish_reason") {
          ended = cursor.Skip() != "null";
        }
      });
      if (static_cast<std::size_t>(index) >= kChoicesMax) return;
      opened_[static_cast<std::size_t>(index)] = true;
      open_[static_cast<std::size_t>(index)] = !ended;
    });
  }

  // The chunks that carry more than text are few, and are read as whole answers are.
  void ReadReport(std::string_view data) {
    Reading report = ReadMembers(Dialect::kOpenAiChat, data);
    Reading& reading = state_.reading;
    state_.saw_error = state_.saw_error || report.is_error;
    reading.is_error = state_.saw_error;
    if (!report.fault.empty() && reading.fault.empty()) reading.fault = std::move(report.fault);
    if (!report.found) return;
    reading.found = state_.input_known = true;
    reading.usage = report.usage;
    reading.reported_total_tokens = report.reported_total_tokens;
    reading.reported_cost_pico = report.reported_cost_pico;
    if (!report.service_tier.empty()) reading.service_tier = std::move(report.service_tier);
  }

  // The event without the span and one comma beside it.
  static void Cut(std::string_view event, Span span, std::string& rewritten) {
    const char* begin = span.begin;
    const char* end = span.end;
    const char* before = begin;
    while (IsJsonSpace(before[-1])) --before;
    if (before[-1] == ',') {
      begin = before - 1;
    } else {
      while (IsJsonSpace(*end)) ++end;
      if (*end == ',') ++end;
    }
    const auto kept = static_cast<std::size_t>(begin - event.data());
    rewritten.assign(event.substr(0, kept));
    rewritten.append(event.substr(static_cast<std::size_t>(end - event.data())));
  }

  void BeginChunk(std::string& out) const {
    out.append("data: {\"id\":").append(id_.empty() ? "\"chatcmpl-cut\"" : id_);
    out.append(",\"object\":");
    out.append(completions_ ? "\"text_completion\"" : "\"chat.completion.chunk\"");
    out.append(",\"created\":");
    out.append(created_.empty() ? "0" : created_);
    out.append(",\"model\":").append(model_.empty() ? "\"\"" : model_).append(",");
  }

  static void AppendUsage(std::string& out, const Usage& usage) {
    AppendMember(out, "prompt_tokens", usage.InputTokens());
    AppendMember(out.append(","), "completion_tokens", usage.OutputTokens());
    AppendMember(out.append(","), "total_tokens", usage.InputTokens() + usage.OutputTokens());
    out.append(",\"prompt_tokens_details\":{");
    AppendMember(out, "cached_tokens", usage[UsageClass::kCacheRead]);
    AppendMember(out.append(","), "audio_tokens", usage[UsageClass::kInputAudio]);
    out.append("},\"completion_tokens_details\":{");
    AppendMember(out, "reasoning_tokens", usage[UsageClass::kOutputReasoning]);
    AppendMember(out.append(","), "audio_tokens", usage[UsageClass::kOutputAudio]);
    out.append("}");
  }

  StreamOptions options_;
  bool named_ = false;
  bool completions_ = false;  // the stream of /v1/completions, whose choices are plain text
  std::string id_, created_, model_;
  std::bitset<kChoicesMax> opened_;  // choices the client has seen begin
  std::bitset<kChoicesMax> open_;    // and not yet end
};

}  // namespace

std::unique_ptr<StreamReader> MakeOpenAiChatStream(StreamOptions options) {
  return std::make_unique<OpenAiChatStream>(options);
}

}  // namespace rg::meter
