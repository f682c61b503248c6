#include "open_loop.h"

#include <stdexcept>
#include <utility>

namespace rg::load {
namespace {

constexpr std::size_t kReconnectsMax = 1'000;

Clock::duration Ticks(std::chrono::duration<double> span) {
  return std::chrono::duration_cast<Clock::duration>(span);
}

}  // namespace

OpenLoop::OpenLoop(Options options) : options_(std::move(options)) {
  for (std::uint64_t i = 0; i < options_.connections; ++i) {
    free_.push_back(Open(connections_.emplace_back(std::make_unique<Connection>()).get()));
  }
}

OpenLoop::Report OpenLoop::Run() {
  start_ = Clock::now();
  counted_from_ = start_ + Ticks(options_.warmup);
  const Clock::time_point end = counted_from_ + Ticks(options_.measured);
  while (Unfinished(end)) {
    Queue(end);
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

bool OpenLoop::Unfinished(Clock::time_point end) const {
  if (Due(next_) < end) return true;
  return (busy_ > 0 || !waiting_.empty()) && Clock::now() < end + kPatience;
}

Clock::time_point OpenLoop::Due(std::uint64_t call) const {
  return start_ + Ticks(std::chrono::duration<double>(static_cast<double>(call) / options_.rate));
}

bool OpenLoop::Counts(Clock::time_point due) const { return due >= counted_from_; }

void OpenLoop::Queue(Clock::time_point end) {
  const Clock::time_point now = Clock::now();
  while (Due(next_) <= now && Due(next_) < end) {
    const Clock::time_point due = Due(next_++);
    waiting_.push_back(due);
    if (!Counts(due)) continue;
    ++report_.due;
    if (free_.size() < waiting_.size()) ++report_.queued;
  }
}

void OpenLoop::SendWaiting() {
  while (!waiting_.empty() && !free_.empty()) {
    Connection& connection = *free_.front();
    free_.pop_front();
    connection.due = waiting_.front();
    waiting_.pop_front();
    connection.busy = true;
    ++busy_;
    connection.answer.Reset();
    if (!SendAll(connection.socket, options_.request)) Break(connection);
  }
}

OpenLoop::Connection* OpenLoop::Open(Connection* connection) {
  connection->socket = ConnectTo(options_.port);
  connection->busy = false;
  connection->answer.Reset();
  poller_.Add(connection->socket, connection);
  return connection;
}

void OpenLoop::Read(Connection& connection) {
  std::string_view bytes;
  const Received received = Receive(connection.socket, buffer_, bytes);
  if (received == Received::kNothing) return;
  if (received == Received::kEnd || !connection.busy) return Break(connection);
  switch (connection.answer.Feed(bytes)) {
    case AnswerReader::State::kDone:
      return Finish(connection);
    case AnswerReader::State::kBroken:
      return Break(connection);
    case AnswerReader::State::kHead:
    case AnswerReader::State::kBody:
      return;
  }
}

void OpenLoop::Finish(Connection& connection) {
  if (Counts(connection.due)) {
    const std::chrono::nanoseconds took = Clock::now() - connection.due;
    report_.latency.Add(static_cast<std::uint64_t>(took.count()));
    if (!connection.answer.Succeeded()) ++report_.refused;
  }
  connection.busy = false;
  --busy_;
  free_.push_back(&connection);
}

// Goes on with a new connection in its place.
void OpenLoop::Break(Connection& connection) {
  if (connection.busy) {
    if (Counts(connection.due)) ++report_.broken;
    --busy_;
    free_.push_back(&connection);
  }
  if (++reconnects_ > kReconnectsMax) throw std::runtime_error("connections keep breaking");
  Open(&connection);
}

}  // namespace rg::load
