#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>

#include "core/dialect.h"
#include "core/result.h"

namespace rg::route {

// The deepest nesting of a request that is read.
inline constexpr int kDepthMax = 64;

// A stretch of the body; nothing when `size` is 0 (no JSON value is empty).
struct ByteSpan {
  std::size_t at = 0;
  std::size_t size = 0;
  explicit operator bool() const { return size != 0; }
};

// What in a request has no bound that its bytes show. The first one found is kept.
struct Unbounded {
  std::string_view what;    // "a file of unknown size", "the tool code_interpreter"
  std::string_view field;   // "messages[2].content[0].file"
  std::string_view remedy;  // "" or a member that would bound it: "max_tool_calls"
  explicit operator bool() const { return !what.empty(); }
};

// What routing, limits, budgets and patches need to know of a JSON request, read in one pass over
// the bytes without building a tree.
//
// Views point into the body, or into the memory given to ReadRequest where the body spells a string
// with escapes.
struct RequestFacts {
  std::string_view model;
  bool stream = false;
  bool wants_usage = false;                   // stream_options.include_usage
  std::optional<std::int64_t> output_tokens;  // max_tokens and its younger names
  std::int64_t choices = 1;                   // n, or best_of where that is more
  std::string_view service_tier;
  std::string_view end_user;  // user, safety_identifier or metadata.user_id

  // What the model will read.
  std::int64_t text_bytes = 0;  // the body without the base64 of images and audio
  std::int64_t image_tokens = 0;
  std::int64_t audio_bytes = 0;    // decoded size of base64 audio
  std::int64_t hidden_inputs = 0;  // as Bound::hidden_inputs
  std::int64_t searches = 0;
  std::int64_t units = 0;  // images asked for, characters to be spoken
  bool has_tools = false;
  bool audio_output = false;
  bool background = false;
  bool may_write_cache = false;
  bool may_write_cache_1h = false;
  Unbounded unbounded;

  // Where a patch goes.
  std::size_t first_member = 0;        // just behind the '{' of the request
  std::string_view output_limit_name;  // the member that holds output_tokens, as spelled
  ByteSpan output_limit;               // its value
  ByteSpan stream_options;             // its value
  bool stream_options_empty = false;   // an object without members
  ByteSpan include_usage;              // its value
};

// Reads a request in one of the JSON dialects. `body` must be followed by at least 16 readable
// bytes.
//
// kInvalidRequest, with the field or the byte offset, when the body is not exactly one well-formed
// UTF-8 JSON object of at most kDepthMax levels; when a member that matters appears twice (what we
// read must be what the upstream reads) or has the wrong type; when the model is missing where the
// dialect needs one; when the base64 of an image or audio is broken.
Result<RequestFacts> ReadRequest(Dialect dialect, std::string_view endpoint, std::string_view body,
                                 std::pmr::memory_resource& memory);

}  // namespace rg::route
