#include "resource/keys.h"

#include "admin/crud.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::KeyKind;
using resource::Registry;
using resource::Rejection;

struct KeyQuery : PageQuery {
  std::string name;
  std::string project;
  std::string state;
};

void Describe(config::Fields<KeyQuery>& f) {
  DescribePage(f);
  f.Add("name", &KeyQuery::name).Because("Only those of that name.");
  f.Add("project", &KeyQuery::project).Because("Only those of the project with that id.");
  f.Add("state", &KeyQuery::state)
      .OneOfWords({"active", "paused", "revoked"})
      .Because("Only those in that state.");
}

struct Rotation {
  Duration overlap = resource::kOverlapDefault;
};

void Describe(config::Fields<Rotation>& f) {
  f.Name("Rotation", "How a key is given a new text.");
  f.Add("overlap", &Rotation::overlap)
      .AtLeast(Duration{})
      .AtMost(resource::kOverlapMax)
      .Because("How long the old text works too; 0 ends it at once.");
}

json::object Decorations() {
  return {{"last_used_at",
           {{"type", {"string", "null"}},
            {"format", "date-time"},
            {"readOnly", true},
            {"description", "Since this server started; null: not since then."}}},
          {"key",
           {{"type", "string"},
            {"readOnly", true},
            {"description", "The whole text of the key. Only in the answer that made it."}}}};
}

void AddLastUsed(auth::LastUsedBook& book, json::object& document) {
  const auto id = ParseUuid(document.at("id").get_string());
  const auto used = id ? book.Of(KeyId{*id})->Get() : std::nullopt;
  document["last_used_at"] = used ? json::value(ToRfc3339(*used)) : json::value(nullptr);
}

using Action = Checked<Registry::Changed> (Registry::*)(WorkspaceId, const Uuid&,
                                                        const Registry::Change&);

void AddAction(Api& api, const Services& services, const std::string& path, std::string_view name,
               std::string summary, Action action) {
  api.Add({.method = "POST",
           .path = path + "/{key}/" + std::string{name},
           .needs = Role::kDeveloper,
           .summary = std::move(summary),
           .tag = "keys",
           .answer = SchemaShape("Key", {}),
           .versioned = true,
           .run = [services, action](const Request& request) -> Checked<Reply> {
             RG_TRY(const Uuid id, IdOf(request, KeyKind()));
             RG_TRY(Registry::Changed changed,
                    (services.registry.*action)(request.workspace, id, ChangeOf(request)));
             AddLastUsed(services.last_used, changed.document);
             return ReplyWith(std::move(changed));
           }});
}

void AddRotate(Api& api, const Services& services, const std::string& path) {
  api.Add({.method = "POST",
           .path = path + "/{key}/rotate",
           .needs = Role::kDeveloper,
           .summary = "Give a key a new text, shown in this answer only; the old one works on for "
                      "the overlap",
           .tag = "keys",
           .input = InputOf<Rotation>(),
           .answer = SchemaShape("Key", {}),
           .versioned = true,
           .run = [services](const Request& request) -> Checked<Reply> {
             Rotation rotation;
             config::Faults faults = config::Read(request.body, rotation, config::Mode::kCreate);
             if (!faults.empty()) return Rejection{std::move(faults)};
             RG_TRY(const Uuid id, IdOf(request, KeyKind()));
             RG_TRY(Registry::Changed changed,
                    services.registry.RotateKey(request.workspace, id, rotation.overlap,
                                                ChangeOf(request)));
             AddLastUsed(services.last_used, changed.document);
             return ReplyWith(std::move(changed));
           }});
}

}  // namespace

void AddKeys(Api& api, const Services& services) {
  const std::string path = "/api/v1/workspaces/{workspace}/keys";
  AddCrud(
      api, services,
      {.kind = KeyKind(),
       .reads = Role::kViewer,
       .writes = Role::kDeveloper,
       .path = path,
       .query = &config::TableOf<KeyQuery>,
       .decorate =
           [&book = services.last_used](const std::vector<json::object*>& documents, WorkspaceId) {
             for (json::object* document : documents) AddLastUsed(book, *document);
           },
       .decorations = &Decorations});
  AddRotate(api, services, path);
  AddAction(api, services, path, "pause", "Refuse a key's calls until it is resumed",
            &Registry::PauseKey);
  AddAction(api, services, path, "resume", "Let a paused key call again", &Registry::ResumeKey);
  AddAction(api, services, path, "revoke", "Refuse a key's calls for good", &Registry::RevokeKey);
}

}  // namespace rg::admin
