#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/id.h"

// The field encoding of record payloads: record.h describes it, record.cc says which field is what.
namespace rg::journal {

// Numbers in a row, as they lie in a field of bytes: each takes as many bytes as it needs, 0 to 8.
//
//   | how many 1 | size of each, 4 bits ... | the bytes of the first | of the second | ...
//
// At most kNumbersMax, so that the sizes fit a word. A reader takes the numbers it knows and skips
// those behind, which a newer binary has added.
inline constexpr std::size_t kNumbersMax = 16;
template <std::size_t count>
using Numbers = std::array<std::int64_t, count>;

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
  void Text(int field, std::string_view text, std::size_t max) {
    if (text.empty()) return;
    Key(field, FieldType::kBytes);
    Put(text, max);
  }
  // What is always there and needs no key: inside a field of bytes.
  template <std::size_t count>
  void Put(const Numbers<count>& numbers) {
    static_assert(count <= kNumbersMax);
    *at_++ = static_cast<char>(count);
    char* const sizes = Skip((count + 1) / 2);
    std::uint64_t packed = 0;
#pragma GCC unroll 16
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t size = BytesOf(numbers[i]);
      packed |= size << 4 * i;
      // All eight bytes, whatever the size: the next number is written over those that are zero.
      std::memcpy(at_, &numbers[i], 8);
      at_ += size;
    }
    std::memcpy(sizes, &packed, (count + 1) / 2);
  }
  void Put(const Uuid& id) {
    std::memcpy(at_, id.bytes.data(), 16);
    at_ += 16;
  }
  // Cut to `max` bytes, the mark of the cut included.
  void Put(std::string_view text, std::size_t max) {
    char* const length = Skip(2);
    if (text.size() <= max) [[likely]] {
      Raw(text);
    } else {
      Raw(text.substr(0, CutAt(text, max - kCut.size())));
      Raw(kCut);
    }
    EndLength(length);
  }
  // A field that is itself a list of fields, or a block of what is always there: End takes what
  // Begin returned.
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

  // As it is, without a length. Most texts are short: to call something that copies takes longer
  // than to copy them.
  void Raw(std::string_view bytes) {
    const std::size_t size = bytes.size();
    if (size > 16) {
      std::memcpy(at_, bytes.data(), size);
    } else if (size >= 8) {
      CopyEnds<8>(bytes);
    } else if (size >= 4) {
      CopyEnds<4>(bytes);
    } else {
      for (std::size_t i = 0; i < size; ++i) at_[i] = bytes[i];
    }
    at_ += size;
  }

  char* at() const { return at_; }

 private:
  static constexpr std::string_view kCut = "…";

  // What has `half` to twice as many bytes: both ends, which may overlap.
  template <std::size_t half>
  void CopyEnds(std::string_view bytes) {
    std::array<char, half> first;
    std::array<char, half> last;
    std::memcpy(first.data(), bytes.data(), half);
    std::memcpy(last.data(), bytes.data() + bytes.size() - half, half);
    std::memcpy(at_, first.data(), half);
    std::memcpy(at_ + bytes.size() - half, last.data(), half);
  }

  static std::uint64_t BytesOf(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    // Without a branch: what is in a record changes from one to the next.
    const unsigned highest_bit = 63 ^ static_cast<unsigned>(std::countl_zero(bits | 1));
    return highest_bit / 8 + (bits == 0 ? 0 : 1);
  }
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
  std::string_view rest() const { return rest_; }
  // False when the bytes are not fields. A record has dozens of fields, and a call for each was
  // more than reading it.
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
  // What FieldWriter::Put wrote. False when the bytes are not that.
  template <std::size_t count>
  bool Get(Numbers<count>& numbers) {
    if (rest_.empty()) return false;
    const std::size_t written = static_cast<std::uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    const std::size_t size_bytes = (written + 1) / 2;
    if (written > kNumbersMax || size_bytes > rest_.size()) return false;
    auto sizes = static_cast<std::uint64_t>(Number(rest_, size_bytes));
    rest_.remove_prefix(size_bytes);
    if (written == count && !AnyAbove8(sizes)) [[likely]]
      return GetAll(numbers, sizes);
    numbers = {};
    for (std::size_t i = 0; i < written; ++i, sizes >>= 4) {
      const std::size_t size = sizes & 0xf;
      if (size > std::min<std::size_t>(rest_.size(), 8)) return false;
      if (i < count) numbers[i] = Number(rest_, size);
      rest_.remove_prefix(size);
    }
    return true;
  }
  bool Get(Uuid& id) {
    std::string_view bytes;
    if (!Take(16, bytes)) return false;
    std::memcpy(id.bytes.data(), bytes.data(), 16);
    return true;
  }
  bool Get(std::string_view& text) { return TakeCounted(text); }
  // As many bytes as they are.
  bool Take(std::size_t count, std::string_view& bytes) {
    if (rest_.size() < count) return false;
    bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return true;
  }

 private:
  // The number in the first `size` of `bytes`, at most 8.
  static std::int64_t Number(std::string_view bytes, std::size_t size) {
    std::int64_t number = 0;
    if (bytes.size() >= 8) [[likely]] {
      std::memcpy(&number, bytes.data(), 8);
      return number & kMasks[size];
    }
    for (std::size_t i = size; i > 0; --i) {
      number = number << 8 | static_cast<std::uint8_t>(bytes[i - 1]);
    }
    return number;
  }
  // Whether one of sixteen numbers of four bits is more than 8: only those have the highest bit and
  // another one.
  static bool AnyAbove8(std::uint64_t sizes) {
    constexpr std::uint64_t kLowest = 0x1111'1111'1111'1111;
    return ((sizes >> 3) & (sizes | sizes >> 1 | sizes >> 2) & kLowest) != 0;
  }
  // As many numbers as were written, without a look at each whether it is there: the last ones may
  // be read beyond the bytes, so where these are few it reads a copy with zeros behind.
  template <std::size_t count>
  bool GetAll(Numbers<count>& numbers, std::uint64_t sizes) {
    std::array<char, count * 8> few{};
    const char* bytes = rest_.data();
    if (rest_.size() < few.size()) {
      rest_.copy(few.data(), rest_.size());
      bytes = few.data();
    }
    std::size_t taken = 0;
#pragma GCC unroll 16
    for (std::size_t i = 0; i < count; ++i, sizes >>= 4) {
      std::memcpy(&numbers[i], bytes + taken, 8);
      numbers[i] &= kMasks[sizes & 0xf];
      taken += sizes & 0xf;
    }
    if (taken > rest_.size()) return false;
    rest_.remove_prefix(taken);
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

  // By size: what of eight bytes is the number.
  static constexpr std::array<std::int64_t, 9> kMasks = {
      0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, -1};

  std::string_view rest_;
};

}  // namespace rg::journal
