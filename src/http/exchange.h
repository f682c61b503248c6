#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/async.h"
#include "core/result.h"
#include "core/time.h"
#include "http/field_lines.h"
#include "http/head.h"

namespace rg::http {

// One request and the answer to it, as a handler sees them. The server behind it reads, frames and
// writes; the handler decides. Valid until Handle returns.
//
// Threads   Used by the one thread that runs the connection.
// Errors    kClientGone when the connection has ended or stalled past its deadline; every later
//           call then fails the same way. Reading adds kTooLarge and kInvalidRequest (broken
//           framing), which can still be answered; the connection is closed after that answer.
class Exchange {
 public:
  virtual ~Exchange() = default;

  virtual const RequestHead& head() const = 0;
  virtual std::string_view client_ip() const = 0;
  // Where the exchange runs: what a handler waits for besides it belongs there too.
  virtual Executor executor() const = 0;
  // When the first byte of this request's head was read.
  virtual Duration started() const = 0;  // steady clock

  // Reads the whole body, however it is framed, and answers Expect: 100-continue first. The bytes
  // stay valid until Handle returns and are followed by at least 64 readable bytes (what simdjson
  // asks of its input). Fails with kTooLarge beyond `body_bytes_max`.
  virtual Async<Result<std::string_view>> ReadBody(std::size_t body_bytes_max) = 0;

  // Sends a complete answer in one write. Content-Length, Date and Connection are added. A body is
  // left out where the method or the status has none. The head is made before Respond returns:
  // `fields` need not live until it is awaited, as `body` must.
  virtual Async<Result<void>> Respond(int status, const FieldLines& fields,
                                      std::string_view body) = 0;

  // Sends a head now and the body in pieces: chunked, or of exactly `content_length` bytes if
  // given. The head is made before Start returns: `fields` need not live until it is awaited.
  virtual Async<Result<void>> Start(int status, const FieldLines& fields,
                                    std::optional<std::uint64_t> content_length) = 0;
  // Returns when the bytes are with the kernel, so a slow reader slows the writer down.
  virtual Async<Result<void>> Write(std::string_view bytes) = 0;
  virtual Async<Result<void>> Finish() = 0;

  // Calls `gone` once, from the event loop, when the client is seen to have hung up (within a
  // second) or the server cuts the exchange at its drain deadline, while the handler waits for
  // something else. An empty function ends the watch.
  virtual void OnClientGone(std::function<void()> gone) = 0;
  // True once the server has cut this exchange because its shutdown could wait no longer.
  virtual bool cut_by_drain() const = 0;

  // Ends the connection after this exchange without finishing the answer: the client sees a cut.
  virtual void Abort() = 0;
  virtual bool answered() const = 0;  // Respond or Start has been called
};

// What a server runs for every request.
class Handler {
 public:
  virtual ~Handler() = default;
  // Must answer, or Abort. An exchange left unanswered is answered 500 by the server.
  virtual Async<void> Handle(Exchange& exchange) = 0;
};

}  // namespace rg::http
