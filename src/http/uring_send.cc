#include <algorithm>
#include <liburing.h>
#include <utility>

#include "http/send.h"
#include "http/uring_socket.h"

namespace rg::http {

void Uring::RingSocket::Send::Begin(Sending& sending, Io& result, Suspended writer) {
  result_ = &result;
  sending_ = &sending;
  Await(std::move(writer));
  if (!pending()) Ask();
}

bool Uring::RingSocket::Send::Post(Sending& sending) {
  if (pending() || sending.bytes() > Rooms::kBytes) return false;
  room_ = socket_.ring_.rooms_.Take();
  posted_ = sending.Join(*room_);
  AskFor(posted_);
  return true;
}

// A few pieces are copied together: that costs less than the kernel's reading of a list of them.
void Uring::RingSocket::Send::Ask() {
  if (sending_->pieces() > 1 && sending_->bytes() <= Rooms::kBytes) {
    room_ = socket_.ring_.rooms_.Take();
    sending_->Join(*room_);
  }
  message_ = sending_->Next();
  if (sending_->pieces() == 1) {
    AskFor({static_cast<char*>(message_.msg_iov->iov_base), message_.msg_iov->iov_len});
  } else if (io_uring_sqe* const entry = socket_.ring_.Ask(*this)) {
    io_uring_prep_sendmsg(entry, socket_.fd_, &message_, kFlags);
    socket_.Name(*entry);
  }
}

void Uring::RingSocket::Send::AskFor(std::span<char> bytes) {
  io_uring_sqe* const entry = socket_.ring_.Ask(*this);
  if (entry == nullptr) return;
  io_uring_prep_send(entry, socket_.fd_, bytes.data(), bytes.size(), kFlags);
  socket_.Name(*entry);
}

bool Uring::RingSocket::Send::Note(const Completion& completion) {
  return posted_.empty() ? NoteOfWriter(completion.result) : NotePosted(completion.result);
}

bool Uring::RingSocket::Send::NoteOfWriter(int sent) {
  if (sent > 0) sending_->Skip(static_cast<std::size_t>(sent));
  const bool goes_on = sent > 0 && !sending_->done() && socket_.fd_ >= 0;
  if (goes_on) {
    Ask();
  } else {
    socket_.ring_.rooms_.Give(std::move(room_));
    *result_ = sending_->done() ? Io::kOk : socket_.Broken();
  }
  return !goes_on;
}

// Whoever has come to wait meanwhile is next.
bool Uring::RingSocket::Send::NotePosted(int sent) {
  posted_ = posted_.subspan(static_cast<std::size_t>(std::max(sent, 0)));
  if (sent > 0 && !posted_.empty() && socket_.fd_ >= 0) {
    AskFor(posted_);
    return false;
  }
  failed_ = !std::exchange(posted_, {}).empty();
  socket_.ring_.rooms_.Give(std::move(room_));
  if (!awaited()) return true;
  if (failed_ || socket_.fd_ < 0) {
    *result_ = socket_.Broken();
    return true;
  }
  Ask();
  return false;
}

}  // namespace rg::http
