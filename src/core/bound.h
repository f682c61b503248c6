#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rg {

// The most a call can use, read from its request before it leaves. Every figure is an upper bound;
// pricing them at the dearest tier that could apply gives the hold.
struct Bound {
  // Text the model will read: one byte-level BPE token is at least one byte.
  std::int64_t input_tokens = 0;
  std::int64_t input_image_tokens = 0;
  std::int64_t input_audio_tokens = 0;
  // How often the model may read up to its whole context window beside what is counted above: a
  // stored conversation once, and every use of a tool that brings text the request does not hold.
  std::int64_t hidden_inputs = 0;
  // The client's own limit per choice; nullopt when it named none, and the model's maximum or the
  // API's ceiling applies.
  std::optional<std::int64_t> output_tokens;
  std::int64_t choices = 1;
  std::int64_t searches = 0;
  bool may_write_cache = false;  // the request can create cache entries
  bool may_write_cache_1h = false;
  bool audio_output = false;
  std::string_view service_tier;  // as asked for; "" when not
  // For prices per unit or percentage: what the request itself says it will use.
  std::optional<std::int64_t> units;

  // Not empty: no bound exists (a remote file of unknown size, a tool billed by use). Says what in
  // the request is unbounded and which setting would allow it.
  std::string unbounded_because;
  std::string unbounded_field;
};

}  // namespace rg
