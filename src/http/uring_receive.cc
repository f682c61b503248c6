#include <algorithm>
#include <cerrno>
#include <cstring>
#include <liburing.h>
#include <utility>

#include "http/uring_buffers.h"
#include "http/uring_socket.h"

namespace rg::http {

bool Uring::RingSocket::Receive::TakeEarly(std::span<char> into, ReadResult& result) {
  if (!early()) return false;
  if (kept_from_ == kept_.size()) {
    result = {0, end_};
    return true;
  }
  const std::size_t bytes = std::min(into.size(), kept_.size() - kept_from_);
  std::memcpy(into.data(), kept_.data() + kept_from_, bytes);
  kept_from_ += bytes;
  if (kept_from_ == kept_.size()) {
    std::vector<char>().swap(kept_);
    kept_from_ = 0;
  }
  result = {bytes, Io::kOk};
  return true;
}

void Uring::RingSocket::Receive::Begin(std::span<char> into, ReadResult& result, Suspended reader) {
  into_ = into;
  result_ = &result;
  Await(std::move(reader));
  if (!pending()) {
    Ask();
  } else if (into.size() >= kMuchRoom) {
    Stop();  // what it brings until it has stopped is this reader's
  }
}

void Uring::RingSocket::Receive::Ahead() {
  const bool room = socket_.ring_.buffers_ != nullptr && !socket_.peer_gone_;
  if (room && !pending() && !early()) AskForAll();
  ahead_in_ = socket_.ring_.turns_;
}

void Uring::RingSocket::Receive::Stop() {
  if (!pending() || std::exchange(stopping_, true)) return;
  socket_.ring_.Cancel(*this);
}

void Uring::RingSocket::Receive::Ask() {
  if (socket_.ring_.buffers_ == nullptr || socket_.peer_gone_ || into_.size() >= kMuchRoom) {
    AskDirectly();
  } else {
    AskForAll();
  }
}

void Uring::RingSocket::Receive::AskForAll() {
  io_uring_sqe* const entry = socket_.ring_.Ask(*this);
  if (entry == nullptr) return;
  io_uring_prep_recv_multishot(entry, socket_.fd_, nullptr, 0, 0);
  // Nearly always there is nothing yet: the kernel need not try first.
  entry->ioprio |= IORING_RECVSEND_POLL_FIRST;
  entry->flags |= IOSQE_BUFFER_SELECT;
  socket_.Name(*entry);
  entry->buf_group = ReceiveBuffers::kGroup;
}

void Uring::RingSocket::Receive::AskDirectly() {
  io_uring_sqe* const entry = socket_.ring_.Ask(*this);
  if (entry == nullptr) return;
  io_uring_prep_recv(entry, socket_.fd_, into_.data(), into_.size(), 0);
  entry->ioprio |= IORING_RECVSEND_POLL_FIRST;
  socket_.Name(*entry);
}

bool Uring::RingSocket::Receive::Note(const Completion& completion) {
  if (!pending()) stopping_ = false;
  if (completion.result <= 0) return NoteEnd(completion.result);
  if (!awaited()) {
    Keep(completion.bytes);
    return true;
  }
  if (socket_.events_) socket_.ring_.NoteEvent();
  const std::span<const char> came = completion.bytes;
  if (came.empty()) {  // it lies in the reader's room already
    *result_ = {static_cast<std::size_t>(completion.result), Io::kOk};
    return true;
  }
  const std::size_t bytes = std::min(into_.size(), came.size());
  std::memcpy(into_.data(), came.data(), bytes);
  if (bytes < came.size()) Keep(came.subspan(bytes));
  *result_ = {bytes, Io::kOk};
  return true;
}

bool Uring::RingSocket::Receive::NoteEnd(int result) {
  const bool goes_on = socket_.fd_ >= 0 && (result == -ENOBUFS || result == -ECANCELED);
  if (goes_on) {
    if (!awaited()) return true;
    if (result == -ENOBUFS) {
      AskDirectly();
    } else {
      Ask();
    }
    return false;
  }
  end_ = result == 0 && socket_.fd_ >= 0 ? Io::kEnd : socket_.Broken();
  if (awaited()) *result_ = {0, end_};
  return true;
}

void Uring::RingSocket::Receive::Keep(std::span<const char> bytes) {
  kept_.insert(kept_.end(), bytes.begin(), bytes.end());
  if (kept_.size() - kept_from_ > kKeptMost) Stop();
}

}  // namespace rg::http
