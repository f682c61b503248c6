#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/dialect.h"
#include "meter/json_cursor.h"
#include "meter/reading.h"
#include "meter/stream.h"

namespace rg::meter {

// How one dialect is read. A new dialect is a row here and a file that implements it.
struct DialectRow {
  Dialect dialect;
  // The top-level members of an answer that `read` looks at. Others are never kept.
  std::span<const std::string_view> members;
  // The top-level member whose items are counted by their "type", "" when none is. It may be larger
  // than everything else together, so it is scanned and not kept.
  std::string_view counted_member;
  // Reads the object to come. Null: answers of this dialect carry no usage.
  void (*read)(JsonCursor& in, Reading& reading);
  // Null: its streams carry no usage.
  std::unique_ptr<StreamReader> (*stream)(StreamOptions options);
};

const DialectRow& RowOf(Dialect dialect);

// openai.cc
extern const std::span<const std::string_view> kOpenAiMembers;
void ReadOpenAiChat(JsonCursor& in, Reading& reading);
void ReadOpenAiResponses(JsonCursor& in, Reading& reading);
void ReadOpenAiEmbeddings(JsonCursor& in, Reading& reading);
void ReadOpenAiImages(JsonCursor& in, Reading& reading);
// openai_chat_stream.cc, openai_responses_stream.cc, openai_event_stream.cc
std::unique_ptr<StreamReader> MakeOpenAiChatStream(StreamOptions options);
std::unique_ptr<StreamReader> MakeOpenAiResponsesStream(StreamOptions options);
std::unique_ptr<StreamReader> MakeOpenAiImageStream(StreamOptions options);
std::unique_ptr<StreamReader> MakeOpenAiTranscriptionStream(StreamOptions options);
std::unique_ptr<StreamReader> MakeOpenAiSpeechStream(StreamOptions options);

// anthropic.cc, anthropic_stream.cc
extern const std::span<const std::string_view> kAnthropicMembers;
void ReadAnthropic(JsonCursor& in, Reading& reading);
std::unique_ptr<StreamReader> MakeAnthropicStream(StreamOptions options);

// gemini.cc, gemini_stream.cc
extern const std::span<const std::string_view> kGeminiMembers;
void ReadGemini(JsonCursor& in, Reading& reading);
std::unique_ptr<StreamReader> MakeGeminiStream(StreamOptions options);

// cohere.cc, cohere_stream.cc
extern const std::span<const std::string_view> kCohereMembers;
void ReadCohere(JsonCursor& in, Reading& reading);
std::unique_ptr<StreamReader> MakeCohereStream(StreamOptions options);

}  // namespace rg::meter
