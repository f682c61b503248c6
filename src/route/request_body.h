#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>

#include "core/dialect.h"
#include "core/result.h"
#include "route/json_reader.h"

namespace rg::route {

// What in a request has no bound that its bytes show. The first one found is kept.
struct Unbounded {
  std::string_view what;    // "a file of unknown size", "the tool code_interpreter"
  std::string_view field;   // "messages[2].content[0].file"
  std::string_view remedy;  // a member of the request that would bound it: "max_tool_calls"; or ""
  bool by_input_size = false;  // only the size of the input is unknown: max_input_tokens bounds it
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
  std::int64_t text_bytes = 0;         // the body without the base64 of images and audio
  std::int64_t images = 0;             // pictures, wherever they come from
  std::int64_t images_low_detail = 0;  // those of them that ask for few tokens
  std::int64_t audio_tokens = 0;
  std::int64_t hidden_inputs = 0;  // as Bound::hidden_inputs
  std::int64_t searches = 0;
  std::optional<std::int64_t> units;  // pictures asked for, characters to be spoken
  bool has_tools = false;             // or a format for the answer: both come with a prompt
  std::int64_t built_in_tools = 0;    // tools whose description is the provider's
  bool audio_output = false;
  bool background = false;  // the answer comes without its usage
  bool may_write_cache = false;
  bool may_write_cache_1h = false;
  Unbounded unbounded;

  // Where a patch goes.
  std::size_t first_member = 0;        // where the first member begins
  std::string_view output_limit_name;  // the member that holds output_tokens, as spelled
  ByteSpan output_limit;               // its value
  // Where that member goes when it is not there, and what stands around it.
  struct Insert {
    std::size_t at = 0;
    std::string_view before;
    std::string_view after = ",";
  };
  Insert output_limit_insert;
  ByteSpan stream_options;            // its value
  bool stream_options_empty = false;  // an object without members
  bool stream_options_null = false;
  ByteSpan include_usage;  // its value
};

// Reads a request in one of the JSON dialects. `model` is the path's, where that names one: it goes
// before the body's, as it does at the provider. `body` must be followed by at least 16 readable
// bytes.
//
// kInvalidRequest, with the field or the byte offset, when the body is not exactly one well-formed
// UTF-8 JSON object of at most kDepthMax levels; when a member that matters appears twice (what we
// read must be what the upstream reads) or has the wrong type; when the model is missing; when the
// base64 of an image or audio is broken.
Result<RequestFacts> ReadRequest(Dialect dialect, std::string_view body,
                                 std::pmr::memory_resource& memory, std::string_view model = {});
// The same into facts that nothing is known of yet; they mean nothing after a failure.
Result<void> ReadRequest(Dialect dialect, std::string_view body, std::pmr::memory_resource& memory,
                         std::string_view model, RequestFacts& facts);

}  // namespace rg::route
