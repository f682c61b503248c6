#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "route/json_reader.h"
#include "route/member.h"
#include "route/request_body.h"

namespace rg::route {

// Where in a request something stands, so that an error can name it. Lives on the stack of the
// functions that walk down, and costs nothing until it is written out.
struct Place {
  const Place* outer = nullptr;
  std::string_view name;  // "" for an element of an array
  std::int64_t index = 0;
};
std::string ToText(const Place& place);  // "messages[2].content[0].image_url"

// As NextName, of any name, and of one that has been taken.
[[gnu::noinline]] Member NextAnyName(JsonReader& in, SeenMembers& seen, const Place* object);
[[gnu::noinline]] Member Judge(JsonReader& in, std::string_view name, SeenMembers& seen,
                               const Place* object);

// Takes the name of the next member of an object. Refuses one that is there twice and one that
// differs from a known name only in case: another reader of the same bytes could take the other
// one.
inline Member NextName(JsonReader& in, SeenMembers& seen, const Place* object) {
  // Calls nothing for almost every name, and so has no registers to save.
  const std::string_view name = in.ShortKey();
  if (name.data() == nullptr) return NextAnyName(in, seen, object);
  const Member member = MemberLike(name);
  if (member == Member::kUnknown || NameOf(member).size() != name.size()) return Member::kUnknown;
  if (IsShortName(member, name) && seen.Add(member)) return member;
  return Judge(in, name, seen, object);
}

// Reads what the model will read: messages, content blocks, tools. Counts pictures and audio, finds
// what cannot be bounded, and passes over the text, which is bounded by its bytes.
class ContentReader {
 public:
  ContentReader(JsonReader& in, RequestFacts& facts, Dialect dialect,
                std::pmr::memory_resource& memory)
      : in_(in), facts_(facts), dialect_(dialect), memory_(memory) {}

  // A string, null, or an array of blocks. A message is a block with content.
  void ReadBlocks(const Place& place);
  void ReadTools(const Place& place);
  void ReadCacheControl(const Place& place);

  // Whether tools run on the provider's side, as often as the model likes.
  struct HostedTool {
    std::string_view type;  // "" when there is none
    std::string_view field;
    bool searches = false;
  };
  const HostedTool& hosted_tool() const { return hosted_tool_; }

  // Keeps the first reason why nothing bounds the call.
  void NoBound(std::string_view what, const Place& place, bool by_input_size,
               std::string_view remedy = {});
  // The place as text that lives as long as the facts.
  std::string_view Keep(std::string_view first, std::string_view second = {}) const;

 private:
  struct Block;

  void ReadBlock(const Place& place);
  void ReadBlockMember(Member member, Block& block, const Place& place);
  void ReadImageUrl(Block& block, const Place& place);
  void CheckImage(std::string_view url, std::size_t raw_size, const Place& place);
  void ReadInputAudio(const Place& place);
  void ReadFile(const Place& place);
  void ReadFileData(const Place& place);
  void ReadSource(const Block& block, const Place& place);
  void ReadSourceData(const Block& block, std::string_view kind, std::string_view media_type,
                      ByteSpan data, const Place& place);
  void ReadTool(const Place& place);
  std::string_view StringOrNull(const Place& place, std::size_t* raw_size = nullptr);

  JsonReader& in_;
  RequestFacts& facts_;
  Dialect dialect_;
  std::pmr::memory_resource& memory_;
  HostedTool hosted_tool_;
};

// Whether the text is base64, complete and of at least one byte. Padding may be missing.
enum class Base64 : std::uint8_t {
  kStandard,
  kEither,  // with '-' and '_' too, as the JSON of Google's takes it
};
bool IsBase64(std::string_view text, Base64 alphabet = Base64::kStandard);

// The most tokens that encoded sound of that many bytes can be: "wav", "mp3", "pcm16" or another.
std::int64_t AudioTokens(std::size_t bytes, std::string_view format);

}  // namespace rg::route
