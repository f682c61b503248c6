#include "store/redis/cluster.h"

#include <algorithm>
#include <utility>

#include "core/await.h"

namespace rg::store::redis {
namespace {

// How often a command may be sent elsewhere, and how long it waits for a server that is not ready.
constexpr int kRedirectsMax = 64;
constexpr Duration kPause = std::chrono::milliseconds{1};

// How often the map is asked for, where something is wrong with it.
constexpr Duration kAskEvery = std::chrono::milliseconds{200};
constexpr Duration kAskWithin = std::chrono::milliseconds{500};

}  // namespace

ClusterClient::ClusterClient(boost::asio::io_context& io, http::Ticker& ticker,
                             const http::Dialer& dialer, std::vector<http::Endpoint> seeds,
                             LinkOptions options, Link::Changed changed)
    : io_(io),
      ticker_(ticker),
      dialer_(dialer),
      seeds_(std::move(seeds)),
      options_(std::move(options)),
      changed_(std::move(changed)) {
  for (const http::Endpoint& seed : seeds_) Obtain(seed);
  ticker.Add(*this);
}

ClusterClient::~ClusterClient() { *alive_ = false; }

Link& ClusterClient::Obtain(const http::Endpoint& endpoint) {
  std::unique_ptr<Link>& link = links_[endpoint];
  if (link == nullptr) {
    LinkOptions options = options_;
    options.connection.endpoint = endpoint;
    link = std::make_unique<Link>(io_, ticker_, dialer_, std::move(options), stats_, changed_);
  }
  return *link;
}

Link* ClusterClient::LinkOf(std::uint16_t slot) const { return of_slot_[slot]; }

Async<void> ClusterClient::Pause() const {
  http::SteadyTimer timer(io_.get_executor(), kPause);
  co_await timer.async_wait(kAwait);
}

Async<Outcome> ClusterClient::Call(std::string_view key, std::string_view command,
                                   Duration within) {
  const std::shared_ptr<bool> alive = alive_;
  const std::uint16_t slot = SlotOf(key);
  const auto due = http::SteadyTimer::clock_type::now() + within;
  Link* link = LinkOf(slot);
  std::string asking;
  for (int redirects = 0; redirects < kRedirectsMax; ++redirects) {
    const Duration left = due - http::SteadyTimer::clock_type::now();
    if (link == nullptr || left <= Duration{}) break;
    const http::Endpoint asked = link->endpoint();
    Outcome outcome = co_await link->Call(asking.empty() ? command : std::string_view(asking), left,
                                          asking.empty() ? 1 : 2);
    if (!*alive) co_return outcome;
    if (!outcome) {
      WantMap();
      co_return outcome;
    }
    const Redirect redirect = ReadRedirect(outcome->root(), asked);
    if (redirect.kind == Redirect::Kind::kNone) co_return outcome;
    stats_.redirects.Add();
    asking.clear();
    if (redirect.kind == Redirect::Kind::kAsk) {
      link = &Obtain(redirect.where);
      asking = MakeCommand("ASKING").append(command);
      continue;
    }
    WantMap();
    if (redirect.kind == Redirect::Kind::kMoved) {
      of_slot_[slot] = link = &Obtain(redirect.where);
      continue;
    }
    co_await Pause();
    if (!*alive) co_return Fault::kAway;
    link = LinkOf(slot);
  }
  if (*alive) WantMap();
  co_return Fault::kAway;
}

void ClusterClient::OnTick(Duration now) {
  const bool any_away = std::any_of(links_.begin(), links_.end(),
                                    [](const auto& link) { return link.second->away(); });
  if (!(wants_map_ || any_away) || asking_ || now < next_ask_) return;
  next_ask_ = now + kAskEvery;
  Start(AskForMap(alive_));
}

// One after the other: who is cut off from the cluster may know less than the next.
Link* ClusterClient::AnyLink() {
  std::vector<Link*> present;
  for (const auto& [endpoint, link] : links_) {
    if (!link->away()) present.push_back(link.get());
  }
  return present.empty() ? nullptr : present[next_++ % present.size()];
}

Async<void> ClusterClient::AskForMap(std::shared_ptr<bool> alive) {
  Link* const link = AnyLink();
  if (link == nullptr) {
    // Everybody who was known has gone. The seeds may be names that mean others by now.
    for (const http::Endpoint& seed : seeds_) Obtain(seed);
    co_return;
  }
  asking_ = true;
  const std::string question = MakeCommand("CLUSTER", "SLOTS");
  const http::Endpoint asked = link->endpoint();
  const Outcome outcome = co_await link->Call(question, kAskWithin);
  if (!*alive) co_return;
  asking_ = false;
  if (!outcome) co_return;
  const std::optional<Topology> topology = ReadTopology(outcome->root(), asked);
  if (topology) Follow(*topology);
}

void ClusterClient::Follow(const Topology& topology) {
  std::vector<Link*> masters;
  for (const http::Endpoint& master : topology.masters) masters.push_back(&Obtain(master));
  bool whole = true;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const std::uint16_t owner = topology.of_slot[slot];
    whole = whole && owner != Topology::kNobody;
    of_slot_[slot] = owner == Topology::kNobody ? nullptr : masters[owner];
  }
  knows_map_ = true;
  wants_map_ = !whole;
  // What a link that goes still has to answer may ask for another one, so it goes last.
  std::vector<std::unique_ptr<Link>> gone;
  for (auto& [endpoint, link] : links_) {
    if (std::find(masters.begin(), masters.end(), link.get()) != masters.end()) continue;
    gone.push_back(std::move(link));
  }
  std::erase_if(links_, [](const auto& known) { return known.second == nullptr; });
}

}  // namespace rg::store::redis
