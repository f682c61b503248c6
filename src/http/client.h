#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <boost/asio/buffer.hpp>

#include "http/chunked.h"
#include "http/head.h"
#include "http/socket.h"

namespace rg::http {

// How a server broke off an answer.
enum class AnswerFault : std::uint8_t {
  kNone,
  kReset,      // the connection ended before the message did
  kTimeout,    // silence past the deadline
  kMalformed,  // bytes that are not HTTP/1.1, or beyond a limit
};

struct BodyPiece {
  std::string_view bytes;  // valid until the next call
  bool end = false;        // nothing follows
  AnswerFault fault = AnswerFault::kNone;
};

// Our side of a connection to a server: send a request, read its answer, and again.
//
//   Send -> ReadHead -> ReadBody ... ReadBody{end} -> reusable()?
//
// Threads   Used by the thread of its core. Cancel may be called while an operation is pending.
class ClientConnection {
 public:
  explicit ClientConnection(std::unique_ptr<Socket> socket);

  Async<Io> Send(std::span<const boost::asio::const_buffer> pieces, Duration within);
  // Reads the head of the final answer; interim ones (1xx) are passed over. The head's views stay
  // valid until the next Send.
  Async<AnswerFault> ReadHead(std::string_view request_method, Duration within);
  const ResponseHead& head() const { return head_; }
  Async<BodyPiece> ReadBody(Duration idle);

  // Whether another request may follow on this connection.
  bool reusable() const {
    return sent_ && done_ && head_.keep_alive && begin_ == end_ && !cancelled_;
  }
  // Whether any byte of the current answer has arrived.
  bool answer_begun() const { return answer_begun_; }
  // Whether the server has been silent since, as it must be until it is asked again. What it sent
  // early would be taken for the answer to the next request. Of a connection at rest, this is known
  // as of the loop's last turn.
  bool Clean() { return !socket_->HasUnread(); }
  // What comes of this answer are the events of a stream (Socket::Gather).
  void Gather() { socket_->Gather(true); }
  void Cancel();
  bool cancelled() const { return cancelled_; }

  Duration idle_since() const { return idle_since_; }
  // Nothing is to be sent for a while: listens to whether the server stays silent.
  void Rest(Duration now) {
    idle_since_ = now;
    socket_->ReadAhead();
  }

 private:
  Async<Io> AwaitSent(Socket::Writing writing);
  Io Sent(Io io);
  std::optional<BodyPiece> TakeArrived();
  Async<BodyPiece> AwaitBody(Duration idle);
  Socket::Reading Fill();
  Io Filled(const ReadResult& read);
  void MakeRoom();
  std::string_view Unread() const { return {in_.data() + begin_, end_ - begin_}; }
  BodyPiece Take(std::size_t size);
  BodyPiece TakeChunk();

  std::unique_ptr<Socket> socket_;
  std::vector<char> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t head_end_ = 0;
  ResponseHead head_;
  ChunkedDecoder chunks_;
  std::uint64_t left_ = 0;  // of a sized body
  bool sent_ = false;       // the whole request
  bool done_ = false;
  bool answer_begun_ = false;
  bool cancelled_ = false;
  bool flows_ = false;   // the pieces of this answer have come one soon after another
  unsigned pieces_ = 0;  // that this answer was waited for
  Duration idle_since_{};
};

}  // namespace rg::http
