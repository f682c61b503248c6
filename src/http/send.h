#pragma once

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
  enum class State : std::uint8_t { kDone, kFull, kBroken };
  using Buffers = boost::container::small_vector<boost::asio::const_buffer, 8>;

  explicit Sending(std::span<const boost::asio::const_buffer> pieces);

  // Hands the kernel as much as it takes without waiting.
  State Go(int fd);
  // How many bytes are left, in how many pieces.
  std::size_t bytes() const;
  std::size_t pieces() const { return rest_.size(); }
  // Copies all that is left to the start of `room`, which has place for it: one piece now.
  std::span<char> Join(std::span<char> room);
  // What to hand to the next sendmsg: valid until Skip is told how many bytes that took.
  msghdr Next();
  void Skip(std::size_t bytes);
  bool done() const { return rest_.empty(); }
  // All that is left, as Asio names it.
  Buffers buffers() const;

 private:
  boost::container::small_vector<iovec, 8> rest_;
};

// See Socket::AcknowledgeLater.
void AcknowledgeLater(int fd);

// A look at a socket that neither waits nor takes anything out.
bool Shows(int fd, short events);

}  // namespace rg::http
