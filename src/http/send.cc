#include "http/send.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace rg::http {
namespace {

constexpr std::size_t kPiecesMax = 1024;  // UIO_MAXIOV of Linux

}  // namespace

Sending::Sending(std::span<const boost::asio::const_buffer> pieces) {
  for (const boost::asio::const_buffer& piece : pieces) {
    if (piece.size() > 0) rest_.push_back({const_cast<void*>(piece.data()), piece.size()});
  }
}

Sending::State Sending::Go(int fd) {
  while (!done()) {
    const msghdr message = Next();
    const ssize_t sent = ::sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      return errno == EAGAIN || errno == EWOULDBLOCK ? State::kFull : State::kBroken;
    }
    Skip(static_cast<std::size_t>(sent));
  }
  return State::kDone;
}

std::size_t Sending::bytes() const {
  std::size_t bytes = 0;
  for (const iovec& piece : rest_) bytes += piece.iov_len;
  return bytes;
}

std::span<char> Sending::Join(std::span<char> room) {
  std::size_t size = 0;
  for (const iovec& piece : rest_) {
    std::memcpy(room.data() + size, piece.iov_base, piece.iov_len);
    size += piece.iov_len;
  }
  rest_.assign(1, {room.data(), size});
  return room.first(size);
}

msghdr Sending::Next() {
  msghdr message{};
  message.msg_iov = rest_.data();
  message.msg_iovlen = std::min(rest_.size(), kPiecesMax);
  return message;
}

void Sending::Skip(std::size_t bytes) {
  auto whole = rest_.begin();
  while (whole != rest_.end() && whole->iov_len <= bytes) bytes -= (whole++)->iov_len;
  rest_.erase(rest_.begin(), whole);
  if (bytes == 0) return;
  iovec& first = rest_.front();
  first = {static_cast<char*>(first.iov_base) + bytes, first.iov_len - bytes};
}

Sending::Buffers Sending::buffers() const {
  Buffers buffers;
  for (const iovec& piece : rest_) buffers.emplace_back(piece.iov_base, piece.iov_len);
  return buffers;
}

void AcknowledgeLater(int fd) {
  const int at_once = 0;
  ::setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &at_once, sizeof at_once);  // a hint
}

bool Shows(int fd, short events) {
  pollfd look{fd, events, 0};
  return ::poll(&look, 1, 0) == 1;
}

}  // namespace rg::http
