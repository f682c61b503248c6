#include "store/postgres/connection.h"

#include <utility>

#include "store/postgres/leaving.h"
#include "store/postgres/placeholders.h"
#include "store/postgres/schema.h"
#include "store/postgres/sqlstate.h"

namespace rg::store::postgres {
namespace {

// As in SQLite: a program has a fixed set of statements, and beyond this something builds texts
// without end.
constexpr std::size_t kStatementsMax = 256;

// How long a process that froze in a transaction may keep the others waiting.
constexpr Duration kIdleInTransaction = std::chrono::seconds{10};

// What the way to the server may take beyond the deadline that the server itself enforces.
constexpr Duration kGrace = std::chrono::seconds{1};

constexpr char kBeginReading[] = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

// Until the transaction ends.
std::string Become(std::string_view role, const std::string& workspace) {
  return "SET LOCAL ROLE " + std::string(role) + "; SET LOCAL rateguard.workspace = '" + workspace +
         "'";
}

}  // namespace

Result<void> PostgresConnection::Connect() {
  if (session_ != nullptr && session_->usable()) return {};
  if (inside_) {
    return Fail(Errc::kUnavailable,
                "the connection to PostgreSQL was lost in this transaction, which is over");
  }
  if (login_.leaving != nullptr && login_.leaving->begun()) {
    return Fail(Errc::kUnavailable, "this process is about to end");
  }
  if (clock_.Steady() < retry_at_) {
    return Fail(Errc::kUnavailable, "PostgreSQL could not be reached a moment ago");
  }
  const Result<void> opened = OpenSession();
  traffic_.CountConnect(opened.has_value());
  if (opened) return {};
  session_.reset();
  retry_at_ = clock_.Steady() + login_.reconnect_pause;
  return opened;
}

Result<void> PostgresConnection::OpenSession() {
  RG_TRY(session_, Session::Open({.url = login_.url,
                                  .silence_max = login_.statement_timeout + kGrace,
                                  .leaving = login_.leaving}));
  names_.clear();
  RG_CHECK(
      session_->Do("SET statement_timeout = " + Millis(login_.statement_timeout) +
                   "; SET idle_in_transaction_session_timeout = " + Millis(kIdleInTransaction)));
  // A login may be able to do more than the program needs.
  if (!login_.role.empty()) RG_CHECK(session_->Do("SET ROLE " + std::string(login_.role)));
  return {};
}

Result<sql::Rows> PostgresConnection::Query(std::string_view sql,
                                            std::span<const sql::Value> parameters) {
  sql::Rows rows;
  RG_CHECK(Run(sql, parameters, [&](const sql::Row& row) { rows.push_back(row); }));
  return rows;
}

Result<void> PostgresConnection::Each(std::string_view sql, std::span<const sql::Value> parameters,
                                      const EachRow& row) {
  RG_CHECK(Run(sql, parameters, row));
  return {};
}

// A statement of its own is a transaction too, and a writer that others exclude.
Result<std::int64_t> PostgresConnection::Execute(std::string_view sql,
                                                 std::span<const sql::Value> parameters) {
  const auto ignore = [](const sql::Row&) {};
  if (inside_) return Run(sql, parameters, ignore);
  std::int64_t changed = 0;
  RG_CHECK(Transaction([&]() -> Result<void> {
    RG_TRY(changed, Run(sql, parameters, ignore));
    return {};
  }));
  return changed;
}

Result<void> PostgresConnection::Transaction(const std::function<Result<void>()>& work) {
  return Between("BEGIN; SELECT pg_advisory_xact_lock(" + std::to_string(kWritersLock) + ")", work);
}

Result<void> PostgresConnection::Snapshot(const std::function<Result<void>()>& work) {
  return Between(kBeginReading, work);
}

Result<void> PostgresConnection::Within(WorkspaceId workspace,
                                        const std::function<Result<void>()>& work) {
  if (workspace.IsNil()) return work();
  if (fenced_) return Fail(Errc::kInternal, "a fence within a fence");
  const std::string into = Become(kAppRole, ToString(workspace));
  // Its transaction begins and ends with the fence, which saves two ways to the server.
  if (!inside_) return Between(kBeginReading + ("; " + into), [&] { return Fenced(work); });
  RG_CHECK(Do(into));
  Result<void> outcome = Fenced(work);
  // A transaction that failed is rolled back, and the fence with it.
  if (session_->block() == Session::Block::kOpen) RG_CHECK(Do(Become(kControlRole, "")));
  return outcome;
}

Result<void> PostgresConnection::Fenced(const std::function<Result<void>()>& work) {
  fenced_ = true;
  Result<void> outcome = work();
  fenced_ = false;
  return outcome;
}

Result<void> PostgresConnection::Between(const std::string& begin,
                                         const std::function<Result<void>()>& work) {
  if (inside_) return Fail(Errc::kInternal, "transactions do not nest");
  RG_CHECK(Connect());
  inside_ = true;
  Result<void> outcome = [&]() -> Result<void> {
    RG_CHECK(Do(begin));
    RG_CHECK(work());
    return Commit();
  }();
  // Whatever failed, the session is left as it was found; one that cannot be is not used again.
  if (session_->block() != Session::Block::kNone && !Do("ROLLBACK")) session_.reset();
  inside_ = false;
  return outcome;
}

// After a statement that failed, PostgreSQL takes a COMMIT and rolls back: what looks like success
// would have lost everything.
Result<void> PostgresConnection::Commit() {
  RG_TRY(const std::string did, Do("COMMIT"));
  if (did == "COMMIT") return {};
  return Fail(Errc::kInternal, "a transaction went on after a statement of it had failed");
}

Result<std::int64_t> PostgresConnection::Run(std::string_view sql,
                                             std::span<const sql::Value> parameters,
                                             const EachRow& row) {
  RG_CHECK(Connect());
  const Duration began = clock_.Steady();
  const auto ran = [&]() -> Result<std::int64_t> {
    RG_TRY(const std::string name, Prepared(sql, parameters));
    return session_->Run(name, parameters, row);
  }();
  traffic_.CountStatement(clock_.Steady() - began, ran.has_value());
  if (!ran) LookAtRefusal();
  return ran;
}

Result<std::string> PostgresConnection::Prepared(std::string_view sql,
                                                 std::span<const sql::Value> parameters) {
  key_.clear();
  for (const sql::Value& value : parameters) key_ += static_cast<char>('0' + value.index());
  key_ += ' ';
  key_ += sql;
  if (const auto known = names_.find(key_); known != names_.end()) return known->second;

  const Numbered numbered = NumberPlaceholders(sql);
  if (numbered.count != parameters.size()) {
    return Fail(Errc::kInternal, "a statement got another number of parameters than it has");
  }
  if (names_.size() >= kStatementsMax) {
    names_.clear();
    RG_CHECK(Do("DEALLOCATE ALL"));
  }
  std::string name = "s" + std::to_string(++last_name_);
  RG_CHECK(session_->Prepare(name, numbered.sql, parameters));
  return names_.emplace(key_, std::move(name)).first->second;
}

Result<std::string> PostgresConnection::Do(const std::string& statements) {
  RG_CHECK(Connect());
  const Duration began = clock_.Steady();
  const Result<std::string> did = session_->Do(statements);
  traffic_.CountStatement(clock_.Steady() - began, did.has_value());
  if (!did) LookAtRefusal();
  return did;
}

// Some refusals are of the session: another one would be served.
void PostgresConnection::LookAtRefusal() {
  const std::string& state = session_->refusal();
  if (AsksToPrepareAgain(state) || IsReadOnly(state)) session_->End();
}

}  // namespace rg::store::postgres
