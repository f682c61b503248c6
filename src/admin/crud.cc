#include "admin/crud.h"

#include "config/schema.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Kind;
using resource::Registry;
using resource::Rejection;

std::optional<Registry::Idempotency> IdempotencyOf(const Request& request) {
  if (request.idempotency_key.empty()) return std::nullopt;
  return Registry::Idempotency{request.idempotency_key, request.body_hash};
}

// Which row a path names. A workspace stands above workspaces: it is not inside itself.
struct Target {
  WorkspaceId workspace;
  Uuid id;
};

Checked<Target> TargetOf(const Request& request, const Kind& kind) {
  if (&kind == &resource::WorkspaceKind()) return Target{WorkspaceId{}, request.workspace};
  RG_TRY(const Uuid id, IdOf(request, kind));
  return Target{request.workspace, id};
}

// Whatever parameter is neither the page's size nor its place is a member to compare with.
std::vector<std::pair<std::string, std::string>> FiltersOf(const json::object& query) {
  std::vector<std::pair<std::string, std::string>> filters;
  for (const auto& parameter : query) {
    if (parameter.key() == "limit" || parameter.key() == "cursor") continue;
    if (const json::string* text = parameter.value().if_string()) {
      filters.emplace_back(parameter.key(), std::string{*text});
    } else if (parameter.value().is_bool()) {
      filters.emplace_back(parameter.key(), parameter.value().get_bool() ? "true" : "false");
    }
  }
  return filters;
}

Checked<Reply> RunList(const Services& services, const Crud& crud, const Request& request) {
  Registry::ListQuery query;
  if (const json::value* limit = request.query.if_contains("limit"))
    query.limit = limit->get_int64();
  if (const json::value* cursor = request.query.if_contains("cursor")) {
    const auto after = ParseUuid(cursor->get_string());
    if (!after) return Rejection{config::Faults{{"/query/cursor", "is none of ours"}}};
    query.after = *after;
  }
  query.filters = FiltersOf(request.query);
  RG_TRY(Registry::Page page, services.registry.List(crud.kind, request.workspace, query));
  if (crud.decorate) {
    std::vector<json::object*> documents;
    for (json::value& document : page.documents) documents.push_back(&document.get_object());
    crud.decorate(std::move(documents), request.workspace);
  }
  Reply reply;
  reply.body = PageOf(std::move(page.documents), page.next ? ToString(*page.next) : "");
  return reply;
}

Checked<Reply> Decorated(const Crud& crud, const Request& request, Registry::Changed changed,
                         int status) {
  if (crud.decorate) crud.decorate({&changed.document}, request.workspace);
  Reply reply = ReplyWith(std::move(changed), status);
  if (status == 201) {
    reply.location = std::string{request.path} + "/" +
                     std::string{reply.body.get_object().at("id").get_string()};
  }
  return reply;
}

// The document of a new workspace belongs to no other; everything else to the one in the path.
json::object DocumentSchema(const Kind& kind, json::object (*decorations)()) {
  json::object schema = config::SchemaOf(kind.table(), config::Mode::kStored);
  json::object& properties = schema["properties"].get_object();
  const json::object id{{"type", "string"}, {"format", "uuid"}, {"readOnly", true}};
  const json::object time{{"type", "string"}, {"format", "date-time"}, {"readOnly", true}};
  properties["id"] = id;
  properties["workspace"] = id;
  properties["created_at"] = time;
  properties["updated_at"] = time;
  properties["version"] = {{"type", "integer"}, {"readOnly", true}};
  if (decorations != nullptr) {
    for (const auto& member : decorations()) properties[member.key()] = member.value();
  }
  return schema;
}

using Schema = std::function<json::object()>;

void AddReads(Api& api, const Services& services, const Crud& crud, const Schema& document) {
  const Kind& kind = crud.kind;
  const std::string one{kind.name};
  const std::string many{kind.plural};

  api.Add({.method = "GET",
           .path = crud.path,
           .needs = crud.reads,
           .summary = "List " + many,
           .tag = many,
           .query = crud.query,
           .answer = PageShape(kind.table().name, document),
           .run = [services, crud](const Request& request) {
             return RunList(services, crud, request);
           }});
  api.Add({.method = "GET",
           .path = crud.path + "/{" + one + "}",
           .needs = crud.reads,
           .summary = "Read one " + one,
           .tag = many,
           .answer = SchemaShape(kind.table().name, document),
           .run = [services, crud](const Request& request) -> Checked<Reply> {
             RG_TRY(const Target target, TargetOf(request, crud.kind));
             RG_TRY(Registry::Changed found,
                    services.registry.Get(crud.kind, target.workspace, target.id));
             return Decorated(crud, request, std::move(found), 200);
           }});
}

void AddWrites(Api& api, const Services& services, const Crud& crud, const Schema& document) {
  const Kind& kind = crud.kind;
  const std::string one{kind.name};
  const std::string many{kind.plural};
  api.Add({.method = "POST",
           .path = crud.path,
           .needs = crud.writes,
           .summary = "Make a new " + one,
           .tag = many,
           .input = {.form = Shape::Form::kInput, .table = kind.table},
           .answer = SchemaShape(kind.table().name, document),
           .status = 201,
           .idempotent_by_key = true,
           .run = [services, crud](const Request& request) -> Checked<Reply> {
             RG_TRY(Registry::Changed made,
                    services.registry.Create(crud.kind, request.workspace, request.body,
                                             ChangeOf(request), IdempotencyOf(request)));
             return Decorated(crud, request, std::move(made), 201);
           }});
  api.Add(
      {.method = "PATCH",
       .path = crud.path + "/{" + one + "}",
       .needs = crud.writes,
       .summary = "Change one " + one + "; members that are left out stay, null restores a default",
       .tag = many,
       .input = {.form = Shape::Form::kInput, .table = kind.table, .mode = config::Mode::kUpdate},
       .answer = SchemaShape(kind.table().name, document),
       .versioned = true,
       .run = [services, crud](const Request& request) -> Checked<Reply> {
         RG_TRY(const Target target, TargetOf(request, crud.kind));
         RG_TRY(Registry::Changed changed,
                services.registry.Update(crud.kind, target.workspace, target.id, request.body,
                                         ChangeOf(request)));
         return Decorated(crud, request, std::move(changed), 200);
       }});
  api.Add({.method = "DELETE",
           .path = crud.path + "/{" + one + "}",
           .needs = crud.writes,
           .summary = "Delete one " + one,
           .tag = many,
           .status = 204,
           .versioned = true,
           .run = [services, crud](const Request& request) -> Checked<Reply> {
             RG_TRY(const Target target, TargetOf(request, crud.kind));
             RG_CHECK(services.registry.Delete(crud.kind, target.workspace, target.id,
                                               ChangeOf(request)));
             Reply reply;
             reply.status = 204;
             return reply;
           }});
}

}  // namespace

json::object SourceSchema() {
  return {{"type", "string"},
          {"enum", {"this_machine", "clickhouse"}},
          {"description",
           "this_machine: calls of this process, up to now; clickhouse: those of all, as far as "
           "they have got there."}};
}

json::object PageOf(json::array items, const std::string& next_cursor) {
  return {{"items", std::move(items)},
          {"next_cursor", next_cursor.empty() ? json::value(nullptr) : json::value(next_cursor)}};
}

json::object PageSchema(json::object item) {
  return {{"type", "object"},
          {"properties",
           {{"items", {{"type", "array"}, {"items", std::move(item)}}},
            {"next_cursor",
             {{"type", {"string", "null"}},
              {"description", "Pass as cursor for the next page; null on the last one."}}}}},
          {"required", {"items", "next_cursor"}}};
}

Reply ReplyWith(Registry::Changed changed, int status) {
  Reply reply;
  reply.status = status;
  reply.version = changed.version;
  reply.body = std::move(changed.document);
  return reply;
}

Registry::Change ChangeOf(const Request& request) {
  return {request.actor, request.if_version, std::nullopt};
}

Checked<Uuid> IdOf(const Request& request, const Kind& kind) {
  const auto id = ParseUuid(request.Name(kind.name));
  if (!id) return Rejection{Fail(Errc::kNotFound, "there is no such " + std::string{kind.name})};
  return *id;
}

void AddCrud(Api& api, const Services& services, const Crud& crud) {
  const auto document = [kind = &crud.kind, decorations = crud.decorations] {
    return DocumentSchema(*kind, decorations);
  };
  AddReads(api, services, crud, document);
  AddWrites(api, services, crud, document);
}

}  // namespace rg::admin
