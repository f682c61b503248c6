#include "cli/socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

namespace rg::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string Named(const Peer& peer) { return peer.host + ":" + std::to_string(peer.port); }

// Waits until the descriptor is ready; false at the deadline.
bool WaitFor(int fd, short events, SteadyClock::time_point deadline) {
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now())
            .count();
    pollfd waited{fd, events, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

class PlainSocket final : public Socket {
 public:
  PlainSocket(Descriptor fd, const Peer& peer, SteadyClock::time_point deadline)
      : fd_(std::move(fd)), name_(Named(peer)), deadline_(deadline) {}

  Result<std::size_t> Read(std::string& out, std::size_t bytes_max) override {
    const std::size_t before = out.size();
    out.resize(before + bytes_max);
    while (true) {
      const ssize_t got = ::recv(fd_.get(), out.data() + before, bytes_max, 0);
      if (got >= 0) {
        out.resize(before + static_cast<std::size_t>(got));
        return static_cast<std::size_t>(got);
      }
      const bool again = errno == EAGAIN || errno == EINTR;
      if (again && WaitFor(fd_.get(), POLLIN, deadline_)) continue;
      out.resize(before);
      return again ? TimedOut() : BrokeOff();
    }
  }

  Result<void> Write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
        continue;
      }
      const bool again = errno == EAGAIN || errno == EINTR;
      if (!again) return BrokeOff();
      if (!WaitFor(fd_.get(), POLLOUT, deadline_)) return TimedOut();
    }
    return {};
  }

 private:
  Error TimedOut() const { return Fail(Errc::kUpstreamTimeout, name_ + " did not answer in time"); }
  Error BrokeOff() const {
    return Fail(Errc::kUpstreamFailed, name_ + " broke off: " + std::strerror(errno));
  }

  Descriptor fd_;
  std::string name_;
  SteadyClock::time_point deadline_;
};

std::string TlsReason(const SSL* ssl) {
  const long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) return X509_verify_cert_error_string(verified);
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return text.data();
}

// TLS over a plain socket through two memory buffers, so that deadlines and signals are the plain
// socket's affair.
class TlsSocket final : public Socket {
 public:
  static Result<std::unique_ptr<Socket>> Open(std::unique_ptr<Socket> plain, const Peer& peer) {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                              &SSL_CTX_free);
    if (!context) return Fail(Errc::kInternal, "TLS cannot be set up");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    const int trusted = peer.ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                             : SSL_CTX_load_verify_locations(
                                                   context.get(), peer.ca_file.c_str(), nullptr);
    if (trusted != 1) {
      return Fail(Errc::kUpstreamFailed,
                  "the certificates to trust cannot be read: " + peer.ca_file);
    }
    auto socket = std::make_unique<TlsSocket>(std::move(plain), SSL_new(context.get()), peer);
    RG_CHECK(socket->Shake());
    return std::unique_ptr<Socket>(std::move(socket));
  }

  TlsSocket(std::unique_ptr<Socket> plain, SSL* ssl, const Peer& peer)
      : plain_(std::move(plain)),
        ssl_(ssl, &SSL_free),
        name_(Named(peer)),
        in_(BIO_new(BIO_s_mem())),
        out_(BIO_new(BIO_s_mem())) {
    SSL_set_bio(ssl, in_, out_);  // which owns both from here on
    SSL_set_connect_state(ssl);
    SSL_set_tlsext_host_name(ssl, peer.host.c_str());
    const bool address = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), peer.host.c_str()) == 1;
    if (!address) SSL_set1_host(ssl, peer.host.c_str());
  }

  Result<std::size_t> Read(std::string& out, std::size_t bytes_max) override {
    const std::size_t before = out.size();
    out.resize(before + bytes_max);
    while (true) {
      const int got = SSL_read(ssl_.get(), out.data() + before, static_cast<int>(bytes_max));
      if (got > 0) {
        out.resize(before + static_cast<std::size_t>(got));
        return static_cast<std::size_t>(got);
      }
      out.resize(before);
      if (SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN) return std::size_t{0};
      RG_TRY(const bool more, Turn(got));
      if (!more) return std::size_t{0};
      out.resize(before + bytes_max);
    }
  }

  Result<void> Write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const int sent =
          SSL_write(ssl_.get(), bytes.data(),
                    static_cast<int>(std::min<std::size_t>(bytes.size(), std::size_t{1} << 20)));
      if (sent > 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
        RG_CHECK(Flush());
        continue;
      }
      RG_TRY(const bool more, Turn(sent));
      if (!more) return Fail(Errc::kUpstreamFailed, name_ + " broke off");
    }
    return {};
  }

 private:
  Result<void> Shake() {
    while (true) {
      const int done = SSL_do_handshake(ssl_.get());
      if (done == 1) return Flush();
      RG_TRY(const bool more, Turn(done));
      if (!more) return Fail(Errc::kUpstreamFailed, name_ + " broke off in the TLS handshake");
    }
  }

  // Moves bytes between TLS and the socket; false when the peer has ended.
  Result<bool> Turn(int result) {
    const int error = SSL_get_error(ssl_.get(), result);
    RG_CHECK(Flush());
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
      return Fail(Errc::kUpstreamFailed, "TLS with " + name_ + " failed: " + TlsReason(ssl_.get()));
    }
    std::string received;
    RG_TRY(const std::size_t read, plain_->Read(received, 16 * 1024));
    if (read == 0) return false;
    BIO_write(in_, received.data(), static_cast<int>(received.size()));
    return true;
  }

  Result<void> Flush() {
    std::array<char, 16 * 1024> pending;
    for (int size = 0; (size = BIO_read(out_, pending.data(), pending.size())) > 0;) {
      RG_CHECK(plain_->Write({pending.data(), static_cast<std::size_t>(size)}));
    }
    return {};
  }

  std::unique_ptr<Socket> plain_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  std::string name_;
  BIO* in_;
  BIO* out_;
};

Result<Descriptor> Dial(const addrinfo& address, SteadyClock::time_point deadline) {
  Descriptor fd(::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                         address.ai_protocol));
  if (fd.get() < 0) return Fail(Errc::kUnavailable, std::strerror(errno));
  if (::connect(fd.get(), address.ai_addr, address.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return Fail(Errc::kUnavailable, std::strerror(errno));
    if (!WaitFor(fd.get(), POLLOUT, deadline)) {
      return Fail(Errc::kUpstreamTimeout, "no connection in time");
    }
    int error = 0;
    socklen_t size = sizeof(error);
    ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return Fail(Errc::kUnavailable, std::strerror(error));
  }
  const int on = 1;
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return fd;
}

}  // namespace

Result<std::unique_ptr<Socket>> Connect(const Peer& peer, Duration timeout) {
  const auto deadline = SteadyClock::now() + timeout;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed =
      ::getaddrinfo(peer.host.c_str(), std::to_string(peer.port).c_str(), &hints, &found);
  if (failed != 0) {
    return Fail(Errc::kUnavailable,
                "no host is called \"" + peer.host + "\": " + ::gai_strerror(failed));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);

  Error last = Fail(Errc::kUnavailable, "it has no address");
  for (const addrinfo* address = found; address; address = address->ai_next) {
    Result<Descriptor> fd = Dial(*address, deadline);
    if (!fd) {
      last = fd.error();
      continue;
    }
    auto plain = std::make_unique<PlainSocket>(std::move(*fd), peer, deadline);
    if (peer.tls) return TlsSocket::Open(std::move(plain), peer);
    return std::unique_ptr<Socket>(std::move(plain));
  }
  return Fail(last.code, "nobody answers at " + Named(peer) + ": " + last.detail);
}

}  // namespace rg::cli
