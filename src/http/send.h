#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <boost/asio/buffer.hpp>
#include <boost/container/small_vector.hpp>

namespace rg::http {

// Bytes on their way into a socket's send buffer, without waiting.
class Sending {
 public:
  enum class State : std::uint8_t { kDone, kFull, kBroken };

  explicit Sending(std::span<const boost::asio::const_buffer> pieces)
      : rest_(pieces.begin(), pieces.end()) {}

  // Hands the kernel as much as it takes now.
  State Go(int fd);
  // What it has not taken yet.
  std::span<const boost::asio::const_buffer> rest() const { return rest_; }

 private:
  void Skip(std::size_t bytes);

  boost::container::small_vector<boost::asio::const_buffer, 8> rest_;
};

// A look at a socket that neither waits nor takes anything out.
bool Shows(int fd, short events);

}  // namespace rg::http
