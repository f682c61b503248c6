#include "http/uring.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <fcntl.h>
#include <liburing.h>
#include <optional>
#include <poll.h>
#include <span>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/asio/execution_context.hpp>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "http/send.h"

namespace rg::http {
namespace {

namespace asio = boost::asio;

constexpr unsigned kEntries = 256;
// The kernel drops no completion when this is passed, but it takes a slower way.
constexpr unsigned kCompletions = 4096;
constexpr unsigned kBatch = 64;
// Completions, of receives and of the sends that they led to, for which a turn that gathers waits.
constexpr unsigned kGatherMost = 16;

// The rings of the loops that this thread runs.
thread_local std::vector<Uring*> rings;

}  // namespace

// Something the kernel was asked for, and who waits for it, if anybody does yet. One thing at a
// time.
class Uring::Operation : public Uring::Hook {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  // The kernel would complete what is gone: see Orphan.
  virtual ~Operation() { assert(!pending()); }

  bool pending() const { return is_linked(); }
  bool awaited() const { return waiter_.has_value(); }
  // What is left of it belongs to whoever waits.
  void Complete(int result) {
    unlink();
    if (const std::unique_ptr<Operation> orphan = std::move(self_)) return;
    if (!Note(result) || !awaited()) return;
    std::exchange(waiter_, std::nullopt)->Resume();  // may be the end of this operation
  }
  // The ring is shut, and nothing completes any more: that is the end of whoever waits.
  void Abandon() {
    unlink();
    const std::unique_ptr<Operation> orphan = std::move(self_);
    const std::optional<Suspended> waiter = std::exchange(waiter_, std::nullopt);
  }
  // Nobody will wait for it, but the kernel has it: it stays until the kernel says how it ended.
  static void Orphan(std::unique_ptr<Operation> operation) {
    assert(operation->pending() && !operation->awaited());
    Operation& self = *operation;
    self.self_ = std::move(operation);
  }

 protected:
  void Await(Suspended waiter) { waiter_.emplace(std::move(waiter)); }

 private:
  // False: that was not all, and the kernel has been asked for the rest.
  virtual bool Note(int result) = 0;

  std::optional<Suspended> waiter_;
  std::unique_ptr<Operation> self_;  // of an orphan
};

class Uring::RingSocket final : public Socket {
 public:
  RingSocket(Uring& ring, int fd, Ticker& ticker) : Socket(ticker), ring_(ring), fd_(fd) {}
  ~RingSocket() override {
    Close();
    if (receive_->pending()) Operation::Orphan(std::move(receive_));
    if (send_->pending()) Operation::Orphan(std::move(send_));
  }

  bool ReadNow(std::span<char>, ReadResult& result) override {
    if (fd_ >= 0) return receive_->TakeEarly(result);
    result = {0, Broken()};
    return true;
  }
  void ReadLater(std::span<char> into, ReadResult& result, Suspended reader) override {
    receive_->Begin(result, std::move(reader));
    if (!receive_->pending()) receive_->Ask(into);
  }
  void ReadAhead(const Room& room) override {
    if (fd_ < 0 || receive_->pending() || receive_->early()) return;
    receive_->Keep(room);
    receive_->Ask(*room);
    read_ahead_in_ = ring_.turns_;
  }

  bool WriteNow(Sending& sending, Io& result) override {
    const bool broken = fd_ < 0 || send_->failed();
    if (broken) result = Broken();
    return broken || sending.done();
  }
  void WriteLater(Sending& sending, Io& result, Suspended writer) override {
    send_->Begin(sending, result, std::move(writer));
  }
  bool PostNow(Sending& sending, Io& result) override {
    return WriteNow(sending, result) || send_->Post(sending);
  }

  void Close() override {
    if (fd_ < 0) return;
    if (receive_->pending() || send_->pending()) ring_.Submit();
    // What nobody waits for ends by the shutdown: a pool may be destroyed once the loop's thread
    // has ended, from which alone the kernel takes entries.
    if (receive_->awaited()) ring_.Cancel(*receive_);
    if (send_->awaited()) ring_.Cancel(*send_);
    // The ring may hold the descriptor open for a moment longer; the peer must not.
    ::shutdown(fd_, SHUT_RDWR);
    ::close(std::exchange(fd_, -1));
  }
  void ShutdownSend() override { ::shutdown(fd_, SHUT_WR); }
  void AcknowledgeLater() override { http::AcknowledgeLater(fd_); }
  void Gather(bool events) override { events_ = events; }
  bool PeerHasLeft() override { return fd_ < 0 || Shows(fd_, POLLRDHUP); }
  bool HasUnread() override {
    if (fd_ < 0 || receive_->early()) return true;
    // A server that hangs up behind its answer may have done so before the kernel was asked to
    // look.
    const bool looked_at = receive_->pending() && read_ahead_in_ != ring_.turns_;
    return !looked_at && Shows(fd_, POLLIN | POLLRDHUP);
  }

 private:
  class Receive final : public Operation {
   public:
    explicit Receive(RingSocket& socket) : socket_(socket) {}
    void Begin(ReadResult& result, Suspended reader) {
      result_ = &result;
      Await(std::move(reader));
    }
    void Ask(std::span<char> into) {
      io_uring_sqe* const entry = socket_.ring_.Ask(*this);
      if (entry == nullptr) return;
      io_uring_prep_recv(entry, socket_.fd_, into.data(), into.size(), 0);
      // Nearly always there is nothing yet: the kernel need not try first.
      entry->ioprio |= IORING_RECVSEND_POLL_FIRST;
    }
    // The next thing asked for is for whoever comes later. A socket is always given the same room,
    // which therefore need not be let go each time.
    void Keep(const Room& room) {
      if (room_ != room) room_ = room;
    }
    // Whether something came before anybody waited for it.
    bool early() const { return early_.has_value(); }
    bool TakeEarly(ReadResult& result) {
      if (!early_) return false;
      result = *std::exchange(early_, std::nullopt);
      return true;
    }

   private:
    bool Note(int received) override {
      if (awaited()) {
        *result_ = Read(received);
        if (socket_.events_ && received > 0) socket_.ring_.NoteEvent();
      } else {
        early_ = Read(received);
      }
      return true;
    }
    ReadResult Read(int received) const {
      if (received > 0) return {static_cast<std::size_t>(received), Io::kOk};
      const bool ended = received == 0 && socket_.fd_ >= 0;
      return {0, ended ? Io::kEnd : socket_.Broken()};
    }

    RingSocket& socket_;
    ReadResult* result_ = nullptr;
    std::optional<ReadResult> early_;
    Room room_;
  };

  // One send at a time, which the kernel ends once all is in the socket's buffer, or cannot be.
  class Send final : public Operation {
   public:
    explicit Send(RingSocket& socket) : socket_(socket) {}
    // A posted send could not be made.
    bool failed() const { return failed_; }

    void Begin(Sending& sending, Io& result, Suspended writer) {
      result_ = &result;
      sending_ = &sending;
      Await(std::move(writer));
      if (!pending()) Ask();
    }
    // Sends a copy. False: there is too much of it, or the last one has not been sent.
    bool Post(Sending& sending) {
      if (pending() || sending.bytes() > Rooms::kBytes) return false;
      room_ = socket_.ring_.rooms_.Take();
      posted_ = sending.Join(*room_);
      AskFor(posted_);
      return true;
    }

   private:
    // A few pieces are copied together: that costs less than the kernel's reading of a list of
    // them.
    void Ask() {
      if (sending_->pieces() > 1 && sending_->bytes() <= Rooms::kBytes) {
        room_ = socket_.ring_.rooms_.Take();
        sending_->Join(*room_);
      }
      message_ = sending_->Next();
      if (sending_->pieces() == 1) {
        AskFor({static_cast<char*>(message_.msg_iov->iov_base), message_.msg_iov->iov_len});
      } else if (io_uring_sqe* const entry = socket_.ring_.Ask(*this)) {
        io_uring_prep_sendmsg(entry, socket_.fd_, &message_, kFlags);
      }
    }
    void AskFor(std::span<char> bytes) {
      io_uring_sqe* const entry = socket_.ring_.Ask(*this);
      if (entry == nullptr) return;
      io_uring_prep_send(entry, socket_.fd_, bytes.data(), bytes.size(), kFlags);
    }

    bool Note(int sent) override { return posted_.empty() ? NoteOfWriter(sent) : NotePosted(sent); }
    bool NoteOfWriter(int sent) {
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
    bool NotePosted(int sent) {
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

    static constexpr int kFlags = MSG_NOSIGNAL | MSG_WAITALL;

    RingSocket& socket_;
    Sending* sending_ = nullptr;
    Io* result_ = nullptr;
    msghdr message_{};
    std::span<char> posted_;  // what is left of it, in room_
    Rooms::Room room_;        // what is being sent, where it had to be copied
    bool failed_ = false;
  };

  Io Broken() const { return timed_out() ? Io::kTimeout : Io::kBroken; }

  Uring& ring_;
  int fd_;
  bool events_ = false;
  std::uint64_t read_ahead_in_ = 0;
  // These may outlive the socket.
  std::unique_ptr<Receive> receive_ = std::make_unique<Receive>(*this);
  std::unique_ptr<Send> send_ = std::make_unique<Send>(*this);
};

// Ties the ring to its loop: it is found there, and shut before the loop's handlers are destroyed.
class Uring::Service final : public asio::execution_context::service {
 public:
  using key_type = Service;
  static asio::execution_context::id id;

  explicit Service(asio::execution_context& context)
      : service(context), ring_(static_cast<asio::io_context&>(context)) {}
  void shutdown() override { ring_.Shut(); }
  Uring& ring() { return ring_; }

 private:
  Uring ring_;
};
asio::execution_context::id Uring::Service::id;

bool Uring::Enable(asio::io_context& io) {
  return asio::use_service<Service>(io).ring().ring_ != nullptr;
}

Uring* Uring::Of(asio::io_context& io) {
  if (!asio::has_service<Service>(io)) return nullptr;
  Uring& ring = asio::use_service<Service>(io).ring();
  return ring.ring_ == nullptr ? nullptr : &ring;
}

Uring::Uring(asio::io_context& io) : io_(io) {
  if (Open()) {
    rings.push_back(this);
  } else {
    ring_.reset();
  }
}

Uring::~Uring() { Shut(); }

bool Uring::Open() {
  ring_ = std::make_unique<io_uring>();
  io_uring_params params{};
  params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                 IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_CQSIZE;
  params.cq_entries = kCompletions;
  return io_uring_queue_init_params(kEntries, ring_.get(), &params) >= 0;
}

void Uring::Shut() {
  if (ring_ == nullptr) return;
  std::erase(rings, this);
  io_uring_queue_exit(ring_.get());
  ring_.reset();
  while (!operations_.empty()) operations_.front().Abandon();
}

std::unique_ptr<Socket> Uring::Adopt(int fd, Ticker& ticker) {
  // A receive on a socket that must not block would end at once instead of waiting in the kernel.
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return std::make_unique<RingSocket>(*this, fd, ticker);
}

io_uring_sqe* Uring::Ask(Operation& operation) {
  operations_.push_back(operation);
  if (ring_ == nullptr) {
    operation.Abandon();
    return nullptr;
  }
  io_uring_sqe* const entry = NextEntry();
  io_uring_sqe_set_data(entry, &operation);
  return entry;
}

void Uring::Cancel(Operation& operation) {
  if (!operation.pending() || ring_ == nullptr) return;
  io_uring_sqe* const entry = NextEntry();
  io_uring_prep_cancel(entry, &operation, 0);
  io_uring_sqe_set_data(entry, nullptr);  // how it went is told by the operation's own end
}

io_uring_sqe* Uring::NextEntry() {
  io_uring_sqe* entry = io_uring_get_sqe(ring_.get());
  while (entry == nullptr) {
    Submit();  // makes room
    entry = io_uring_get_sqe(ring_.get());
  }
  return entry;
}

void Uring::Submit() {
  if (ring_ != nullptr) io_uring_submit(ring_.get());
}

bool Uring::Serves(int epoll) {
  if (epoll_ < 0 && io_.get_executor().running_in_this_thread()) epoll_ = epoll;
  return epoll_ == epoll;
}

int Uring::Wait(epoll_event* events, int most, int timeout_ms) {
  WatchLoop();
  if (timeout_ms != 0 || HasWork()) {
    ++turns_;
    const bool gathered = timeout_ms != 0 && EventsAreDense() && EnterAndGather();
    if (!gathered) Enter(timeout_ms);
    Reap();
  }
  if (!std::exchange(loop_ready_, false)) return 0;
  return ::epoll_wait(epoll_, events, most, 0);
}

void Uring::Enter(int timeout_ms) {
  if (timeout_ms == 0) {
    io_uring_submit_and_get_events(ring_.get());
  } else if (timeout_ms < 0) {
    io_uring_submit_and_wait(ring_.get(), 1);
  } else {
    __kernel_timespec within{.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1'000'000};
    io_uring_cqe* first = nullptr;
    io_uring_submit_and_wait_timeout(ring_.get(), &first, 1, &within, nullptr);
  }
}

bool Uring::EventsAreDense() {
  const unsigned events = std::exchange(events_, 0);
  if (events == 0) return false;
  const auto now = std::chrono::steady_clock::now();
  const bool soon = now - std::exchange(last_events_, now) < kGather;
  return soon || events > 1;
}

bool Uring::EnterAndGather() {
  constexpr auto kWithin = std::chrono::nanoseconds(kGather).count();
  __kernel_timespec within{.tv_sec = 0, .tv_nsec = kWithin};
  io_uring_cqe* first = nullptr;
  io_uring_submit_and_wait_timeout(ring_.get(), &first, kGatherMost, &within, nullptr);
  return io_uring_cq_ready(ring_.get()) > 0;
}

// Asked for once more each time that the set has been looked at: it shows what is left in it.
void Uring::WatchLoop() {
  if (std::exchange(watching_loop_, true)) return;
  io_uring_sqe* const entry = NextEntry();
  io_uring_prep_poll_add(entry, epoll_, POLLIN);
  io_uring_sqe_set_data(entry, this);
}

bool Uring::HasWork() const {
  return io_uring_sq_ready(ring_.get()) > 0 || io_uring_cq_ready(ring_.get()) > 0 ||
         (IO_URING_READ_ONCE(*ring_->sq.kflags) & IORING_SQ_TASKRUN) != 0;
}

void Uring::Reap() {
  std::array<io_uring_cqe*, kBatch> entries;
  unsigned count = 0;
  do {
    count = io_uring_peek_batch_cqe(ring_.get(), entries.data(), kBatch);
    // First all that nobody waits for: whoever is resumed then sees it.
    const auto noted = [this](const io_uring_cqe* entry) { return Note(*entry); };
    const auto rest = std::remove_if(entries.begin(), entries.begin() + count, noted);
    for (auto entry = entries.begin(); entry != rest; ++entry) {
      static_cast<Operation*>(io_uring_cqe_get_data(*entry))->Complete((*entry)->res);
    }
    io_uring_cq_advance(ring_.get(), count);
  } while (count == kBatch);
}

bool Uring::Note(const io_uring_cqe& entry) {
  void* const what = io_uring_cqe_get_data(&entry);
  if (what == this) {
    loop_ready_ = true;
    watching_loop_ = false;
    return true;
  }
  auto* const operation = static_cast<Operation*>(what);
  if (operation != nullptr && operation->awaited()) return false;
  if (operation != nullptr) operation->Complete(entry.res);
  return true;
}

int WaitForEvents(int epoll, epoll_event* events, int most, int timeout_ms) {
  for (Uring* const ring : rings) {
    if (ring->Serves(epoll)) return ring->Wait(events, most, timeout_ms);
  }
  return ::epoll_wait(epoll, events, most, timeout_ms);
}

}  // namespace rg::http
