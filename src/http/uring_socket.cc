#include "http/uring_socket.h"

#include <fcntl.h>
#include <liburing.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

#include "http/send.h"

namespace rg::http {

Uring::RingSocket::RingSocket(Uring& ring, int fd, Ticker& ticker)
    : Socket(ticker),
      ring_(ring),
      fd_(fd),
      receive_(std::make_unique<Receive>(*this)),
      send_(std::make_unique<Send>(*this)),
      watch_(std::make_unique<Watch>(*this)) {
  if (ring_.files_ != nullptr) number_ = ring_.files_->Add(fd_);
  if (ring_.buffers_ != nullptr) watch_->Begin();
}

Uring::RingSocket::~RingSocket() {
  Close();
  Operation::Orphan(std::move(receive_));
  Operation::Orphan(std::move(send_));
  Operation::Orphan(std::move(watch_));
}

bool Uring::RingSocket::ReadNow(std::span<char> into, ReadResult& result) {
  if (fd_ >= 0) return receive_->TakeEarly(into, result);
  result = {0, Broken()};
  return true;
}

void Uring::RingSocket::ReadLater(std::span<char> into, ReadResult& result, Suspended reader) {
  receive_->Begin(into, result, std::move(reader));
}

void Uring::RingSocket::ReadAhead() {
  if (fd_ >= 0) receive_->Ahead();
}

bool Uring::RingSocket::WriteNow(Sending& sending, Io& result) {
  const bool broken = fd_ < 0 || send_->failed();
  if (broken) result = Broken();
  return broken || sending.done();
}

void Uring::RingSocket::WriteLater(Sending& sending, Io& result, Suspended writer) {
  send_->Begin(sending, result, std::move(writer));
}

bool Uring::RingSocket::PostNow(Sending& sending, Io& result) {
  return WriteNow(sending, result) || send_->Post(sending);
}

void Uring::RingSocket::Close() {
  if (fd_ < 0) return;
  ring_.Submit();
  // What nobody waits for ends by the shutdown: a pool may be destroyed once the loop's thread
  // has ended, from which alone the kernel takes entries.
  if (receive_->awaited()) ring_.Cancel(*receive_);
  if (send_->awaited()) ring_.Cancel(*send_);
  // The ring may hold the descriptor open for a moment longer; the peer must not.
  ::shutdown(fd_, SHUT_RDWR);
  ::close(std::exchange(fd_, -1));
  if (number_ >= 0 && ring_.files_ != nullptr) ring_.files_->Remove(number_);
}

void Uring::RingSocket::Name(io_uring_sqe& entry) const {
  if (number_ < 0) return;
  entry.fd = number_;
  entry.flags |= IOSQE_FIXED_FILE;
}

bool Uring::RingSocket::PeerHasLeft() { return fd_ < 0 || Shows(fd_, POLLRDHUP); }

bool Uring::RingSocket::HasUnread() {
  if (fd_ < 0 || receive_->early()) return true;
  // A server that hangs up behind its answer may have done so before the kernel was asked to look.
  return !receive_->Looks() && Shows(fd_, POLLIN | POLLRDHUP);
}

void Uring::RingSocket::Watch::Begin() {
  io_uring_sqe* const entry = socket_.ring_.Ask(*this);
  if (entry == nullptr) return;
  io_uring_prep_poll_add(entry, socket_.fd_, POLLRDHUP);
  socket_.Name(*entry);
}

bool Uring::RingSocket::Watch::Note(const Completion& completion) {
  socket_.peer_gone_ = true;
  const bool broken = (completion.result & (POLLERR | POLLHUP)) != 0;
  if (broken && socket_.fd_ >= 0) socket_.receive_->Stop();
  return true;
}

std::unique_ptr<Socket> Uring::Adopt(int fd, Ticker& ticker) {
  // A receive on a socket that must not block would end at once instead of waiting in the kernel.
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return std::make_unique<RingSocket>(*this, fd, ticker);
}

}  // namespace rg::http
