#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/head.h"

namespace rg::http {

// Message heads, judged as RFC 9112 reads and as strictly as a gateway must: what two programs on
// the path could read differently is refused, never repaired.
//
//   bytes --> one line at a time --> one field at a time --> the head as a whole
//             limits, line ends       name, value            framing, host, method
//
// A line is judged when its end has arrived and the lines in order, so the verdict on a message is
// the same however its bytes are cut. What the head points to are the bytes that were parsed.
//
// Threads   Plain functions without state of their own.
// Errors    A fault names the rule and the field and the status to answer; the connection must be
//           closed after it, because where the next message begins is unknown.

// Why bytes are not HTTP. From an upstream the status is always 502.
struct ParseFault {
  int status = 0;
  std::string_view reason;  // static text
};

struct Parsed {
  enum class State : std::uint8_t { kNeedMore, kDone, kFault };
  State state = State::kNeedMore;
  std::size_t consumed = 0;  // bytes of the head, when kDone
  ParseFault fault;
};

// What has been read of a head that arrives in pieces, so that a client that sends one byte at a
// time does not have its head read from the start for each. Keep one per connection and pass it
// each time; it starts over by itself after kDone, after kFault, and when the bytes have moved.
struct HeadProgress {
  enum class Coding : std::uint8_t { kAbsent, kChunked, kUnsupported };

  const char* base = nullptr;
  std::size_t line = 0;     // where the first line that is not judged begins
  std::size_t scanned = 0;  // up to where it is known to hold no line end
  std::size_t block = 0;    // where the fields begin; 0 while the first line is awaited

  // What the fields judged so far say.
  std::uint64_t content_length = 0;
  Coding coding = Coding::kAbsent;
  bool blank_skipped = false;
  bool has_length = false;
  bool has_host = false;
  bool has_content_type = false;
  bool expects_continue = false;
  bool expects_other = false;
  bool says_close = false;
  bool says_keep_alive = false;
};

// `bytes` begin where the message begins and may hold more than it. `head` is valid once kDone.
// One empty line before a request is skipped. A minor version above 1 is read as 1.
Parsed ParseRequestHead(std::string_view bytes, RequestHead& head, HeadProgress& progress);
Parsed ParseRequestHead(std::string_view bytes, RequestHead& head);

// The head of an answer to a request of that method. Interim answers (1xx) are returned like any
// other, without a body; 101 is a fault because nobody asks an upstream for another protocol.
Parsed ParseResponseHead(std::string_view bytes, std::string_view request_method,
                         ResponseHead& head, HeadProgress& progress);
Parsed ParseResponseHead(std::string_view bytes, std::string_view request_method,
                         ResponseHead& head);

// The methods ParseRequestHead lets through, as an Allow field lists them.
inline constexpr std::string_view kAllowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

// Fields that concern one connection and are never passed on (RFC 9110, section 7.6.1).
bool IsHopByHop(std::string_view name);
// Whether a Connection field names this one, which makes it hop-by-hop too.
bool ConnectionNames(const Headers& headers, std::string_view name);

}  // namespace rg::http
