#include "store/postgres/schema.h"

#include <array>
#include <string>

#include "store/sql/migrations.h"

namespace rg::store::postgres {
namespace {

// One more with every change of the statements below. A database whose fence is of a later program
// keeps it.
constexpr std::int64_t kFence = 1;
constexpr std::string_view kFenceRevision = "postgres fence";

// Roles are the server's, not the database's: another database may be making them at this moment.
constexpr std::string_view kMakeRoles = R"sql(
DO $$
DECLARE
  role TEXT;
BEGIN
  FOREACH role IN ARRAY ARRAY['rateguard_control', 'rateguard_app'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$)sql";

// The owner is fenced in too, and later migrations may have to move rows: hence its membership.
constexpr std::string_view kGrantRoles = R"sql(
DO $$
DECLARE
  role TEXT;
  member TEXT;
BEGIN
  FOREACH role IN ARRAY ARRAY['rateguard_control', 'rateguard_app'] LOOP
    FOREACH member IN ARRAY ARRAY[current_user, current_setting('rateguard.login')] LOOP
      IF NOT pg_has_role(member, role, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO %I', role, member);
      END IF;
    END LOOP;
  END LOOP;
END $$)sql";

// An unset setting is NULL, and '' once a transaction that had it is over; '' is also what rows
// have that stand above workspaces. Neither names a workspace.
constexpr std::string_view kDrawFence = R"sql(
DO $$
DECLARE
  t RECORD;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO rateguard_control, rateguard_app', current_schema());
  FOR t IN
    SELECT relname AS name, EXISTS (
      SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'workspace'
    ) AS has_workspace
    FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = CAST(current_schema() AS regnamespace)
  LOOP
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, rateguard_control, rateguard_app', t.name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rateguard_control', t.name);
    CONTINUE WHEN NOT t.has_workspace;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rateguard_app', t.name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t.name);
    EXECUTE format('DROP POLICY IF EXISTS rateguard_control ON %I', t.name);
    EXECUTE format('DROP POLICY IF EXISTS rateguard_app ON %I', t.name);
    EXECUTE format('CREATE POLICY rateguard_control ON %I TO rateguard_control USING (true)',
                   t.name);
    EXECUTE format('CREATE POLICY rateguard_app ON %I TO rateguard_app USING '
                   '(workspace = NULLIF(current_setting(''rateguard.workspace'', true), ''''))',
                   t.name);
  END LOOP;
  GRANT SELECT, UPDATE ON revisions TO rateguard_app;
  REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM rateguard_control;
END $$)sql";

// Every change of the configuration moves its revision, and so whoever makes one announces it. A
// transaction that moves it several times is announced once, when it is committed.
constexpr std::string_view kAnnounceChanges = R"sql(
CREATE OR REPLACE FUNCTION rateguard_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY rateguard_configuration;
  RETURN NULL;
END $$)sql";
constexpr std::string_view kForgetTrigger =
    "DROP TRIGGER IF EXISTS rateguard_announce ON revisions";
constexpr std::string_view kTrigger =
    "CREATE TRIGGER rateguard_announce AFTER UPDATE ON revisions FOR EACH ROW "
    "WHEN (NEW.name = 'resources') EXECUTE FUNCTION rateguard_announce()";

Result<std::int64_t> NumberIn(sql::Connection& connection, std::string_view sql) {
  RG_TRY(const sql::Rows rows, connection.Query(sql, {}));
  return rows.empty() || rows[0].IsNull(0) ? 0 : rows[0].Int(0);
}

// Texts that may be looked at only when what the one before asked for is there.
constexpr std::array<std::string_view, 3> kLook = {
    "SELECT COUNT(*) FROM pg_roles WHERE rolname IN ('rateguard_control', 'rateguard_app') "
    "AND pg_has_role(session_user, oid, 'MEMBER')",
    "SELECT CASE WHEN has_table_privilege(to_regclass('schema_migrations'), 'SELECT') "
    "AND has_table_privilege(to_regclass('revisions'), 'SELECT') THEN 1 END",
    "SELECT value FROM revisions WHERE name = 'postgres fence'",
};

}  // namespace

Result<bool> IsCurrent(sql::Connection& login) {
  constexpr std::array<std::int64_t, kLook.size()> kLeast = {2, 1, kFence};
  for (std::size_t i = 0; i < kLook.size(); ++i) {
    RG_TRY(const std::int64_t found, NumberIn(login, kLook[i]));
    if (found < kLeast[i]) return false;
  }
  RG_TRY(const std::int64_t applied, NumberIn(login, "SELECT MAX(number) FROM schema_migrations"));
  return applied == sql::Migrations().back().number;
}

Result<void> Migrate(sql::Connection& owner, std::string_view login) {
  const std::array<sql::Value, 1> user = {std::string(login)};
  RG_CHECK(owner.Execute(kMakeRoles, {}));
  RG_CHECK(owner.Query("SELECT set_config('rateguard.login', ?, true)", user));
  RG_CHECK(owner.Execute(kGrantRoles, {}));
  RG_CHECK(sql::ApplyMigrations(owner, sql::Migrations()));
  RG_TRY(const std::int64_t fence, NumberIn(owner, kLook.back()));
  if (fence > kFence) return {};
  for (const std::string_view statement :
       {kDrawFence, kAnnounceChanges, kForgetTrigger, kTrigger}) {
    RG_CHECK(owner.Execute(statement, {}));
  }
  const std::array<sql::Value, 2> drawn = {std::string(kFenceRevision), kFence};
  RG_CHECK(owner.Execute(
      "INSERT INTO revisions (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
      "value = excluded.value",
      drawn));
  return {};
}

}  // namespace rg::store::postgres
