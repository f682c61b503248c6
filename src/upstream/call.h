#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>

#include "core/async.h"
#include "http/client.h"
#include "upstream/pool.h"

namespace rg::upstream {

// Why an upstream gave no answer, or only part of one.
enum class Fault : std::uint8_t {
  kNone,
  kResolve,           // the host has no address
  kForbiddenAddress,  // the address is private or local, and not on the allow-list
  kConnectRefused,
  kConnectTimeout,
  kTls,
  kFirstByteTimeout,
  kIdleTimeout,
  kReset,
  kMalformed,
  kCancelled,  // by us: the client left, or the stream was braked
};

// One sentence for the caller.
std::string_view Describe(Fault fault);

struct Timeouts {
  Duration connect = std::chrono::seconds{5};
  Duration first_byte = std::chrono::seconds{60};
  Duration idle = std::chrono::seconds{60};
};

struct Request {
  const http::Endpoint& origin;  // outlives the call
  std::string_view method;
  std::span<const boost::asio::const_buffer> bytes;  // head and body
  bool safe_to_repeat = false;  // idempotent by its method, or by an Idempotency-Key
  Timeouts timeouts;
  int attempts_max = 2;
};

// May the request be sent once more? Only while nothing has reached the client, and only when the
// upstream cannot have acted on it: no connection was made, or the request is safe to repeat, or a
// kept-alive connection turned out to be closed before a byte of answer came and the request is
// safe.
//
// Pure, so that the table of its tests is the rule.
bool MayRetry(Fault fault, bool safe_to_repeat, bool answer_begun, int attempts, int attempts_max);

// How long to wait before attempt number `attempts` + 1; doubles, with `jitter` in [0, 1).
Duration Backoff(int attempts, double jitter);

// One call to an upstream: dial, send, retry, read the head, then the body piece by piece.
//
//   Open -> head() -> Read ... Read{end} -> (connection goes back to its pool on destruction)
//
// Threads   Used by the thread of its core. Cancel may be called while another call waits.
class Call {
 public:
  Call(Pool& pool, boost::asio::io_context& io, std::uint64_t random);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Returns once the head of the final answer is read.
  Async<Fault> Open(const Request& request);
  const http::ResponseHead& head() const { return connection_->head(); }
  // kIdleTimeout, kReset, kMalformed or kCancelled in `fault` end the call.
  struct Piece {
    std::string_view bytes;
    bool end = false;
    Fault fault = Fault::kNone;
  };
  struct Judged {
    const Call& call;
    Piece operator()(const http::BodyPiece& piece) const;
  };
  using Reading = Mapped<Async<http::BodyPiece>, Judged>;
  Reading Read() { return {connection_->ReadBody(idle_), Judged{*this}}; }
  // What follows are the events of a stream (http::Socket::Gather).
  void Gather() { connection_->Gather(); }
  // From now on silence of this length ends the call.
  void SetIdle(Duration idle) { idle_ = idle; }

  // Ends the call: pending operations return kCancelled and the connection is closed.
  void Cancel();

  bool cancelled() const { return cancelled_; }

  int attempts() const { return attempts_; }
  // Whether the request's bytes were handed to a connection: the provider may have charged for it.
  bool sent() const { return sent_; }

 private:
  Async<void> Pause(Duration time);

  Pool& pool_;
  boost::asio::io_context& io_;
  std::uint64_t random_;
  const http::Endpoint* origin_ = nullptr;  // of the request
  Duration idle_{};
  std::unique_ptr<http::ClientConnection> connection_;
  http::SteadyTimer pause_;
  int attempts_ = 0;
  bool sent_ = false;
  bool cancelled_ = false;
};

}  // namespace rg::upstream
