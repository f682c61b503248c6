#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "admin/role.h"
#include "config/fields.h"
#include "config/json.h"
#include "core/id.h"
#include "resource/rejection.h"

namespace rg::admin {

// A request that has been routed, authorised and found to be well-formed.
struct Request {
  std::string_view method;
  std::string_view path;                                   // without the query
  std::vector<std::pair<std::string, std::string>> names;  // {"key", "0190b5a0-..."}, from the path
  boost::json::value body;
  boost::json::object query;  // as the endpoint's table types it
  WorkspaceId workspace;      // of {workspace} in the path; nil where the path has none
  std::string actor;          // for the audit log
  std::optional<std::int64_t> if_version;
  std::string idempotency_key;
  std::string body_hash;  // of method, path and body: tells a repetition from another request
  bool wants_csv = false;

  // What stands in the path for {name}; "" when the path has no such part.
  std::string_view Name(std::string_view name) const;
};

struct Reply {
  int status = 200;
  boost::json::value body;  // null: none
  std::string text;         // instead of a body: CSV, metrics
  std::string_view text_type = "text/plain; charset=utf-8";
  std::optional<std::int64_t> version;  // becomes the ETag
  std::string location;
};

// What a body looks like, for whoever reads the document. What is checked comes from the same
// tables.
struct Shape {
  enum class Form : std::uint8_t {
    kNone,
    kInput,   // the members of `table` that `mode` allows
    kSchema,  // as `schema` says
    kPage,    // {"items": [...], "next_cursor": ...} of what `schema` says
  };

  Form form = Form::kNone;
  const config::Table& (*table)() = nullptr;
  config::Mode mode = config::Mode::kCreate;
  std::function<boost::json::object()> schema = {};
  std::string name = {};  // under which the document keeps it; "": it stands where it is used
};
template <class T>
Shape InputOf() {
  return {.form = Shape::Form::kInput, .table = &config::TableOf<T>};
}
inline Shape SchemaShape(std::string name, std::function<boost::json::object()> schema) {
  return {.form = Shape::Form::kSchema, .schema = std::move(schema), .name = std::move(name)};
}
// A page of what `item` describes; `name` is the item's.
inline Shape PageShape(std::string name, std::function<boost::json::object()> item) {
  return {.form = Shape::Form::kPage, .schema = std::move(item), .name = std::move(name)};
}

// One endpoint, declared once. Routing, authorisation, validation of query and body, the OpenAPI
// document and the probes of the security test come from it.
//
//   api.Add({.method = "GET",
//            .path = "/api/v1/workspaces/{workspace}/keys",
//            .needs = Role::kViewer,
//            .summary = "List keys",
//            .query = &config::TableOf<KeyQuery>,
//            .answer = PageShape("Key", &KeySchema),
//            .run = [...](const Request& request) { ... }});
struct Endpoint {
  using Run = std::function<resource::Checked<Reply>(const Request& request)>;

  std::string_view method;
  std::string path;  // parts in braces stand for anything without a slash
  Needs needs;
  std::string summary;
  std::string tag = {};                       // groups endpoints in the document
  const config::Table& (*query)() = nullptr;  // parameters; null: takes none
  Shape input = {};                           // its body: an object; Run checks its members
  Shape answer = {};
  int status = 200;                // when all went well
  bool idempotent_by_key = false;  // takes Idempotency-Key
  bool versioned = false;          // takes If-Match
  bool waits = true;               // for a database: runs where nothing else has to wait for it
  Run run;

  // "get_workspaces_keys": made of method and path, so that it never changes by accident.
  std::string OperationId() const;
};
static_assert(!std::is_default_constructible_v<Endpoint>,
              "an endpoint must say which role it needs");

// Reads what the query's table typed into its struct.
template <class Q>
Q QueryOf(const Request& request) {
  Q query;
  static_cast<void>(config::Read(boost::json::value(request.query), query, config::Mode::kCreate));
  return query;
}

// All endpoints, and which one a request is for.
class Api {
 public:
  void Add(Endpoint endpoint);

  struct Match {
    const Endpoint* endpoint = nullptr;  // null: `allowed` says why
    std::vector<std::pair<std::string, std::string>> names;
    std::vector<std::string_view> allowed;  // methods of this path; empty: there is no such path
  };
  // `path` is percent-decoded per part; parts that decode to a slash or to nothing match nothing.
  Match Find(std::string_view method, std::string_view path) const;

  const std::vector<Endpoint>& endpoints() const { return endpoints_; }

 private:
  std::vector<Endpoint> endpoints_;
};

}  // namespace rg::admin
