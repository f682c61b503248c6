#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/id.h"

// The field encoding of record payloads: record.h describes it, record.cc says which field is what.
namespace rg::journal {

enum class FieldType : std::uint8_t {
  kVarint = 0,  // LEB128 of a 64-bit two's complement number
  kId = 1,      // 16 bytes
  kBytes = 2,   // a 16-bit length and as many bytes
  kFixed = 3,   // 8 bytes
};

// Writes fields to memory that the caller knows to be large enough.
class FieldWriter {
 public:
  explicit FieldWriter(char* at) : at_(at) {}

  void Int(int field, std::int64_t value) {
    if (value == 0) return;
    Key(field, FieldType::kVarint);
    Varint(value);
  }
  void Time(int field, TimePoint time) {
    const std::int64_t nanos = time.time_since_epoch().count();
    if (nanos == 0) return;
    Key(field, FieldType::kFixed);
    std::memcpy(at_, &nanos, 8);
    at_ += 8;
  }
  void Id(int field, const Uuid& id) {
    if (id.IsNil()) return;
    Key(field, FieldType::kId);
    std::memcpy(at_, id.bytes.data(), 16);
    at_ += 16;
  }
  // Cut to `max` bytes, the mark of the cut included.
  void Text(int field, std::string_view text, std::size_t max) {
    if (text.empty()) return;
    Key(field, FieldType::kBytes);
    char* const length = Skip(2);
    if (text.size() <= max) [[likely]] {
      Raw(text);
    } else {
      Raw(text.substr(0, CutAt(text, max - kCut.size())));
      Raw(kCut);
    }
    EndLength(length);
  }
  // A field that is itself a list of fields: End takes what Begin returned.
  char* Begin(int field) {
    Key(field, FieldType::kBytes);
    return Skip(2);
  }
  void End(char* begun) { EndLength(begun); }

  void Varint(std::int64_t value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (; rest >= 0x80; rest >>= 7) *at_++ = static_cast<char>(rest | 0x80);
    *at_++ = static_cast<char>(rest);
  }

  char* at() const { return at_; }

 private:
  static constexpr std::string_view kCut = "…";

  // The largest prefix of at most `max` bytes that ends between two UTF-8 characters.
  static std::size_t CutAt(std::string_view text, std::size_t max) {
    while (max > 0 && (static_cast<std::uint8_t>(text[max]) & 0xc0) == 0x80) --max;
    return max;
  }

  void Key(int field, FieldType type) {
    *at_++ = static_cast<char>(field << 2 | static_cast<int>(type));
  }
  char* Skip(std::size_t bytes) { return std::exchange(at_, at_ + bytes); }
  void EndLength(char* length) {
    const auto size = static_cast<std::uint16_t>(at_ - length - 2);
    std::memcpy(length, &size, 2);
  }
  void Raw(std::string_view bytes) {
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }

  char* at_;
};

inline int NumberOf(std::string_view field) { return static_cast<std::uint8_t>(field[0]) >> 2; }

// One field as read. Only the member its type names is set; asked for another, it is zero or empty.
struct Field {
  int number = 0;
  FieldType type = FieldType::kVarint;
  std::int64_t integer = 0;
  std::string_view bytes;

  Uuid Id() const {
    Uuid id;
    if (type == FieldType::kId) std::memcpy(id.bytes.data(), bytes.data(), 16);
    return id;
  }
  TimePoint Time() const { return TimePoint{Duration{integer}}; }
};

// Reads fields until the bytes end. Never reads beyond them, whatever they are.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  bool done() const { return rest_.empty(); }
  // False when the bytes are not fields. A record has dozens of fields, and a call for each was more
  // than reading it.
  [[gnu::always_inline]] bool Next(Field& field) {
    if (rest_.empty()) return false;
    const auto key = static_cast<std::uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    field = {key >> 2, static_cast<FieldType>(key & 3), 0, {}};
    switch (field.type) {
      case FieldType::kVarint:
        return Varint(field.integer);
      case FieldType::kId:
        return Take(16, field.bytes);
      case FieldType::kBytes:
        return TakeCounted(field.bytes);
      case FieldType::kFixed:
        return TakeFixed(field.integer);
    }
    return false;
  }
  // The next field as it lies there, while there is one; empty when the bytes are not fields.
  std::string_view Skip() {
    std::size_t size = 1;
    switch (static_cast<FieldType>(rest_[0] & 3)) {
      case FieldType::kVarint:
        while (size < rest_.size() && (static_cast<std::uint8_t>(rest_[size]) & 0x80) != 0) ++size;
        size += 1;
        break;
      case FieldType::kId:
        size += 16;
        break;
      case FieldType::kBytes: {
        std::uint16_t count = 0;
        if (rest_.size() >= 3) std::memcpy(&count, rest_.data() + 1, 2);
        size += std::size_t{2} + count;
        break;
      }
      case FieldType::kFixed:
        size += 8;
        break;
    }
    std::string_view field;
    if (!Take(size, field)) return {};
    return field;
  }
  bool Varint(std::int64_t& value) {
    std::uint64_t sum = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return false;
      const auto byte = static_cast<std::uint8_t>(rest_[0]);
      rest_.remove_prefix(1);
      sum |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) {
        value = static_cast<std::int64_t>(sum);
        return true;
      }
    }
    return false;
  }

 private:
  bool Take(std::size_t count, std::string_view& bytes) {
    if (rest_.size() < count) return false;
    bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return true;
  }
  bool TakeCounted(std::string_view& bytes) {
    std::string_view length;
    if (!Take(2, length)) return false;
    std::uint16_t count = 0;
    std::memcpy(&count, length.data(), 2);
    return Take(count, bytes);
  }
  bool TakeFixed(std::int64_t& value) {
    std::string_view bytes;
    if (!Take(8, bytes)) return false;
    std::memcpy(&value, bytes.data(), 8);
    return true;
  }

  std::string_view rest_;
};

}  // namespace rg::journal
