#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "core/result.h"
#include "route/plain_bytes.h"

namespace rg::route {

// The deepest nesting of a request that is read.
inline constexpr int kDepthMax = 64;

// A stretch of the body; nothing when `size` is 0 (no JSON value is empty).
struct ByteSpan {
  std::size_t at = 0;
  std::size_t size = 0;
  explicit operator bool() const { return size != 0; }
};

// Reads JSON forward, once, without building a tree, and checks the grammar of every byte it passes
// (RFC 8259), also of what is only skipped. A request is read by it because the upstream must not
// find another meaning in the bytes we let through: simdjson's On-Demand parser leaves the escapes
// and numbers of skipped values unchecked, and does not say where in the bytes a value lies.
//
//   for (bool more = in.EnterObject(); more; more = in.NextMember()) {
//     const std::string_view key = in.Key();
//     ... read or skip exactly one value ...
//   }
//
// A failure sticks: from then on every loop ends and every value is empty, so that callers look for
// it once, at the end. Only ExpectEnd looks for bytes that are not UTF-8.
//
// `text` must be followed by at least 16 readable bytes. Strings are views of the text; those
// spelled with escapes are decoded into `memory`.
class JsonReader {
 public:
  enum class Kind : std::uint8_t {
    kNothing,  // the reading has failed
    kObject,
    kArray,
    kString,
    kNumber,
    kTrue,
    kFalse,
    kNull
  };

  JsonReader(std::string_view text, std::pmr::memory_resource& memory)
      : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), memory_(memory) {}

  // Which value comes next.
  Kind Peek() {
    if (AtSpaceOrEnd()) SkipSpace();
    const Kind kind = at_ < end_ ? KindOf(*at_) : Kind::kNothing;
    if (kind == Kind::kNothing) FailAt(at_, at_ < end_ ? "expected a value" : kEndsEarly);
    return kind;
  }

  bool EnterObject() { return Enter('{', '}'); }
  bool NextMember() { return Next('}'); }
  std::string_view Key();
  // The key where it has no more than fifteen letters, all plain, and stands without spaces, as
  // almost every one does: sixteen bytes of it can be read. Else null, and nothing is taken.
  std::string_view ShortKey() {
    const char* const quote = EndOfShortString();
    if (quote == nullptr || quote + 1 >= end_ || quote[1] != ':') return {};
    const std::string_view name(at_ + 1, quote);
    at_ = quote + 2;
    return name;
  }
  bool EnterArray() { return Enter('[', ']'); }
  bool NextElement() { return Next(']'); }

  // A string, decoded. `raw_size` is its length as spelled, without the quotes.
  std::string_view String(std::size_t* raw_size = nullptr) {
    const char* const quote = EndOfShortString();
    if (quote == nullptr) return AnyString(raw_size);
    const std::string_view text(at_ + 1, quote);
    at_ = quote + 1;
    if (raw_size != nullptr) *raw_size = text.size();
    return text;
  }
  // Any value, left unread. Its bytes are well-formed.
  ByteSpan Skip() {
    const char* const quote = EndOfShortString();
    if (quote == nullptr) return SkipAny();
    const std::size_t at = offset();
    at_ = quote + 1;
    return {at, offset() - at};
  }
  std::string_view Text(ByteSpan span) const { return {begin_ + span.at, span.size}; }

  // Fails unless nothing but white space is left and the whole text is UTF-8. To be called at the
  // end of every reading: a failure so far gives way to that of a text that is not UTF-8, because
  // its words may repeat what they blame.
  void ExpectEnd();

  std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }
  // Goes back, or forward again, to a value inside the object or array being read.
  void Seek(std::size_t offset) { at_ = begin_ + offset; }

  // Ends the reading because of what a value says. The first failure is kept.
  void Refuse(std::string field, std::string detail);
  bool failed() const { return failed_; }
  // Only after a failure.
  Error TakeError();

 private:
  static Kind KindOf(char c) {
    static constexpr auto kKinds = [] {
      std::array<Kind, 256> kinds{};
      kinds['{'] = Kind::kObject;
      kinds['['] = Kind::kArray;
      kinds['"'] = Kind::kString;
      kinds['t'] = Kind::kTrue;
      kinds['f'] = Kind::kFalse;
      kinds['n'] = Kind::kNull;
      kinds['-'] = Kind::kNumber;
      for (std::size_t digit = '0'; digit <= '9'; ++digit) kinds[digit] = Kind::kNumber;
      return kinds;
    }();
    return kKinds[static_cast<unsigned char>(c)];
  }

  static constexpr const char* kEndsEarly = "it ends where a value is expected";

  bool FailAt(const char* at, const char* what);
  // Clients send little white space, so what comes is looked at before any is skipped.
  bool AtSpaceOrEnd() const { return at_ >= end_ || static_cast<unsigned char>(*at_) <= ' '; }
  void SkipSpace();
  bool Expect(char c, const char* what) {
    if (at_ >= end_ || *at_ != c) return ExpectBehindSpace(c, what);
    ++at_;
    return true;
  }
  bool ExpectBehindSpace(char c, const char* what);

  // Each of these is in two halves: what is met most, and what is left to functions of their own.
  bool Enter(char open, char close) {
    const bool plain = end_ - at_ > 1 && *at_ == open && static_cast<unsigned char>(at_[1]) > ' ' &&
                       at_[1] != close && depth_ < kDepthMax;
    if (!plain) return EnterAny(open, close);
    ++at_;
    ++depth_;
    return true;
  }
  bool EnterAny(char open, char close);
  bool Next(char close) {
    if (at_ >= end_ || *at_ != ',') return NextAny(close);
    ++at_;
    return true;
  }
  bool NextAny(char close);
  // The closing quote of the string that comes, where that has a few plain characters only; else
  // null.
  const char* EndOfShortString() const {
#ifdef __SSE2__
    constexpr unsigned kNone = 1 << 16;
    if (at_ >= end_ || *at_ != '"') return nullptr;
    const char* const found = at_ + 1 + __builtin_ctz(Bits(NotPlain(at_ + 1)) | kNone);
    return found < end_ && *found == '"' ? found : nullptr;
#else
    return nullptr;
#endif
  }
  std::string_view AnyString(std::size_t* raw_size);
  ByteSpan SkipAny();

  bool ScanString(bool& escaped);
  const char* FindSpecial(const char* at);
  const char* FindSpecialBeyond(const char* at);
  bool ScanEscape();
  bool ScanNumber();
  bool ScanLiteral(std::string_view literal);
  bool ScanScalar(Kind kind);
  bool ScanMemberName();
  bool ScanNested();
  std::string_view Decode(std::string_view raw);

  const char* begin_;
  const char* at_;
  const char* end_;
  std::pmr::memory_resource& memory_;
  int depth_ = 0;
  bool not_ascii_ = false;  // perhaps, somewhere in the strings so far
  bool failed_ = false;
  Error error_;
};

// kInvalidRequest with the offset of the first byte that is not UTF-8.
Result<void> CheckUtf8(std::string_view text);

}  // namespace rg::route
