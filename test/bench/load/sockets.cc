#include "sockets.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace rg::load {
namespace {

[[noreturn]] void Throw(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void SetNoDelay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor ConnectTo(std::uint16_t port) {
  Descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port);
  if (::connect(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    Throw("connect");
  }
  SetNoDelay(made.get());
  return made;
}

Descriptor ListenOn(std::uint16_t port) {
  Descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  ::setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const sockaddr_in address = Loopback(port);
  if (::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(made.get(), SOMAXCONN) != 0) {
    Throw("listen");
  }
  return made;
}

Descriptor AcceptFrom(const Descriptor& listener) {
  const int accepted = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
  if (accepted >= 0) SetNoDelay(accepted);
  return Descriptor(accepted);
}

bool SendAll(const Descriptor& socket, std::string_view bytes) {
  const ssize_t sent =
      ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(bytes.size());
}

Received Receive(const Descriptor& socket, std::span<char> buffer, std::string_view& bytes) {
  const ssize_t got = ::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return Received::kNothing;
  if (got <= 0) return Received::kEnd;
  bytes = {buffer.data(), static_cast<std::size_t>(got)};
  return Received::kBytes;
}

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), events_(256) {
  if (epoll_.get() < 0) Throw("epoll_create1");
  // The kernel may otherwise wake a sleeper 50 us late, to save power.
  ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
}

void Poller::Add(const Descriptor& descriptor, void* tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = tag;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor.get(), &event) != 0) Throw("epoll_ctl");
}

std::span<const epoll_event> Poller::WaitUntil(Clock::time_point until) {
  using std::chrono::nanoseconds;
  const nanoseconds wait = std::max(nanoseconds{0}, nanoseconds{until - Clock::now()});
  const timespec timeout{wait.count() / 1'000'000'000, wait.count() % 1'000'000'000};
  const int ready = ::epoll_pwait2(epoll_.get(), events_.data(), static_cast<int>(events_.size()),
                                   &timeout, nullptr);
  if (ready < 0 && errno != EINTR) Throw("epoll_pwait2");
  return {events_.data(), static_cast<std::size_t>(std::max(ready, 0))};
}

}  // namespace rg::load
