#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <boost/asio/buffer.hpp>
#include <boost/container/small_vector.hpp>
#include <sys/socket.h>
#include <sys/uio.h>

namespace rg::http {

// Bytes on their way into a socket's send buffer.
class Sending {
 public:
  using Vectors = std::array<iovec, 16>;
  enum class State : std::uint8_t { kDone, kFull, kBroken };

  explicit Sending(std::span<const boost::asio::const_buffer> pieces)
      : rest_(pieces.begin(), pieces.end()) {}

  // Hands the kernel as much as it takes without waiting.
  State Go(int fd);
  // The argument of the next sendmsg, laid out in `vectors`; and how many bytes it took.
  msghdr Next(Vectors& vectors) const;
  void Skip(std::size_t bytes);
  bool done() const { return rest_.empty(); }
  // What it has not taken yet.
  std::span<const boost::asio::const_buffer> rest() const { return rest_; }

 private:
  boost::container::small_vector<boost::asio::const_buffer, 8> rest_;
};

// A look at a socket that neither waits nor takes anything out.
bool Shows(int fd, short events);

}  // namespace rg::http
