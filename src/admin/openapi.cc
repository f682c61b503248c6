#include "admin/openapi.h"

#include <boost/json/serialize.hpp>

#include "admin/crud.h"
#include "admin/problem.h"
#include "config/schema.h"

namespace rg::admin {
namespace {

namespace json = boost::json;

// Schemas with a name are kept once; whoever uses them refers to them. A shape with a name and no
// schema means one that another endpoint describes.
class Schemas {
 public:
  json::object Of(const Shape& shape) {
    switch (shape.form) {
      case Shape::Form::kNone:
        return {};
      case Shape::Form::kInput: {
        const config::Table& table = shape.table();
        const bool update = shape.mode == config::Mode::kUpdate;
        return Named(table.name.empty() ? "" : table.name + (update ? "Update" : "Input"),
                     [&] { return config::SchemaOf(table, shape.mode); });
      }
      case Shape::Form::kSchema:
        return Named(shape.name, shape.schema);
      case Shape::Form::kPage:
        return PageSchema(Named(shape.name, shape.schema));
    }
    return {};
  }

  json::object Take() { return std::move(schemas_); }

 private:
  json::object Named(const std::string& name, const std::function<json::object()>& schema) {
    if (name.empty()) return schema();
    if (schema && !schemas_.contains(name)) schemas_[name] = schema();
    return {{"$ref", "#/components/schemas/" + name}};
  }

  json::object schemas_;
};

json::object AsJson(json::object schema, std::string_view type = "application/json") {
  return {{type, {{"schema", std::move(schema)}}}};
}

json::object Parameter(std::string_view where, std::string_view name, json::object schema,
                       std::string_view because, bool required) {
  return {{"name", name},
          {"in", where},
          {"required", required},
          {"description", because},
          {"schema", std::move(schema)}};
}

void AddPathParameters(std::string_view path, json::array& parameters) {
  for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    const std::string_view name = path.substr(open + 1, path.find('}', open) - open - 1);
    const bool workspace =
        name == "workspace" && path.find("/workspaces/{workspace}/") != path.npos;
    parameters.push_back(Parameter("path", name, {{"type", "string"}},
                                   workspace ? "Its id or slug." : "Its id.", true));
  }
}

void AddQueryParameters(const config::Table& table, json::array& parameters) {
  const json::object schema = config::SchemaOf(table, config::Mode::kCreate);
  for (const auto& property : schema.at("properties").as_object()) {
    const config::Field* field = table.Find(property.key());
    json::object of = property.value().as_object();
    of.erase("description");
    parameters.push_back(
        Parameter("query", property.key(), std::move(of), field->because, field->required));
  }
}

json::array Parameters(const Endpoint& endpoint) {
  json::array parameters;
  AddPathParameters(endpoint.path, parameters);
  if (endpoint.query != nullptr) AddQueryParameters(endpoint.query(), parameters);
  if (endpoint.idempotent_by_key) {
    parameters.push_back(Parameter("header", "Idempotency-Key",
                                   {{"type", "string"}, {"maxLength", 255}},
                                   "Repeating a request with the same key within a day changes "
                                   "nothing and is answered alike.",
                                   false));
  }
  if (endpoint.versioned) {
    parameters.push_back(Parameter("header", "If-Match", {{"type", "string"}},
                                   "The ETag it was read with; 412 when somebody else was first.",
                                   false));
  }
  return parameters;
}

json::object Responses(const Endpoint& endpoint, Schemas& schemas) {
  json::object good{{"description", "Done."}};
  if (endpoint.answer.form != Shape::Form::kNone) {
    good["content"] = AsJson(schemas.Of(endpoint.answer));
  } else if (endpoint.status == 200) {
    good["content"] = {{"text/plain", {{"schema", {{"type", "string"}}}}}};
  }
  json::object responses{{std::to_string(endpoint.status), std::move(good)}};
  responses["default"] = {{"$ref", "#/components/responses/Problem"}};
  return responses;
}

json::object Operation(const Endpoint& endpoint, Schemas& schemas) {
  json::object operation{{"summary", endpoint.summary},
                         {"operationId", endpoint.OperationId()},
                         {"tags", {endpoint.tag}},
                         {"x-role", ToString(endpoint.needs.role())},
                         {"responses", Responses(endpoint, schemas)}};
  if (json::array parameters = Parameters(endpoint); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (endpoint.input.form != Shape::Form::kNone) {
    operation["requestBody"] = {{"required", true},
                                {"content", AsJson(schemas.Of(endpoint.input))}};
  }
  if (endpoint.needs.role() == Role::kAnyone) operation["security"] = json::array{};
  return operation;
}

std::string Lower(std::string_view method) {
  std::string lower{method};
  for (char& c : lower) c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

}  // namespace

json::object OpenApi(const Api& api) {
  Schemas schemas;
  json::object paths;
  for (const Endpoint& endpoint : api.endpoints()) {
    json::value& path = paths[endpoint.path];
    if (!path.is_object()) path.emplace_object();
    path.get_object()[Lower(endpoint.method)] = Operation(endpoint, schemas);
  }
  const json::object problem{
      {"description", "What went wrong, and every fault at once."},
      {"content", AsJson({{"$ref", "#/components/schemas/Problem"}}, "application/problem+json")}};
  json::object named = schemas.Take();
  named["Problem"] = ProblemSchema();
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "RateGuard admin API"},
            {"version", RG_VERSION},
            {"description",
             "Configure RateGuard and read its books. Times are RFC 3339 in UTC, money is decimal "
             "dollars as text, ids are opaque. What belongs to another workspace is as absent."}}},
          {"servers", {{{"url", "/"}}}},
          {"security", {{{"token", json::array{}}}}},
          {"paths", std::move(paths)},
          {"components",
           {{"securitySchemes",
             {{"token",
               {{"type", "http"},
                {"scheme", "bearer"},
                {"description", "rg_admin_..., in the file admin-token of the data folder."}}}}},
            {"schemas", std::move(named)},
            {"responses", {{"Problem", problem}}}}}};
}

void AddOpenApi(Api& api) {
  const auto text = std::make_shared<std::string>();
  api.Add({.method = "GET",
           .path = "/api/openapi.json",
           .needs = Role::kAnyone,
           .summary = "This document",
           .tag = "health",
           .answer = SchemaShape("",
                                 [] {
                                   return json::object{{"type", "object"}};
                                 }),
           .waits = false,
           .run = [text](const Request&) -> resource::Checked<Reply> {
             Reply reply;
             reply.text = *text;
             reply.text_type = "application/json";
             return reply;
           }});
  *text = json::serialize(OpenApi(api));
}

}  // namespace rg::admin
