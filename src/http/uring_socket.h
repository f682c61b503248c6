#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <sys/socket.h>

#include "http/uring_operation.h"

namespace rg::http {

// A socket whose bytes pass through a ring.
class Uring::RingSocket final : public Socket {
 public:
  RingSocket(Uring& ring, int fd, Ticker& ticker);
  ~RingSocket() override;

  bool ReadNow(std::span<char> into, ReadResult& result) override;
  void ReadLater(std::span<char> into, ReadResult& result, Suspended reader) override;
  void ReadAhead() override;
  bool WriteNow(Sending& sending, Io& result) override;
  void WriteLater(Sending& sending, Io& result, Suspended writer) override;
  bool PostNow(Sending& sending, Io& result) override;
  void Close() override;
  void ShutdownSend() override { ::shutdown(fd_, SHUT_WR); }
  void AcknowledgeLater() override { http::AcknowledgeLater(fd_); }
  void Gather(bool events) override { events_ = events; }
  bool PeerHasLeft() override;
  bool HasUnread() override;

 private:
  class Receive;
  class Send;
  class Watch;

  // What the entry is about is this socket.
  void Name(io_uring_sqe& entry) const;
  Io Broken() const { return timed_out() ? Io::kTimeout : Io::kBroken; }

  Uring& ring_;
  int fd_;
  int number_ = RingFiles::kNone;  // among the ring's files
  bool events_ = false;
  bool peer_gone_ = false;  // or going: it sends nothing more
  // These may outlive the socket.
  std::unique_ptr<Receive> receive_;
  std::unique_ptr<Send> send_;
  std::unique_ptr<Watch> watch_;
};

// What comes, from the first time that somebody waits for it until the peer ends it. The kernel is
// asked once, and hands over whatever arrives in a buffer of the ring's (a multishot receive). What
// nobody waits for yet is kept here, but not much: then the kernel is asked to stop, and the
// peer has to wait.
//
// Somebody who has much room is read to directly, without a copy, and so is everybody while
// the ring's buffers are all filled, where the kernel takes none, and once the peer is gone: one
// receive for each read.
class Uring::RingSocket::Receive final : public Operation {
 public:
  explicit Receive(RingSocket& socket) : socket_(socket) {}

  // Whether something came, or the end, before anybody waited for it.
  bool early() const { return kept_from_ < kept_.size() || end_ != Io::kOk; }
  bool TakeEarly(std::span<char> into, ReadResult& result);
  void Begin(std::span<char> into, ReadResult& result, Suspended reader);
  // Asks for what comes before anybody waits for it; not if that would need a reader's room.
  void Ahead();
  // Whether the kernel has looked at the socket since Ahead, and found no more than it has handed
  // over.
  bool Looks() const { return pending() && !stopping_ && ahead_in_ != socket_.ring_.turns_; }
  // Ends what the kernel has been asked for: whoever waits is told what the socket says then.
  void Stop();

 private:
  // Beyond that, a reader's own room is worth a question of its own.
  static constexpr std::size_t kMuchRoom = 32 * 1024;
  static constexpr std::size_t kKeptMost = 2 * ReceiveBuffers::kBytes;

  void Ask();
  void AskForAll();
  void AskDirectly();
  bool Note(const Completion& completion) override;
  bool NoteEnd(int result);
  void Keep(std::span<const char> bytes);

  RingSocket& socket_;
  std::span<char> into_;
  ReadResult* result_ = nullptr;
  std::vector<char> kept_;
  std::size_t kept_from_ = 0;
  Io end_ = Io::kOk;  // how what comes has ended, once it has
  std::uint64_t ahead_in_ = 0;
  bool stopping_ = false;
};

// One send at a time, which the kernel ends once all is in the socket's buffer, or cannot be.
class Uring::RingSocket::Send final : public Operation {
 public:
  explicit Send(RingSocket& socket) : socket_(socket) {}

  // A posted send could not be made.
  bool failed() const { return failed_; }
  void Begin(Sending& sending, Io& result, Suspended writer);
  // Sends a copy. False: there is too much of it, or the last one has not been sent.
  bool Post(Sending& sending);

 private:
  static constexpr int kFlags = MSG_NOSIGNAL | MSG_WAITALL;

  void Ask();
  void AskFor(std::span<char> bytes);
  bool Note(const Completion& completion) override;
  bool NoteOfWriter(int sent);
  bool NotePosted(int sent);

  RingSocket& socket_;
  Sending* sending_ = nullptr;
  Io* result_ = nullptr;
  msghdr message_{};
  std::span<char> posted_;  // what is left of it, in room_
  Rooms::Room room_;        // what is being sent, where it had to be copied
  bool failed_ = false;
};

// Sees the peer go. A multishot receive may miss the reset of a connection that arrives together
// with its last bytes, and would wait for ever.
class Uring::RingSocket::Watch final : public Operation {
 public:
  explicit Watch(RingSocket& socket) : socket_(socket) {}

  void Begin();

 private:
  bool Note(const Completion& completion) override;

  RingSocket& socket_;
};

}  // namespace rg::http
