#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/name_index.h"
#include "http/head.h"
#include "route/plain_bytes.h"

namespace rg::route {

// The members of a request that say what it costs or where it goes. Each may appear once.
enum class Member : std::uint8_t {
  kUnknown,
  kModel,
  kStream,
  kStreamOptions,
  kIncludeUsage,
  kMaxTokens,
  kMaxCompletionTokens,
  kMaxOutputTokens,
  kN,
  kBestOf,
  kServiceTier,
  kUser,
  kSafetyIdentifier,
  kMetadata,
  kUserId,
  kMessages,
  kInput,
  kPrompt,
  kSystem,
  kTools,
  kFunctions,
  kMaxToolCalls,
  kWebSearchOptions,
  kModalities,
  kPreviousResponseId,
  kConversation,
  kBackground,
  kReasoning,
  kCacheControl,
  kMcpServers,
  kContextManagement,
  kSpeed,
  kInferenceGeo,
  kModels,
  kPreset,
  kPlugins,
  kSearchSettings,
  kOutputConfig,
  kOutputFormat,
  kImages,
  kInputs,
  // Of the blocks that make up a message.
  kType,
  kContent,
  kOutput,
  kImageUrl,
  kInputAudio,
  kAudio,
  kFile,
  kFileData,
  kFileId,
  kFileUrl,
  kVideoUrl,
  kSource,
  kDetail,
  kData,
  kUrl,
  kFormat,
  kMediaType,
  kTtl,
  kMode,
  kMaxUses,
  kCount
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Member::kCount)>
    kMemberNames = {
        "",
        "model",
        "stream",
        "stream_options",
        "include_usage",
        "max_tokens",
        "max_completion_tokens",
        "max_output_tokens",
        "n",
        "best_of",
        "service_tier",
        "user",
        "safety_identifier",
        "metadata",
        "user_id",
        "messages",
        "input",
        "prompt",
        "system",
        "tools",
        "functions",
        "max_tool_calls",
        "web_search_options",
        "modalities",
        "previous_response_id",
        "conversation",
        "background",
        "reasoning",
        "cache_control",
        "mcp_servers",
        "context_management",
        "speed",
        "inference_geo",
        "models",
        "preset",
        "plugins",
        "search_settings",
        "output_config",
        "output_format",
        "images",
        "inputs",
        "type",
        "content",
        "output",
        "image_url",
        "input_audio",
        "audio",
        "file",
        "file_data",
        "file_id",
        "file_url",
        "video_url",
        "source",
        "detail",
        "data",
        "url",
        "format",
        "media_type",
        "ttl",
        "mode",
        "max_uses",
};

constexpr std::string_view NameOf(Member member) {
  return kMemberNames[static_cast<std::size_t>(member)];
}

struct FoundMember {
  Member member = Member::kUnknown;
  bool exact = true;  // false: only when upper and lower case are not told apart
};

// The only member that a name can be, in whatever case; kUnknown where it can be none.
inline Member MemberLike(std::string_view name) {
  static constexpr NameIndex<256> kIndex(kMemberNames, {2, 1, 35, 29});
  return static_cast<Member>(kIndex.CandidateFor(name));
}

// Servers in Go take "Model" for "model", so a name in another case is found too, and refused by
// whoever reads the object it stands in.
inline FoundMember FindMember(std::string_view name) {
  const Member member = MemberLike(name);
  const std::string_view known = NameOf(member);
  if (known.size() != name.size()) return {};
  if (SameName(known, name)) return {member, true};
  return http::SameIgnoringCase(name, known) ? FoundMember{member, false} : FoundMember{};
}

// Whether that is the member's name, of which `name` has the size: at most sixteen letters, and
// sixteen readable bytes.
inline bool IsShortName(Member member, std::string_view name) {
#ifdef __SSE2__
  alignas(16) static constexpr auto kPadded = [] {
    std::array<std::array<char, 16>, kMemberNames.size()> padded{};
    for (std::size_t i = 0; i < padded.size(); ++i) {
      const std::string_view begin = kMemberNames[i].substr(0, padded[i].size());
      std::copy(begin.begin(), begin.end(), padded[i].begin());
    }
    return padded;
  }();
  const __m128i same =
      _mm_cmpeq_epi8(Load(kPadded[static_cast<std::size_t>(member)].data()), Load(name.data()));
  const unsigned letters = (1u << name.size()) - 1;
  return (Bits(same) & letters) == letters;
#else
  return SameName(NameOf(member), name);
#endif
}

// The members an object has shown so far.
class SeenMembers {
 public:
  // False when it was there before.
  bool Add(Member member) {
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(member);
    const bool fresh = (bits_ & bit) == 0;
    bits_ |= bit;
    return fresh;
  }

 private:
  static_assert(static_cast<std::size_t>(Member::kCount) <= 64);
  std::uint64_t bits_ = 0;
};

}  // namespace rg::route
