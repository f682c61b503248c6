#include "route/gemini_body.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "route/content_reader.h"
#include "route/json_reader.h"

namespace rg::route {
namespace {

using Kind = JsonReader::Kind;

enum class Name : std::uint8_t {
  kUnknown,
  kModel,
  kContents,
  kContent,
  kRequests,
  kSystemInstruction,
  kParts,
  kTools,
  kGenerationConfig,
  kCachedContent,
  kServiceTier,
  kMaxOutputTokens,
  kCandidateCount,
  kResponseModalities,
  kInlineData,
  kFileData,
  kMimeType,
  kData,
  kFunctionDeclarations,
  kFunctionResponse,
};

struct Spelling {
  Name name;
  std::string_view camel;
  std::string_view snake;
};
constexpr std::array kSpellings = {
    Spelling{Name::kModel, "model", "model"},
    Spelling{Name::kContents, "contents", "contents"},
    Spelling{Name::kContent, "content", "content"},
    Spelling{Name::kRequests, "requests", "requests"},
    Spelling{Name::kSystemInstruction, "systemInstruction", "system_instruction"},
    Spelling{Name::kParts, "parts", "parts"},
    Spelling{Name::kTools, "tools", "tools"},
    Spelling{Name::kGenerationConfig, "generationConfig", "generation_config"},
    Spelling{Name::kCachedContent, "cachedContent", "cached_content"},
    Spelling{Name::kServiceTier, "serviceTier", "service_tier"},
    Spelling{Name::kMaxOutputTokens, "maxOutputTokens", "max_output_tokens"},
    Spelling{Name::kCandidateCount, "candidateCount", "candidate_count"},
    Spelling{Name::kResponseModalities, "responseModalities", "response_modalities"},
    Spelling{Name::kInlineData, "inlineData", "inline_data"},
    Spelling{Name::kFileData, "fileData", "file_data"},
    Spelling{Name::kMimeType, "mimeType", "mime_type"},
    Spelling{Name::kData, "data", "data"},
    Spelling{Name::kFunctionDeclarations, "functionDeclarations", "function_declarations"},
    Spelling{Name::kFunctionResponse, "functionResponse", "function_response"},
};

Name FindName(std::string_view text) {
  const auto found = std::find_if(
      kSpellings.begin(), kSpellings.end(),
      [&](const Spelling& spelling) { return spelling.camel == text || spelling.snake == text; });
  return found == kSpellings.end() ? Name::kUnknown : found->name;
}

// The tools that Google runs itself. Each brings text that the request does not show; those that
// search are billed by the search too.
bool Searches(std::string_view tool) {
  return tool.find("earch") != std::string_view::npos && !tool.starts_with("file") &&
         tool.find("Maps") == std::string_view::npos;
}

// Up to Gemini 2.5 a call that searches pays once, however often it does; from 3 on for each query.
bool PaysOncePerCall(std::string_view model) {
  return model.starts_with("gemini-1") || model.starts_with("gemini-2");
}

class GeminiReader {
 public:
  GeminiReader(Dialect dialect, std::string_view model, std::string_view body,
               std::pmr::memory_resource& memory)
      : in_(body, memory), content_(in_, facts_, dialect, memory) {
    facts_.model = model;
    facts_.text_bytes = static_cast<std::int64_t>(body.size());
    facts_.output_limit_name = "maxOutputTokens";
  }

  Result<RequestFacts> Read() {
    if (in_.Peek() != Kind::kObject) in_.Refuse({}, "The body must be a JSON object.");
    const std::size_t at = in_.offset();
    facts_.first_member = at;
    Members(nullptr, [&](Name name, const Place& here) { ReadMember(name, here); });
    in_.ExpectEnd();
    if (!in_.failed()) Conclude(at);
    if (in_.failed()) return in_.TakeError();
    return std::move(facts_);
  }

 private:
  // Calls each(name, place) for the members of the object to come; it must consume the value. The
  // values of unknown names are skipped.
  template <class Each>
  void Members(const Place* outer, Each&& each) {
    std::uint32_t seen = 0;
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      const std::string_view key = in_.Key();
      const Name name = FindName(key);
      if (name == Name::kUnknown) {
        Unknown(outer, key);
        continue;
      }
      const Place here{outer, key};
      const std::uint32_t bit = std::uint32_t{1} << static_cast<unsigned>(name);
      if ((seen & bit) != 0) {
        in_.Refuse(ToText(here), "'" + std::string(key) +
                                     "' appears twice, perhaps in both of its spellings. Send it "
                                     "once: which of the two counts would depend on who reads it.");
      }
      seen |= bit;
      each(name, here);
    }
  }

  // What stands under a name nobody knows is text that the model may read, bounded by its bytes;
  // but a tool is known by its name alone.
  void Unknown(const Place* outer, std::string_view key) {
    const Kind kind = in_.Peek();
    in_.Skip();
    if (!in_tool_ || kind == Kind::kNull || in_.failed()) return;
    ++facts_.built_in_tools;
    if (key == "computerUse" || key == "computer_use") return;
    const Place here{outer, key};
    const std::string_view what = content_.Keep("the tool ", key);
    if (!Searches(key)) {
      const bool by_size = key.find("aps") == std::string_view::npos;
      return content_.NoBound(what, here, by_size);
    }
    if (PaysOncePerCall(facts_.model)) facts_.searches = 1;
    content_.NoBound(what, here, PaysOncePerCall(facts_.model));
  }

  void ReadMember(Name name, const Place& here) {
    switch (name) {
      case Name::kModel:
        return CheckModel(here);
      case Name::kContents:
      case Name::kContent:
      case Name::kSystemInstruction:
        says_something_ = says_something_ || name != Name::kSystemInstruction;
        return Each(here, [&](const Place& item) { ReadContent(item); });
      case Name::kRequests:
        says_something_ = true;
        return Each(here, [&](const Place& item) { ReadEmbedRequest(item); });
      case Name::kTools:
        return Each(here, [&](const Place& item) { ReadTool(item); });
      case Name::kGenerationConfig:
        return ReadConfig(here);
      case Name::kCachedContent:
        if (in_.Peek() != Kind::kNull) facts_.hidden_inputs = 1;
        in_.Skip();
        return;
      case Name::kServiceTier:
        facts_.service_tier = Text(here);
        return;
      default:
        in_.Skip();
    }
  }

  // One object, or an array of them.
  template <class Read>
  void Each(const Place& place, Read&& read) {
    if (in_.Peek() != Kind::kArray) return One(place, read);
    std::int64_t index = 0;
    for (bool more = in_.EnterArray(); more; more = in_.NextElement()) {
      One(Place{&place, {}, index++}, read);
    }
  }

  template <class Read>
  void One(const Place& place, Read&& read) {
    if (in_.Peek() == Kind::kObject) return read(place);
    in_.Skip();
  }

  void CheckModel(const Place& here) {
    std::string_view model = Text(here);
    if (model.starts_with("models/")) model.remove_prefix(7);
    if (model.empty() || model == facts_.model) return;
    in_.Refuse(ToText(here), "The body names the model '" + std::string(model.substr(0, 200)) +
                                 "', the path '" + std::string(facts_.model) +
                                 "'. Which of the two counts would depend on who reads it.");
  }

  void ReadEmbedRequest(const Place& place) {
    Members(&place, [&](Name name, const Place& here) {
      if (name == Name::kModel) return CheckModel(here);
      if (name == Name::kContent) {
        return Each(here, [&](const Place& item) { ReadContent(item); });
      }
      in_.Skip();
    });
  }

  void ReadContent(const Place& place) {
    Members(&place, [&](Name name, const Place& here) {
      if (name != Name::kParts) {
        in_.Skip();
        return;
      }
      Each(here, [&](const Place& item) { ReadPart(item); });
    });
  }

  void ReadPart(const Place& place) {
    Members(&place, [&](Name name, const Place& here) {
      if (name == Name::kInlineData) {
        One(here, [&](const Place& data) { ReadInlineData(data); });
      } else if (name == Name::kFileData) {
        One(here, [&](const Place& file) { ReadFileData(file); });
      } else if (name == Name::kFunctionResponse) {
        // A function may answer with pictures.
        One(here, [&](const Place& response) { ReadContent(response); });
      } else {
        in_.Skip();
      }
    });
  }

  void ReadInlineData(const Place& place) {
    std::string_view type;
    std::string_view data;
    std::size_t raw_size = 0;
    Members(&place, [&](Name name, const Place& here) {
      if (name == Name::kMimeType) {
        type = Text(here);
      } else if (name == Name::kData) {
        data = Text(here, &raw_size);
      } else {
        in_.Skip();
      }
    });
    if (in_.failed()) return;
    const Place here{&place, "data"};
    // Google's decoder takes more than the standard allows. What cannot be read is not refused, but
    // not counted as a picture or a sound either.
    if (!IsBase64(data, Base64::kEither)) {
      content_.NoBound("a file whose content cannot be counted in its bytes", here, true);
    } else if (type.starts_with("image/")) {
      ++facts_.images;
      facts_.text_bytes -= static_cast<std::int64_t>(raw_size);
    } else if (type.starts_with("audio/")) {
      facts_.audio_tokens += AudioTokens(data.size() / 4 * 3 + 3, FormatOf(type));
      facts_.text_bytes -= static_cast<std::int64_t>(raw_size);
    } else if (!type.starts_with("text/")) {
      content_.NoBound("a file whose content cannot be counted in its bytes", here, true);
    }
  }

  static std::string_view FormatOf(std::string_view audio) {
    if (audio == "audio/wav" || audio == "audio/x-wav") return "wav";
    return audio == "audio/mp3" || audio == "audio/mpeg" ? "mp3" : "";
  }

  void ReadFileData(const Place& place) {
    std::string_view type;
    Members(&place, [&](Name name, const Place& here) {
      if (name == Name::kMimeType) {
        type = Text(here);
      } else {
        in_.Skip();
      }
    });
    if (type.starts_with("image/")) {
      ++facts_.images;
    } else {
      content_.NoBound("a file of unknown size", place, true);
    }
  }

  void ReadTool(const Place& place) {
    facts_.has_tools = true;
    in_tool_ = true;
    Members(&place, [&](Name, const Place&) { in_.Skip(); });
    in_tool_ = false;
  }

  void ReadConfig(const Place& place) {
    if (in_.Peek() != Kind::kObject) {
      in_.Refuse(ToText(place), ToText(place) + " must be an object.");
      return;
    }
    config_at_ = in_.offset();
    config_empty_ = true;
    Members(&place, [&](Name name, const Place& here) {
      if (name == Name::kMaxOutputTokens) {
        facts_.output_tokens = Count(here, &facts_.output_limit);
      } else if (name == Name::kCandidateCount) {
        facts_.choices = Count(here).value_or(1);
      } else if (name == Name::kResponseModalities) {
        ReadModalities();
      } else {
        in_.Skip();
      }
    });
    const std::string_view config = in_.Text({config_at_, in_.offset() - config_at_});
    config_empty_ = config.find_first_not_of(" \t\r\n", 1) == config.size() - 1;
  }

  void ReadModalities() {
    if (in_.Peek() != Kind::kArray) {
      in_.Skip();
      return;
    }
    for (bool more = in_.EnterArray(); more; more = in_.NextElement()) {
      const bool text = in_.Peek() == Kind::kString;
      if (text && in_.String() == "AUDIO") facts_.audio_output = true;
      if (!text) in_.Skip();
    }
  }

  std::string_view Text(const Place& place, std::size_t* raw_size = nullptr) {
    const Kind kind = in_.Peek();
    if (kind == Kind::kString) return in_.String(raw_size);
    if (kind != Kind::kNull) in_.Refuse(ToText(place), ToText(place) + " must be a string.");
    in_.Skip();
    return {};
  }

  // A positive integer; Google's JSON takes it in quotes too.
  std::optional<std::int64_t> Count(const Place& place, ByteSpan* span = nullptr) {
    const Kind kind = in_.Peek();
    const ByteSpan bytes = in_.Skip();
    if (span != nullptr) *span = bytes;
    if (kind == Kind::kNull || in_.failed()) return std::nullopt;
    std::string_view digits = in_.Text(bytes);
    if (kind == Kind::kString) digits = digits.substr(1, digits.size() - 2);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error == std::errc{} && end == digits.data() + digits.size() && count > 0 &&
        count <= kCountMax) {
      return count;
    }
    in_.Refuse(ToText(place), ToText(place) + " must be a positive integer.");
    return std::nullopt;
  }

  void Conclude(std::size_t object_at) {
    if (facts_.model.empty()) {
      in_.Refuse("path", "The path names no model: /v1beta/models/{model}:generateContent.");
    } else if (!says_something_) {
      in_.Refuse("contents", "The request has no contents.");
    }
    // A limit of ours is the first member of the configuration, or of the request.
    if (config_at_ != 0) {
      facts_.output_limit_insert = {config_at_ + 1, "", config_empty_ ? "" : ","};
    } else {
      facts_.output_limit_insert = {object_at + 1, "\"generationConfig\":{", "},"};
    }
  }

  // Beyond any model there is; keeps sums and products of counts far from overflowing.
  static constexpr std::int64_t kCountMax = 1'000'000'000;

  RequestFacts facts_;
  JsonReader in_;
  ContentReader content_;
  bool in_tool_ = false;
  bool says_something_ = false;
  std::size_t config_at_ = 0;  // 0: the request has none
  bool config_empty_ = true;
};

}  // namespace

Result<RequestFacts> ReadGeminiRequest(Dialect dialect, std::string_view model,
                                       std::string_view body, std::pmr::memory_resource& memory) {
  return GeminiReader(dialect, model, body, memory).Read();
}

}  // namespace rg::route
