#pragma once

#include <cstdint>
#include <string_view>

namespace rg::store::redis {

inline constexpr std::uint16_t kSlots = 16'384;

// Which part of a cluster's keys a key belongs to: by what stands between its first braces, where
// something does, else by all of it.
std::uint16_t SlotOf(std::string_view key);

}  // namespace rg::store::redis
