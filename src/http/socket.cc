#include "http/socket.h"

#include <algorithm>
#include <poll.h>
#include <type_traits>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "core/await.h"
#include "core/frame_memory.h"
#include "http/send.h"
#include "http/uring.h"

namespace rg::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

bool HoldsUnread(const TcpStream&) { return false; }
// What has left the kernel and not yet been asked for.
bool HoldsUnread(asio::ssl::stream<TcpStream>& stream) {
  SSL* const tls = stream.native_handle();
  return SSL_pending(tls) > 0 || BIO_ctrl_pending(SSL_get_rbio(tls)) > 0;
}

// What the two kinds of stream share: a handle below, and errors read the same way.
template <class Stream>
class StreamSocket final : public Socket {
 public:
  StreamSocket(Stream stream, Ticker& ticker) : Socket(ticker), stream_(std::move(stream)) {}

  // Whether there is something is known to Asio, which has seen how much the last read brought.
  bool ReadNow(std::span<char>, ReadResult&) override { return false; }
  void ReadLater(std::span<char> into, ReadResult& result, Suspended reader) override {
    stream_.async_read_some(asio::buffer(into.data(), into.size()),
                            Read{*this, result, std::move(reader)});
  }

  // What the kernel takes at once needs no turn of the event loop. It nearly always takes all.
  bool WriteNow(Sending& sending, Io& result) override {
    if constexpr (std::is_same_v<Stream, TcpStream>) {
      const Sending::State state = sending.Go(stream_.native_handle());
      if (state == Sending::State::kBroken) result = timed_out() ? Io::kTimeout : Io::kBroken;
      return state != Sending::State::kFull;
    }
    return false;
  }
  void WriteLater(Sending& sending, Io& result, Suspended writer) override {
    asio::async_write(stream_, sending.buffers(), Written{*this, result, std::move(writer)});
  }

  void Close() override {
    error_code ignored;  // closing a socket that is closed already is what was wanted
    stream_.lowest_layer().close(ignored);
  }

  void ShutdownSend() override {
    error_code ignored;  // a peer that is gone needs no goodbye
    stream_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
  }

  void AcknowledgeLater() override {
    http::AcknowledgeLater(stream_.lowest_layer().native_handle());
  }

  void Gather(bool events) override {
    gathering_ = events ? Uring::Of(stream_.get_executor().context()) : nullptr;
  }

  bool PeerHasLeft() override {
    auto& lowest = stream_.lowest_layer();
    return !lowest.is_open() || Shows(lowest.native_handle(), POLLRDHUP);
  }

  bool HasUnread() override {
    auto& lowest = stream_.lowest_layer();
    return !lowest.is_open() || Shows(lowest.native_handle(), POLLIN | POLLRDHUP) ||
           HoldsUnread(stream_);
  }

  Stream& stream() { return stream_; }

 private:
  struct Read {
    using allocator_type = FrameAllocator<>;

    StreamSocket& socket;
    ReadResult& result;
    Suspended reader;

    allocator_type get_allocator() const { return {}; }
    void operator()(const error_code& error, std::size_t bytes) {
      if (socket.gathering_ != nullptr) socket.gathering_->NoteEvent();
      result = {bytes, error ? socket.Judge(error) : Io::kOk};
      reader.Resume();
    }
  };

  struct Written {
    StreamSocket& socket;
    Io& result;
    Suspended writer;

    void operator()(const error_code& error, std::size_t) {
      result = error ? socket.Judge(error) : Io::kOk;
      writer.Resume();
    }
  };

  Io Judge(const error_code& error) const {
    if (timed_out()) return Io::kTimeout;
    // Many servers close TLS without close_notify; whether the message was whole is for its framing
    // to say, not for us.
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) return Io::kEnd;
    return Io::kBroken;
  }

  Stream stream_;
  Uring* gathering_ = nullptr;  // of this loop, while events of a stream come
};

using PlainSocket = StreamSocket<TcpStream>;
using TlsSocket = StreamSocket<asio::ssl::stream<TcpStream>>;

// How long making a connection may take, and whether anybody still wants it.
class Patience {
 public:
  Patience(Ticker& ticker, Duration within, const bool& given_up)
      : ticker_(ticker), until_(ticker.Now() + within + Ticker::kTick), given_up_(given_up) {}

  bool Ended() const { return given_up_ || ticker_.Now() >= until_; }
  Ticker& ticker() const { return ticker_; }

 private:
  Ticker& ticker_;
  Duration until_;
  const bool& given_up_;
};

// Interrupts what is waited for once patience has ended.
template <class Interrupt>
class Guard final : public Ticker::Entry {
 public:
  Guard(const Patience& patience, Interrupt interrupt)
      : patience_(patience), interrupt_(std::move(interrupt)) {
    patience.ticker().Add(*this);
  }
  void OnTick(Duration) override {
    if (!patience_.Ended() || interrupted_) return;
    interrupted_ = true;
    interrupt_();
  }
  bool interrupted() const { return interrupted_; }

 private:
  const Patience& patience_;
  Interrupt interrupt_;
  bool interrupted_ = false;
};

using Addresses = asio::ip::basic_resolver<Tcp, Executor>::results_type;

// A name being looked up. Shared with the lookup, which may outlive whoever waits for it.
struct Lookup {
  using Outcome = boost::system::result<Addresses, ConnectFault>;

  explicit Lookup(asio::io_context& io)
      : resolver(io.get_executor()), ended(io.get_executor(), SteadyTimer::time_point::max()) {}

  asio::ip::basic_resolver<Tcp, Executor> resolver;
  SteadyTimer ended;
  Outcome outcome = ConnectFault::kTimeout;
};

Async<Lookup::Outcome> Resolve(const Endpoint& endpoint, asio::io_context& io,
                               const Patience& patience) {
  error_code not_an_address;
  const auto address = asio::ip::make_address(endpoint.host, not_an_address);
  if (!not_an_address) {
    co_return Addresses::create(Tcp::endpoint(address, endpoint.port), endpoint.host, "");
  }
  // getaddrinfo cannot be interrupted, and nor can the resolver while it runs. So we only wait for
  // it, and leave it alone when it takes too long.
  const auto lookup = std::make_shared<Lookup>(io);
  Guard guard(patience, [&] { lookup->ended.cancel(); });
  lookup->resolver.async_resolve(
      endpoint.host, std::to_string(endpoint.port), asio::ip::resolver_base::numeric_service,
      [lookup](const error_code& error, Addresses found) {
        lookup->outcome = error ? Lookup::Outcome(ConnectFault::kResolve) : std::move(found);
        lookup->ended.cancel();
      });
  co_await lookup->ended.async_wait(kAwait);
  co_return std::move(lookup->outcome);
}

Async<boost::system::result<TcpStream, ConnectFault>> Connect(const Addresses& addresses,
                                                              const Dialer& dialer,
                                                              asio::io_context& io,
                                                              const Patience& patience) {
  ConnectFault last = ConnectFault::kForbidden;
  for (const auto& entry : addresses) {
    const Tcp::endpoint address = entry.endpoint();
    if (dialer.gate != nullptr && !dialer.gate(dialer.gate_context, address)) continue;
    TcpStream stream(io.get_executor());
    Guard guard(patience, [&] {
      error_code ignored;  // see StreamSocket::Close
      stream.close(ignored);
    });
    const auto [error] = co_await stream.async_connect(address, kAwait);
    if (!error) {
      stream.set_option(Tcp::no_delay(true));
      co_return std::move(stream);
    }
    if (guard.interrupted()) co_return ConnectFault::kTimeout;
    last = ConnectFault::kRefused;
  }
  co_return last;
}

Async<DialResult> MakeTls(TcpStream plain, const Endpoint& endpoint, const Dialer& dialer,
                          const Patience& patience) {
  auto socket = std::make_unique<TlsSocket>(
      asio::ssl::stream<TcpStream>(std::move(plain), *dialer.tls), patience.ticker());
  auto& stream = socket->stream();
  SSL_set_tlsext_host_name(stream.native_handle(), endpoint.host.c_str());
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(endpoint.host));
  Guard guard(patience, [&] { socket->Close(); });
  const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::client, kAwait);
  if (error) co_return guard.interrupted() ? ConnectFault::kTimeout : ConnectFault::kTls;
  co_return std::unique_ptr<Socket>(std::move(socket));
}

}  // namespace

std::unique_ptr<Socket> MakeTcpSocket(TcpStream stream, Ticker& ticker) {
  if (Uring* const ring = Uring::Of(stream.get_executor().context())) {
    return ring->Adopt(stream.release(), ticker);
  }
  return std::make_unique<PlainSocket>(std::move(stream), ticker);
}

Async<std::unique_ptr<Socket>> AcceptTls(TcpStream stream, asio::ssl::context& context,
                                         Ticker& ticker, Duration within, const bool& given_up) {
  const Patience patience(ticker, within, given_up);
  auto socket =
      std::make_unique<TlsSocket>(asio::ssl::stream<TcpStream>(std::move(stream), context), ticker);
  Guard guard(patience, [&] { socket->Close(); });
  const auto [error] =
      co_await socket->stream().async_handshake(asio::ssl::stream_base::server, kAwait);
  if (error) co_return nullptr;
  co_return std::unique_ptr<Socket>(std::move(socket));
}

Async<DialResult> Dial(const Endpoint& endpoint, const Dialer& dialer, Ticker& ticker,
                       asio::io_context& io, Duration within, const bool& given_up) {
  const Patience patience(ticker, within, given_up);
  const auto addresses = co_await Resolve(endpoint, io, patience);
  if (!addresses) co_return addresses.error();
  auto stream = co_await Connect(*addresses, dialer, io, patience);
  if (!stream) co_return stream.error();
  if (!endpoint.tls) co_return MakeTcpSocket(*std::move(stream), ticker);
  co_return co_await MakeTls(*std::move(stream), endpoint, dialer, patience);
}

}  // namespace rg::http
