#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>

#include "core/async.h"
#include "http/socket.h"
#include "http/uring_buffers.h"
#include "http/uring_files.h"

struct epoll_event;
struct io_uring;
struct io_uring_cqe;
struct io_uring_sqe;

namespace rg::http {

// Receives and sends for all plain sockets of one core through one io_uring, which is also where
// the core waits: one system call hands over whatever a turn of the loop wants to read or write,
// and returns when something has become of it.
//
//   ReadSome, Write ... ReadSome -> Wait(): one io_uring_enter -> Reap(): what came is with the
//                                           readers, or the sockets; then each reader is resumed
//
// Timers, TLS, accepting and everything else stay with the core's io_context: the ring watches the
// epoll set behind it like a socket.
//
// A socket is asked about once, and then hands over whatever comes (RingSocket::Receive), also
// before anybody waits for it: while it has handed over nothing, the peer has said nothing. A
// socket may be destroyed at any time; what the kernel still has of it stays behind until it is
// done.
//
// Waking up, and waking those that are sent to, costs more than an event of a stream does
// otherwise. So while such events come close behind each other, whoever's they are, a turn waits
// for a few more of them, but not longer than kGather.
//
// Threads   One per io_context, used by the thread that runs it, which is also the one that calls
//           Enable: the kernel takes entries from no other.
class Uring {
 public:
  // How long an event of a stream may wait for others. Its reader sees one every few milliseconds
  // at most.
  static constexpr std::chrono::microseconds kGather{250};

  // Makes sockets of this loop use a ring from now on. False when the kernel does not allow one, or
  // lacks what it needs (deferred task work: Linux 6.1); nothing has changed then.
  static bool Enable(boost::asio::io_context& io);
  // The ring of a loop; null where none is in use.
  static Uring* Of(boost::asio::io_context& io);

  explicit Uring(boost::asio::io_context& io);
  ~Uring();
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  // An event of a stream has come (Socket::Gather).
  void NoteEvent() { ++events_; }

  // Takes over a connected stream socket.
  std::unique_ptr<Socket> Adopt(int fd, Ticker& ticker);

 private:
  friend int WaitForEvents(int epoll, epoll_event* events, int most, int timeout_ms);
  struct Completion;
  class Operation;
  class RingSocket;
  class Service;
  using Hook =
      boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
  using Operations = boost::intrusive::list<Operation, boost::intrusive::base_hook<Hook>,
                                            boost::intrusive::constant_time_size<false>>;

  // Memory for small sends that are under way. A few are kept for the next ones.
  class Rooms {
   public:
    static constexpr std::size_t kBytes = 4096;
    using Room = std::unique_ptr<std::array<char, kBytes>>;

    Room Take() {
      if (spare_.empty()) return std::make_unique_for_overwrite<Room::element_type>();
      Room room = std::move(spare_.back());
      spare_.pop_back();
      return room;
    }
    void Give(Room room) {
      if (room != nullptr && spare_.size() < kSpareMax) spare_.push_back(std::move(room));
    }

   private:
    static constexpr std::size_t kSpareMax = 64;
    std::vector<Room> spare_;
  };

  // Whether a ring as this one needs it could be made.
  bool Open();
  // Ends what is under way and whoever waits for it.
  void Shut();

  // An entry to be filled in, which goes to the kernel with the next turn; null when the ring is
  // shut.
  io_uring_sqe* Ask(Operation& operation);
  void Cancel(Operation& operation);
  // Hands the kernel what was asked for since the last turn, now. An entry names its socket by a
  // number that may mean another one once the socket is closed.
  void Submit();
  io_uring_sqe* NextEntry();
  // Whether `epoll` is the set behind this ring's loop, whose thread asks.
  bool Serves(int epoll);
  int Wait(epoll_event* events, int most, int timeout_ms);
  void Enter(int timeout_ms);
  // Whether more events will come within kGather, going by those of the last turn.
  bool EventsAreDense();
  // The same as Enter, until a few more have come or kGather has passed. False when nothing came.
  bool EnterAndGather();
  void Reap();
  void Note(const io_uring_cqe& entry);
  void WatchLoop();
  // Whether there is anything to hand to the kernel, or that it has ready.
  bool HasWork() const;

  boost::asio::io_context& io_;
  std::unique_ptr<io_uring> ring_;           // null when it could not be made, or is shut
  std::unique_ptr<ReceiveBuffers> buffers_;  // null where the kernel takes none
  std::unique_ptr<RingFiles> files_;         // the same
  Rooms rooms_;
  Operations operations_;        // that the kernel has
  std::vector<Operation*> due_;  // whose waiters are to be resumed
  std::uint64_t turns_ = 0;      // in which the kernel has looked at all it was asked for
  int epoll_ = -1;               // the set behind io_; known once the loop waits
  unsigned events_ = 0;          // since the last turn that had some
  std::chrono::steady_clock::time_point last_events_;  // that turn's time
  bool loop_ready_ = false;
  bool watching_loop_ = false;
};

// In place of epoll_wait in Asio's reactor (asio.cc): waits in the ring of the loop whose epoll set
// it is, or in the set where the loop has no ring. What the ring has ready is resumed before this
// returns, on behalf of the reactor, which holds no lock meanwhile.
int WaitForEvents(int epoll, epoll_event* events, int most, int timeout_ms);

}  // namespace rg::http
