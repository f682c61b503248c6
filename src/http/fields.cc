#include "http/fields.h"

#include <array>

#include "http/field_table.h"

namespace rg::http {
namespace {

constexpr ParseFault kFolded{400, "a header field is folded over two lines or begins with a space"};
constexpr ParseFault kBadName{400, "a header field's name holds a character it must not hold"};
constexpr ParseFault kNoName{400, "a header field has no name"};
constexpr ParseFault kSpaceBeforeColon{400,
                                       "white space between a header field's name and its colon"};
constexpr ParseFault kNoColon{400, "a header line has no colon"};
constexpr ParseFault kBareCr{400, "a header line holds CR without LF after it"};
constexpr ParseFault kControl{400, "a header field's value holds a control character"};
constexpr ParseFault kBadConnection{400, "Connection is not a list of names"};
constexpr ParseFault kBadLength{400, "Content-Length is not a plain number without leading zeros"};
constexpr ParseFault kLengthTwice{400, "Content-Length is given more than once"};
constexpr ParseFault kCodingTwice{400, "Transfer-Encoding is given more than once"};
constexpr ParseFault kBadCoding{400, "Transfer-Encoding is not exactly 'chunked'"};

// Why a name does not end in a colon.
const ParseFault& WrongName(const char* start, const char* stop) {
  if (*stop == ' ' || *stop == '\t') return start == stop ? kFolded : kSpaceBeforeColon;
  if (*stop == '\n') return start == stop ? kBareLf : kNoColon;
  if (*stop == '\r') return kNoColon;
  return *stop == ':' ? kNoName : kBadName;
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

bool IsToken(std::string_view text) {
  const char* const end = text.data() + text.size();
  return !text.empty() && Skip(kTokenChar, text.data(), end) == end;
}

// Calls take(element) for each element of a comma-separated list, without the white space around
// it and leaving out empty ones, until it returns false. Returns whether it never did.
template <class F>
bool EachElement(std::string_view list, F&& take) {
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view element = Trim(list.substr(0, comma));
    if (!element.empty() && !take(element)) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

// Returns the colon behind a name, with a byte after it; nullptr where there is no name.
inline const char* ReadName(const char* at, const char* end, FieldName& known) {
#ifdef __SSE2__
  // A name that is one of ours needs no look at its characters.
  if (end - at > 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const int colons = _mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(':')));
    const auto size =
        static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(colons) | 0x10000));
    const NameRow& row = kNameRows[kNameIndex.CandidateFor({at, size})];
    if (size != 0 && size < 16 && row.Is(block, size)) {
      known = row.name;
      return at + size;
    }
  }
#endif
  const char* const colon = SkipToken(at, end);
  if (end - colon < 2 || *colon != ':' || colon == at) return nullptr;
  known = Recognise({at, static_cast<std::size_t>(colon - at)});
  return colon;
}

}  // namespace

const char* ReadField(const char* at, const char* end, Header& field) {
  const char* const colon = ReadName(at, end, field.known);
  if (colon == nullptr) return nullptr;
  const char* value = colon + 1;
  if (*value == ' ') ++value;
  while (value != end && IsBlank(*value)) ++value;
  const char* const cr = SkipText(value, end);
  if (end - cr < 2 || cr[0] != '\r' || cr[1] != '\n') return nullptr;
  const char* last = cr;
  while (last != value && IsBlank(last[-1])) --last;
  field.name = {at, static_cast<std::size_t>(colon - at)};
  field.value = {value, static_cast<std::size_t>(last - value)};
  field.sound = true;
  return cr + 2;
}

bool IsTight(const Header& field, const char* next_line) {
  const char* const after_colon = field.name.data() + field.name.size() + 1;
  const char* const value = field.value.data();
  const bool tight_before =
      value == after_colon || (value == after_colon + 1 && *after_colon == ' ');
  return tight_before && value + field.value.size() + 2 == next_line;
}

OtherLine ReadOtherLine(const char* at, const char* end) {
  const auto broken = [](const ParseFault& fault) {
    return OtherLine{OtherLine::State::kBroken, &fault};
  };
  if (at == end) return {};
  if (*at == '\r') {
    if (at + 1 == end) return {};
    return at[1] == '\n' ? OtherLine{OtherLine::State::kBlank} : broken(kBareCr);
  }
  const char* const colon = SkipToken(at, end);
  if (colon == end) return {};
  if (*colon != ':' || colon == at) return broken(WrongName(at, colon));
  const char* const cr = SkipText(colon + 1, end);
  if (cr == end) return {};
  if (*cr != '\r') return broken(*cr == '\n' ? kBareLf : kControl);
  if (cr + 1 == end) return {};
  return broken(kBareCr);
}

const ParseFault* NoteConnection(std::string_view value, HeadProgress& said) {
  const bool names = EachElement(value, [&](std::string_view name) {
    said.says_close = said.says_close || EqualsIgnoreCase(name, "close");
    said.says_keep_alive = said.says_keep_alive || EqualsIgnoreCase(name, "keep-alive");
    return IsToken(name);
  });
  return names ? nullptr : &kBadConnection;
}

const ParseFault* NoteContentLength(std::string_view value, HeadProgress& said) {
  // Eighteen digits always fit, and no body is longer.
  constexpr std::size_t kDigitsMax = 18;
  if (said.has_length) return &kLengthTwice;
  if (value.empty() || value.size() > kDigitsMax) return &kBadLength;
  if (value.front() == '0' && value.size() > 1) return &kBadLength;
  std::uint64_t length = 0;
  for (const char c : value) {
    if (!IsDigit(c)) return &kBadLength;
    length = length * 10 + static_cast<std::uint64_t>(c - '0');
  }
  said.has_length = true;
  said.content_length = length;
  return nullptr;
}

const ParseFault* NoteTransferEncoding(std::string_view value, HeadProgress& said) {
  if (said.coding != HeadProgress::Coding::kAbsent) return &kCodingTwice;
  if (!IsToken(value)) return &kBadCoding;
  said.coding = EqualsIgnoreCase(value, "chunked") ? HeadProgress::Coding::kChunked
                                                   : HeadProgress::Coding::kUnsupported;
  return nullptr;
}

bool KeepsAlive(int minor_version, const HeadProgress& said) {
  return !said.says_close && (minor_version > 0 || said.says_keep_alive);
}

bool ReadVersion(std::string_view text, Version& version) {
  if (text.size() != 8 || !text.starts_with("HTTP/") || text[6] != '.') return false;
  if (!IsDigit(text[5]) || !IsDigit(text[7])) return false;
  version = {text[5] - '0', text[7] - '0'};
  return true;
}

bool IsHopByHop(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames = {"connection",
                                                       "keep-alive",
                                                       "proxy-authenticate",
                                                       "proxy-authorization",
                                                       "proxy-connection",
                                                       "te",
                                                       "trailer",
                                                       "transfer-encoding",
                                                       "upgrade",
                                                       "http2-settings"};
  return std::ranges::any_of(kNames,
                             [&](std::string_view known) { return EqualsIgnoreCase(name, known); });
}

bool ConnectionNames(const Headers& headers, std::string_view name) {
  for (const Header& field : headers.all()) {
    if (field.known != FieldName::kConnection) continue;
    const bool absent = EachElement(
        field.value, [&](std::string_view element) { return !EqualsIgnoreCase(element, name); });
    if (!absent) return true;
  }
  return false;
}

}  // namespace rg::http
