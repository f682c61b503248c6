// The stream of Gemini's :streamGenerateContent, as events (alt=sse) or as one JSON array.

#include <map>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/json_text.h"
#include "meter/sse.h"

namespace rg::meter {
namespace {

// More candidates than Gemini gives.
constexpr std::size_t kCandidatesMax = 64;
constexpr int kPartDepthMax = 8;
// Names of models and ids are short. A longer one is not kept for the ending.
constexpr std::size_t kNameMax = 256;

class GeminiStream final : public StreamReader {
 public:
  StreamAction Feed(std::string_view raw_event, std::string&) override {
    ++state_.events;
    std::string joined;
    std::string_view data = EventData(raw_event, joined);
    if (data.empty()) data = ArrayItem(raw_event);
    if (!data.empty()) ReadPiece(data);
    return StreamAction::kPass;
  }

  std::string BrakeEnding(const Usage& usage) const override {
    std::string piece = "{\"candidates\":[";
    for (const auto& [index, ended] : candidates_) {
      if (ended) continue;
      if (piece.back() == '}') piece.push_back(',');
      AppendCandidate(piece, index);
    }
    // A stream cut before its first candidate still owes the client one.
    if (candidates_.empty()) AppendCandidate(piece, 0);
    piece.append("],\"usageMetadata\":{");
    AppendUsage(piece, usage);
    piece.append("}");
    if (!model_.empty()) piece.append(",\"modelVersion\":").append(model_);
    if (!id_.empty()) piece.append(",\"responseId\":").append(id_);
    piece.append("}");
    if (!in_array_) return "data: " + piece + "\r\n\r\n";
    return (state_.events == 0 ? "[" : ",\r\n") + piece + "\r\n]";
  }

 private:
  // A piece of the array with the bracket or comma before it.
  std::string_view ArrayItem(std::string_view raw) {
    const std::size_t begin = raw.find_first_not_of("[, \t\r\n");
    if (begin == std::string_view::npos || raw[begin] != '{') return {};
    in_array_ = true;
    return raw.substr(begin);
  }

  void ReadPiece(std::string_view data) {
    JsonCursor cursor(data);
    bool blocked = false;
    cursor.Object([&](std::string_view key) {
      if (key == "candidates") {
        ReadCandidates(cursor);
      } else if (key == "promptFeedback") {
        blocked = cursor.Skip().find("blockReason") != std::string_view::npos;
      } else if (key == "modelVersion") {
        Keep(cursor.Skip(), model_);
      } else if (key == "responseId") {
        Keep(cursor.Skip(), id_);
      }
    });
    if (!cursor.AtEnd()) {
      Fault(state_.reading, "a piece of the stream", "is not valid JSON");
      return;
    }
    ReadReport(data);
    state_.finished = blocked || AllEnded();
  }

  static void Keep(std::string_view json, std::string& name) {
    if (json.size() <= kNameMax && json.starts_with('"')) name = json;
  }

  bool AllEnded() const {
    for (const auto& [index, ended] : candidates_) {
      if (!ended) return false;
    }
    return !candidates_.empty();
  }

  void ReadCandidates(JsonCursor& cursor) {
    if (cursor.Peek() != '[') return;
    cursor.Array([&] {
      std::int64_t index = 0;
      bool ended = false;
      if (cursor.Peek() != '{') return;
      cursor.Object([&](std::string_view key) {
        if (key == "content") {
          ReadContent(cursor);
        } else if (key == "index") {
          index = cursor.Count().value_or(0);
        } else if (key == "finishReason") {
          ended = cursor.Skip() != "null";
        }
      });
      if (candidates_.size() < kCandidatesMax || candidates_.contains(index)) {
        candidates_[index] = ended;
      }
    });
  }

  // Everything the model wrote: text, thoughts, code, names and arguments of functions. Not the
  // role, nor signatures and pictures, whose base64 says nothing of tokens.
  void ReadContent(JsonCursor& cursor, int depth = 0) {
    const char first = cursor.Peek();
    if (depth > kPartDepthMax) {
      state_.output_bytes += static_cast<std::int64_t>(cursor.Skip().size());
    } else if (first == '"') {
      state_.output_bytes += DecodedBytes(cursor.Text());
    } else if (first == '[') {
      cursor.Array([&] { ReadContent(cursor, depth + 1); });
    } else if (first == '{') {
      cursor.Object([&](std::string_view key) {
        const bool not_written =
            key == "role" || key == "thoughtSignature" || key == "inlineData" || key == "id";
        if (!not_written) ReadContent(cursor, depth + 1);
      });
    }
  }

  // Each piece repeats the figures so far, and the last one counts.
  void ReadReport(std::string_view data) {
    Reading report = ReadMembers(Dialect::kGeminiGenerate, data);
    Reading& reading = state_.reading;
    if (!report.fault.empty() && reading.fault.empty()) reading.fault = std::move(report.fault);
    if (report.is_error) state_.saw_error = reading.is_error = true;
    if (!report.served_model.empty()) reading.served_model = std::move(report.served_model);
    if (!report.service_tier.empty()) reading.service_tier = std::move(report.service_tier);
    const std::int64_t searches =
        std::max(reading.usage[UsageClass::kSearches], report.usage[UsageClass::kSearches]);
    if (report.found) {
      reading.found = state_.input_known = true;
      reading.usage = report.usage;
      reading.reported_total_tokens = report.reported_total_tokens;
    }
    reading.usage[UsageClass::kSearches] = searches;
  }

  static void AppendCandidate(std::string& out, std::int64_t index) {
    out.append("{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},");
    out.append("\"finishReason\":\"MAX_TOKENS\",");
    AppendMember(out, "index", index);
    out.append("}");
  }

  static void AppendUsage(std::string& out, const Usage& usage) {
    const std::int64_t thoughts = usage[UsageClass::kOutputReasoning];
    AppendMember(out, "promptTokenCount", usage.InputTokens());
    AppendMember(out.append(","), "cachedContentTokenCount", usage[UsageClass::kCacheRead]);
    AppendMember(out.append(","), "candidatesTokenCount", usage.OutputTokens() - thoughts);
    AppendMember(out.append(","), "thoughtsTokenCount", thoughts);
    AppendMember(out.append(","), "totalTokenCount", usage.InputTokens() + usage.OutputTokens());
  }

  bool in_array_ = false;
  std::map<std::int64_t, bool> candidates_;  // by index: whether it has ended
  std::string model_, id_;                   // as written, quotes and all
};

}  // namespace

std::unique_ptr<StreamReader> MakeGeminiStream(StreamOptions) {
  return std::make_unique<GeminiStream>();
}

}  // namespace rg::meter
