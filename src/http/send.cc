#include "http/send.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>

namespace rg::http {

Sending::State Sending::Go(int fd) {
  Vectors vectors;
  while (!done()) {
    const msghdr message = Next(vectors);
    const ssize_t sent = ::sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      return errno == EAGAIN || errno == EWOULDBLOCK ? State::kFull : State::kBroken;
    }
    Skip(static_cast<std::size_t>(sent));
  }
  return State::kDone;
}

msghdr Sending::Next(Vectors& vectors) const {
  const std::size_t count = std::min(rest_.size(), vectors.size());
  for (std::size_t i = 0; i < count; ++i) {
    vectors[i] = {const_cast<void*>(rest_[i].data()), rest_[i].size()};
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  return message;
}

void Sending::Skip(std::size_t bytes) {
  auto whole = rest_.begin();
  while (whole != rest_.end() && whole->size() <= bytes) bytes -= (whole++)->size();
  rest_.erase(rest_.begin(), whole);
  if (bytes > 0) rest_.front() += bytes;
}

bool Shows(int fd, short events) {
  pollfd look{fd, events, 0};
  return ::poll(&look, 1, 0) == 1;
}

}  // namespace rg::http
