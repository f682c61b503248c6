#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/number_text.h"
#include "core/result.h"
#include "http/head.h"

namespace rg::http {

// The fields of a head that is put together, kept as the lines that will be sent:
//
//   Content-Type: application/json CRLF Retry-After: 2 CRLF
//
// Framing is not among them: a message with two framings is how requests are smuggled, so Host,
// Content-Length, Transfer-Encoding and Connection are said by whoever writes the head.
//
// Threads   One thread. Not movable: it holds the first lines itself.
// Errors    A field that frames the message, or holds what would break its line, is left out, and
//           the head cannot be written any more: `fault` says why.
class FieldLines {
 public:
  FieldLines() {}  // NOLINT(modernize-use-equals-default): or the block below would be cleared
  template <class Fields>
  requires std::convertible_to<const Fields&, std::span<const Header>> FieldLines(
      const Fields& fields) {  // NOLINT(google-explicit-constructor): the same, written
    for (const Header& field : fields) Add(field);
  }
  FieldLines(const FieldLines&) = delete;
  FieldLines& operator=(const FieldLines&) = delete;

  std::string_view text() const { return {first_, static_cast<std::size_t>(at_ - first_)}; }
  // kInvalidRequest for what would break a line, kInternal for framing.
  const std::optional<Error>& fault() const { return fault_; }
  std::size_t count() const { return count_; }

  void Add(const Header& field);
  // The same field, with `prefix` before its name.
  void AddRenamed(std::string_view prefix, const Header& field);
  // "authorization: Bearer <token>"
  void AddBearer(std::string_view token);
  // Leaves out every field of that name.
  void Remove(std::string_view name);

  // What we say ourselves: a name and a value that are sound by their making.
  void Put(std::string_view name, std::string_view value) {
    char* const at = Open(name, value.size());
    std::memcpy(at, value.data(), value.size());
    Close(at + value.size());
  }
  void Put(std::string_view name, std::int64_t count, int decimals = 0) {
    Close(PutNumber(Open(name, kNumberTextMax), count, decimals));
  }
  // The same for a value that the caller writes at the place returned, and whose end it then tells.
  [[gnu::always_inline]] char* Open(std::string_view name, std::size_t value_max) {
    Reserve(name.size() + value_max);
    std::memcpy(at_, name.data(), name.size());
    return AfterName(at_ + name.size());
  }
  void Close(char* value_end) {
    std::memcpy(value_end, "\r\n", 2);
    at_ = value_end + 2;
    ++count_;
  }

  // Calls take(field) for each, in order.
  template <class F>
  void ForEach(F&& take) const {
    for (std::string_view rest = text(); !rest.empty();) {
      const std::size_t colon = rest.find(':');
      const std::size_t end = rest.find('\r', colon);
      take(Header{rest.substr(0, colon), rest.substr(colon + 2, end - colon - 2), true});
      rest.remove_prefix(end + 2);
    }
  }

 private:
  // Room for a name and a value of that many bytes together, and what stands around them.
  void Reserve(std::size_t size) {
    constexpr std::size_t kAround = 4;  // ": " and CRLF
    if (static_cast<std::size_t>(end_ - at_) < size + kAround) Grow(size + kAround);
  }
  static char* AfterName(char* at) {
    std::memcpy(at, ": ", 2);
    return at + 2;
  }
  void Refuse(const Header& field);
  void Grow(std::size_t more);

  std::array<char, 2048> block_;
  std::unique_ptr<char[]> grown_;
  char* first_ = block_.data();
  char* at_ = first_;  // behind the last line
  char* end_ = first_ + block_.size();
  std::size_t count_ = 0;
  std::optional<Error> fault_;
};

}  // namespace rg::http
