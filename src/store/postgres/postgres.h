#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::store::postgres {

class Listener;

// How a process takes part in a database.
enum class Presence : std::uint8_t {
  kAlone,        // no other process may be in it meanwhile
  kAmongOthers,  // others may, if they say so too
  kBeside,       // looks on: keeps nobody out, and is kept out by nobody
};

struct PostgresOptions {
  Secret url;  // postgres://user:password@host/database
  // Of who owns the tables and migrates them; empty: that is the login of `url`.
  Secret owner_url{};
  // After this the server ends a statement. A lock that another writer holds is waited for as long.
  Duration statement_timeout = std::chrono::seconds{5};
  // For so long after a connection that failed no other is tried: whoever asks is told at once.
  Duration reconnect_pause = std::chrono::seconds{1};
  // How long a process that is in the way is waited for: it may have been killed a moment ago, and
  // the server not have noticed.
  Duration patience = std::chrono::seconds{3};
};

// Upper bounds of Traffic's latency histogram, in seconds.
inline constexpr std::array<double, 8> kStatementBounds = {0.001, 0.005, 0.01, 0.05,
                                                           0.1,   0.5,   1,    5};

// What was asked of PostgreSQL and how it went, over all connections of a database.
//
// Threads   Any.
struct Traffic {
  std::array<std::atomic<std::int64_t>, kStatementBounds.size() + 1> statements{};  // by latency
  std::atomic<std::int64_t> nanos{0};     // that they took, all in all
  std::atomic<std::int64_t> failures{0};  // statements that ended in an error
  std::atomic<std::int64_t> connects{0};
  std::atomic<std::int64_t> connect_failures{0};

  void CountStatement(Duration took, bool worked);
  void CountConnect(bool worked);
};

// PostgreSQL behind the driver interface. Connections do not work as the login of the URL:
//
//   login --- SET ROLE ---> rateguard_control   every row
//                \--------> rateguard_app       the rows of one workspace, meanwhile: see
//                                               Connection::Within
//
// Neither role owns anything, and the database itself keeps the second one inside its fence.
// Migrate makes both (store/postgres/schema.h).
//
// A connection that is lost answers kUnavailable, once, and connects anew for what comes next; a
// transaction it was in is over, and the rest of its statements fail. No statement is sent twice.
//
// Errors    `field` is the option to blame, `owner_url`; "": the login of `url`.
// Threads   As Database: any may open, each connection stays with its thread.
class Postgres : public sql::Database {
 public:
  virtual const Traffic& traffic() const = 0;
  // Takes part, and hears what others change, until the listener is destroyed. kConflict when
  // somebody who is there already, or this process, wants to be alone.
  virtual Result<std::unique_ptr<Listener>> Listen(Presence presence) = 0;
  // This process is about to end: from now on nobody connects, or waits longer than a moment for an
  // answer. What fails for it is kUnavailable.
  virtual void Leave() = 0;
};

// Connects to nobody yet. kInvalidRequest for a URL that is none; the error does not quote it.
// The clock outlives the database, and the database its connections.
Result<std::unique_ptr<Postgres>> OpenPostgres(PostgresOptions options, const Clock& clock);

}  // namespace rg::store::postgres
