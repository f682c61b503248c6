#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace rg::store::redis {

// Numbers side by side, little-endian, as struct.pack and struct.unpack of Redis' Lua have them.
// Lua knows only doubles: what may be beyond 2^53 goes as Wide, which the scripts read in two
// halves.
static_assert(std::endian::native == std::endian::little);

// No rule admits more at once; and the scripts' arithmetic is exact up to here.
inline constexpr std::int64_t kCostMax = std::int64_t{1} << 50;
// More than any budget's amount, and still a whole number among doubles.
inline constexpr std::int64_t kMoneyMax = std::int64_t{1} << 53;

class Packer {
 public:
  Packer& Byte(std::uint8_t value) { return Raw(value); }    // 'B'
  Packer& Short(std::uint16_t value) { return Raw(value); }  // 'H'
  Packer& Wide(std::int64_t value) { return Raw(value); }    // 'I4i4', 'i8'
  Packer& Number(double value) { return Raw(value); }        // 'd'
  Packer& Number(std::int64_t value) { return Raw(static_cast<double>(value)); }
  Packer& Bytes(std::string_view bytes) {
    bytes_.append(bytes);
    return *this;
  }

  std::string_view bytes() const { return bytes_; }
  std::string Take() { return std::move(bytes_); }

 private:
  template <class T>
  Packer& Raw(T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes_.append(raw, sizeof(T));
    return *this;
  }

  std::string bytes_;
};

// Reads what a Packer, or a script, has written. Beyond the end everything is zero and ok() false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t Byte() { return Raw<std::uint8_t>(); }
  std::uint16_t Short() { return Raw<std::uint16_t>(); }
  std::uint32_t Count() { return Raw<std::uint32_t>(); }  // 'I4'
  std::int64_t Wide() { return Raw<std::int64_t>(); }
  // Whole, and within 64 bits whatever came.
  std::int64_t Number() {
    const auto value = Raw<double>();
    return std::abs(value) < 0x1p62 ? static_cast<std::int64_t>(value) : 0;
  }
  std::string_view Bytes(std::size_t size) {
    ok_ = ok_ && rest_.size() >= size;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  template <class T>
  T Raw() {
    T value{};
    const std::string_view taken = Bytes(sizeof(T));
    if (ok_) std::memcpy(&value, taken.data(), sizeof(T));
    return value;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace rg::store::redis
