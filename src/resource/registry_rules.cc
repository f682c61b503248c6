// The rules between resources, repeated creates, and the actions on keys.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "resource/keys.h"
#include "resource/registry.h"

namespace rg::resource {
namespace {

namespace json = boost::json;
using store::sql::IdempotencyRow;
using store::sql::IdempotencyRows;
using store::sql::ResourceRow;
using store::sql::ResourceRows;

// How long a repeated create is recognised.
constexpr Duration kIdempotencyLifetime = std::chrono::hours{24};

bool Names(const Reference& reference, const ResourceRow& row) {
  if (reference.kind != row.kind) return false;
  return reference.id.IsNil() ? reference.name == row.unique_name : reference.id == row.id;
}

// Answers may hold a key's whole text, so they rest sealed.
auth::SealPlace PlaceOf(WorkspaceId workspace, std::string_view key) {
  return {workspace, Uuid{}, key, 0};
}

}  // namespace

Checked<void> Registry::MakeFirstWorkspace() {
  const Snapshot published = snapshot();
  if (published == nullptr || !published->workspaces.empty()) return {};
  const json::object first{{"slug", "default"}, {"name", "Default"}};
  const auto made =
      Create(WorkspaceKind(), WorkspaceId{}, json::value(first), {"first start", {}, {}});
  if (made) return {};
  // Another process that starts at this moment was first.
  if (made.error().error.code == Errc::kConflict) {
    RG_CHECK(Load());
    return {};
  }
  return made.error();
}

Result<bool> Registry::Exists(WorkspaceId workspace, const Reference& reference) {
  ResourceRows store{parts_.connection};
  if (reference.id.IsNil()) {
    RG_TRY(const auto found, store.FindByName(reference.kind, workspace, reference.name));
    return found.has_value();
  }
  const auto row = store.Get(reference.kind, reference.id);
  if (!row && row.error().code != Errc::kNotFound) return row.error();
  // One of another workspace does not exist for this one.
  return row && row->workspace == workspace;
}

Checked<void> Registry::CheckReferences(const Document& document) {
  if (document.kind->references == nullptr) return {};
  config::Faults faults;
  for (const Reference& reference : document.kind->references(document.body.get())) {
    RG_TRY(const bool exists, Exists(document.header.workspace, reference));
    if (exists) continue;
    faults.push_back(
        {reference.pointer, "names no " + std::string{reference.kind} + " of this workspace"});
  }
  if (!faults.empty()) return Rejection{std::move(faults)};
  return {};
}

Checked<void> Registry::CheckUntied(const ResourceRow& row, Ties ties) {
  const bool is_workspace = row.kind == WorkspaceKind().name;
  if (is_workspace && ties == Ties::kByName) return {};
  const WorkspaceId workspace = is_workspace ? WorkspaceId{row.id} : row.workspace;
  std::optional<Rejection> found;
  const auto look = [&](const ResourceRow& other) {
    if (found || other.workspace != workspace || other.id == row.id) return;
    if (is_workspace) {
      found = Rejection{Fail(Errc::kConflict, "there is still the " + other.kind + " " +
                                                  ToString(other.id) + " in it")};
      return;
    }
    const auto document = Parse(other, parts_.vault);
    if (!document || document->kind->references == nullptr) return;
    for (const Reference& reference : document->kind->references(document->body.get())) {
      if (!Names(reference, row) || (ties == Ties::kByName && !reference.id.IsNil())) continue;
      found = Rejection{Fail(Errc::kConflict, "the " + other.kind + " " + ToString(other.id) +
                                                  " refers to it in " + reference.pointer)};
      return;
    }
  };
  RG_CHECK(ResourceRows{parts_.connection}.LoadAll([&](const ResourceRow& other) { look(other); }));
  if (found) return *std::move(found);
  return {};
}

Checked<std::optional<Registry::Changed>> Registry::Replay(WorkspaceId workspace,
                                                           const Idempotency& idempotency) {
  RG_TRY(const std::optional<IdempotencyRow> row, Inside(workspace, [&] {
           return IdempotencyRows{parts_.connection}.Find(workspace, idempotency.key);
         }));
  const TimePoint oldest = parts_.clock.Now() - kIdempotencyLifetime;
  if (!row || row->created < oldest) return std::optional<Changed>{};
  if (row->request_hash != idempotency.request_hash) {
    return Rejection{Fail(Errc::kConflict, "this Idempotency-Key was used for another request")};
  }
  RG_TRY(const Secret text, parts_.vault.Open(PlaceOf(workspace, row->key), row->response));
  boost::system::error_code failed;
  json::value document = json::parse(text.Reveal(), failed);
  if (failed || !document.is_object()) {
    return Rejection{Fail(Errc::kInternal, "the remembered answer does not parse")};
  }
  Changed changed{std::move(document.get_object()), 1};
  if (const json::value* version = changed.document.if_contains("version")) {
    changed.version = version->is_int64() ? version->get_int64() : 1;
  }
  return std::optional{std::move(changed)};
}

Result<void> Registry::Remember(WorkspaceId workspace, const Idempotency& idempotency,
                                const Changed& changed) {
  const TimePoint now = parts_.clock.Now();
  IdempotencyRows store{parts_.connection};
  RG_CHECK(store.DeleteBefore(now - kIdempotencyLifetime));
  const Secret text{json::serialize(changed.document)};
  return store.Insert({workspace, idempotency.key, idempotency.request_hash,
                       parts_.vault.Seal(PlaceOf(workspace, idempotency.key), text, parts_.entropy),
                       now});
}

Checked<Registry::Changed> Registry::PauseKey(WorkspaceId workspace, const Uuid& id,
                                              const Change& change) {
  return Alteration(KeyKind(), workspace, id, "pause", change,
                    [](Document& document) -> Checked<std::optional<Secret>> {
                      RG_CHECK(Pause(document.As<Key>()));
                      return std::optional<Secret>{};
                    });
}

Checked<Registry::Changed> Registry::ResumeKey(WorkspaceId workspace, const Uuid& id,
                                               const Change& change) {
  return Alteration(KeyKind(), workspace, id, "resume", change,
                    [](Document& document) -> Checked<std::optional<Secret>> {
                      RG_CHECK(Resume(document.As<Key>()));
                      return std::optional<Secret>{};
                    });
}

Checked<Registry::Changed> Registry::RevokeKey(WorkspaceId workspace, const Uuid& id,
                                               const Change& change) {
  return Alteration(KeyKind(), workspace, id, "revoke", change,
                    [](Document& document) -> Checked<std::optional<Secret>> {
                      RG_CHECK(Revoke(document.As<Key>()));
                      return std::optional<Secret>{};
                    });
}

Checked<Registry::Changed> Registry::RotateKey(WorkspaceId workspace, const Uuid& id,
                                               Duration overlap, const Change& change) {
  return Alteration(KeyKind(), workspace, id, "rotate", change,
                    [&](Document& document) -> Checked<std::optional<Secret>> {
                      RG_TRY(Secret text, Rotate(document.As<Key>(), parts_.clock.Now(), overlap,
                                                 parts_.entropy, parts_.hasher));
                      return std::optional{std::move(text)};
                    });
}

}  // namespace rg::resource
