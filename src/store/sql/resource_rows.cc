#include "store/sql/resource_rows.h"

#include <array>
#include <utility>

#include "store/sql/columns.h"

namespace rg::store::sql {
namespace {

constexpr std::string_view kColumns =
    "kind, id, workspace, unique_name, doc, version, created, updated";

Result<ResourceRow> ToResource(const Row& row) {
  ResourceRow resource;
  resource.kind = row.Text(0);
  RG_TRY(resource.id, IdOf<Uuid>(row.Text(1)));
  RG_TRY(resource.workspace, IdOf<WorkspaceId>(row.Text(2)));
  resource.unique_name = row.Text(3);
  resource.doc = row.Text(4);
  resource.version = row.Int(5);
  resource.created = FromMicros(row.Int(6));
  resource.updated = FromMicros(row.Int(7));
  return resource;
}

Error Missing(std::string_view kind) {
  return Fail(Errc::kNotFound, "there is no such " + std::string(kind));
}

}  // namespace

// Every write moves the revision in the transaction it is part of, or beside it when it is its own:
// a reader that polls then reads once too often, never once too few.
Result<void> ResourceRows::Bump() {
  RG_CHECK(connection_.Execute(
      "UPDATE revisions SET value = revisions.value + 1 WHERE name = 'resources'", {}));
  return {};
}

Result<std::int64_t> ResourceRows::Revision() {
  RG_TRY(const Rows rows,
         connection_.Query("SELECT value FROM revisions WHERE name = 'resources'", {}));
  return rows.empty() ? 0 : rows[0].Int(0);
}

Result<void> ResourceRows::Insert(const ResourceRow& row) {
  const std::array<Value, 8> values = {
      row.kind, IdText(row.id), IdText(row.workspace), row.unique_name,
      row.doc,  row.version,    ToMicros(row.created), ToMicros(row.updated)};
  Result<std::int64_t> inserted = connection_.Execute(
      "INSERT INTO resources (kind, id, workspace, unique_name, doc, version, created, updated) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      values);
  if (!inserted && inserted.error().code == Errc::kConflict) {
    return Fail(Errc::kConflict, "there is a " + row.kind + " of that name already");
  }
  if (!inserted) return std::move(inserted).error();
  return Bump();
}

Result<ResourceRow> ResourceRows::Get(std::string_view kind, const Uuid& id) {
  const std::array<Value, 2> values = {std::string(kind), IdText(id)};
  RG_TRY(const Rows rows, connection_.Query("SELECT " + std::string(kColumns) +
                                                " FROM resources WHERE kind = ? AND id = ?",
                                            values));
  if (rows.empty()) return Missing(kind);
  return ToResource(rows[0]);
}

Result<std::optional<ResourceRow>> ResourceRows::FindByName(std::string_view kind,
                                                            WorkspaceId workspace,
                                                            std::string_view unique_name) {
  const std::array<Value, 3> values = {std::string(kind), IdText(workspace),
                                       std::string(unique_name)};
  RG_TRY(const Rows rows, connection_.Query("SELECT " + std::string(kColumns) +
                                                " FROM resources WHERE kind = ? AND workspace = ? "
                                                "AND unique_name = ?",
                                            values));
  if (rows.empty()) return std::optional<ResourceRow>{};
  RG_TRY(ResourceRow resource, ToResource(rows[0]));
  return std::optional(std::move(resource));
}

Result<std::vector<ResourceRow>> ResourceRows::List(std::string_view kind,
                                                    std::optional<WorkspaceId> workspace,
                                                    std::optional<Uuid> after, std::int64_t limit) {
  std::string sql = "SELECT " + std::string(kColumns) + " FROM resources WHERE kind = ?";
  std::vector<Value> values = {std::string(kind)};
  if (workspace) {
    sql += " AND workspace = ?";
    values.emplace_back(IdText(*workspace));
  }
  if (after) {
    sql += " AND id > ?";
    values.emplace_back(IdText(*after));
  }
  sql += " ORDER BY id LIMIT ?";
  values.emplace_back(limit);
  RG_TRY(const Rows rows, connection_.Query(sql, values));
  std::vector<ResourceRow> resources;
  resources.reserve(rows.size());
  for (const Row& row : rows) {
    RG_TRY(ResourceRow resource, ToResource(row));
    resources.push_back(std::move(resource));
  }
  return resources;
}

Result<std::int64_t> ResourceRows::Update(const ResourceRow& row) {
  const std::array<Value, 6> values = {row.unique_name, row.doc,        ToMicros(row.updated),
                                       row.kind,        IdText(row.id), row.version};
  Result<std::int64_t> updated = connection_.Execute(
      "UPDATE resources SET unique_name = ?, doc = ?, updated = ?, version = version + 1 "
      "WHERE kind = ? AND id = ? AND version = ?",
      values);
  if (!updated && updated.error().code == Errc::kConflict) {
    return Fail(Errc::kConflict, "there is a " + row.kind + " of that name already");
  }
  if (!updated) return std::move(updated).error();
  if (*updated == 0) {
    RG_TRY(const ResourceRow stored, Get(row.kind, row.id));
    return Fail(Errc::kPreconditionFailed, "somebody changed it: it is at version " +
                                               std::to_string(stored.version) + ", not " +
                                               std::to_string(row.version));
  }
  RG_CHECK(Bump());
  return row.version + 1;
}

Result<void> ResourceRows::Delete(std::string_view kind, const Uuid& id,
                                  std::optional<std::int64_t> version) {
  std::string sql = "DELETE FROM resources WHERE kind = ? AND id = ?";
  std::vector<Value> values = {std::string(kind), IdText(id)};
  if (version) {
    sql += " AND version = ?";
    values.emplace_back(*version);
  }
  RG_TRY(const std::int64_t deleted, connection_.Execute(sql, values));
  if (deleted == 0) {
    RG_TRY(const ResourceRow stored, Get(kind, id));
    return Fail(Errc::kPreconditionFailed,
                "somebody changed it: it is at version " + std::to_string(stored.version));
  }
  return Bump();
}

Result<void> ResourceRows::LoadAll(const std::function<void(ResourceRow)>& each) {
  Result<void> outcome;
  RG_CHECK(connection_.Each("SELECT " + std::string(kColumns) + " FROM resources ORDER BY kind, id",
                            {}, [&](const Row& row) {
                              Result<ResourceRow> resource = ToResource(row);
                              if (resource) {
                                each(*std::move(resource));
                              } else if (outcome) {
                                outcome = std::move(resource).error();
                              }
                            }));
  return outcome;
}

Result<std::optional<IdempotencyRow>> IdempotencyRows::Find(WorkspaceId workspace,
                                                            std::string_view key) {
  const std::array<Value, 2> values = {IdText(workspace), std::string(key)};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT request_hash, response, created FROM idempotency "
                           "WHERE workspace = ? AND idempotency_key = ?",
                           values));
  if (rows.empty()) return std::optional<IdempotencyRow>{};
  return std::optional(IdempotencyRow{workspace, std::string(key), rows[0].Text(0), rows[0].Text(1),
                                      FromMicros(rows[0].Int(2))});
}

Result<void> IdempotencyRows::Insert(const IdempotencyRow& row) {
  const std::array<Value, 5> values = {IdText(row.workspace), row.key, row.request_hash,
                                       row.response, ToMicros(row.created)};
  RG_CHECK(connection_.Execute(
      "INSERT INTO idempotency (workspace, idempotency_key, request_hash, response, created) "
      "VALUES (?, ?, ?, ?, ?)",
      values));
  return {};
}

Result<std::int64_t> IdempotencyRows::DeleteBefore(TimePoint created) {
  const std::array<Value, 1> values = {ToMicros(created)};
  return connection_.Execute("DELETE FROM idempotency WHERE created < ?", values);
}

Result<void> AuditRows::Insert(const AuditRow& row) {
  const std::array<Value, 9> values = {
      IdText(row.id), IdText(row.workspace), ToMicros(row.at), row.actor, row.action,
      row.kind,       IdText(row.resource),  row.before,       row.after};
  RG_CHECK(connection_.Execute(
      "INSERT INTO audit_log (id, workspace, at_time, actor, action, kind, resource, doc_before, "
      "doc_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      values));
  return {};
}

Result<std::vector<AuditRow>> AuditRows::List(std::optional<WorkspaceId> workspace,
                                              std::optional<Uuid> resource,
                                              std::optional<Uuid> before, std::int64_t limit) {
  std::string sql =
      "SELECT id, workspace, at_time, actor, action, kind, resource, doc_before, doc_after "
      "FROM audit_log WHERE 1 = 1";
  std::vector<Value> values;
  const auto where = [&](std::string_view condition, const Uuid& id) {
    sql += condition;
    values.emplace_back(IdText(id));
  };
  if (workspace) where(" AND workspace = ?", *workspace);
  if (resource) where(" AND resource = ?", *resource);
  if (before) where(" AND id < ?", *before);
  sql += " ORDER BY id DESC LIMIT ?";
  values.emplace_back(limit);
  RG_TRY(const Rows rows, connection_.Query(sql, values));
  std::vector<AuditRow> entries;
  for (const Row& row : rows) {
    AuditRow& entry = entries.emplace_back();
    RG_TRY(entry.id, IdOf<Uuid>(row.Text(0)));
    RG_TRY(entry.workspace, IdOf<WorkspaceId>(row.Text(1)));
    entry.at = FromMicros(row.Int(2));
    entry.actor = row.Text(3);
    entry.action = row.Text(4);
    entry.kind = row.Text(5);
    RG_TRY(entry.resource, IdOf<Uuid>(row.Text(6)));
    entry.before = row.Text(7);
    entry.after = row.Text(8);
  }
  return entries;
}

}  // namespace rg::store::sql
