#pragma once

#include <array>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "http/field_lines.h"

namespace rg::http {

// Message heads, written. The writer alone decides framing: Host, Content-Length, Transfer-Encoding
// and Connection come from its arguments.
//
// Threads   Plain functions.
// Errors    A method, target or host that would break its line (CR, LF, NUL and other control
//           characters, white space in a target) is refused with kInvalidRequest, fields with a
//           fault with theirs. `out` is then as it was.

// What a head says about its connection.
enum class Persistence : std::uint8_t {
  kImplied,    // nothing: HTTP/1.1 stays open
  kKeepAlive,  // said aloud, for HTTP/1.0 clients
  kClose,
};

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view host;
};

struct StatusLine {
  int status = 200;
  std::string_view date;  // an IMF-fixdate; "" leaves the field out
};

// How the body that follows is delimited.
struct Body {
  Framing framing = Framing::kNone;
  std::uint64_t content_length = 0;
};

Result<void> AppendRequestHead(std::pmr::string& out, const RequestLine& line,
                               const FieldLines& fields, Body body,
                               Persistence persistence = Persistence::kImplied);

// kUntilClose implies Persistence::kClose. Content-Length and Transfer-Encoding are left out of a
// 1xx and a 204, which must not have them, and of a 304.
Result<void> AppendResponseHead(std::pmr::string& out, const StatusLine& line,
                                const FieldLines& fields, Body body,
                                Persistence persistence = Persistence::kImplied);

// "Not Found" for 404; "" for a status that has none.
std::string_view ReasonPhrase(int status);

// The Date field's text, formatted once a second: "Mon, 23 Nov 2026 14:41:02 GMT". One per core.
//
// Threads   One thread.
class HttpDate {
 public:
  // Valid until the next call.
  std::string_view At(TimePoint now);

 private:
  std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
  std::array<char, 29> text_{};
};

}  // namespace rg::http
