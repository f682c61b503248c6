#include "resource/registry.h"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "config/json.h"
#include "resource/keys.h"

namespace rg::resource {
namespace {

namespace json = boost::json;
using store::sql::AuditRow;
using store::sql::AuditRows;
using store::sql::ResourceRow;
using store::sql::ResourceRows;

constexpr std::int64_t kPageMax = 1000;

Error NoSuch(std::string_view kind) {
  return Fail(Errc::kNotFound, "there is no such " + std::string{kind});
}

bool FitsFilters(const json::object& document,
                 const std::vector<std::pair<std::string, std::string>>& filters) {
  for (const auto& [member, wanted] : filters) {
    const json::value* value = document.if_contains(member);
    if (value == nullptr) return false;
    const json::string* text = value->if_string();
    const std::string shown = text == nullptr ? json::serialize(*value) : std::string{*text};
    if (shown != wanted) return false;
  }
  return true;
}

ResourceRow ToRow(const Document& document, std::string doc) {
  const Header& header = document.header;
  return {std::string{document.kind->name},
          header.id,
          header.workspace,
          document.kind->unique_name(document.body.get()),
          std::move(doc),
          header.version,
          header.created,
          header.updated};
}

Rejection Refused(const Kind& kind, Error error) {
  if (error.code != Errc::kConflict || kind.unique_pointer.empty()) return error;
  return Rejection{Errc::kConflict, std::string{kind.unique_pointer},
                   "is taken by another " + std::string{kind.name}};
}

// The answer, and the secret that only this answer shows.
Registry::Changed Shown(const Document& document, const std::optional<Secret>& secret) {
  Registry::Changed changed{ToPublic(document), document.header.version};
  if (secret) changed.document["key"] = secret->Reveal();
  return changed;
}

}  // namespace

json::object ToPublic(const Document& document) {
  const Header& header = document.header;
  json::object shown{{"id", ToString(header.id)}};
  if (!header.workspace.IsNil()) shown["workspace"] = ToString(header.workspace);
  for (const auto& member :
       config::WriteJson(document.kind->table(), document.body.get(), config::View::kPublic)) {
    shown[member.key()] = member.value();
  }
  shown["created_at"] = ToRfc3339(header.created);
  shown["updated_at"] = ToRfc3339(header.updated);
  shown["version"] = header.version;
  return shown;
}

BuildInputs Registry::Inputs(std::shared_ptr<const meter::PriceBook> catalogue) {
  return {parts_.vault, std::move(catalogue), parts_.last_used, parts_.timeouts, documents_};
}

Result<Registry::Stored> Registry::ReadAll() {
  ResourceRows store{parts_.connection};
  Stored stored;
  RG_TRY(stored.revision, store.Revision());
  RG_CHECK(store.LoadAll([&](ResourceRow row) { stored.rows.push_back(std::move(row)); }));
  RG_TRY(stored.catalogue, ReadCatalogue());
  return stored;
}

Result<Registry::Snapshot> Registry::BuildFrom(const Stored& stored) {
  return Build(stored.rows, static_cast<std::uint64_t>(stored.revision),
               Inputs(stored.catalogue.book));
}

void Registry::Publish(Stored stored, Snapshot built) {
  revision_ = stored.revision;
  fault_.reset();
  {
    const std::lock_guard lock(publishing_);
    catalogue_ = std::move(stored.catalogue);
    snapshot_ = built;
  }
  parts_.publish(std::move(built));
}

Registry::Snapshot Registry::snapshot() const {
  const std::lock_guard lock(publishing_);
  return snapshot_;
}

Registry::Catalogue Registry::catalogue() const {
  const std::lock_guard lock(publishing_);
  return catalogue_;
}

Result<void> Registry::Load() {
  const std::lock_guard lock(working_);
  return Reload();
}

Result<void> Registry::Reload() {
  Stored stored;
  RG_CHECK(parts_.connection.Snapshot([&]() -> Result<void> {
    RG_TRY(stored, ReadAll());
    return {};
  }));
  Result<Snapshot> built = BuildFrom(stored);
  if (built) {
    Publish(std::move(stored), *std::move(built));
    return {};
  }
  revision_ = stored.revision;
  fault_ = std::move(built).error();
  return *fault_;
}

Result<void> Registry::Poll() {
  const std::lock_guard lock(working_);
  RG_TRY(const std::int64_t revision, ResourceRows{parts_.connection}.Revision());
  if (revision != revision_) return Reload();
  if (fault_) return *fault_;
  return {};
}

// Runs `work`, which is about that workspace, builds what it leaves behind, and commits only what
// could be built.
Checked<void> Registry::Commit(WorkspaceId workspace, const std::function<Checked<void>()>& work) {
  std::optional<Rejection> refused;
  Stored stored;
  Snapshot built;
  const Result<void> committed = parts_.connection.Transaction([&]() -> Result<void> {
    RG_CHECK(parts_.connection.Within(workspace, [&]() -> Result<void> {
      if (Checked<void> done = work(); !done) {
        refused = std::move(done).error();
        return refused->error;
      }
      return {};
    }));
    RG_TRY(stored, ReadAll());
    Result<Snapshot> possible = BuildFrom(stored);
    if (possible) {
      built = *std::move(possible);
      return {};
    }
    // What was in force before could be built, so this change is to blame.
    Error error = std::move(possible).error();
    if (snapshot() != nullptr && error.code == Errc::kInternal) error.code = Errc::kInvalidRequest;
    return error;
  });
  if (!committed) {
    if (refused) return *std::move(refused);
    return Rejection{committed.error()};
  }
  Publish(std::move(stored), std::move(built));
  return {};
}

Checked<Registry::Changed> Registry::Create(const Kind& kind, WorkspaceId workspace,
                                            const json::value& input, const Change& change,
                                            const std::optional<Idempotency>& idempotency) {
  const std::lock_guard lock(working_);
  if (idempotency) {
    RG_TRY(std::optional<Changed> before, Replay(workspace, *idempotency));
    if (before) return *std::move(before);
  }
  const TimePoint now = FromMicros(ToMicros(parts_.clock.Now()));
  const Uuid id = change.id ? *change.id : parts_.ids.NewUuid(now);
  Document document{&kind, {id, workspace, 1, now, now}, kind.make()};
  Checked<Changed> made = Insert(std::move(document), input, change, idempotency);
  // The same create may have been under way in another process.
  if (!made && idempotency && made.error().error.code == Errc::kConflict) {
    RG_TRY(std::optional<Changed> before, Replay(workspace, *idempotency));
    if (before) return *std::move(before);
  }
  return made;
}

Checked<Registry::Changed> Registry::Insert(Document document, const json::value& input,
                                            const Change& change,
                                            const std::optional<Idempotency>& idempotency) {
  const Kind& kind = *document.kind;
  json::value completed = input;
  if (kind.complete != nullptr && completed.is_object()) kind.complete(completed.get_object());
  config::Faults faults =
      config::ReadJson(completed, kind.table(), document.body.get(), config::Mode::kCreate);
  if (!faults.empty()) return Rejection{std::move(faults)};
  kind.bind(document.body.get(), document.header);
  std::optional<Secret> secret;
  if (kind.prepare != nullptr) {
    secret = kind.prepare(document.body.get(),
                          {document.header, change.actor, parts_.entropy, parts_.hasher});
  }

  const Changed changed = Shown(document, secret);
  Checked<void> committed = Commit(document.header.workspace, [&]() -> Checked<void> {
    RG_CHECK(CheckReferences(document));
    const std::string doc = Print(document, parts_.vault, parts_.entropy);
    auto inserted = ResourceRows{parts_.connection}.Insert(ToRow(document, doc));
    if (!inserted) return Refused(kind, std::move(inserted).error());
    RG_CHECK(Audit(document, "create", change, "", json::serialize(ToPublic(document))));
    if (idempotency) RG_CHECK(Remember(document.header.workspace, *idempotency, changed));
    return {};
  });
  if (!committed) return std::move(committed).error();
  return changed;
}

Result<ResourceRow> Registry::Row(const Kind& kind, WorkspaceId workspace, const Uuid& id) {
  auto row = ResourceRows{parts_.connection}.Get(kind.name, id);
  if (!row && row.error().code != Errc::kNotFound) return row;
  if (!row || row->workspace != workspace) return NoSuch(kind.name);
  return row;
}

Checked<Registry::Changed> Registry::Get(const Kind& kind, WorkspaceId workspace, const Uuid& id) {
  const std::lock_guard lock(working_);
  RG_TRY(const ResourceRow row, Inside(workspace, [&] { return Row(kind, workspace, id); }));
  RG_TRY(const Document document, Parse(row, parts_.vault));
  return Shown(document, std::nullopt);
}

Checked<Registry::Changed> Registry::Update(const Kind& kind, WorkspaceId workspace, const Uuid& id,
                                            const json::value& input, const Change& change) {
  return Alteration(kind, workspace, id, "update", change,
                    [&](Document& document) -> Checked<std::optional<Secret>> {
                      config::Faults faults = config::ReadJson(
                          input, kind.table(), document.body.get(), config::Mode::kUpdate);
                      if (!faults.empty()) return Rejection{std::move(faults)};
                      return std::optional<Secret>{};
                    });
}

Checked<Registry::Changed> Registry::Alteration(const Kind& kind, WorkspaceId workspace,
                                                const Uuid& id, std::string_view action,
                                                const Change& change, const Alter& alter) {
  const std::lock_guard lock(working_);
  Changed changed;
  Checked<void> committed = Commit(workspace, [&]() -> Checked<void> {
    RG_TRY(const ResourceRow row, Row(kind, workspace, id));
    if (change.if_version && *change.if_version != row.version) {
      return Rejection{
          Fail(Errc::kPreconditionFailed,
               "somebody else changed it first; it is at version " + std::to_string(row.version))};
    }
    RG_TRY(Document document, Parse(row, parts_.vault));
    const std::string before = json::serialize(ToPublic(document));
    RG_TRY(const std::optional<Secret> secret, alter(document));
    kind.bind(document.body.get(), document.header);
    RG_CHECK(CheckReferences(document));
    if (kind.unique_name(document.body.get()) != row.unique_name) {
      RG_CHECK(CheckUntied(row, Ties::kByName));
    }

    // Sealed for the version it will have: an older copy of the row must not open.
    document.header.version = row.version + 1;
    document.header.updated = FromMicros(ToMicros(parts_.clock.Now()));
    ResourceRow next = ToRow(document, Print(document, parts_.vault, parts_.entropy));
    next.version = row.version;
    auto updated = ResourceRows{parts_.connection}.Update(next);
    if (!updated) return Refused(kind, std::move(updated).error());
    RG_CHECK(Audit(document, action, change, before, json::serialize(ToPublic(document))));
    changed = Shown(document, secret);
    return {};
  });
  if (!committed) return std::move(committed).error();
  return changed;
}

Checked<void> Registry::Delete(const Kind& kind, WorkspaceId workspace, const Uuid& id,
                               const Change& change) {
  const std::lock_guard lock(working_);
  return Commit(workspace, [&]() -> Checked<void> {
    RG_TRY(const ResourceRow row, Row(kind, workspace, id));
    if (change.if_version && *change.if_version != row.version) {
      return Rejection{
          Fail(Errc::kPreconditionFailed,
               "somebody else changed it first; it is at version " + std::to_string(row.version))};
    }
    RG_CHECK(CheckUntied(row, Ties::kAny));
    return Erase(row, change);
  });
}

Checked<void> Registry::Erase(const ResourceRow& row, const Change& change) {
  RG_CHECK(ResourceRows{parts_.connection}.Delete(row.kind, row.id, row.version));
  // A row that no longer parses can still be deleted: that is how such a configuration is mended.
  const auto document = Parse(row, parts_.vault);
  const std::string before = document ? json::serialize(ToPublic(*document)) : std::string{};
  const Document named{FindKind(row.kind), {row.id, row.workspace, row.version, {}, {}}, nullptr};
  RG_CHECK(Audit(named, "delete", change, before, ""));
  return {};
}

Checked<Registry::Page> Registry::List(const Kind& kind, WorkspaceId workspace,
                                       const ListQuery& query) {
  const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(query.limit, 1, kPageMax));
  const bool top = &kind == &WorkspaceKind();
  const std::lock_guard lock(working_);
  Page page;
  std::optional<Uuid> after = query.after;
  for (;;) {
    RG_TRY(const std::vector<ResourceRow> rows, Inside(workspace, [&] {
             return ResourceRows{parts_.connection}.List(
                 kind.name, top ? std::nullopt : std::optional{workspace}, after, kPageMax);
           }));
    for (const ResourceRow& row : rows) {
      if (page.documents.size() == limit) {
        page.next = after;
        return page;
      }
      after = row.id;
      RG_TRY(const Document document, Parse(row, parts_.vault));
      json::object shown = ToPublic(document);
      if (FitsFilters(shown, query.filters)) page.documents.push_back(std::move(shown));
    }
    if (rows.size() < static_cast<std::size_t>(kPageMax)) return page;
  }
}

std::optional<WorkspaceId> Registry::FindWorkspace(std::string_view id_or_slug) const {
  const Snapshot published = snapshot();
  if (published == nullptr) return std::nullopt;
  if (const auto id = ParseUuid(id_or_slug)) {
    if (published->workspaces.contains(WorkspaceId{*id})) return WorkspaceId{*id};
    return std::nullopt;
  }
  for (const auto& [id, workspace] : published->workspaces) {
    if (workspace.slug == id_or_slug) return id;
  }
  return std::nullopt;
}

Result<std::vector<AuditRow>> Registry::AuditLog(WorkspaceId workspace,
                                                 std::optional<Uuid> resource,
                                                 std::optional<Uuid> before, std::int64_t limit) {
  const std::lock_guard lock(working_);
  return Inside(workspace, [&] {
    return AuditRows{parts_.connection}.List(workspace, resource, before,
                                             std::clamp<std::int64_t>(limit, 1, kPageMax));
  });
}

Result<void> Registry::Audit(const Document& document, std::string_view action,
                             const Change& change, std::string before, std::string after) {
  const TimePoint now = parts_.clock.Now();
  return AuditRows{parts_.connection}.Insert(
      {parts_.ids.NewUuid(now), document.header.workspace, now, change.actor, std::string{action},
       std::string{document.kind->name}, document.header.id, std::move(before), std::move(after)});
}

}  // namespace rg::resource
