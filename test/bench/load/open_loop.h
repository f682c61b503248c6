#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "answer_reader.h"
#include "histogram.h"
#include "sockets.h"

namespace rg::load {

// Calls at a constant rate, whatever the answers take.
//
//   due ---> waiting ---> a free connection ---> answered
//
// Every call has a time at which it is due, and its latency counts from then: a server that stalls
// for a moment is charged for every call that fell due meanwhile, which a closed loop (wrk) never
// sends. A call that finds no free connection waits for one, and its clock runs.
class OpenLoop {
 public:
  struct Options {
    std::uint16_t port = 0;
    std::string request;  // the whole of it, head and body
    double rate = 0;      // calls per second
    std::chrono::duration<double> warmup{};
    std::chrono::duration<double> measured{};
    std::uint64_t connections = 0;
  };

  // Of the calls that fell due after the warm-up.
  struct Report {
    Histogram latency;  // nanoseconds from due to the last byte
    std::uint64_t due = 0;
    std::uint64_t refused = 0;  // answered, and not with 2xx
    std::uint64_t broken = 0;   // the connection ended, or said what nobody asked for
    std::uint64_t unanswered = 0;
    std::uint64_t queued = 0;  // found no free connection
  };

  explicit OpenLoop(Options options);

  // Returns when every call is answered, or kPatience after the last fell due.
  Report Run();

  static constexpr std::chrono::seconds kPatience{2};

 private:
  struct Connection {
    Descriptor socket;
    AnswerReader answer;
    Clock::time_point due;
    bool busy = false;
  };

  bool Unfinished(Clock::time_point end) const;
  Clock::time_point Due(std::uint64_t call) const;
  bool Counts(Clock::time_point due) const;
  void Queue(Clock::time_point end);
  void SendWaiting();
  Connection* Open(Connection* connection);
  void Read(Connection& connection);
  void Finish(Connection& connection);
  void Break(Connection& connection);

  const Options options_;
  Poller poller_;
  std::vector<char> buffer_ = std::vector<char>(64 * 1024);
  std::vector<std::unique_ptr<Connection>> connections_;
  std::deque<Connection*> free_;  // the one that has rested longest first, so that all stay warm
  std::deque<Clock::time_point> waiting_;
  Clock::time_point start_;
  Clock::time_point counted_from_;
  std::uint64_t next_ = 0;
  std::uint64_t busy_ = 0;
  std::size_t reconnects_ = 0;
  Report report_;
};

}  // namespace rg::load
