#include "store/redis/scout.h"

#include <algorithm>
#include <utility>

#include "http/authority.h"

namespace rg::store::redis {

Scout::Scout(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
             ScoutOptions options, Told told)
    : io_(io),
      ticker_(ticker),
      dialer_(dialer),
      options_(std::move(options)),
      told_(std::move(told)),
      candidates_(options_.known),
      wait_(options_.every_min) {
  ticker.Add(*this);
  Spawn(io.get_executor(), Look(alive_));
  looking_ = true;
}

Scout::~Scout() { Close(); }

void Scout::Close() {
  *alive_ = false;
  const std::shared_ptr<Connection> ended = std::exchange(connection_, nullptr);
  if (ended != nullptr) ended->Close();
}

void Scout::Doubt(Duration time) {
  // Not while somebody is being asked: that answer may put it right.
  if (!looking_ && connection_ != nullptr) {
    std::exchange(connection_, nullptr)->Close();
    ++at_;
  }
  AskWithin(time);
}

void Scout::AskWithin(Duration time) { next_ = std::min(next_, ticker_.Now() + time); }

void Scout::OnTick(Duration now) {
  if (!*alive_ || looking_ || now < next_) return;
  looking_ = true;
  Start(Look(alive_));
}

Async<void> Scout::Look(std::shared_ptr<bool> alive) {
  if (!*alive) co_return;
  Result<Topology> found = Fail(Errc::kUnavailable, "nobody is known to ask");
  const std::size_t tries = candidates_.size();
  for (std::size_t i = 0; i < tries && !found; ++i) {
    found = co_await AskOne(alive);
    if (!*alive) co_return;
  }
  looking_ = false;
  wait_ = found ? options_.every_min : std::min(wait_ * 2, options_.every_max);
  next_ = ticker_.Now() + (found ? options_.every : wait_);
  if (found && options_.servers_know) LearnOf(*found);
  told_(std::move(found));
}

Async<Result<Topology>> Scout::AskOne(std::shared_ptr<bool> alive) {
  const http::Endpoint asked = candidates_[at_ % candidates_.size()];
  if (connection_ == nullptr || connection_->state() == Connection::State::kClosed) {
    ConnectionOptions options = options_.connection;
    options.endpoint = asked;
    connection_ = Connection::Open(io_, ticker_, dialer_, std::move(options), nullptr);
  }
  const std::shared_ptr<Connection> connection = connection_;
  const Outcome outcome = co_await connection->Call(options_.question, options_.patience);
  if (!*alive) co_return Fail(Errc::kUnavailable, "closed");
  Result<Topology> found =
      outcome ? options_.read(*outcome, asked)
              : Fail(Errc::kUnavailable,
                     connection->why().empty() ? "it does not answer" : connection->why());
  if (found) co_return found;
  connection->Close();
  connection_ = nullptr;
  ++at_;
  co_return Fail(found.error().code, http::AuthorityOf(asked) + ": " + found.error().detail);
}

// Whoever is asked now stays the one. What the settings name stays known: a cluster may be moved
// away from every server that it has told of.
void Scout::LearnOf(const Topology& topology) {
  std::vector<http::Endpoint> candidates{candidates_[at_ % candidates_.size()]};
  for (const auto* more : {&topology.masters(), &topology.replicas(), &options_.known}) {
    for (const http::Endpoint& one : *more) {
      const bool known = std::find(candidates.begin(), candidates.end(), one) != candidates.end();
      if (!known) candidates.push_back(one);
    }
  }
  candidates_ = std::move(candidates);
  at_ = 0;
}

}  // namespace rg::store::redis
