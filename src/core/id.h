#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace rg {

// 128 bits that name one thing. New ones are UUIDv7 (RFC 9562): they sort by time of birth.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  constexpr auto operator<=>(const Uuid&) const = default;
  // As two words: ids are compared many times per call, and an array of bytes is compared by a
  // function call.
  constexpr bool operator==(const Uuid& other) const { return words() == other.words(); }
  constexpr bool IsNil() const { return *this == Uuid{}; }

 private:
  constexpr std::array<std::uint64_t, 2> words() const {
    return std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
  }
};

// "0190b5a0-...": 36 lower-case characters.
class UuidText {
 public:
  explicit UuidText(const Uuid& id);
  std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 36> text_;
};
std::string ToString(const Uuid& id);
void AppendTo(std::string& out, const Uuid& id);
Result<Uuid> ParseUuid(std::string_view text);

// An id that knows what it names, so that a key's id is never passed for a workspace's.
template <class Tag>
struct Id : Uuid {
  constexpr Id() = default;
  explicit constexpr Id(const Uuid& uuid) : Uuid(uuid) {}
  constexpr auto operator<=>(const Id&) const = default;
};

using WorkspaceId = Id<struct WorkspaceTag>;
using ProjectId = Id<struct ProjectTag>;
using KeyId = Id<struct KeyTag>;
using ApiId = Id<struct ApiTag>;
using RuleId = Id<struct RuleTag>;
using BudgetId = Id<struct BudgetTag>;
using RequestId = Id<struct RequestTag>;

// Random numbers for ids and jitter, not for secrets (those come from crypto.h).
//
// Threads   One object per thread.
class IdSource {
 public:
  explicit IdSource(std::uint64_t seed) : state_(seed) {}
  static IdSource FromEntropy();

  Uuid NewUuid(TimePoint now);
  template <class T>
  T New(TimePoint now) {
    return T{NewUuid(now)};
  }
  std::uint64_t Random();

 private:
  std::uint64_t state_;
};

struct UuidHash {
  std::size_t operator()(const Uuid& id) const {
    // The last eight bytes of a UUIDv7 are random already.
    std::uint64_t low = 0;
    __builtin_memcpy(&low, id.bytes.data() + 8, 8);
    return static_cast<std::size_t>(low);
  }
};

}  // namespace rg

template <>
struct std::hash<rg::Uuid> : rg::UuidHash {};
template <class Tag>
struct std::hash<rg::Id<Tag>> : rg::UuidHash {};
