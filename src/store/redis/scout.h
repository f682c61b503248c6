#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/async.h"
#include "core/result.h"
#include "http/ticker.h"
#include "store/redis/connection.h"
#include "store/redis/topology.h"

namespace rg::store::redis {

struct ScoutOptions {
  std::vector<http::Endpoint> known;  // whom to ask before anybody else is known
  bool servers_know = true;           // whoever is told of may be asked too
  ConnectionOptions connection;       // to each of them
  std::string question;
  Result<Topology> (*read)(const Reply& answer, const http::Endpoint& asked) = nullptr;
  Duration patience = std::chrono::milliseconds{300};  // with each of them
  Duration every = std::chrono::seconds{5};            // as long as nothing speaks against it
  Duration every_min = std::chrono::milliseconds{100};
  Duration every_max = std::chrono::seconds{2};  // while nobody knows
};

// Finds out where the servers are that take writes: by asking those who know, one at a time, the
// next one when one does not answer, or when what it said turned out not to be so.
//
// Threads   That of its core.
class Scout final : public http::Ticker::Entry {
 public:
  // With where they are; or with why nobody knows.
  using Told = std::function<void(Result<Topology> topology)>;

  Scout(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
        ScoutOptions options, Told told);
  ~Scout();

  // Asks again at the first tick after that time, or before.
  void AskWithin(Duration time);
  // The same, but somebody else: what was told last is not so, or not any more.
  void Doubt(Duration time);
  void Close();

  void OnTick(Duration now) override;

 private:
  Async<void> Look(std::shared_ptr<bool> alive);
  Async<Result<Topology>> AskOne(std::shared_ptr<bool> alive);
  void LearnOf(const Topology& topology);

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  const http::Dialer dialer_;
  const ScoutOptions options_;
  Told told_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::vector<http::Endpoint> candidates_;
  std::size_t at_ = 0;
  std::shared_ptr<Connection> connection_;  // to the candidate at at_; null: the next is due
  bool looking_ = false;
  Duration wait_;
  Duration next_{};
};

}  // namespace rg::store::redis
