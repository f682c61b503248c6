#include "route/content_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rg::route {
namespace {

using Kind = JsonReader::Kind;

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "data:image/png;base64,iVBOR...", split.
struct DataUrl {
  std::string_view media_type;
  std::string_view payload;
  bool base64 = false;
};

std::optional<DataUrl> SplitDataUrl(std::string_view url) {
  if (!url.starts_with("data:")) return std::nullopt;
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos) return DataUrl{};
  const std::string_view head = url.substr(5, comma - 5);
  return DataUrl{head.substr(0, head.find(';')), url.substr(comma + 1), head.ends_with(";base64")};
}

}  // namespace

// What a block has shown of itself, to be judged when all of it is known.
struct ContentReader::Block {
  SeenMembers seen;
  std::string_view type;
  std::int64_t images = 0;
  bool low_detail = false;
  bool file_id = false;
  bool file_url = false;
  ByteSpan source;
};

std::string ToText(const Place& place) {
  std::string text = place.outer != nullptr ? ToText(*place.outer) : std::string();
  if (place.name.empty()) return text + "[" + std::to_string(place.index) + "]";
  if (!text.empty()) text += '.';
  return text.append(place.name);
}

namespace {

// Ends the reading because of a name, found in another case or a second time.
void RefuseName(JsonReader& in, std::string_view name, FoundMember found, const Place* object) {
  std::string detail = "'" + std::string(name);
  if (found.exact) {
    detail +=
        "' appears twice. Send it once: which of the two counts would depend on who reads it.";
  } else {
    detail += "' differs from '" + std::string(NameOf(found.member)) +
              "' only in case, and some servers take one for the other. Spell it in lower case.";
  }
  in.Refuse(ToText({object, name}), std::move(detail));
}

}  // namespace

Member NextAnyName(JsonReader& in, SeenMembers& seen, const Place* object) {
  return Judge(in, in.Key(), seen, object);
}

Member Judge(JsonReader& in, std::string_view name, SeenMembers& seen, const Place* object) {
  const FoundMember found = FindMember(name);
  if (found.member == Member::kUnknown || (found.exact && seen.Add(found.member))) {
    return found.member;
  }
  RefuseName(in, name, found, object);
  return Member::kUnknown;
}

bool IsBase64(std::string_view text, Base64 alphabet) {
  // 1 in no alphabet, 2 in the one for URLs only.
  static constexpr auto kBad = [] {
    std::array<std::uint8_t, 256> bad{};
    for (auto& b : bad) b = 1;
    for (int c = 'a'; c <= 'z'; ++c) bad[static_cast<std::size_t>(c)] = 0;
    for (int c = 'A'; c <= 'Z'; ++c) bad[static_cast<std::size_t>(c)] = 0;
    for (int c = '0'; c <= '9'; ++c) bad[static_cast<std::size_t>(c)] = 0;
    bad['+'] = 0;
    bad['/'] = 0;
    bad['-'] = 2;
    bad['_'] = 2;
    return bad;
  }();
  const std::size_t padded = text.size();
  while (text.ends_with('=') && padded - text.size() < 2) text.remove_suffix(1);
  if (text.empty() || text.size() % 4 == 1) return false;
  if (padded != text.size() && padded % 4 != 0) return false;
  std::uint8_t bad = 0;
  for (const char c : text) bad |= kBad[static_cast<std::uint8_t>(c)];
  return bad == 0 || (bad == 2 && alphabet == Base64::kEither);
}

// The fewest bytes of encoded sound behind one audio token (a tenth of a second at most, less at
// some providers). MP3 has at least 100 bytes and 8-bit PCM 800; other codecs can encode silence in
// almost none.
std::int64_t AudioTokens(std::size_t bytes, std::string_view format) {
  const std::size_t per_token = format == "wav" || format == "mp3" || format == "pcm16" ? 16 : 1;
  return static_cast<std::int64_t>(bytes / per_token + 1);
}

std::string_view ContentReader::Keep(std::string_view first, std::string_view second) const {
  auto* const text = static_cast<char*>(memory_.allocate(first.size() + second.size() + 1, 1));
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), text));
  return {text, first.size() + second.size()};
}

void ContentReader::NoBound(std::string_view what, const Place& place, bool by_input_size,
                            std::string_view remedy) {
  // A price that no limit on the input bounds outweighs an input of unknown size.
  if (facts_.unbounded && (!facts_.unbounded.by_input_size || by_input_size)) return;
  facts_.unbounded = {what, Keep(ToText(place)), remedy, by_input_size};
}

void ContentReader::ReadBlocks(const Place& place) {
  switch (in_.Peek()) {
    case Kind::kArray:
      break;
    case Kind::kObject:
      ReadBlock(place);
      return;
    default:
      in_.Skip();
      return;
  }
  std::int64_t index = 0;
  for (bool more = in_.EnterArray(); more; more = in_.NextElement()) {
    ReadBlock(Place{&place, {}, index++});
  }
}

void ContentReader::ReadBlock(const Place& place) {
  if (in_.Peek() != Kind::kObject) {
    in_.Skip();
    return;
  }
  Block block;
  for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
    ReadBlockMember(NextName(in_, block.seen, &place), block, place);
  }
  if (in_.failed()) return;
  if (block.source) ReadSource(block, place);
  if (block.type == "item_reference")
    facts_.hidden_inputs = std::max<std::int64_t>(1, facts_.hidden_inputs);
  if (block.type == "image_generation_call") ++block.images;
  if (block.file_url) NoBound("a file of unknown size", Place{&place, "file_url"}, true);
  if (block.file_id && block.type != "container_upload") {
    if (Contains(block.type, "image") || Contains(block.type, "screenshot")) {
      ++block.images;
    } else {
      NoBound("a file of unknown size", Place{&place, "file_id"}, true);
    }
  }
  facts_.images += block.images;
  if (block.low_detail) facts_.images_low_detail += block.images;
}

void ContentReader::ReadBlockMember(Member member, Block& block, const Place& place) {
  const Place here{&place, NameOf(member)};
  switch (member) {
    case Member::kType:
      block.type = StringOrNull(here);
      return;
    case Member::kDetail:
      block.low_detail = StringOrNull(here) == "low";
      return;
    case Member::kContent:
    case Member::kOutput:
      ReadBlocks(here);
      return;
    case Member::kImageUrl:
      ReadImageUrl(block, here);
      return;
    case Member::kInputAudio:
      ReadInputAudio(here);
      return;
    case Member::kFile:
      ReadFile(here);
      return;
    case Member::kFileData:
      ReadFileData(here);
      return;
    case Member::kSource:
      block.source = in_.Skip();
      return;
    case Member::kTools:
      ReadTools(here);
      return;
    case Member::kCacheControl:
      ReadCacheControl(here);
      return;
    case Member::kFileId:
      block.file_id = !StringOrNull(here).empty();
      return;
    case Member::kFileUrl:
      block.file_url = !StringOrNull(here).empty();
      return;
    case Member::kVideoUrl:
      NoBound("a video of unknown length", here, true);
      in_.Skip();
      return;
    case Member::kAudio:
      // What the assistant said aloud earlier in the conversation, by its id.
      if (in_.Peek() == Kind::kObject)
        facts_.hidden_inputs = std::max<std::int64_t>(1, facts_.hidden_inputs);
      in_.Skip();
      return;
    default:
      in_.Skip();
      return;
  }
}

std::string_view ContentReader::StringOrNull(const Place& place, std::size_t* raw_size) {
  const Kind kind = in_.Peek();
  if (kind == Kind::kString) return in_.String(raw_size);
  if (kind != Kind::kNull) in_.Refuse(ToText(place), ToText(place) + " must be a string.");
  in_.Skip();
  return {};
}

void ContentReader::ReadImageUrl(Block& block, const Place& place) {
  std::size_t raw_size = 0;
  if (in_.Peek() != Kind::kObject) {
    const std::string_view url = StringOrNull(place, &raw_size);
    if (url.empty()) return;
    ++block.images;
    CheckImage(url, raw_size, place);
    return;
  }
  SeenMembers seen;
  for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
    const Member member = NextName(in_, seen, &place);
    const Place here{&place, NameOf(member)};
    if (member == Member::kUrl) {
      const std::string_view url = StringOrNull(here, &raw_size);
      ++block.images;
      CheckImage(url, raw_size, here);
    } else if (member == Member::kDetail) {
      block.low_detail = StringOrNull(here) == "low";
    } else {
      in_.Skip();
    }
  }
}

// A picture inside the request is bounded by the most tokens a picture can be, not by its bytes.
void ContentReader::CheckImage(std::string_view url, std::size_t raw_size, const Place& place) {
  const auto data = SplitDataUrl(url);
  if (!data) return;
  if (!data->base64 || !IsBase64(data->payload)) {
    in_.Refuse(ToText(place), ToText(place) +
                                  " is not a picture in base64. Send an https URL, or "
                                  "data:image/png;base64,... with the whole file behind it.");
    return;
  }
  if (!data->media_type.starts_with("image/")) {
    NoBound("a file of unknown size", place, true);
    return;
  }
  facts_.text_bytes -= static_cast<std::int64_t>(raw_size - (url.size() - data->payload.size()));
}

void ContentReader::ReadInputAudio(const Place& place) {
  SeenMembers seen;
  std::string_view data;
  std::string_view format;
  std::size_t raw_size = 0;
  if (in_.Peek() != Kind::kObject) {
    data = StringOrNull(place, &raw_size);
  } else {
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      const Member member = NextName(in_, seen, &place);
      const Place here{&place, NameOf(member)};
      if (member == Member::kData) {
        data = StringOrNull(here, &raw_size);
      } else if (member == Member::kFormat) {
        format = StringOrNull(here);
      } else {
        in_.Skip();
      }
    }
  }
  if (in_.failed()) return;
  if (data.starts_with("http://") || data.starts_with("https://")) {
    NoBound("a recording of unknown length", place, true);
    return;
  }
  const auto url = SplitDataUrl(data);
  const std::string_view payload = url ? url->payload : data;
  if (!IsBase64(payload)) {
    in_.Refuse(ToText({&place, "data"}), ToText({&place, "data"}) + " is not valid base64.");
    return;
  }
  facts_.audio_tokens += AudioTokens(payload.size() / 4 * 3 + 3, format);
  facts_.text_bytes -= static_cast<std::int64_t>(payload.size());
}

void ContentReader::ReadFile(const Place& place) {
  if (in_.Peek() != Kind::kObject) {
    in_.Skip();
    return;
  }
  SeenMembers seen;
  for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
    const Member member = NextName(in_, seen, &place);
    const Place here{&place, NameOf(member)};
    if (member == Member::kFileData) {
      ReadFileData(here);
    } else if (member == Member::kFileId || member == Member::kFileUrl) {
      if (!StringOrNull(here).empty()) NoBound("a file of unknown size", here, true);
    } else {
      in_.Skip();
    }
  }
}

// Text is bounded by its bytes. A PDF is not: its pages are compressed, and read as pictures too.
void ContentReader::ReadFileData(const Place& place) {
  const std::string_view text = StringOrNull(place);
  if (text.empty()) return;
  const auto data = SplitDataUrl(text);
  if (data && data->base64 && !IsBase64(data->payload)) {
    in_.Refuse(ToText(place), ToText(place) + " is not valid base64.");
    return;
  }
  if (data && data->media_type.starts_with("text/")) return;
  NoBound("a file whose content cannot be counted in its bytes", place, true);
}

void ContentReader::ReadSource(const Block& block, const Place& place) {
  const std::size_t behind = in_.offset();
  in_.Seek(block.source.at);
  const Place here{&place, NameOf(Member::kSource)};
  if (in_.Peek() == Kind::kObject) {
    SeenMembers seen;
    std::string_view kind;
    std::string_view media_type;
    ByteSpan data;
    for (bool more = in_.EnterObject(); more; more = in_.NextMember()) {
      const Member member = NextName(in_, seen, &here);
      const Place inner{&here, NameOf(member)};
      if (member == Member::kType) {
        kind = StringOrNull(inner);
      } else if (member == Member::kMediaType) {
        media_type = StringOrNull(inner);
      } else if (member == Member::kData) {
        data = in_.Skip();
      } else if (member == Member::kContent) {
        ReadBlocks(inner);
      } else {
        in_.Skip();
      }
    }
    if (!in_.failed()) ReadSourceData(block, kind, media_type, data, here);
  }
  if (!in_.failed()) in_.Seek(behind);
}

void ContentReader::ReadSourceData(const Block& block, std::string_view kind,
                                   std::string_view media_type, ByteSpan data, const Place& place) {
  const bool image = block.type == "image";
  if (image) ++facts_.images;
  if (kind == "url" || kind == "file") {
    if (!image) NoBound("a file of unknown size", place, true);
    return;
  }
  if (kind != "base64") return;  // text and content are bounded by their bytes
  const Place here{&place, NameOf(Member::kData)};
  std::string_view payload;
  std::size_t raw_size = 0;
  if (data) {
    in_.Seek(data.at);
    payload = StringOrNull(here, &raw_size);
  }
  if (in_.failed()) return;
  if (!IsBase64(payload)) {
    in_.Refuse(ToText(here), ToText(here) +
                                 " is not valid base64. Send the whole file, without a "
                                 "data: prefix and without line breaks.");
    return;
  }
  if (image) {
    facts_.text_bytes -= static_cast<std::int64_t>(raw_size);
  } else if (!media_type.starts_with("text/")) {
    NoBound("a file whose content cannot be counted in its bytes", here, true);
  }
}

}  // namespace rg::route
