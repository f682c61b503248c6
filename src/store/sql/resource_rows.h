#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// One configuration resource: what it is in JSON, and what a database must know to keep it apart,
// find it and notice that two people changed it at once.
struct ResourceRow {
  std::string kind;  // "workspace", "project", "api", "key", "limit", "budget", "price"
  Uuid id;
  WorkspaceId workspace;    // nil for what stands above workspaces, and workspaces themselves
  std::string unique_name;  // slug, name or key digest: unique per (kind, workspace)
  std::string doc;          // JSON text
  std::int64_t version = 1;
  TimePoint created;
  TimePoint updated;
};

// The resources of all kinds, in one table: docs/adr/resources-in-one-table.md says why.
//
// Threads   As the connection: one.
// Errors    kNotFound: no such id. kConflict: the name or id is taken. kPreconditionFailed:
// somebody
//           changed it since `version` was read. Otherwise as Connection.
class ResourceRows {
 public:
  explicit ResourceRows(Connection& connection) : connection_(connection) {}

  Result<void> Insert(const ResourceRow& row);
  Result<ResourceRow> Get(std::string_view kind, const Uuid& id);
  Result<std::optional<ResourceRow>> FindByName(std::string_view kind, WorkspaceId workspace,
                                                std::string_view unique_name);
  // By id, which is by age, from the one after `after`; of all workspaces when none is named.
  Result<std::vector<ResourceRow>> List(std::string_view kind, std::optional<WorkspaceId> workspace,
                                        std::optional<Uuid> after, std::int64_t limit);
  // Replaces unique_name, doc and updated where row.version is still the stored one, which becomes
  // one more; returns it.
  Result<std::int64_t> Update(const ResourceRow& row);
  // With a version, only that one.
  Result<void> Delete(std::string_view kind, const Uuid& id,
                      std::optional<std::int64_t> version = std::nullopt);
  // Every resource there is, for building a snapshot.
  Result<void> LoadAll(const std::function<void(ResourceRow)>& each);
  // Changes whenever any resource does, by whichever process: what a poll compares.
  Result<std::int64_t> Revision();
  // Makes it change for what is configuration and no resource.
  Result<void> Bump();

 private:
  Connection& connection_;
};

// What was answered to a create that carried an Idempotency-Key.
struct IdempotencyRow {
  WorkspaceId workspace;
  std::string key;
  std::string request_hash;
  std::string response;
  TimePoint created;
};

class IdempotencyRows {
 public:
  explicit IdempotencyRows(Connection& connection) : connection_(connection) {}

  Result<std::optional<IdempotencyRow>> Find(WorkspaceId workspace, std::string_view key);
  // kConflict when the key is already there: somebody else was first, Find has their answer.
  Result<void> Insert(const IdempotencyRow& row);
  Result<std::int64_t> DeleteBefore(TimePoint created);

 private:
  Connection& connection_;
};

// Who changed what.
struct AuditRow {
  Uuid id;                // UUIDv7: sorts by time
  WorkspaceId workspace;  // nil for what stands above workspaces
  TimePoint at;
  std::string actor;
  std::string action;  // "create", "update", "delete"
  std::string kind;    // of the resource
  Uuid resource;
  std::string before;  // JSON, "" when there was none
  std::string after;   // JSON, "" when there is none
};

class AuditRows {
 public:
  explicit AuditRows(Connection& connection) : connection_(connection) {}

  Result<void> Insert(const AuditRow& row);
  // Newest first, from the one before `before`; of one resource when it is named.
  Result<std::vector<AuditRow>> List(std::optional<WorkspaceId> workspace,
                                     std::optional<Uuid> resource, std::optional<Uuid> before,
                                     std::int64_t limit);

 private:
  Connection& connection_;
};

}  // namespace rg::store::sql
