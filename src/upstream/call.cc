#include "upstream/call.h"

#include <bit>

#include "core/await.h"

namespace rg::upstream {
namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds{50};
constexpr int kDoublingsMax = 5;

Fault FaultOf(http::ConnectFault fault) {
  switch (fault) {
    case http::ConnectFault::kResolve:
      return Fault::kResolve;
    case http::ConnectFault::kForbidden:
      return Fault::kForbiddenAddress;
    case http::ConnectFault::kRefused:
      return Fault::kConnectRefused;
    case http::ConnectFault::kTimeout:
      return Fault::kConnectTimeout;
    case http::ConnectFault::kTls:
      return Fault::kTls;
  }
  return Fault::kConnectRefused;
}

Fault FaultOf(http::AnswerFault fault, Fault on_timeout) {
  switch (fault) {
    case http::AnswerFault::kNone:
      return Fault::kNone;
    case http::AnswerFault::kReset:
      return Fault::kReset;
    case http::AnswerFault::kTimeout:
      return on_timeout;
    case http::AnswerFault::kMalformed:
      return Fault::kMalformed;
  }
  return Fault::kMalformed;
}

}  // namespace

std::string_view Describe(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      return "";
    case Fault::kResolve:
      return "the upstream's host name has no address";
    case Fault::kForbiddenAddress:
      return "the upstream's address is private or local; allow it with upstream.allow_private";
    case Fault::kConnectRefused:
      return "the upstream refused the connection";
    case Fault::kConnectTimeout:
      return "the upstream did not accept a connection in time";
    case Fault::kTls:
      return "no verified TLS connection to the upstream could be made";
    case Fault::kFirstByteTimeout:
      return "the upstream did not begin to answer in time";
    case Fault::kIdleTimeout:
      return "the upstream fell silent in the middle of its answer";
    case Fault::kReset:
      return "the upstream closed the connection before its answer was complete";
    case Fault::kMalformed:
      return "the upstream's answer is not valid HTTP/1.1 or passes a limit";
    case Fault::kCancelled:
      return "the call was cancelled";
  }
  return "";
}

bool MayRetry(Fault fault, bool safe_to_repeat, bool answer_begun, int attempts, int attempts_max) {
  if (attempts >= attempts_max || answer_begun) return false;
  switch (fault) {
    case Fault::kConnectRefused:
    case Fault::kConnectTimeout:
    case Fault::kResolve:
      return true;
    case Fault::kReset:
      return safe_to_repeat;
    default:
      return false;
  }
}

Duration Backoff(int attempts, double jitter) {
  const int doublings = attempts < kDoublingsMax ? attempts : kDoublingsMax;
  const Duration full = kFirstPause * (1 << doublings);
  // Between half and all of it, so that many callers do not come back in one wave.
  return full / 2 +
         Duration{static_cast<Duration::rep>(static_cast<double>(full.count() / 2) * jitter)};
}

Call::Call(Pool& pool, boost::asio::io_context& io, std::uint64_t random)
    : pool_(pool), io_(io), random_(random), pause_(io.get_executor()) {}

Call::~Call() {
  if (connection_ && !cancelled_) pool_.Return(*origin_, std::move(connection_));
}

void Call::Cancel() {
  cancelled_ = true;
  pause_.cancel();
  if (connection_) connection_->Cancel();
}

Async<void> Call::Pause(Duration time) {
  pause_.expires_after(time);
  co_await pause_.async_wait(kAwait);
}

Async<Fault> Call::Open(const Request& request) {
  origin_ = &request.origin;
  idle_ = request.timeouts.idle;
  for (;;) {
    ++attempts_;
    Fault fault = Fault::kNone;
    Pool::LeaseResult lease =
        co_await pool_.Acquire(*origin_, request.timeouts.connect, cancelled_);
    if (!lease) {
      fault = FaultOf(lease.error());
    } else if (!cancelled_) {
      connection_ = std::move(lease->connection);
      sent_ = true;
      // A server may answer (413, say) and close without reading all; its answer is then worth
      // reading even though sending failed.
      co_await connection_->Send(request.bytes, request.timeouts.first_byte);
      fault = FaultOf(co_await connection_->ReadHead(request.method, request.timeouts.first_byte),
                      Fault::kFirstByteTimeout);
    }
    if (cancelled_) co_return Fault::kCancelled;
    if (fault == Fault::kNone) co_return fault;
    const bool begun = connection_ && connection_->answer_begun();
    if (!MayRetry(fault, request.safe_to_repeat, begun, attempts_, request.attempts_max)) {
      co_return fault;
    }
    connection_.reset();
    const double jitter = static_cast<double>(std::rotr(random_, attempts_ * 8) & 0xff) / 256.0;
    co_await Pause(Backoff(attempts_, jitter));
    if (cancelled_) co_return Fault::kCancelled;
  }
}

Call::Piece Call::Judged::operator()(const http::BodyPiece& piece) const {
  if (call.cancelled_) return {{}, false, Fault::kCancelled};
  return {piece.bytes, piece.end, FaultOf(piece.fault, Fault::kIdleTimeout)};
}

}  // namespace rg::upstream
