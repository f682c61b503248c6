#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/ssl/context.hpp>

#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/row_binary.h"
#include "store/clickhouse/url.h"

namespace rg::store::clickhouse {

struct ClientOptions {
  Address address;
  boost::asio::ssl::context* tls = nullptr;  // whom to trust; needed where the address has TLS
  bool compress = false;                     // both ways, with gzip
  Duration connect_within = std::chrono::seconds{5};
  Duration silence_max = std::chrono::seconds{30};  // of the server, while we wait for it
  Duration statement_max = std::chrono::minutes{5};
  std::size_t answer_bytes_max = std::size_t{1} << 30;
};

struct Version {
  std::int64_t year = 0;
  std::int64_t month = 0;
  auto operator<=>(const Version&) const = default;
};
// Of "18.16.1"; zeros when it says nothing of the kind.
Version ParseVersion(std::string_view text);

// Statements over the HTTP interface, each an exchange of its own, on one connection that is kept.
//
// Reading is by rows as they arrive, and still whole or not at all: the server answers only once it
// knows that the statement has not failed.
//
// Threads   One at a time, and not that of the loop: each call waits for its answer. What Each
// calls
//           is called on another thread, while the caller waits.
// Errors    kUnavailable: not reached, silent, busy, or out of something; whether a statement that
//           writes was carried out is then not known. kInvalidRequest: the data of an insert is to
//           blame. kForbidden: who we are. kInternal: SQL that does not run, a defect.
// Retries   What only reads is sent again, once, when a kept connection turns out to be gone.
class Client {
 public:
  explicit Client(ClientOptions options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Where the names in a statement are looked up. The database need not be there yet for kServer.
  enum class In : std::uint8_t { kDatabase, kServer };

  // A statement that answers nothing.
  Result<void> Execute(std::string_view sql, In in = In::kDatabase);
  // `sql` is an INSERT ... FORMAT RowBinary, and `rows` become one block of the table, wholly or
  // not at all, if they lie in one of its partitions. `query_id` names it among those that run.
  Result<void> Insert(std::string_view sql, std::string_view rows, std::string_view query_id);
  // The same of an INSERT ... SELECT.
  Result<void> InsertSelect(std::string_view sql);
  // Calls `each` for every row of a SELECT. An error from it ends the reading and is returned.
  using EachRow = std::function<Result<void>(const Row& row)>;
  Result<void> Each(std::string_view sql, std::span<const Column> columns, const EachRow& each,
                    In in = In::kDatabase);

  // Of several servers, asks the next one from now on.
  void TakeAnother();
  // From any thread: the statement that runs ends at once, with kUnavailable, and so does every one
  // from now on.
  void Leave();

  // Asked once.
  Result<Version> ServerVersion();
  const Address& address() const;

 private:
  Result<std::string> InsertSettings();

  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The one number that a SELECT answers.
Result<std::int64_t> SelectNumber(Client& client, std::string_view sql,
                                  Client::In in = Client::In::kDatabase);

}  // namespace rg::store::clickhouse
