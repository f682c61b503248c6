#include "store/redis/connection.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

constexpr std::size_t kRoom = 64 << 10;

std::string_view Describe(http::ConnectFault fault) {
  switch (fault) {
    case http::ConnectFault::kResolve:
      return "its host name is not known";
    case http::ConnectFault::kForbidden:
      return "its address is not allowed";
    case http::ConnectFault::kRefused:
      return "the connection was refused";
    case http::ConnectFault::kTimeout:
      return "connecting took too long";
    case http::ConnectFault::kTls:
      return "TLS failed: is its certificate for this host, and its authority trusted?";
  }
  return "";
}

// What is said before anything else: what must succeed; then questions, of which a user of few
// permissions may not ask some; then what nobody needs the answer of.
struct Opening {
  using Objection = std::string_view (*)(Reply::Item answer);  // "": none

  std::vector<std::string> lines;
  std::size_t needed = 0;
  std::vector<Objection> questions;

  // What the answer to a line has against the server.
  std::string ObjectionTo(std::size_t line, const Reply& answer) const {
    const Reply::Item root = answer.root();
    const bool failed = root.Is(Reply::Kind::kError);
    if (line < needed) return failed ? std::string(root.text()) : "";
    const std::size_t question = line - needed;
    if (failed || question >= questions.size()) return "";
    return std::string(questions[question](root));
  }
};

std::string_view IsReplica(Reply::Item role) {
  return role[0].text() == "slave" ? "it is a replica" : "";
}

std::string_view IsNotWhole(Reply::Item info) {
  const bool fails = info.text().find("cluster_state:fail") != std::string_view::npos;
  return fails ? "its cluster is not whole" : "";
}

// Until it is answered nothing else is sent: a command that comes before AUTH fails, and one before
// SELECT goes to another database.
Opening OpeningOf(const ConnectionOptions& options) {
  const Login& login = options.login;
  Opening opening;
  std::vector<std::string>& lines = opening.lines;
  if (!login.password.empty()) {
    lines.push_back(login.user.empty() ? MakeCommand("AUTH", login.password.Reveal())
                                       : MakeCommand("AUTH", login.user, login.password.Reveal()));
  }
  if (login.database != 0) lines.push_back(MakeCommand("SELECT", login.database));
  // Answers what the others may not: a server that wants a password, or is still loading.
  lines.push_back(MakeCommand("PING"));
  opening.needed = lines.size();
  if (options.master_only) {
    lines.push_back(MakeCommand("ROLE"));
    opening.questions.push_back(&IsReplica);
  }
  if (options.whole_cluster_only) {
    lines.push_back(MakeCommand("CLUSTER", "INFO"));
    opening.questions.push_back(&IsNotWhole);
  }
  lines.insert(lines.end(), options.greeting.begin(), options.greeting.end());
  return opening;
}

}  // namespace

// Puts a command in the queue, and waits for what becomes of it.
class Connection::Waiting {
 public:
  Waiting(Connection& connection, std::string_view command, Duration within, int replies)
      : connection_(connection) {
    pending_.bytes = command;
    pending_.skipped = replies - 1;
    pending_.sent_at = http::SteadyTimer::clock_type::now();
    pending_.due = pending_.sent_at + within;
  }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> caller) {
    pending_.outcome = &outcome_;
    pending_.waiter = Suspended(caller.promise());
    connection_.Enqueue(std::move(pending_));
  }
  Outcome await_resume() { return std::move(outcome_); }

 private:
  Connection& connection_;
  Pending pending_;
  Outcome outcome_ = Fault::kAway;
};

Connection::Connection(boost::asio::io_context& io, http::Ticker& ticker,
                       const http::Dialer& dialer, ConnectionOptions options,
                       std::function<void()> changed)
    : io_(io),
      ticker_(ticker),
      dialer_(dialer),
      options_(std::move(options)),
      changed_(std::move(changed)),
      timer_(io.get_executor()),
      room_(kRoom) {}

Connection::~Connection() = default;

std::shared_ptr<Connection> Connection::Open(boost::asio::io_context& io, http::Ticker& ticker,
                                             const http::Dialer& dialer, ConnectionOptions options,
                                             std::function<void()> changed) {
  std::shared_ptr<Connection> made(
      new Connection(io, ticker, dialer, std::move(options), std::move(changed)));
  // On the next turn: whoever opens it has not stored it yet.
  Spawn(io.get_executor(), Run(made));
  return made;
}

Async<Outcome> Connection::Call(std::string_view command, Duration within, int replies) {
  if (state_ == State::kClosed || queued_.size() + sent_.size() >= options_.commands_max) {
    co_return Fault::kAway;
  }
  co_return co_await Waiting(*this, command, within, replies);
}

Async<void> Connection::Run(std::shared_ptr<Connection> self) {
  const Result<void> ready = co_await self->Begin();
  if (!ready) {
    self->End(ready.error().detail);
    co_return;
  }
  self->Change(State::kReady);
  self->ScheduleFlush();
  while (self->state_ == State::kReady) {
    const http::ReadResult got = co_await self->socket_->ReadSome(self->room_);
    if (got.status != http::Io::kOk) {
      self->End("the connection ended");
    } else if (!self->TakeReplies({self->room_.data(), got.bytes})) {
      self->End("what it sends is not RESP2");
    }
  }
}

Async<Result<void>> Connection::Begin() {
  auto dialled = co_await http::Dial(options_.endpoint, dialer_, ticker_, io_,
                                     options_.connect_within, given_up_);
  if (!dialled) {
    co_return rg::Fail(Errc::kUnavailable, std::string(Describe(dialled.error())));
  }
  socket_ = *std::move(dialled);
  socket_->Deadline(options_.connect_within);
  co_return co_await Greet();
}

// Says who we are, and hears what speaks against the server.
Async<Result<void>> Connection::Greet() {
  const Opening opening = OpeningOf(options_);
  const std::vector<std::string>& lines = opening.lines;
  std::string bytes;
  for (const std::string& line : lines) bytes += line;
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer(bytes)};
  const http::Io written = co_await socket_->Write(pieces);
  if (written != http::Io::kOk) {
    co_return rg::Fail(Errc::kUnavailable, "the connection ended");
  }
  for (std::size_t replies = 0; replies < lines.size();) {
    const http::ReadResult got = co_await socket_->ReadSome(room_);
    if (got.status != http::Io::kOk) {
      co_return rg::Fail(Errc::kUnavailable, got.status == http::Io::kTimeout
                                                 ? "it does not answer"
                                                 : "the connection ended");
    }
    std::string_view rest(room_.data(), got.bytes);
    while (!rest.empty()) {
      const ReplyParser::Step step = parser_.Feed(rest);
      rest.remove_prefix(step.consumed);
      if (step.state == ReplyParser::State::kFault || replies == lines.size()) {
        co_return rg::Fail(Errc::kUnavailable, "what it sends is not RESP2");
      }
      if (step.state == ReplyParser::State::kNeedMore) continue;
      const Reply reply = parser_.Take();
      std::string objection = opening.ObjectionTo(replies, reply);
      if (!objection.empty()) co_return rg::Fail(Errc::kUnavailable, std::move(objection));
      ++replies;
    }
  }
  socket_->NoDeadline();
  co_return Result<void>();
}

void Connection::Enqueue(Pending pending) {
  Watch(pending.due);
  queued_.push_back(std::move(pending));
  ScheduleFlush();
}

void Connection::ScheduleFlush() {
  if (flush_scheduled_ || writing_ || state_ != State::kReady || queued_.empty()) return;
  flush_scheduled_ = true;
  // Behind everything this turn still does, so that all it wants to send leaves together.
  boost::asio::post(io_, [self = shared_from_this()] {
    self->flush_scheduled_ = false;
    if (self->state_ == State::kReady) Start(Send(self));
  });
}

Async<void> Connection::Send(std::shared_ptr<Connection> self) {
  self->writing_ = true;
  self->out_.clear();
  while (!self->queued_.empty()) {
    Pending& next = self->queued_.front();
    self->out_.append(next.bytes);
    next.bytes = {};
    self->sent_.push_back(std::move(next));
    self->queued_.pop_front();
  }
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer(self->out_)};
  const http::Io written = co_await self->socket_->Write(pieces);
  self->writing_ = false;
  if (self->state_ != State::kReady) co_return;
  if (written != http::Io::kOk) {
    self->socket_->Close();  // Run sees it end
    co_return;
  }
  self->ScheduleFlush();
}

bool Connection::TakeReplies(std::string_view bytes) {
  while (!bytes.empty() && state_ == State::kReady) {
    const ReplyParser::Step step = parser_.Feed(bytes);
    bytes.remove_prefix(step.consumed);
    if (step.state == ReplyParser::State::kFault) return false;
    if (step.state == ReplyParser::State::kNeedMore) continue;
    if (sent_.empty()) return false;  // an answer to what nobody asked
    Answer(parser_.Take());
  }
  return true;
}

void Connection::Answer(Reply reply) {
  if (sent_.front().skipped > 0) {
    --sent_.front().skipped;
    return;
  }
  Pending done = std::move(sent_.front());
  sent_.pop_front();
  if (done.outcome == nullptr) return;
  *done.outcome = std::move(reply);
  done.waiter.Resume();
}

Duration Connection::Stalled() const {
  if (sent_.empty()) return Duration{};
  return http::SteadyTimer::clock_type::now() - sent_.front().sent_at;
}

// One timer for all commands, set to the first that is due. It is not moved when that one is
// answered: it then finds nothing, and is set to the next.
void Connection::Watch(Instant due) {
  if (due >= watched_) return;
  watched_ = due;
  timer_.expires_at(due);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const std::shared_ptr<Connection> self = weak.lock();
    if (!error && self != nullptr) self->OnDue();
  });
}

void Connection::OnDue() {
  watched_ = Instant::max();
  const Instant now = http::SteadyTimer::clock_type::now();
  Instant next = Instant::max();
  Expire(queued_, now, Fault::kAway, next);
  Expire(sent_, now, Fault::kTimeout, next);
  std::erase_if(queued_, [](const Pending& pending) { return pending.outcome == nullptr; });
  if (next != Instant::max()) Watch(next);
}

void Connection::Expire(std::deque<Pending>& commands, Instant now, Fault fault, Instant& next) {
  std::vector<Pending> expired;
  for (Pending& pending : commands) {
    if (pending.outcome == nullptr) continue;
    if (pending.due > now) {
      next = std::min(next, pending.due);
      continue;
    }
    Pending& taken = expired.emplace_back();
    taken.outcome = std::exchange(pending.outcome, nullptr);
    taken.waiter = std::move(pending.waiter);
  }
  // Only now: whoever is resumed may send something else.
  for (Pending& pending : expired) Fail(pending, fault);
}

void Connection::Change(State state) {
  state_ = state;
  if (changed_) changed_();
}

void Connection::End(std::string why) {
  if (state_ == State::kClosed) return;
  why_ = std::move(why);
  if (socket_ != nullptr) socket_->Close();
  timer_.cancel();
  Change(State::kClosed);
  FailAll();
}

void Connection::Close() {
  changed_ = nullptr;
  given_up_ = true;
  End("closed");
}

void Connection::FailAll() {
  std::deque<Pending> queued = std::exchange(queued_, {});
  std::deque<Pending> sent = std::exchange(sent_, {});
  for (Pending& pending : sent) Fail(pending, Fault::kBroken);
  for (Pending& pending : queued) Fail(pending, Fault::kAway);
}

void Connection::Fail(Pending& pending, Fault fault) {
  if (pending.outcome == nullptr) return;
  *pending.outcome = fault;
  pending.waiter.Resume();
}

}  // namespace rg::store::redis
