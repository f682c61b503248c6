#include "http/uring.h"

#include <array>
#include <liburing.h>
#include <poll.h>
#include <span>
#include <utility>
#include <vector>

#include <boost/asio/execution_context.hpp>
#include <sys/epoll.h>

#include "http/uring_operation.h"

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
  if (io_uring_queue_init_params(kEntries, ring_.get(), &params) < 0) return false;
  io_uring_register_ring_fd(ring_.get());  // saves the kernel a look; it can do without
  buffers_ = ReceiveBuffers::Make(*ring_);
  files_ = RingFiles::Make(*ring_);
  return true;
}

void Uring::Shut() {
  if (ring_ == nullptr) return;
  std::erase(rings, this);
  io_uring_queue_exit(ring_.get());
  files_.reset();
  ring_.reset();
  while (!operations_.empty()) operations_.front().Abandon();
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

// Whoever is resumed finds that all which came in this turn has been noted, whosever it is: bytes
// that follow an answer, say, are known when its connection is looked at.
void Uring::Reap() {
  std::array<io_uring_cqe*, kBatch> entries;
  unsigned count = 0;
  do {
    count = io_uring_peek_batch_cqe(ring_.get(), entries.data(), kBatch);
    for (const io_uring_cqe* const entry : std::span(entries).first(count)) Note(*entry);
    io_uring_cq_advance(ring_.get(), count);
  } while (count == kBatch);
  for (std::size_t i = 0; i < due_.size(); ++i) due_[i]->Resume();
  due_.clear();
}

void Uring::Note(const io_uring_cqe& entry) {
  void* const what = io_uring_cqe_get_data(&entry);
  if (what == this) {
    loop_ready_ = true;
    watching_loop_ = false;
  } else if (auto* const operation = static_cast<Operation*>(what)) {
    Completion completion{entry.res, {}, (entry.flags & IORING_CQE_F_MORE) != 0};
    if (buffers_ != nullptr) completion.bytes = buffers_->Filled(entry);
    if (operation->Complete(completion)) due_.push_back(operation);
  }
  if (buffers_ != nullptr) buffers_->GiveBack(entry);
}

int WaitForEvents(int epoll, epoll_event* events, int most, int timeout_ms) {
  for (Uring* const ring : rings) {
    if (ring->Serves(epoll)) return ring->Wait(events, most, timeout_ms);
  }
  return ::epoll_wait(epoll, events, most, timeout_ms);
}

}  // namespace rg::http
