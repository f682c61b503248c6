#include "http/client.h"

#include <algorithm>
#include <cstring>

#include "http/parse.h"

namespace rg::http {
namespace {

constexpr std::size_t kBuffer = 16 * 1024;
constexpr std::size_t kBodyRoom = 8 * 1024;
// Half of what the kernel waits before it acknowledges on its own.
constexpr Duration kSoon = std::chrono::milliseconds{20};
// In pieces of an answer. Reminding the kernel is a system call.
constexpr unsigned kRemindEvery = 16;
// More interim answers than that before one final answer are no answer.
constexpr int kInterimMax = 16;

AnswerFault FaultOf(Io io) {
  return io == Io::kTimeout ? AnswerFault::kTimeout : AnswerFault::kReset;
}

}  // namespace

ClientConnection::ClientConnection(std::unique_ptr<Socket> socket)
    : socket_(std::move(socket)), in_(kBuffer) {}

void ClientConnection::Cancel() {
  cancelled_ = true;
  socket_->Close();
}

Async<Io> ClientConnection::Send(std::span<const boost::asio::const_buffer> pieces,
                                 Duration within) {
  begin_ = end_ = 0;
  done_ = answer_begun_ = sent_ = false;
  socket_->Gather(false);
  socket_->Deadline(within);
  Socket::Writing writing = socket_->Post(pieces);
  if (writing.await_ready()) return Sent(writing.await_resume());
  return AwaitSent(std::move(writing));
}

Async<Io> ClientConnection::AwaitSent(Socket::Writing writing) {
  const Io io = co_await writing;
  co_return Sent(io);
}

Io ClientConnection::Sent(Io io) {
  sent_ = io == Io::kOk;
  return io;
}

// Keeps space for reading behind the unread bytes of a head. How large a head can become is for the
// parser to say.
void ClientConnection::MakeRoom() {
  if (end_ < in_.size()) return;
  if (begin_ == 0) {
    in_.resize(in_.size() * 2);
    return;
  }
  std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
}

Socket::Reading ClientConnection::Fill() {
  return socket_->ReadSome({in_.data() + end_, in_.size() - end_});
}

Io ClientConnection::Filled(const ReadResult& read) {
  end_ += read.bytes;
  if (read.bytes > 0) answer_begun_ = true;
  return read.bytes > 0 ? Io::kOk : read.status;
}

Async<AnswerFault> ClientConnection::ReadHead(std::string_view request_method, Duration within) {
  socket_->Deadline(within);
  HeadProgress progress;
  int interim = 0;
  for (;;) {
    if (begin_ != end_) {
      const Parsed parsed = ParseResponseHead(Unread(), request_method, head_, progress);
      if (parsed.state == Parsed::State::kFault) co_return AnswerFault::kMalformed;
      if (parsed.state == Parsed::State::kDone) {
        if (in_.size() < begin_ + parsed.consumed + kBodyRoom) {
          in_.resize(in_.size() + kBuffer);
          ParseResponseHead(Unread(), request_method,
                            head_);  // its views pointed into the old bytes
        }
        begin_ += parsed.consumed;
        if (head_.status >= 100 && head_.status < 200) {
          if (++interim > kInterimMax) co_return AnswerFault::kMalformed;
          progress = HeadProgress();
          continue;
        }
        break;
      }
    }
    MakeRoom();
    const ReadResult read = co_await Fill();
    const Io io = Filled(read);
    if (io != Io::kOk) co_return FaultOf(io);
  }
  head_end_ = begin_;
  flows_ = true;
  pieces_ = 0;
  left_ = head_.content_length;
  chunks_ = ChunkedDecoder();
  done_ = head_.framing == Framing::kNone || (head_.framing == Framing::kLength && left_ == 0);
  co_return AnswerFault::kNone;
}

BodyPiece ClientConnection::Take(std::size_t size) {
  const std::string_view bytes(in_.data() + begin_, size);
  begin_ += size;
  return {bytes, done_, AnswerFault::kNone};
}

BodyPiece ClientConnection::TakeChunk() {
  const ChunkedDecoder::Step step = chunks_.Feed(Unread());
  begin_ += step.consumed;
  if (step.state == Parsed::State::kFault) return {step.body, false, AnswerFault::kMalformed};
  done_ = step.state == Parsed::State::kDone;
  return {step.body, done_, AnswerFault::kNone};
}

// The next piece of what has arrived; nullopt when more has to come first.
std::optional<BodyPiece> ClientConnection::TakeArrived() {
  if (done_) return BodyPiece{{}, true, AnswerFault::kNone};
  while (begin_ != end_) {
    if (head_.framing == Framing::kChunked) {
      const BodyPiece piece = TakeChunk();
      if (!piece.bytes.empty() || piece.end || piece.fault != AnswerFault::kNone) return piece;
      continue;
    }
    std::size_t size = end_ - begin_;
    if (head_.framing == Framing::kLength) {
      size = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
      left_ -= size;
      done_ = left_ == 0;
    }
    return Take(size);
  }
  return std::nullopt;
}

Async<BodyPiece> ClientConnection::ReadBody(Duration idle) {
  if (const auto arrived = TakeArrived()) return *arrived;
  return AwaitBody(idle);
}

// An acknowledgement for each event of a stream costs an eighth of what the event costs in all. But
// a server that sends nothing while something is not acknowledged (Nagle's algorithm) would wait
// for it, so what comes late is acknowledged at once for the rest of the answer.
Async<BodyPiece> ClientConnection::AwaitBody(Duration idle) {
  const Clock& clock = socket_->ticker().clock();
  for (;;) {
    begin_ = end_ = head_end_;
    socket_->Deadline(idle);
    // The kernel forgets it where an acknowledgement has been due for too long.
    if (flows_ && pieces_++ % kRemindEvery == 0) socket_->AcknowledgeLater();
    const Duration asked = clock.Steady();
    const ReadResult read = co_await Fill();
    flows_ = flows_ && clock.Steady() - asked < kSoon;
    const Io io = Filled(read);
    if (io == Io::kEnd && head_.framing == Framing::kUntilClose) {
      done_ = true;
      co_return BodyPiece{{}, true, AnswerFault::kNone};
    }
    if (io != Io::kOk) co_return BodyPiece{{}, false, FaultOf(io)};
    if (const auto arrived = TakeArrived()) co_return *arrived;
  }
}

}  // namespace rg::http
