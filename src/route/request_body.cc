#include "route/request_body.h"

#include <algorithm>
#include <string>
#include <utility>

#include "route/content_reader.h"
#include "route/gemini_body.h"
#include "route/member.h"

namespace rg::route {
namespace {

using Kind = JsonReader::Kind;

// Reads the members at the top of a request, in the order they come.
class RequestReader {
 public:
  RequestReader(Dialect dialect, std::string_view body, std::pmr::memory_resource& memory,
                std::string_view model, RequestFacts& facts)
      : dialect_(dialect),
        path_model_(model),
        facts_(facts),
        in_(body, memory),
        content_(in_, facts_, dialect, memory) {
    facts_.text_bytes = static_cast<std::int64_t>(body.size());
  }

  Result<void> Read() {
    if (in_.Peek() != Kind::kObject) {
      in_.Refuse({}, "The body must be a JSON object.");
    }
    bool more = in_.EnterObject();
    facts_.first_member = in_.offset();
    facts_.output_limit_insert.at = in_.offset();
    for (; more; more = in_.NextMember()) ReadMember(NextName(in_, seen_, nullptr));
    in_.ExpectEnd();
    if (!in_.failed()) Conclude();
    if (in_.failed()) return in_.TakeError();
    return {};
  }

 private:
  void ReadMember(Member member) {
    const Place here{nullptr, NameOf(member)};
    switch (member) {
      case Member::kModel:
        facts_.model = Text(here);
        return;
      case Member::kStream:
        facts_.stream = Flag(here);
        return;
      case Member::kStreamOptions:
        ReadStreamOptions(here);
        return;
      case Member::kMaxTokens:
      case Member::kMaxCompletionTokens:
      case Member::kMaxOutputTokens:
        ReadOutputLimit(here);
        return;
      case Member::kN:
        n_ = Count(here);
        return;
      case Member::kBestOf:
        best_of_ = Count(here);
        return;
      case Member::kServiceTier:
        facts_.service_tier = OptionalText(here);
        return;
      case Member::kUser:
        user_ = OptionalText(here);
        return;
      case Member::kSafetyIdentifier:
        safety_identifier_ = OptionalText(here);
        return;
      case Member::kMaxToolCalls:
        max_tool_calls_ = Count(here);
        return;
      case Member::kBackground:
        facts_.background = Flag(here);
        return;
      case Member::kMetadata:
        ReadMetadata(here);
        return;
      default:
        ReadContentMember(member, here);
        return;
    }
  }

  // Members that the model reads, or that tell it what to answer with.
  void ReadContentMember(Member member, const Place& here) {
    switch (member) {
      case Member::kMessages:
        ReadMessages(here);
        return;
      case Member::kInput:
        ReadInput(here);
        return;
      case Member::kSystem:
      case Member::kInputs:
        content_.ReadBlocks(here);
        return;
      case Member::kTools:
        content_.ReadTools(here);
        return;
      case Member::kCacheControl:
        content_.ReadCacheControl(here);
        return;
      case Member::kFunctions:
      case Member::kOutputConfig:
      case Member::kOutputFormat:
        facts_.has_tools = true;
        in_.Skip();
        return;
      case Member::kModalities:
        facts_.audio_output = AnyIs("audio");
        return;
      case Member::kReasoning:
        ReadReasoning(here);
        return;
      default:
        ReadPriceMember(member, here);
        return;
    }
  }

  // Members that bring input we cannot see, or change the price in ways the catalogue does not
  // know.
  void ReadPriceMember(Member member, const Place& here) {
    const Kind kind = in_.Peek();
    const std::string_view value = in_.Text(in_.Skip());
    if (kind == Kind::kNull || kind == Kind::kFalse || value == "[]" || value == "{}") return;
    switch (member) {
      case Member::kPreviousResponseId:
      case Member::kConversation:
        Hide(1);
        return;
      case Member::kPrompt:
        if (kind == Kind::kObject) Hide(1);
        return;
      case Member::kWebSearchOptions:
        facts_.searches += 1;
        Hide(1);
        return;
      case Member::kContextManagement:
        Hide(1);
        return;
      case Member::kMcpServers:
        content_.NoBound("the tools of an MCP server", here, true);
        return;
      case Member::kSpeed:
        if (value != "\"standard\"") content_.NoBound("a speed with its own price", here, false);
        return;
      case Member::kInferenceGeo:
        // Every quote includes what the US region costs more.
        if (value != "\"global\"" && value != "\"us\"") {
          content_.NoBound("a region with its own price", here, false);
        }
        return;
      case Member::kModels:
        content_.NoBound("a list of other models", here, false);
        return;
      case Member::kPreset:
        content_.NoBound("a preset kept by the provider", here, false);
        return;
      case Member::kPlugins:
        content_.NoBound("plugins billed by use", here, false);
        return;
      case Member::kImages:
        content_.NoBound("pictures of unknown size", here, true);
        return;
      case Member::kSearchSettings:
        content_.NoBound("searches billed by use", here, false);
        return;
      default:
        return;
    }
  }

  void Hide(std::int64_t times) { facts_.hidden_inputs = std::max(facts_.hidden_inputs, times); }

  void Refuse(const Place& place, const char* rule) {
    in_.Refuse(ToText(place), ToText(place) + " must be " + rule + ".");
  }

  std::string_view Text(const Place& place) {
    if (in_.Peek() == Kind::kString) return in_.String();
    Refuse(place, "a string");
    return {};
  }

  std::string_view OptionalText(const Place& place) {
    if (in_.Peek() != Kind::kNull) return Text(place);
    in_.Skip();
    return {};
  }

  bool Flag(const Place& place) {
    const Kind kind = in_.Peek();
    if (kind != Kind::kTrue && kind != Kind::kFalse && kind != Kind::kNull) {
      Refuse(place, "true or false");
    }
    in_.Skip();
    return kind == Kind::kTrue;
  }

  // A positive integer; nullopt for null.
  std::optional<std::int64_t> Count(const Place& place, ByteSpan* span = nullptr) {
    const Kind kind = in_.Peek();
    const ByteSpan bytes = in_.Skip();
    if (span != nullptr) *span = bytes;
    if (kind == Kind::kNull || in_.failed()) return std::nullopt;
    std::int64_t count = 0;
    for (const char c : in_.Text(bytes)) {
      const bool digit = c >= '0' && c <= '9';
      count = digit && count <= kCountMax ? count * 10 + (c - '0') : kCountMax + 1;
    }
    if (count > 0 && count <= kCountMax) return count;
    Refuse(place, "a positive integer");
    return std::nullopt;
  }

  bool AnyIs(std::string_view wanted) {
    bool found = false;
    if (in_.Peek() != Kind::kArray) {
      in_.Skip();
      return false;
    }
    for (bool more = in_.EnterArray(); more; more = in_.NextElement()) {
      if (in_.Peek() == Kind::kString) {
        found |= in_.String() == wanted;
      } else {
        in_.Skip();
      }
    }
    return found;
  }

  void ReadStreamOptions(const Place& place) {
    const Kind kind = in_.Peek();
    if (kind != Kind::kObject && kind != Kind::kNull) Refuse(place, "an object");
    const std::size_t at = in_.offset();
    if (kind != Kind::kObject) {
      facts_.stream_options = in_.Skip();
      facts_.stream_options_null = true;
      return;
    }
    SeenMembers seen;
    facts_.stream_options_empty = true;
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      facts_.stream_options_empty = false;
      const Member member = NextName(in_, seen, &place);
      if (member == Member::kIncludeUsage) {
        const std::size_t before = in_.offset();
        facts_.wants_usage = Flag({&place, NameOf(member)});
        // Flag passes over white space first; the value is what it ended with.
        facts_.include_usage = LastToken(before);
      } else {
        in_.Skip();
      }
    }
    facts_.stream_options = {at, in_.offset() - at};
  }

  ByteSpan LastToken(std::size_t before) const {
    std::size_t at = before;
    const std::size_t end = in_.offset();
    while (at < end && in_.Text({at, 1}).find_first_of(" \t\r\n") == 0) ++at;
    return {at, end - at};
  }

  void ReadOutputLimit(const Place& place) {
    ByteSpan span;
    const auto tokens = Count(place, &span);
    if (facts_.output_limit && facts_.output_tokens && tokens) {
      in_.Refuse(ToText(place), "Both " + std::string(facts_.output_limit_name) + " and " +
                                    ToText(place) + " limit the output. Send one of them.");
      return;
    }
    if (facts_.output_limit && !tokens) return;
    facts_.output_tokens = tokens;
    facts_.output_limit = span;
    facts_.output_limit_name = place.name;
  }

  void ReadMetadata(const Place& place) {
    if (!IsAnthropic(dialect_) || in_.Peek() != Kind::kObject) {
      in_.Skip();
      return;
    }
    SeenMembers seen;
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      const Member member = NextName(in_, seen, &place);
      if (member == Member::kUserId) {
        user_ = OptionalText({&place, NameOf(member)});
      } else {
        in_.Skip();
      }
    }
  }

  void ReadReasoning(const Place& place) {
    if (in_.Peek() != Kind::kObject) {
      in_.Skip();
      return;
    }
    SeenMembers seen;
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      const Member member = NextName(in_, seen, &place);
      const Place here{&place, NameOf(member)};
      if (member != Member::kMode) {
        in_.Skip();
        continue;
      }
      const std::string_view mode = OptionalText(here);
      if (!mode.empty() && mode != "standard") {
        content_.NoBound("a mode that thinks several times over", here, false);
      }
    }
  }

  void ReadMessages(const Place& place) {
    if (in_.Peek() != Kind::kArray) Refuse(place, "an array of messages");
    content_.ReadBlocks(place);
  }

  void ReadInput(const Place& place) {
    const Kind kind = in_.Peek();
    if (kind != Kind::kArray && kind != Kind::kString) Refuse(place, "a string or an array");
    if (dialect_ == Dialect::kOpenAiSpeech && kind == Kind::kString) {
      characters_ = CountCharacters(in_.String());
      return;
    }
    content_.ReadBlocks(place);
  }

  // Speech is billed by the character. The text is UTF-8, so that is every byte that begins one.
  static std::int64_t CountCharacters(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  }

  void Conclude() {
    if (!path_model_.empty()) facts_.model = path_model_;
    if (facts_.model.empty()) {
      in_.Refuse("model",
                 "The request names no model. Add \"model\", for example \"" +
                     std::string(IsAnthropic(dialect_) ? "claude-sonnet-4-5" : "gpt-4o-mini") +
                     "\".");
      return;
    }
    facts_.choices = std::max(n_.value_or(1), best_of_.value_or(1));
    facts_.end_user = safety_identifier_.empty() ? user_ : safety_identifier_;
    if (dialect_ == Dialect::kOpenAiImages) facts_.units = n_.value_or(1);
    if (dialect_ == Dialect::kOpenAiSpeech) facts_.units = characters_;
    if (dialect_ == Dialect::kCohereRerank) {
      facts_.units = facts_.text_bytes / kRerankedPerSearch + 1;
    }
    if (facts_.output_limit_name.empty()) {
      facts_.output_limit_name = dialect_ == Dialect::kOpenAiChat        ? "max_completion_tokens"
                                 : dialect_ == Dialect::kOpenAiResponses ? "max_output_tokens"
                                                                         : "max_tokens";
    }
    ConcludeTools();
  }

  void ConcludeTools() {
    const auto& tool = content_.hosted_tool();
    if (tool.type.empty()) return;
    if (max_tool_calls_) {
      facts_.searches += *max_tool_calls_;
      facts_.hidden_inputs += *max_tool_calls_;
    } else if (!facts_.unbounded || facts_.unbounded.by_input_size) {
      facts_.unbounded = {content_.Keep("the tool ", tool.type), tool.field, "max_tool_calls",
                          false};
    }
  }

  // A search of Cohere's ranks a hundred documents, and a long document counts as several: never
  // more of them than bytes.
  static constexpr std::int64_t kRerankedPerSearch = 100;
  // Beyond any model there is; keeps sums and products of counts far from overflowing.
  static constexpr std::int64_t kCountMax = 1'000'000'000;

  Dialect dialect_;
  std::string_view path_model_;
  RequestFacts& facts_;
  JsonReader in_;
  ContentReader content_;
  SeenMembers seen_;
  std::optional<std::int64_t> n_;
  std::optional<std::int64_t> best_of_;
  std::optional<std::int64_t> max_tool_calls_;
  std::int64_t characters_ = 0;
  std::string_view user_;
  std::string_view safety_identifier_;
};

}  // namespace

Result<void> ReadRequest(Dialect dialect, std::string_view body, std::pmr::memory_resource& memory,
                         std::string_view model, RequestFacts& facts) {
  if (FamilyOf(dialect) == Family::kGemini) {
    RG_TRY(facts, ReadGeminiRequest(dialect, model, body, memory));
    return {};
  }
  return RequestReader(dialect, body, memory, model, facts).Read();
}

Result<RequestFacts> ReadRequest(Dialect dialect, std::string_view body,
                                 std::pmr::memory_resource& memory, std::string_view model) {
  Result<RequestFacts> facts;
  if (Result<void> read = ReadRequest(dialect, body, memory, model, *facts); !read) {
    facts = std::move(read).error();
  }
  return facts;
}

}  // namespace rg::route
