#include "route/json_reader.h"

#include <utility>

#include "core/json_text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rg::route {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool JsonReader::FailAt(const char* at, const char* what) {
  if (failed_) return false;
  failed_ = true;
  at_ = end_;
  error_ = Fail(Errc::kInvalidRequest, std::string("The body is not valid JSON: ") + what +
                                           " at byte " + std::to_string(at - begin_) + ".");
  return false;
}

void JsonReader::Refuse(std::string field, std::string detail) {
  if (failed_) return;
  failed_ = true;
  at_ = end_;
  error_ = Fail(Errc::kInvalidRequest, std::move(detail), std::move(field));
}

Error JsonReader::TakeError() { return std::move(error_); }

void JsonReader::SkipSpace() {
  while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
}

bool JsonReader::Expect(char c, const char* what) {
  SkipSpace();
  if (at_ == end_ || *at_ != c) return FailAt(at_, what);
  ++at_;
  return true;
}

JsonReader::Kind JsonReader::Peek() {
  SkipSpace();
  if (at_ == end_) {
    FailAt(at_, "it ends where a value is expected");
    return Kind::kNothing;
  }
  switch (*at_) {
    case '{':
      return Kind::kObject;
    case '[':
      return Kind::kArray;
    case '"':
      return Kind::kString;
    case 't':
      return Kind::kTrue;
    case 'f':
      return Kind::kFalse;
    case 'n':
      return Kind::kNull;
    default:
      break;
  }
  if (IsDigit(*at_) || *at_ == '-') return Kind::kNumber;
  FailAt(at_, "expected a value");
  return Kind::kNothing;
}

bool JsonReader::Enter(char open, char close) {
  if (!Expect(open, open == '{' ? "expected '{'" : "expected '['")) return false;
  if (++depth_ > kDepthMax) return FailAt(at_ - 1, "more than 64 levels of nesting");
  SkipSpace();
  if (at_ == end_ || *at_ != close) return true;
  ++at_;
  --depth_;
  return false;
}

bool JsonReader::Next(char close) {
  if (failed_) return false;
  SkipSpace();
  if (at_ < end_ && *at_ == ',') {
    ++at_;
    return true;
  }
  if (at_ == end_ || *at_ != close) {
    return FailAt(at_, close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
  }
  ++at_;
  --depth_;
  return false;
}

bool JsonReader::EnterObject() { return Enter('{', '}'); }
bool JsonReader::NextMember() { return Next('}'); }
bool JsonReader::EnterArray() { return Enter('[', ']'); }
bool JsonReader::NextElement() { return Next(']'); }

std::string_view JsonReader::Key() {
  if (!Expect('"', "expected a member's name in quotes")) return {};
  const char* const first = at_;
  bool escaped = false;
  if (!ScanString(escaped)) return {};
  const std::string_view raw(first, static_cast<std::size_t>(at_ - 1 - first));
  if (!Expect(':', "expected ':'")) return {};
  return escaped ? Decode(raw) : raw;
}

std::string_view JsonReader::String(std::size_t* raw_size) {
  if (!Expect('"', "expected a string")) return {};
  const char* const first = at_;
  bool escaped = false;
  if (!ScanString(escaped)) return {};
  const std::string_view raw(first, static_cast<std::size_t>(at_ - 1 - first));
  if (raw_size != nullptr) *raw_size = raw.size();
  return escaped ? Decode(raw) : raw;
}

ByteSpan JsonReader::Skip() {
  SkipSpace();
  const char* const first = at_;
  if (!ScanValue()) return {};
  return {static_cast<std::size_t>(first - begin_), static_cast<std::size_t>(at_ - first)};
}

void JsonReader::ExpectEnd() {
  SkipSpace();
  if (!failed_ && at_ != end_) FailAt(at_, "something follows the end of the object");
}

// The first quote, backslash or control character. It may lie behind the end.
const char* JsonReader::FindSpecial(const char* at) const {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  for (; at < end_; at += 16) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i special =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(chunk, quote), _mm_cmpeq_epi8(chunk, backslash)),
                     _mm_cmpeq_epi8(_mm_min_epu8(chunk, control), chunk));
    if (const int mask = _mm_movemask_epi8(special); mask != 0) return at + __builtin_ctz(mask);
  }
  return end_;
#else
  while (at < end_ && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20) ++at;
  return at;
#endif
}

// From behind the opening quote to behind the closing one.
bool JsonReader::ScanString(bool& escaped) {
  for (;;) {
    at_ = FindSpecial(at_);
    if (at_ >= end_) return FailAt(end_, "a string does not end");
    if (*at_ == '"') {
      ++at_;
      return true;
    }
    if (*at_ != '\\')
      return FailAt(at_, "a control character in a string, not written as \\u00XX,");
    escaped = true;
    if (!ScanEscape()) return false;
  }
}

bool JsonReader::ScanEscape() {
  const char* const escape = at_++;
  if (at_ == end_) return FailAt(end_, "a string does not end");
  const char c = *at_++;
  if (c == '"' || c == '\\' || c == '/' || c == 'n' || c == 't' || c == 'r' || c == 'b' ||
      c == 'f') {
    return true;
  }
  if (c != 'u') return FailAt(escape, "an unknown escape");
  for (int i = 0; i < 4; ++i, ++at_) {
    if (at_ == end_ || HexValue(*at_) < 0) return FailAt(escape, "\\u without four hex digits");
  }
  return true;
}

bool JsonReader::ScanNumber() {
  const char* const first = at_;
  const auto digits = [&] {
    if (at_ == end_ || !IsDigit(*at_)) return FailAt(first, "a broken number");
    while (at_ < end_ && IsDigit(*at_)) ++at_;
    return true;
  };
  if (*at_ == '-') ++at_;
  if (at_ < end_ && *at_ == '0') {
    ++at_;
    if (at_ < end_ && IsDigit(*at_)) return FailAt(first, "a number that begins with 0");
  } else if (!digits()) {
    return false;
  }
  if (at_ < end_ && *at_ == '.') {
    ++at_;
    if (!digits()) return false;
  }
  if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
    ++at_;
    if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (!digits()) return false;
  }
  return true;
}

bool JsonReader::ScanLiteral(std::string_view literal) {
  if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, literal.size()) !=
      literal) {
    return FailAt(at_, "expected a value");
  }
  at_ += literal.size();
  return true;
}

bool JsonReader::ScanScalar() {
  bool escaped = false;
  switch (Peek()) {
    case Kind::kString:
      ++at_;
      return ScanString(escaped);
    case Kind::kNumber:
      return ScanNumber();
    case Kind::kTrue:
      return ScanLiteral("true");
    case Kind::kFalse:
      return ScanLiteral("false");
    case Kind::kNull:
      return ScanLiteral("null");
    default:
      return false;
  }
}

bool JsonReader::ScanValue() {
  const Kind kind = Peek();
  return kind == Kind::kObject || kind == Kind::kArray ? ScanNested() : ScanScalar();
}

bool JsonReader::ScanMemberName() {
  bool escaped = false;
  return Expect('"', "expected a member's name in quotes") && ScanString(escaped) &&
         Expect(':', "expected ':'");
}

// An object or array and all in it, without recursion: one bit per level says which of the two.
bool JsonReader::ScanNested() {
  std::uint64_t objects = 0;
  int levels = 0;
  for (;;) {
    // A value begins here.
    const Kind kind = Peek();
    if (kind == Kind::kObject || kind == Kind::kArray) {
      const bool object = kind == Kind::kObject;
      if (depth_ + levels >= kDepthMax) return FailAt(at_, "more than 64 levels of nesting");
      ++at_;
      ++levels;
      objects = objects << 1 | (object ? 1 : 0);
      SkipSpace();
      if (at_ == end_ || *at_ != (object ? '}' : ']')) {
        if (object && !ScanMemberName()) return false;
        continue;
      }
    } else {
      if (!ScanScalar()) return false;
      SkipSpace();
    }
    // A value has ended, or an empty level is about to. Close levels until another value follows.
    while (levels > 0 && (at_ == end_ || *at_ != ',')) {
      const bool object = (objects & 1) != 0;
      if (at_ == end_ || *at_ != (object ? '}' : ']')) {
        return FailAt(at_, object ? "expected ',' or '}'" : "expected ',' or ']'");
      }
      ++at_;
      --levels;
      objects >>= 1;
      if (levels > 0) SkipSpace();
    }
    if (levels == 0) return true;
    ++at_;
    if ((objects & 1) != 0 && !ScanMemberName()) return false;
  }
}

std::string_view JsonReader::Decode(std::string_view raw) {
  auto* const text = static_cast<char*>(memory_.allocate(raw.size(), 1));
  // Its escapes have been checked.
  return {text, static_cast<std::size_t>(DecodeJsonString(raw, text) - text)};
}

}  // namespace rg::route
