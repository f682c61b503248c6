#include "store/redis/link.h"

#include <algorithm>
#include <utility>

#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

// A connection that ends sooner is not worth trying again at once.
constexpr Duration kLasting = std::chrono::seconds{1};

}  // namespace

Link::Link(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
           LinkOptions options, Stats& stats, Changed changed)
    : io_(io),
      ticker_(ticker),
      dialer_(dialer),
      options_(std::move(options)),
      changed_(std::move(changed)),
      stats_(stats),
      probe_every_(options_.probe_every_min) {
  ticker.Add(*this);
  Connect();
}

Link::~Link() {
  *alive_ = false;
  if (away()) stats_.servers_away.Add(-1);
  connection_->Close();
}

void Link::Connect() {
  stats_.connects.Add();
  connection_ =
      Connection::Open(io_, ticker_, dialer_, options_.connection, [this] { OnConnection(); });
}

void Link::OnConnection() {
  if (connection_->state() == Connection::State::kReady) {
    ready_since_ = ticker_.Now();
    return ComeBack();
  }
  if (connection_->state() != Connection::State::kClosed) return;
  // Servers close what has been idle for long. Whoever calls meanwhile waits for the next one.
  const bool lasted = ready_since_ > Duration{} && ticker_.Now() - ready_since_ >= kLasting;
  const std::string why = connection_->why();
  ready_since_ = Duration{};
  if (!away() && lasted) return Connect();
  GoAway(why);
}

Async<Outcome> Link::Call(std::string_view command, Duration within, int replies) {
  if (away()) {
    stats_.refused.Add();
    co_return Fault::kAway;
  }
  const std::shared_ptr<bool> alive = alive_;
  const std::shared_ptr<Connection> connection = connection_;
  const Duration began = ticker_.clock().Steady();
  Outcome outcome = co_await connection->Call(command, within, replies);
  if (*alive) Count(outcome, ticker_.clock().Steady() - began);
  co_return outcome;
}

void Link::Count(const Outcome& outcome, Duration took) {
  if (outcome) {
    failures_ = 0;
    stats_.Answered(took);
    return;
  }
  Tally& tally = outcome.error() == Fault::kTimeout  ? stats_.timeouts
                 : outcome.error() == Fault::kBroken ? stats_.broken
                                                     : stats_.refused;
  tally.Add();
  // What became of the connection it learns from the connection.
  if (outcome.error() != Fault::kTimeout) return;
  if (++failures_ >= options_.failures_max) GoAway("it does not answer in time");
}

void Link::Close() {
  closed_ = true;
  changed_ = nullptr;
  SaysItIsAway("closed");
}

void Link::SaysItIsAway(std::string why) {
  GoAway(std::move(why));
  // Whoever waits for it is resumed by Close, and may ask this very link.
  const std::shared_ptr<Connection> ended = connection_;
  ended->Close();
}

void Link::GoAway(std::string why) {
  if (away()) return;
  away_.store(true, std::memory_order_relaxed);
  stats_.servers_away.Add();
  next_probe_ = ticker_.Now() + probe_every_;
  why_ = std::move(why);
  if (changed_) changed_(*this, why_);
}

void Link::ComeBack() {
  failures_ = 0;
  probe_every_ = options_.probe_every_min;
  if (!away()) return;
  away_.store(false, std::memory_order_relaxed);
  stats_.servers_away.Add(-1);
  why_.clear();
  if (changed_) changed_(*this, why_);
}

void Link::OnTick(Duration now) {
  if (connection_->state() == Connection::State::kReady &&
      connection_->Stalled() > options_.stall_max) {
    connection_->Close();
    GoAway("it does not answer");
  }
  if (closed_ || !away() || probing_ || now < next_probe_) return;
  probe_every_ = std::min(probe_every_ * 2, options_.probe_every_max);
  next_probe_ = now + probe_every_;
  if (connection_->state() == Connection::State::kClosed) return Connect();
  if (connection_->state() == Connection::State::kReady) Start(Probe(alive_));
}

Async<void> Link::Probe(std::shared_ptr<bool> alive) {
  probing_ = true;
  const std::shared_ptr<Connection> connection = connection_;
  const std::string ping = MakeCommand("PING");
  const Outcome outcome = co_await connection->Call(ping, options_.deadline);
  if (!*alive) co_return;
  probing_ = false;
  if (outcome && !outcome->root().Is(Reply::Kind::kError)) ComeBack();
}

}  // namespace rg::store::redis
