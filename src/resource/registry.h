#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "resource/build.h"
#include "resource/kind.h"
#include "resource/rejection.h"
#include "store/sql/database.h"
#include "store/sql/resource_rows.h"

namespace rg::resource {

// The resources of all workspaces: the one place where they are created, read, changed and deleted.
//
//   input -> read, check -> one transaction: row, audit, idempotency -> build -> commit -> publish
//                           `-- Within the workspace -------------'  \- fails: nothing changed
//
// Invariant: what is committed can be built, and what was published last is what is committed. A
// change is therefore in force when its answer arrives.
//
// Documents go in and come out as JSON, in the public form: secrets masked, internal members
// absent.
//
// Threads   Any. One at a time works with the database; what was published last is read without
//           waiting for it. `publish` is called on whichever thread made the change.
// Errors    kInvalidRequest with all faults; kNotFound, the same for an absent id as for one of
//           another workspace; kConflict: a name that is taken, a thing still referred to;
//           kPreconditionFailed: another version. Otherwise the store's.
class Registry {
 public:
  using Snapshot = std::shared_ptr<const pipeline::Snapshot>;

  // The caller keeps what is referred to alive longer.
  struct Parts {
    store::sql::Connection& connection;
    const Clock& clock;
    IdSource& ids;
    Entropy& entropy;
    const auth::Vault& vault;
    const auth::KeyHasher& hasher;
    auth::LastUsedBook& last_used;
    std::shared_ptr<const meter::PriceBook> catalogue;  // the built-in one
    route::Timeouts timeouts;                           // of APIs that name none
    std::function<void(Snapshot)> publish;
  };

  explicit Registry(Parts parts) : parts_(std::move(parts)), catalogue_{.book = parts_.catalogue} {}

  // Reads everything and publishes it; call it once before serving.
  Result<void> Load();
  // Load, if another process has changed something since; call it every second, and whenever the
  // database says so. What is stored and cannot be built is an error of every Poll until it is
  // mended.
  Result<void> Poll();
  // What was published last; null before the first Load that worked.
  Snapshot snapshot() const;

  // Makes the workspace "default" where there is none at all, so that a first start can be used.
  Checked<void> MakeFirstWorkspace();

  // The same create twice with the same key is one create, answered alike. The hash tells a
  // repetition from another request that reuses the key.
  struct Idempotency {
    std::string key;
    std::string request_hash;
  };
  struct Change {
    std::string actor;                       // for the audit log
    std::optional<std::int64_t> if_version;  // fails when the stored version is another one
    std::optional<Uuid> id;  // of a create whose id is known already; else a new one
  };
  struct Changed {
    boost::json::object document;  // of a new or rotated key: with `key`, its whole text
    std::int64_t version = 0;
  };

  Checked<Changed> Create(const Kind& kind, WorkspaceId workspace, const boost::json::value& input,
                          const Change& change,
                          const std::optional<Idempotency>& idempotency = std::nullopt);
  Checked<Changed> Get(const Kind& kind, WorkspaceId workspace, const Uuid& id);
  // The members that `input` names; null restores a default.
  Checked<Changed> Update(const Kind& kind, WorkspaceId workspace, const Uuid& id,
                          const boost::json::value& input, const Change& change);
  Checked<void> Delete(const Kind& kind, WorkspaceId workspace, const Uuid& id,
                       const Change& change);

  struct ListQuery {
    std::optional<Uuid> after;
    std::int64_t limit = 50;
    // Only those whose members print like this: {"state", "active"}.
    std::vector<std::pair<std::string, std::string>> filters;
  };
  struct Page {
    boost::json::array documents;  // oldest first
    std::optional<Uuid> next;      // pass as `after`; nullopt on the last page
  };
  Checked<Page> List(const Kind& kind, WorkspaceId workspace, const ListQuery& query);

  // Actions on keys. Rotate's answer carries the new text.
  Checked<Changed> PauseKey(WorkspaceId workspace, const Uuid& id, const Change& change);
  Checked<Changed> ResumeKey(WorkspaceId workspace, const Uuid& id, const Change& change);
  Checked<Changed> RevokeKey(WorkspaceId workspace, const Uuid& id, const Change& change);
  Checked<Changed> RotateKey(WorkspaceId workspace, const Uuid& id, Duration overlap,
                             const Change& change);

  // Who changed what, newest first; see store::sql::AuditRows.
  Result<std::vector<store::sql::AuditRow>> AuditLog(WorkspaceId workspace,
                                                     std::optional<Uuid> resource,
                                                     std::optional<Uuid> before,
                                                     std::int64_t limit);

  // The workspace of that id or slug, as published; nullopt when there is none.
  std::optional<WorkspaceId> FindWorkspace(std::string_view id_or_slug) const;

  // The catalogue in force: the built-in one until somebody loads another.
  struct Catalogue {
    std::shared_ptr<const meter::PriceBook> book;
    std::int64_t version = 0;  // one more with every change
    bool loaded = false;       // and since when, by whom
    TimePoint updated{};
    std::string actor = {};
    // Why the loaded one is not in force although it is stored: this program does not read it.
    std::string fault = {};
  };
  Catalogue catalogue() const;
  const meter::PriceBook& embedded_catalogue() const { return *parts_.catalogue; }

  // Puts the catalogue of that text in force, everywhere and for good; "" is the built-in one.
  // Calls under way keep the prices they began with.
  Checked<void> UseCatalogue(const std::string& text, const Change& change);

 private:
  // Alters a document; what it returns is shown once.
  using Alter = std::function<Checked<std::optional<Secret>>(Document&)>;

  // What `read` finds, which is about that workspace.
  template <class Read>
  auto Inside(WorkspaceId workspace, Read read) -> decltype(read()) {
    decltype(read()) found = Fail(Errc::kInternal, "nothing was read");
    RG_CHECK(parts_.connection.Within(workspace, [&]() -> Result<void> {
      found = read();
      if (!found) return found.error();
      return {};
    }));
    return found;
  }

  Result<void> Reload();
  Checked<void> Commit(WorkspaceId workspace, const std::function<Checked<void>()>& work);
  Checked<Changed> Insert(Document document, const boost::json::value& input, const Change& change,
                          const std::optional<Idempotency>& idempotency);
  Checked<Changed> Alteration(const Kind& kind, WorkspaceId workspace, const Uuid& id,
                              std::string_view action, const Change& change, const Alter& alter);
  Checked<void> Erase(const store::sql::ResourceRow& row, const Change& change);
  Result<store::sql::ResourceRow> Row(const Kind& kind, WorkspaceId workspace, const Uuid& id);
  // What the database says now.
  struct Stored {
    std::int64_t revision = 0;
    std::vector<store::sql::ResourceRow> rows;
    Catalogue catalogue;
  };
  Result<Stored> ReadAll();
  Result<Snapshot> BuildFrom(const Stored& stored);
  Result<Catalogue> ReadCatalogue();
  BuildInputs Inputs(std::shared_ptr<const meter::PriceBook> catalogue);
  void Publish(Stored stored, Snapshot built);

  Checked<void> CheckReferences(const Document& document);
  Result<bool> Exists(WorkspaceId workspace, const Reference& reference);
  // kConflict when something of the workspace still refers to this one: at all, or by its name.
  enum class Ties : std::uint8_t { kAny, kByName };
  Checked<void> CheckUntied(const store::sql::ResourceRow& row, Ties ties);

  Checked<std::optional<Changed>> Replay(WorkspaceId workspace, const Idempotency& idempotency);
  Result<void> Remember(WorkspaceId workspace, const Idempotency& idempotency,
                        const Changed& changed);
  Result<void> Audit(const Document& document, std::string_view action, const Change& change,
                     std::string before, std::string after);

  Parts parts_;
  std::mutex working_;  // held for a whole change or read: of the connection and all below
  DocumentCache documents_;
  std::int64_t revision_ = -1;     // of what was last read,
  std::optional<Error> fault_;     // and why it could not be built, if it could not
  mutable std::mutex publishing_;  // of what follows, for moments; taken after the other
  Catalogue catalogue_;
  Snapshot snapshot_;
};

// The public form of a document: id, workspace, its members, created_at, updated_at, version.
boost::json::object ToPublic(const Document& document);

}  // namespace rg::resource
