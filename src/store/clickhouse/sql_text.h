#pragma once

#include <string>
#include <string_view>

#include "core/id.h"
#include "core/time.h"

// How values stand in statements. Servers of before 2019 take no parameters beside a statement, so
// these are the only ways a value gets into one.
namespace rg::store::clickhouse {

// 'text', whatever bytes it has.
std::string Quoted(std::string_view text);
std::string Quoted(const Uuid& id);
// A DateTime, from the whole second that `time` lies in; times beyond 1970 and 2106 are the nearest
// there is.
std::string Quoted(TimePoint time);
std::uint32_t DateTimeOf(TimePoint time);

}  // namespace rg::store::clickhouse
