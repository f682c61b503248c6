#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "http/field_name.h"

namespace rg::http {

// Bounds on one message head, answered with 414 and 431 when passed.
inline constexpr std::size_t kRequestLineMax = 8 * 1024;
inline constexpr std::size_t kHeaderBlockMax = 32 * 1024;
inline constexpr std::size_t kFieldMax = 8 * 1024;
inline constexpr std::size_t kFieldsMax = 100;

// A header field as it stands in the message: the name in the sender's case, the value without the
// white space around it.
struct Header {
  std::string_view name;
  std::string_view value;
  // Whoever made it knows that neither part holds a byte it must not hold. A writer checks others.
  bool sound = false;
  FieldName known = FieldName::kUnread;
};

inline FieldName NameOf(const Header& field) {
  return field.known == FieldName::kUnread ? Recognise(field.name) : field.known;
}

bool SameIgnoringCase(std::string_view a, std::string_view b);  // of the same length
inline bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && SameIgnoringCase(a, b);
}

// The fields of one head, in order, without an allocation. Each is recognised by its name.
class Headers {
 public:
  std::span<const Header> all() const { return {fields_.data(), count_}; }
  // The first field of that name; nullopt when there is none.
  std::optional<std::string_view> Find(std::string_view name) const;
  std::optional<std::string_view> Find(FieldName name) const {
    return Has(name) ? std::optional(FirstOf(name)) : std::nullopt;
  }
  bool Has(FieldName name) const { return (present_ & BitOf(name)) != 0; }
  std::size_t Count(std::string_view name) const;
  // Whether a Connection field says more than keep-alive. If not, it names no other field.
  bool connection_says_more() const { return connection_says_more_; }
  // False when there is no room for another.
  bool Add(const Header& field) {
    room() = field;
    room().known = NameOf(field);
    return TakeRoom();
  }
  // The same in two steps: a place to read a field to, whose name is then recognised.
  Header& room() { return fields_[count_]; }
  bool TakeRoom() {
    if (count_ == kFieldsMax) return false;
    const Header& added = fields_[count_++];
    present_ |= BitOf(added.known);
    if (added.known == FieldName::kConnection) NoteConnection(added.value);
    return true;
  }
  void Clear() {
    count_ = 0;
    present_ = 0;
    connection_says_more_ = false;
  }

 private:
  static_assert(kFieldNames <= 64);
  static constexpr std::uint64_t BitOf(FieldName name) {
    return std::uint64_t{1} << static_cast<unsigned>(name);
  }
  std::string_view FirstOf(FieldName name) const;

  void NoteConnection(std::string_view value);

  std::array<Header, kFieldsMax + 1> fields_;
  std::size_t count_ = 0;
  std::uint64_t present_ = 0;
  bool connection_says_more_ = false;
};

// How the length of a message's body is known (RFC 9112, section 6.3).
enum class Framing : std::uint8_t { kNone, kLength, kChunked, kUntilClose };

// A request line and its fields. All views point into the bytes it was parsed from.
struct RequestHead {
  std::string_view method;
  std::string_view target;  // origin-form, as sent: path and query. Absolute-form is reduced to it
  std::string_view host;    // from the Host field, or from an absolute-form target
  int minor_version = 1;
  Headers headers;
  Framing framing = Framing::kNone;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  bool expect_continue = false;
};

struct ResponseHead {
  int status = 0;
  std::string_view reason;
  int minor_version = 1;
  Headers headers;
  Framing framing = Framing::kNone;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
};

}  // namespace rg::http
