#include "store/postgres/examine.h"

#include "store/postgres/connection.h"
#include "store/postgres/schema.h"

namespace rg::store::postgres {
namespace {

constexpr std::string_view kAsk =
    "SELECT current_setting('server_version'), "
    "CAST(current_setting('server_version_num') AS BIGINT) / 10000, "
    "current_database(), session_user, current_setting('server_encoding'), "
    "rolsuper OR rolbypassrls, pg_is_in_recovery(), "
    "inet_server_addr() IS NOT NULL AND NOT COALESCE((SELECT ssl FROM pg_stat_ssl "
    "WHERE pid = pg_backend_pid()), false), "
    "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT), "
    "COALESCE((SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class "
    "WHERE oid = to_regclass('schema_migrations')), true) "
    "FROM pg_roles WHERE rolname = session_user";

}  // namespace

Result<Examination> Examine(const PostgresOptions& options, const Clock& clock) {
  Traffic traffic;
  PostgresConnection connection(
      Login{options.url, kNoRole, options.statement_timeout, options.reconnect_pause}, clock,
      traffic);
  RG_TRY(const sql::Rows rows, connection.Query(kAsk, {}));
  if (rows.empty()) return Fail(Errc::kInternal, "PostgreSQL does not know who we are");
  const sql::Row& row = rows[0];
  const TimePoint theirs = FromMicros(row.Int(8));
  const TimePoint ours = clock.Now();
  Examination found{.version = row.Text(0),
                    .major = row.Int(1),
                    .database = row.Text(2),
                    .login = row.Text(3),
                    .encoding = row.Text(4),
                    .may_do_all = row.Int(5) != 0,
                    .may_change = row.Int(9) != 0,
                    .read_only = row.Int(6) != 0,
                    .exposed = row.Int(7) != 0,
                    .skew = theirs > ours ? theirs - ours : ours - theirs};
  RG_TRY(found.current, IsCurrent(connection));
  return found;
}

}  // namespace rg::store::postgres
