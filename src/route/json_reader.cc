#include "route/json_reader.h"

#include <utility>

#include "core/json_text.h"

namespace rg::route {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// What may follow a backslash and stand for itself; not 'u', behind which four digits come.
bool IsShortEscape(char c) {
  return c == 'n' || c == '"' || c == '\\' || c == '/' || c == 't' || c == 'r' || c == 'b' ||
         c == 'f';
}

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

bool JsonReader::ExpectBehindSpace(char c, const char* what) {
  SkipSpace();
  if (at_ >= end_ || *at_ != c) return FailAt(at_, what);
  ++at_;
  return true;
}

bool JsonReader::EnterAny(char open, char close) {
  if (!Expect(open, open == '{' ? "expected '{'" : "expected '['")) return false;
  if (++depth_ > kDepthMax) return FailAt(at_ - 1, "more than 64 levels of nesting");
  if (AtSpaceOrEnd()) SkipSpace();
  if (at_ == end_ || *at_ != close) return true;
  ++at_;
  --depth_;
  return false;
}

bool JsonReader::NextAny(char close) {
  if (AtSpaceOrEnd()) SkipSpace();
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

std::string_view JsonReader::Key() {
  if (!Expect('"', "expected a member's name in quotes")) return {};
  const char* const first = at_;
  bool escaped = false;
  if (!ScanString(escaped)) return {};
  const std::string_view raw(first, static_cast<std::size_t>(at_ - 1 - first));
  if (!Expect(':', "expected ':'")) return {};
  return escaped ? Decode(raw) : raw;
}

std::string_view JsonReader::AnyString(std::size_t* raw_size) {
  if (!Expect('"', "expected a string")) return {};
  const char* const first = at_;
  bool escaped = false;
  if (!ScanString(escaped)) return {};
  const std::string_view raw(first, static_cast<std::size_t>(at_ - 1 - first));
  if (raw_size != nullptr) *raw_size = raw.size();
  return escaped ? Decode(raw) : raw;
}

ByteSpan JsonReader::SkipAny() {
  const Kind kind = Peek();
  const char* const first = at_;
  const bool nested = kind == Kind::kObject || kind == Kind::kArray;
  if (!(nested ? ScanNested() : ScanScalar(kind))) return {};
  return {static_cast<std::size_t>(first - begin_), static_cast<std::size_t>(at_ - first)};
}

void JsonReader::ExpectEnd() {
  SkipSpace();
  if (at_ != end_) FailAt(at_, "something follows the end of the object");
  if (!not_ascii_ && !failed_) return;
  Result<void> utf8 = CheckUtf8({begin_, static_cast<std::size_t>(end_ - begin_)});
  if (utf8) return;
  failed_ = true;
  error_ = std::move(utf8).error();
}

// The first quote, backslash or control character from `at` on. It may lie behind the end.
inline const char* JsonReader::FindSpecial(const char* at) {
#ifdef __SSE2__
  // Most strings are names and short values, of which one look finds the end.
  if (const unsigned found = Bits(NotPlain(at)); found != 0) {
    at += __builtin_ctz(found);
    if (IsAscii(*at)) return at;
  }
#endif
  return FindSpecialBeyond(at);
}

const char* JsonReader::FindSpecialBeyond(const char* at) {
#ifdef __SSE2__
  at = SkipPlain(at, end_);
  unsigned found = 0;
  for (; at < end_; at += 16) {
    found = Bits(NotPlain(at));
    if (found != 0) break;
  }
  if (at >= end_) return end_;
  at += __builtin_ctz(found);
  if (IsAscii(*at)) return at;
  not_ascii_ = true;
  for (; at < end_; at += 16) {
    if (const unsigned special = Bits(Special(at)); special != 0) {
      return at + __builtin_ctz(special);
    }
  }
  return end_;
#else
  for (; at < end_ && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= ' '; ++at) {
    not_ascii_ |= !IsAscii(*at);
  }
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
    if (end_ - at_ > 1 && IsShortEscape(at_[1])) {
      at_ += 2;
    } else if (!ScanEscape()) {
      return false;
    }
  }
}

// An escape that is not a short one.
bool JsonReader::ScanEscape() {
  const char* const escape = at_++;
  if (at_ == end_) return FailAt(end_, "a string does not end");
  if (*at_++ != 'u') return FailAt(escape, "an unknown escape");
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

bool JsonReader::ScanScalar(Kind kind) {
  bool escaped = false;
  switch (kind) {
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
      if (AtSpaceOrEnd()) SkipSpace();
      if (at_ == end_ || *at_ != (object ? '}' : ']')) {
        if (object && !ScanMemberName()) return false;
        continue;
      }
    } else {
      if (!ScanScalar(kind)) return false;
      if (AtSpaceOrEnd()) SkipSpace();
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
      if (levels > 0 && AtSpaceOrEnd()) SkipSpace();
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
