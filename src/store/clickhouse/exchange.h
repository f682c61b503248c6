#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/async.h"
#include "core/result.h"
#include "http/client.h"
#include "http/socket.h"
#include "http/ticker.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

enum class Again : std::uint8_t { kNever, kOnceIfConnectionIsGone };

struct Statement {
  std::string target;  // path and query of the request
  std::string body;    // as it travels
  Again again = Again::kNever;
};
// Called with the bytes of an answer that is no refusal, unpacked, as they come.
using TakePiece = std::function<Result<void>(std::string_view piece)>;

// The connection to a server, and one exchange after the other on it. Of several servers, the one
// that answered last is used; after one that does not, the next is.
//
// Threads   That of its loop.
// Errors    As Client.
class Link {
 public:
  Link(const ClientOptions& options, boost::asio::io_context& io, http::Ticker& ticker)
      : options_(options), io_(io), ticker_(ticker) {}

  Async<Result<void>> Run(const Statement& statement, const TakePiece& take);
  // The next server is used from now on.
  void TakeAnother();
  // What runs ends at once, and nothing is run any more.
  void Leave();

 private:
  enum class Gone : std::uint8_t { kNo, kBeforeAnyAnswer };

  Async<Result<void>> ConnectToAny();
  Async<Result<void>> Connect();
  Async<Result<void>> Exchange(const Statement& statement, const TakePiece& take, Gone& gone);
  Async<Result<void>> ReadAnswer(const TakePiece& take);
  Async<Result<void>> ReadRefused();
  Result<void> WriteHead(const Statement& statement, std::pmr::string& head) const;
  bool KeptIsGood();
  const http::Endpoint& endpoint() const;
  Error Unreachable(std::string_view why) const;
  // The same of a server that has not answered, and another is taken.
  Error Lost(std::string_view why);

  const ClientOptions& options_;
  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  std::unique_ptr<http::ClientConnection> connection_;
  std::size_t server_ = 0;  // of those of the address
  Duration due_{};          // of the statement that runs
  bool moved_ = false;      // what is kept is a connection to another server
  bool left_ = false;
};

}  // namespace rg::store::clickhouse
