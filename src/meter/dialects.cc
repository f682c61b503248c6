#include "meter/dialects.h"

#include <array>

namespace rg::meter {
namespace {

const std::array kRows = {
    DialectRow{Dialect::kGeneric, {}, "", nullptr, nullptr},
    DialectRow{Dialect::kOpenAiChat, kOpenAiMembers, "", &ReadOpenAiChat, &MakeOpenAiChatStream},
    DialectRow{Dialect::kOpenAiResponses, kOpenAiMembers, "output", &ReadOpenAiResponses,
               &MakeOpenAiResponsesStream},
    DialectRow{Dialect::kOpenAiEmbeddings, kOpenAiMembers, "", &ReadOpenAiEmbeddings, nullptr},
    DialectRow{Dialect::kOpenAiOther, {}, "", nullptr, nullptr},
    DialectRow{Dialect::kAnthropicMessages, kAnthropicMembers, "", &ReadAnthropic,
               &MakeAnthropicStream},
    DialectRow{Dialect::kAnthropicOther, {}, "", nullptr, nullptr},
    DialectRow{Dialect::kOpenAiImages, kOpenAiMembers, "", &ReadOpenAiImages,
               &MakeOpenAiImageStream},
    DialectRow{Dialect::kOpenAiTranscription, kOpenAiMembers, "", &ReadOpenAiChat,
               &MakeOpenAiTranscriptionStream},
    DialectRow{Dialect::kOpenAiSpeech, {}, "", nullptr, &MakeOpenAiSpeechStream},
    DialectRow{Dialect::kGeminiGenerate, kGeminiMembers, "candidates", &ReadGemini,
               &MakeGeminiStream},
    DialectRow{Dialect::kGeminiEmbeddings, kGeminiMembers, "", &ReadGemini, nullptr},
    DialectRow{Dialect::kGeminiOther, {}, "", nullptr, nullptr},
    DialectRow{Dialect::kCohereChat, kCohereMembers, "", &ReadCohere, &MakeCohereStream},
    DialectRow{Dialect::kCohereEmbeddings, kCohereMembers, "", &ReadCohere, nullptr},
    DialectRow{Dialect::kCohereRerank, kCohereMembers, "", &ReadCohere, nullptr},
    DialectRow{Dialect::kCohereOther, {}, "", nullptr, nullptr},
};

}  // namespace

const DialectRow& RowOf(Dialect dialect) {
  for (const DialectRow& row : kRows) {
    if (row.dialect == dialect) return row;
  }
  return kRows.front();
}

}  // namespace rg::meter
