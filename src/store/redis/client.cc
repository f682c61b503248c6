#include "store/redis/client.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/await.h"
#include "http/authority.h"
#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

// A slot that is moved while we look takes two tries, rarely three; one that is on its way as many
// as there is time for.
constexpr int kTriesMax = 64;
constexpr int kAtOnce = 3;  // redirections that are followed without a pause
// How soon it is asked again where the servers are: after one has said so, and while one is away.
constexpr Duration kSoon = std::chrono::milliseconds{100};
constexpr Duration kWhileAway = std::chrono::milliseconds{500};
constexpr Duration kPauseMin = std::chrono::milliseconds{1};
constexpr Duration kPauseMax = std::chrono::milliseconds{20};

constexpr std::string_view kAsking = "*1\r\n$6\r\nASKING\r\n";

std::string Evaluate(std::string_view how, std::string_view script, std::string_view key,
                     const Arguments& arguments) {
  return Arguments().Add(how).Add(script).Add("1").Add(key).Append(arguments).ToCommand();
}

bool Begins(const Outcome& outcome, std::string_view error) {
  return outcome && outcome->root().Is(Reply::Kind::kError) &&
         outcome->root().text().starts_with(error);
}

// Answers, but keeps nothing we may rely on: a replica, or one that is still loading.
bool CannotServe(const Outcome& outcome) {
  for (const char* error : {"READONLY", "LOADING", "MASTERDOWN", "MISCONF", "CLUSTERDOWN"}) {
    if (Begins(outcome, error)) return true;
  }
  return false;
}

}  // namespace

Client::Client(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
               ClientOptions options, Changed changed)
    : io_(io),
      ticker_(ticker),
      dialer_(dialer),
      options_(std::move(options)),
      changed_(std::move(changed)) {
  if (!options_.scout) {
    Use(Topology::Whole(options_.address.endpoints.at(0)));
    return;
  }
  scout_ =
      std::make_unique<Scout>(io_, ticker_, dialer_, *options_.scout,
                              [this](Result<Topology> found) { OnTopology(std::move(found)); });
}

Client::~Client() { Close(); }

void Client::Close() {
  *alive_ = false;
  changed_ = nullptr;
  if (scout_ != nullptr) scout_->Close();
  away_.store(true, std::memory_order_relaxed);
  // Whoever waits for them is resumed, and may ask again.
  for (const std::shared_ptr<Link>& link : std::vector(links_)) link->Close();
}

bool Client::away(std::string_view key) const {
  const std::shared_ptr<Link> owner = OwnerOf(key);
  return owner == nullptr ? away() : owner->away();
}

std::shared_ptr<Link> Client::OwnerOf(std::string_view key) const {
  if (links_.empty()) return nullptr;
  const std::uint16_t owner = is_cluster() ? topology_.OwnerOf(SlotOf(key)) : 0;
  return owner == Topology::kNobody ? nullptr : links_[owner];
}

Async<Outcome> Client::Eval(const Script& script, std::string_view key, const Arguments& arguments,
                            Duration within) {
  const Duration due = Now() + within;
  const std::string known = Evaluate("EVALSHA", script.digest, key, arguments);
  Outcome outcome = co_await Call(key, known, within);
  if (!Begins(outcome, "NOSCRIPT")) co_return outcome;
  // A server that was started or promoted since. EVAL makes it known again.
  const std::string whole = Evaluate("EVAL", script.source, key, arguments);
  co_return co_await Call(key, whole, due - Now());
}

Async<Outcome> Client::Call(std::string_view key, std::string_view command, Duration within) {
  const std::shared_ptr<bool> alive = alive_;
  Try next{.due = Now() + within, .redirects = 0, .pause = kPauseMin, .asked = nullptr};
  if (links_.empty()) {
    const Result<void> found = co_await Find(within);
    if (!found) {
      if (*alive) stats_.refused.Add();
      co_return Fault::kAway;
    }
  }
  for (int tries = 0; tries < kTriesMax; ++tries) {
    const bool asking = next.asked != nullptr;
    const std::shared_ptr<Link> link = asking ? std::move(next.asked) : OwnerOf(key);
    next.asked = nullptr;
    const Duration left = next.due - Now();
    if (link == nullptr || left <= Duration{}) break;
    Outcome outcome = co_await SendTo(*link, command, asking, left);
    if (!outcome) {
      // A server that is master no more ends with its commands unsent.
      const bool unsent = outcome.error() == Fault::kAway && !asking;
      if (unsent && *alive && link != OwnerOf(key)) continue;
      co_return outcome;
    }
    if (!outcome->root().Is(Reply::Kind::kError)) co_return outcome;
    if (CannotServe(outcome)) {
      link->SaysItIsAway(std::string(outcome->root().text()));
      co_return Fault::kAway;
    }
    const std::optional<Redirect> redirect = ReadRedirect(*outcome, link->endpoint());
    if (!redirect || !is_cluster()) co_return outcome;
    const bool goes_on = co_await Follow(*redirect, next);
    if (!goes_on) co_return Fault::kAway;
  }
  stats_.refused.Add();
  co_return Fault::kAway;
}

Async<Outcome> Client::SendTo(Link& link, std::string_view command, bool asking, Duration within) {
  if (!asking) co_return co_await link.Call(command, within);
  // Both in one write, and nothing between them.
  const std::string both = std::string(kAsking).append(command);
  co_return co_await link.Call(both, within, 2);
}

// False when the client is closed meanwhile.
Async<bool> Client::Follow(const Redirect& redirect, Try& next) {
  switch (redirect.kind) {
    case Redirect::Kind::kMoved:
      stats_.moved.Add();
      topology_.Give(redirect.slot, redirect.slot, redirect.server);
      LinkTo(redirect.server);
      scout_->AskWithin(kSoon);  // one slot seldom moves alone
      break;
    case Redirect::Kind::kAsk:
      stats_.asked.Add();
      next.asked = LinkTo(redirect.server);
      break;
    case Redirect::Kind::kLater:
      stats_.early.Add();
      break;
  }
  // Servers may send us to each other for a while, until they agree.
  const bool at_once = redirect.kind != Redirect::Kind::kLater && ++next.redirects <= kAtOnce;
  if (at_once) co_return true;
  const Duration pause = std::min(next.pause, next.due - Now());
  next.pause = std::min(next.pause * 2, kPauseMax);
  co_return co_await Pause(pause);
}

Async<bool> Client::Pause(Duration time) {
  const std::shared_ptr<bool> alive = alive_;
  http::SteadyTimer timer(io_.get_executor(), time);
  co_await timer.async_wait(kAwait);
  co_return *alive;
}

Async<Result<void>> Client::Find(Duration within) {
  const Duration due = Now() + within;
  while (links_.empty() && !unknown_ && Now() < due) {
    const bool alive = co_await Pause(kPauseMin);
    if (!alive) co_return Fail(Errc::kUnavailable, "closed");
  }
  if (!links_.empty()) co_return Result<void>();
  if (unknown_) co_return *unknown_;
  co_return Fail(Errc::kUnavailable, "it does not answer");
}

Async<Outcome> Client::CallAt(http::Endpoint server, std::string command, Duration within) {
  const std::shared_ptr<Link> link = Known(server);
  if (link == nullptr) co_return Fault::kAway;
  co_return co_await link->Call(command, within);
}

std::string Client::why(const http::Endpoint& server) const {
  const std::shared_ptr<Link> link = Known(server);
  return link == nullptr ? "it is master no more" : link->why();
}

std::shared_ptr<Link> Client::Known(const http::Endpoint& server) const {
  const auto found = std::find_if(links_.begin(), links_.end(),
                                  [&](const auto& link) { return link->endpoint() == server; });
  return found == links_.end() ? nullptr : *found;
}

Async<bool> Client::Hear(std::vector<std::string> keys, Duration within) {
  std::vector<std::shared_ptr<Link>> needed;
  for (const std::string& key : keys) needed.push_back(OwnerOf(key));
  bool heard = std::find(needed.begin(), needed.end(), nullptr) == needed.end();
  const std::vector<std::shared_ptr<Link>> links = links_;
  const std::string ping = MakeCommand("PING");
  for (const std::shared_ptr<Link>& link : links) {
    const Outcome outcome = co_await link->Call(ping, within);
    if (!outcome) heard = heard && std::find(needed.begin(), needed.end(), link) == needed.end();
  }
  co_return heard;
}

// Of a server that is not known yet, one is made.
std::shared_ptr<Link> Client::LinkTo(const http::Endpoint& server) {
  const std::size_t index = topology_.Know(server);
  if (index == links_.size()) links_.push_back(MakeLink(server));
  return links_[index];
}

std::shared_ptr<Link> Client::MakeLink(const http::Endpoint& server) {
  LinkOptions options = options_.link;
  options.connection.endpoint = server;
  return std::make_shared<Link>(io_, ticker_, dialer_, std::move(options), stats_,
                                [this](const Link&, const std::string& why) { OnLink(why); });
}

void Client::OnTopology(Result<Topology> found) {
  stats_.looks.Add();
  unknown_.reset();
  if (found) {
    Use(*std::move(found));
  } else {
    unknown_ = found.error();
  }
  Tell();
  if (!why_.empty()) scout_->Doubt(kWhileAway);
}

void Client::Use(Topology topology) {
  std::vector<std::shared_ptr<Link>> links;
  for (const http::Endpoint& server : topology.masters()) {
    const std::shared_ptr<Link> known = Known(server);
    links.push_back(known == nullptr ? MakeLink(server) : known);
  }
  topology_ = std::move(topology);
  links_.swap(links);
  // Only now: whoever waits for one of them asks those that are there instead.
  for (const std::shared_ptr<Link>& before : links) {
    if (std::find(links_.begin(), links_.end(), before) == links_.end()) before->Close();
  }
}

void Client::OnLink(const std::string& why) {
  Tell();
  if (!why.empty() && scout_ != nullptr) scout_->Doubt(kSoon);
}

void Client::Tell() {
  std::string why = links_.empty() && unknown_ ? unknown_->detail : "";
  bool any = links_.empty() && why.empty();
  for (const std::shared_ptr<Link>& link : links_) {
    any = any || !link->away();
    if (!link->away() || !why.empty()) continue;
    why =
        scout_ == nullptr ? link->why() : http::AuthorityOf(link->endpoint()) + ": " + link->why();
  }
  if (why.empty() && !links_.empty() && !topology_.is_complete()) {
    why = "some slots of the cluster are no server's";
  }
  away_.store(!any, std::memory_order_relaxed);
  const bool changes = why.empty() != why_.empty();
  why_ = std::move(why);
  if (changes && changed_) changed_(*this, why_);
}

ClientOptions ClientOf(const Address& address) {
  ClientOptions options{.address = address, .link = {}, .scout = {}};
  options.link.connection.login = address.login;
  for (const Script* script : Scripts::Get().all()) {
    options.link.connection.greeting.push_back(MakeCommand("SCRIPT", "LOAD", script->source));
  }
  if (address.kind == Address::Kind::kServer) return options;
  ScoutOptions scout{.known = address.endpoints, .connection = {}, .question = {}};
  if (address.kind == Address::Kind::kCluster) {
    options.link.connection.whole_cluster_only = true;
    scout.connection.login = address.login;
    scout.question = MakeCommand("CLUSTER", "SLOTS");
    scout.read = &ReadClusterSlots;
  } else {
    scout.servers_know = false;
    scout.connection.login = address.sentinel_login;
    scout.question = MakeCommand("SENTINEL", "GET-MASTER-ADDR-BY-NAME", address.master);
    scout.read = &ReadSentinelMaster;
    // Until it asks again it may write to a master that was replaced while it still lived.
    scout.every = std::chrono::seconds{1};
  }
  options.scout = std::move(scout);
  return options;
}

}  // namespace rg::store::redis
