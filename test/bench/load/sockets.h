#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/epoll.h>

namespace rg::load {

using Clock = std::chrono::steady_clock;

// A file descriptor, closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int get() const { return number_; }

 private:
  int number_;
};

// Sockets of this machine, not blocking, without Nagle's delay. All throw std::system_error.
Descriptor ConnectTo(std::uint16_t port);
Descriptor ListenOn(std::uint16_t port);
// Nobody waits: a descriptor that holds -1.
Descriptor AcceptFrom(const Descriptor& listener);

// False when the bytes do not all fit, which what these programs send always does unless the other
// end has stopped reading or gone.
bool SendAll(const Descriptor& socket, std::string_view bytes);

enum class Received : std::uint8_t { kBytes, kNothing, kEnd };

// One read.
Received Receive(const Descriptor& socket, std::span<char> buffer, std::string_view& bytes);

// epoll, level-triggered, with a timeout in nanoseconds: at 20,000 calls a second a millisecond is
// twenty calls late.
class Poller {
 public:
  Poller();
  void Add(const Descriptor& descriptor, void* tag);
  // What is readable by `until`; empty when nothing is.
  std::span<const epoll_event> WaitUntil(Clock::time_point until);

 private:
  Descriptor epoll_;
  std::vector<epoll_event> events_;
};

}  // namespace rg::load
