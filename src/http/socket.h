#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "core/async.h"
#include "core/result.h"
#include "http/send.h"
#include "http/ticker.h"

namespace rg::http {

using TcpStream = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

// How an operation on a socket ended.
enum class Io : std::uint8_t {
  kOk,
  kEnd,      // the peer has finished sending, in order
  kBroken,   // reset, refused, or closed by us
  kTimeout,  // the deadline passed
};

struct ReadResult {
  std::size_t bytes = 0;
  Io status = Io::kOk;
};

// A stream of bytes to one peer: plain TCP, TLS, or whatever a test or another engine puts here.
//
//   Deadline(10s)  ->  ReadSome / Write  ->  kTimeout once ten seconds have passed
//
// Threads   Used by the thread of its core.
// Errors    After kBroken or kTimeout the socket is of no more use; Close it.
class Socket : public Ticker::Entry {
 public:
  explicit Socket(Ticker& ticker) : ticker_(ticker) { ticker.Add(*this); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  virtual ~Socket() = default;

  // At least one byte, or the reason why there will be none: `co_await socket.ReadSome(room)`.
  class Reading {
   public:
    Reading(Socket& socket, std::span<char> into) : socket_(socket), into_(into) {}
    bool await_ready() { return socket_.ReadNow(into_, result_); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> reader) {
      socket_.ReadLater(into_, result_, Suspended(reader.promise()));
    }
    ReadResult await_resume() const { return result_; }

   private:
    Socket& socket_;
    std::span<char> into_;
    ReadResult result_;
  };
  [[nodiscard]] Reading ReadSome(std::span<char> into) { return {*this, into}; }
  // The kernel may hand over the next bytes before anybody waits for them, where that saves
  // something (io_uring). From the loop's next turn on HasUnread knows what the last one has
  // seen, and makes no system call.
  virtual void ReadAhead() {}
  // All pieces in order, gathered into as few system calls as the kernel allows, or the reason why
  // that cannot be: `co_await socket.Write(pieces)`. The bytes have to stay where they are, the
  // list of pieces has not.
  class Writing {
   public:
    Writing(Socket& socket, std::span<const boost::asio::const_buffer> pieces, bool posted)
        : socket_(socket), sending_(pieces), posted_(posted) {}
    bool await_ready() {
      return posted_ ? socket_.PostNow(sending_, result_) : socket_.WriteNow(sending_, result_);
    }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> writer) {
      socket_.WriteLater(sending_, result_, Suspended(writer.promise()));
    }
    Io await_resume() const { return result_; }

   private:
    Socket& socket_;
    Sending sending_;
    bool posted_;
    Io result_ = Io::kOk;
  };
  [[nodiscard]] Writing Write(std::span<const boost::asio::const_buffer> pieces) {
    return {*this, pieces, false};
  }
  // The same, for what the socket outlives by some other operation. Where that saves something
  // (io_uring), a few bytes are copied and on their way: kOk at once, as when the kernel has taken
  // them into its buffer. That they could not be sent is told by the operations that follow.
  [[nodiscard]] Writing Post(std::span<const boost::asio::const_buffer> pieces) {
    return {*this, pieces, true};
  }
  // Ends both directions at once. Pending operations return kBroken.
  virtual void Close() = 0;
  // Says that nothing more will be sent; reading goes on.
  virtual void ShutdownSend() = 0;
  // What has been read need not be acknowledged at once: the next packet that goes out, or a few of
  // the next reads together, will do. Holds until the kernel has waited in vain, 40 ms.
  virtual void AcknowledgeLater() = 0;
  // Whether what comes are events of a stream: a core that passes on many of them may wait a moment
  // for more, so that several share a turn (Uring::kGather).
  virtual void Gather(bool events) = 0;
  // Looks, without waiting, whether the peer has hung up, even behind bytes that nobody has read.
  virtual bool PeerHasLeft() = 0;
  // Looks, without waiting, whether there is anything to read: bytes, or the end.
  virtual bool HasUnread() = 0;

  // Operations pending later than `within` from now (to the tick) end with kTimeout.
  void Deadline(Duration within) { deadline_ = ticker_.Now() + within + Ticker::kTick; }
  void NoDeadline() { deadline_ = Duration::max(); }
  bool timed_out() const { return timed_out_; }
  Ticker& ticker() { return ticker_; }

  // What is at hand is taken at once; false when there is nothing.
  virtual bool ReadNow(std::span<char> into, ReadResult& result) = 0;
  // Sets `result` and resumes the reader as soon as there is something. One at a time.
  virtual void ReadLater(std::span<char> into, ReadResult& result, Suspended reader) = 0;
  // The same for what can be sent at once, and once all is sent.
  virtual bool WriteNow(Sending& sending, Io& result) = 0;
  virtual void WriteLater(Sending& sending, Io& result, Suspended writer) = 0;
  virtual bool PostNow(Sending& sending, Io& result) { return WriteNow(sending, result); }

  void OnTick(Duration now) final {
    if (now < deadline_) return;
    NoDeadline();
    timed_out_ = true;
    Close();
  }

 private:
  Ticker& ticker_;
  Duration deadline_ = Duration::max();
  bool timed_out_ = false;
};

std::unique_ptr<Socket> MakeTcpSocket(TcpStream stream, Ticker& ticker);

// Completes a TLS handshake as a server; null when the peer does not manage one in `within`, or
// before `given_up` is seen to be true.
Async<std::unique_ptr<Socket>> AcceptTls(TcpStream stream, boost::asio::ssl::context& context,
                                         Ticker& ticker, Duration within, const bool& given_up);

// Why no connection could be made.
enum class ConnectFault : std::uint8_t { kResolve, kForbidden, kRefused, kTimeout, kTls };

struct Endpoint {
  std::string host;  // name or address
  std::uint16_t port = 0;
  bool tls = false;
  bool operator==(const Endpoint&) const = default;
};

// May a connection be made to this address? Asked of the address actually dialled, after name
// resolution, so that no spelling of a host name gets around it.
using AddressGate = bool (*)(const void* context, const boost::asio::ip::tcp::endpoint& address);

struct Dialer {
  boost::asio::ssl::context* tls = nullptr;  // verifies the peer against its trust store
  AddressGate gate = nullptr;                // null: any address
  const void* gate_context = nullptr;
};

using DialResult = boost::system::result<std::unique_ptr<Socket>, ConnectFault>;

// Resolves, connects to the first address that answers, and makes TLS of it where asked, all
// within `within`, or until `given_up` is seen to be true (at the next tick): kTimeout either way.
Async<DialResult> Dial(const Endpoint& endpoint, const Dialer& dialer, Ticker& ticker,
                       boost::asio::io_context& io, Duration within, const bool& given_up);

}  // namespace rg::http
