#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "http/testing/loop.h"

namespace rg::http::testing {

// One end of a connection that says exactly the bytes it is told to, well-formed or not. Waiting
// turns the loop, so that the other end runs in the same thread.
class RawPeer {
 public:
  RawPeer(Loop& loop, int descriptor) : loop_(&loop), descriptor_(descriptor) {
    ::fcntl(descriptor_, F_SETFL, O_NONBLOCK);
  }
  RawPeer(RawPeer&& other) noexcept
      : loop_(other.loop_),
        descriptor_(std::exchange(other.descriptor_, -1)),
        received_(std::move(other.received_)),
        end_(other.end_) {}
  RawPeer& operator=(RawPeer&& other) noexcept {
    Close();
    descriptor_ = std::exchange(other.descriptor_, -1);
    received_ = std::move(other.received_);
    end_ = other.end_;
    return *this;
  }
  ~RawPeer() { Close(); }

  // Connects to a port of this machine. A small receive buffer makes a client that does not read
  // felt sooner.
  static RawPeer Connect(Loop& loop, std::uint16_t port, int receive_buffer = 0) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) {
      ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const sockaddr_in address = Loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    }
    return {loop, descriptor};
  }
  // Asks for a connection and does not wait for it.
  static RawPeer BeginConnect(Loop& loop, std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const sockaddr_in address = Loopback(port);
    ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return {loop, descriptor};
  }
  static sockaddr_in Loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  // False when the other end does not take them any more.
  bool Send(std::string_view bytes) {
    bool broken = false;
    const bool sent = loop_->Until([&] {
      while (!bytes.empty()) {
        const ssize_t took = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (took < 0) return broken = errno != EAGAIN && errno != EINTR;
        bytes.remove_prefix(static_cast<std::size_t>(took));
      }
      return true;
    });
    loop_->Settle();
    return sent && !broken;
  }
  // Without turning the loop: the bytes wait at the other end, which does not know it yet.
  void SendUnseen(std::string_view bytes) {
    if (::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(bytes.size())) {
      throw std::runtime_error(std::string("send: ") + std::strerror(errno));
    }
  }
  // As a slow client does: one byte, then whatever the other end makes of it.
  bool SendByteByByte(std::string_view bytes) {
    for (const char& byte : bytes) {
      if (!Send({&byte, 1})) return false;
    }
    return true;
  }

  // Reads until what has been received holds `mark`, and takes everything up to its end; all there
  // is when the connection ends first.
  std::string ReadUntil(std::string_view mark) {
    loop_->Until([&] {
      Receive();
      return end_ || received_.find(mark) != std::string::npos;
    });
    const std::size_t at = received_.find(mark);
    return Take(at == std::string::npos ? received_.size() : at + mark.size());
  }
  std::string Read(std::size_t bytes) {
    loop_->Until([&] {
      Receive(bytes - std::min(bytes, received_.size()));
      return end_ || received_.size() >= bytes;
    });
    return Take(std::min(bytes, received_.size()));
  }
  // What there is, as far as the loop has come.
  std::string ReadNow() {
    loop_->Settle();
    Receive();
    return Take(received_.size());
  }
  // Everything until the other end closes; throws when it does not.
  std::string ReadToEnd() {
    const bool ended = loop_->Until([&] {
      Receive();
      return end_;
    });
    if (!ended) throw std::runtime_error("the connection stays open after: " + received_);
    return Take(received_.size());
  }
  // One whole answer or request with a Content-Length, or without a body.
  std::string ReadMessage() {
    std::string message = ReadUntil("\r\n\r\n");
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const std::size_t at = message.find(kName);
    if (at == std::string::npos) return message;
    return message + Read(std::stoul(message.substr(at + kName.size())));
  }

  // Whether the other end has closed, as far as the loop has come.
  bool Ended() {
    loop_->Settle();
    Receive();
    return end_;
  }
  // Nothing is there to be read, and the connection is open.
  bool Silent() { return !Ended() && received_.empty(); }

  // Gives the connection to somebody else.
  int Release() { return std::exchange(descriptor_, -1); }
  void FinishSending() { ::shutdown(descriptor_, SHUT_WR); }
  void Close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  // Ends the connection with a reset instead of in order.
  void Reset() {
    const linger now{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    Close();
  }

 private:
  void Receive(std::size_t at_most = 1 << 20) {
    std::string piece(std::min<std::size_t>(at_most, 1 << 16), '\0');
    while (!end_ && at_most > 0) {
      const ssize_t got = ::recv(descriptor_, piece.data(), std::min(piece.size(), at_most), 0);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (got <= 0) end_ = true;
      if (got <= 0) return;
      received_.append(piece, 0, static_cast<std::size_t>(got));
      at_most -= static_cast<std::size_t>(got);
    }
  }
  std::string Take(std::size_t bytes) {
    std::string taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }

  Loop* loop_;
  int descriptor_;
  std::string received_;
  bool end_ = false;
};

// A server that does nothing by itself.
class RawListener {
 public:
  explicit RawListener(Loop& loop, int backlog = 16) : loop_(&loop) {
    descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = RawPeer::Loopback(0);
    socklen_t size = sizeof address;
    if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(descriptor_, backlog) != 0 ||
        ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error(std::string("listen: ") + std::strerror(errno));
    }
    port_ = ntohs(address.sin_port);
  }
  RawListener(const RawListener&) = delete;
  RawListener& operator=(const RawListener&) = delete;
  ~RawListener() { Close(); }

  std::uint16_t port() const { return port_; }
  RawPeer Accept() {
    int accepted = -1;
    loop_->Until([&] {
      accepted = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
      return accepted >= 0;
    });
    if (accepted < 0) throw std::runtime_error("nobody connected");
    // As servers of streams do: each byte leaves when it is sent.
    const int at_once = 1;
    ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    return {*loop_, accepted};
  }
  bool SomebodyWaits() {
    loop_->Settle();
    pollfd look{descriptor_, POLLIN, 0};
    return ::poll(&look, 1, 0) == 1;
  }
  void Close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }

 private:
  Loop* loop_;
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace rg::http::testing
