#pragma once

#include <cstdint>
#include <optional>

#include "core/time.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"
#include "store/redis/reply.h"

// What all scripts are told first, and what they answer first.
namespace rg::store::redis {

// The time a script goes by: the server's, except where a test turns the clock.
struct ScriptTime {
  bool of_server = true;
  TimePoint now{};
};
void PackTime(Packer& packed, const ScriptTime& time);

struct Head {
  std::uint8_t status = 0;
  TimePoint now;
  std::uint64_t writes = 0;  // of this writer so far, when this was one
  std::optional<Meta> meta;
};
// Nullopt when it is no answer of a script.
std::optional<Head> ReadHead(Reply::Item answer);

}  // namespace rg::store::redis
