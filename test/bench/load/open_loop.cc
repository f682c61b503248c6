// Calls at a constant rate, whatever the answers take.
//
//   open_loop --port P --request FILE --rate PER_SECOND --seconds S --warmup S --connections N
//
// Every call has a time at which it is due, and its latency counts from then: a server that stalls
// for a moment is charged for every call that fell due meanwhile, which a closed loop (wrk) never
// sends. A call that finds no free connection waits for one, and its clock runs. Prints one JSON
// object.

#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <vector>

#include "answer_reader.h"
#include "flags.h"
#include "histogram.h"
#include "sockets.h"

namespace rg::load {
namespace {

constexpr std::chrono::seconds kPatience{2};  // for what is still unanswered at the end
constexpr std::size_t kReconnectsMax = 1'000;

struct Connection {
  Descriptor socket;
  AnswerReader answer;
  Clock::time_point due;
  bool busy = false;
};

struct Report {
  Histogram latency;      // nanoseconds from due to the last byte
  std::uint64_t due = 0;  // calls that fell due, the warm-up's left out as everywhere here
  std::uint64_t refused = 0;
  std::uint64_t broken = 0;
  std::uint64_t unanswered = 0;
  std::uint64_t queued = 0;  // found no free connection
};

class OpenLoop {
 public:
  explicit OpenLoop(const Flags& flags)
      : port_(static_cast<std::uint16_t>(flags.Number("port"))),
        request_(flags.File("request")),
        interval_(1e9 / flags.Decimal("rate")),
        warmup_(std::chrono::duration_cast<Clock::duration>(
            std::chrono::duration<double>(flags.Decimal("warmup")))),
        span_(warmup_ + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(flags.Decimal("seconds")))) {
    for (std::uint64_t i = flags.Number("connections"); i > 0; --i) {
      free_.push_back(Open(connections_.emplace_back(std::make_unique<Connection>()).get()));
    }
  }

  Report Run() {
    start_ = Clock::now();
    const Clock::time_point end = start_ + span_;
    while (Due(next_) < end || (busy_ > 0 && Clock::now() < end + kPatience) ||
           (!waiting_.empty() && Clock::now() < end + kPatience)) {
      for (const Clock::time_point now = Clock::now(); Due(next_) <= now && Due(next_) < end;) {
        waiting_.push_back(Due(next_++));
        if (Counts(waiting_.back())) ++report_.due;
        if (free_.empty() && Counts(waiting_.back())) ++report_.queued;
      }
      SendWaiting();
      const Clock::time_point until = Due(next_) < end ? Due(next_) : end + kPatience;
      for (const epoll_event& event : poller_.WaitUntil(until)) {
        Read(*static_cast<Connection*>(event.data.ptr));
      }
    }
    for (const Clock::time_point due : waiting_) report_.unanswered += Counts(due) ? 1 : 0;
    for (const auto& connection : connections_) {
      if (connection->busy && Counts(connection->due)) ++report_.unanswered;
    }
    return report_;
  }

 private:
  Clock::time_point Due(std::uint64_t call) const {
    const auto after =
        std::chrono::nanoseconds{static_cast<std::int64_t>(static_cast<double>(call) * interval_)};
    return start_ + after;
  }
  bool Counts(Clock::time_point due) const { return due >= start_ + warmup_; }

  Connection* Open(Connection* connection) {
    connection->socket = ConnectTo(port_);
    connection->busy = false;
    connection->answer.Reset();
    poller_.Add(connection->socket, connection);
    return connection;
  }

  void SendWaiting() {
    while (!waiting_.empty() && !free_.empty()) {
      Connection& connection = *free_.front();
      free_.pop_front();
      connection.due = waiting_.front();
      waiting_.pop_front();
      connection.busy = true;
      ++busy_;
      connection.answer.Reset();
      if (!SendAll(connection.socket, request_)) Break(connection);
    }
  }

  void Read(Connection& connection) {
    std::string_view bytes;
    const Received received = Receive(connection.socket, buffer_, bytes);
    if (received == Received::kNothing) return;
    if (received == Received::kEnd || !connection.busy) return Break(connection);
    switch (connection.answer.Feed(bytes)) {
      case AnswerReader::State::kDone:
        return Finish(connection);
      case AnswerReader::State::kBroken:
        return Break(connection);
      default:
        return;
    }
  }

  void Finish(Connection& connection) {
    if (Counts(connection.due)) {
      const std::chrono::nanoseconds took = Clock::now() - connection.due;
      report_.latency.Add(static_cast<std::uint64_t>(took.count()));
      if (!connection.answer.Succeeded()) ++report_.refused;
    }
    connection.busy = false;
    --busy_;
    free_.push_back(&connection);
  }

  // The other end has gone, or says what nobody asked for.
  void Break(Connection& connection) {
    if (connection.busy && Counts(connection.due)) ++report_.broken;
    if (connection.busy) {
      --busy_;
      free_.push_back(&connection);
    }
    if (++reconnects_ > kReconnectsMax) throw std::runtime_error("connections keep breaking");
    Open(&connection);
  }

  const std::uint16_t port_;
  const std::string request_;
  const double interval_;  // nanoseconds from call to call
  const Clock::duration warmup_;
  const Clock::duration span_;
  Poller poller_;
  std::vector<char> buffer_ = std::vector<char>(64 * 1024);
  std::vector<std::unique_ptr<Connection>> connections_;
  std::deque<Connection*> free_;  // the one that has rested longest first, so that all stay warm
  std::deque<Clock::time_point> waiting_;
  Clock::time_point start_;
  std::uint64_t next_ = 0;
  std::uint64_t busy_ = 0;
  std::size_t reconnects_ = 0;
  Report report_;
};

void Print(const Report& report) {
  const auto us = [](double nanoseconds) { return nanoseconds / 1e3; };
  const auto quantile = [&](double q) {
    return us(static_cast<double>(report.latency.Quantile(q)));
  };
  std::printf(
      R"({"due":%llu,"answered":%llu,"refused":%llu,"broken":%llu,"unanswered":%llu,"queued":%llu,)"
      R"("mean":%.1f,"p50":%.1f,"p90":%.1f,"p99":%.1f,"p99.9":%.1f,"max":%.1f})"
      "\n",
      static_cast<unsigned long long>(report.due),
      static_cast<unsigned long long>(report.latency.count()),
      static_cast<unsigned long long>(report.refused),
      static_cast<unsigned long long>(report.broken),
      static_cast<unsigned long long>(report.unanswered),
      static_cast<unsigned long long>(report.queued), us(report.latency.mean()), quantile(0.5),
      quantile(0.9), quantile(0.99), quantile(0.999),
      us(static_cast<double>(report.latency.max())));
}

}  // namespace
}  // namespace rg::load

int main(int count, char** words) try {
  rg::load::Print(rg::load::OpenLoop(rg::load::Flags(count, words)).Run());
  return 0;
} catch (const std::exception& fault) {
  std::fprintf(stderr, "open_loop: %s\n", fault.what());
  return 1;
}
