#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "store/sql/database.h"

struct pg_conn;
struct pg_result;

namespace rg::store::postgres {

class Leaving;
struct Libpq;

struct SessionOptions {
  Secret url;  // postgres://user:password@host/database?sslmode=verify-full
  // How long the server may say nothing while it owes an answer. It ends statements itself before
  // that; beyond it, the server or the way to it is taken for gone.
  Duration silence_max = std::chrono::seconds{6};
  const Leaving* leaving = nullptr;  // cuts that short; null: nothing does
};

// Whether a URL is one of PostgreSQL's and cannot be misread so that a part of its password shows
// up elsewhere: a password's '@' and '/' must be percent-encoded. The error does not quote it.
Result<void> CheckUrl(const Secret& url);

// A time as the server's settings take it: in whole milliseconds.
std::string Millis(Duration duration);

// One session with a server: libpq in our words, and the only place that knows it. libpq is loaded
// when the first session is opened, so that a program without PostgreSQL neither needs it nor keeps
// its twenty libraries in memory.
//
//   Prepare(name, sql) ... Run(name, parameters)    a round trip each
//   Do("BEGIN; SET ...")                            several statements in one
//
// Every wait ends: with the answer, by the silence of the server, or because we leave. A statement
// is sent once. When the session is lost while it runs, nobody knows whether it took effect, and
// the error says so.
//
// Threads   One at a time.
// Errors    See sqlstate.h; kUnavailable with usable() false once the session is lost.
class Session {
 public:
  // Blocks for the URL's connect_timeout at most, which is 2 s per address where it names none.
  static Result<std::unique_ptr<Session>> Open(const SessionOptions& options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // False once the session has ended or is lost; then everything fails.
  bool usable() const { return connection_ != nullptr; }
  void End();
  // Where the session stands with transactions.
  enum class Block : std::uint8_t { kNone, kOpen, kFailed };
  Block block() const;
  // The SQLSTATE of the last refusal, "" when there was none.
  const std::string& refusal() const { return refusal_; }

  // Parameters have the types of `like`: BIGINT, TEXT, BYTEA; what a NULL is, the server infers.
  Result<void> Prepare(const std::string& name, const std::string& sql,
                       std::span<const sql::Value> like);
  // Calls `row` once per row as they arrive, without keeping them; returns how many rows the
  // statement changed or gave.
  Result<std::int64_t> Run(const std::string& name, std::span<const sql::Value> parameters,
                           const std::function<void(const sql::Row&)>& row);
  // Statements without parameters, whose rows nobody wants. Returns what the last of them did:
  // "COMMIT", "ROLLBACK".
  Result<std::string> Do(const std::string& statements);

  // Waits until a notification has come, `wake` (a file descriptor) can be read or the time is
  // over; true: one or several have come.
  Result<bool> AwaitNotification(int wake, Duration at_most);

 private:
  using Take = std::function<Result<void>(pg_result*)>;

  Session(const Libpq& libpq, pg_conn* connection, const SessionOptions& options)
      : libpq_(libpq),
        connection_(connection),
        silence_max_(options.silence_max),
        leaving_(options.leaving) {}

  Result<void> Finish(int sent, const Take& take);
  Result<void> Flush();
  Result<void> AwaitResult();
  short AwaitSocket(short events);
  Result<void> Refuse(pg_result* result);
  Error Lose(std::string_view why);

  const Libpq& libpq_;
  pg_conn* connection_;
  const Duration silence_max_;
  const Leaving* const leaving_;
  std::string refusal_;
};

}  // namespace rg::store::postgres
