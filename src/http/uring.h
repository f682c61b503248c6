#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/intrusive/list.hpp>

#include "core/async.h"
#include "http/socket.h"

struct io_uring;
struct io_uring_sqe;

namespace rg::http {

// Receives and sends for all plain sockets of one core through one io_uring: whatever a turn of the
// loop wants to read or write is asked for in one system call.
//
//   ReadSome, Write ... ReadSome -> Turn(): one io_uring_enter -> bytes lie in the readers' own
//                                           buffers, or in the sockets'
//
// The ring is one descriptor of the core's io_context; timers, TLS, accepting and everything else
// stay there.
//
// Receives are asked for one by one. A multishot receive saves a little more, but it loses the
// reset of a connection that arrives together with its last bytes, and its reader then waits for
// ever.
//
// Threads   One per io_context, used by the thread that runs it, which is also the one that calls
//           Enable: the kernel takes entries from no other.
class Uring {
 public:
  // Makes sockets of this loop use a ring from now on. False when the kernel does not allow one, or
  // lacks what it needs (deferred task work: Linux 6.1); nothing has changed then.
  static bool Enable(boost::asio::io_context& io);
  // The ring of a loop; null where none is in use.
  static Uring* Of(boost::asio::io_context& io);

  explicit Uring(boost::asio::io_context& io);
  ~Uring();
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  // Takes over a connected stream socket.
  std::unique_ptr<Socket> Adopt(int fd, Ticker& ticker);

 private:
  class Operation;
  class RingSocket;
  class Service;
  using Hook =
      boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
  using Operations = boost::intrusive::list<Operation, boost::intrusive::base_hook<Hook>,
                                            boost::intrusive::constant_time_size<false>>;

  // Whether a ring as this one needs it could be made.
  bool Open();
  // Ends what is under way and whoever waits for it.
  void Shut();

  // An entry to be filled in, which goes to the kernel with the next turn; null when the ring is
  // shut.
  io_uring_sqe* Ask(Operation& operation);
  void Cancel(Operation& operation);
  // Hands the kernel what was asked for since the last turn. An entry names its socket by a number
  // that may mean another one once the socket is closed.
  void Submit();
  io_uring_sqe* NextEntry();
  void ScheduleTurn();
  void Watch();
  void Turn();
  void Reap();
  // Whether there is anything to hand to the kernel, or that it has ready.
  bool HasWork() const;

  boost::asio::io_context& io_;
  std::unique_ptr<io_uring> ring_;  // null when it could not be made, or is shut
  boost::asio::posix::basic_stream_descriptor<Executor> readiness_;
  Operations operations_;     // that the kernel has
  std::uint64_t events_ = 0;  // as read from readiness_; how many does not matter
  bool turning_ = false;
  bool turn_scheduled_ = false;
  bool watching_ = false;
};

}  // namespace rg::http
