#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/postgres/postgres.h"
#include "store/postgres/session.h"
#include "store/sql/database.h"

namespace rg::store::postgres {

// How a connection presents itself.
struct Login {
  Secret url;
  std::string_view role;  // that it works as; "": as whom it logs in
  Duration statement_timeout{};
  Duration reconnect_pause{};
  const Leaving* leaving = nullptr;  // see SessionOptions
};

// One connection: a session that is opened when it is needed, and the statements prepared in it.
//
// Transactions exclude each other by an advisory lock that each takes first. SERIALIZABLE would let
// them run side by side and throw one away to be run again: but the work they do is no function of
// the database alone (it draws ids, reads the journal), and every change of the configuration reads
// all of it, so that any two would collide.
class PostgresConnection final : public sql::Connection {
 public:
  PostgresConnection(Login login, const Clock& clock, Traffic& traffic)
      : login_(std::move(login)), clock_(clock), traffic_(traffic) {}

  // Opens the session where there is none.
  Result<void> Connect();

  Result<sql::Rows> Query(std::string_view sql, std::span<const sql::Value> parameters) override;
  Result<void> Each(std::string_view sql, std::span<const sql::Value> parameters,
                    const std::function<void(const sql::Row&)>& row) override;
  Result<std::int64_t> Execute(std::string_view sql,
                               std::span<const sql::Value> parameters) override;
  Result<void> Transaction(const std::function<Result<void>()>& work) override;
  Result<void> Snapshot(const std::function<Result<void>()>& work) override;
  Result<void> Within(WorkspaceId workspace, const std::function<Result<void>()>& work) override;

 private:
  using EachRow = std::function<void(const sql::Row&)>;

  Result<void> OpenSession();
  Result<void> Between(const std::string& begin, const std::function<Result<void>()>& work);
  Result<void> Commit();
  Result<void> Fenced(const std::function<Result<void>()>& work);
  Result<std::int64_t> Run(std::string_view sql, std::span<const sql::Value> parameters,
                           const EachRow& row);
  Result<std::string> Prepared(std::string_view sql, std::span<const sql::Value> parameters);
  Result<std::string> Do(const std::string& statements);
  void LookAtRefusal();

  const Login login_;
  const Clock& clock_;
  Traffic& traffic_;
  std::unique_ptr<Session> session_;
  Duration retry_at_{};  // steady time; not before it after a failure to connect
  bool inside_ = false;  // a transaction, which another session could not continue
  bool fenced_ = false;  // to the rows of one workspace
  // By the types of the parameters and the text, because a NULL has another type than a text.
  std::unordered_map<std::string, std::string> names_;
  std::string key_;
  std::int64_t last_name_ = 0;
};

}  // namespace rg::store::postgres
