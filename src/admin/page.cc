#include "admin/page.h"

#include "config/docs.h"
#include "resource/kind.h"

namespace rg::admin {
namespace {

constexpr char kIntroduction[] = R"(# Admin API

<!-- Made from the declarations in src/admin and src/resource; a test compares the two. -->

REST over JSON on the admin port, by default `http://127.0.0.1:3000/api/v1`. The same as an OpenAPI
3.1 document is at `/api/openapi.json`. A first call:

    TOKEN=$(cat ~/.local/share/rateguard/admin-token)
    curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/api/v1/workspaces

- **Token.** `rg_admin_...`, made at the first start, in the file `admin-token` (mode 0600) of the data
  folder. Without it nothing but health, metrics and the description of the API answers.
- **Workspaces** in paths are ids or slugs. What belongs to another workspace is as absent as what does
  not exist: 404, with the same words.
- **Errors** are RFC 9457 problems with a stable `code` and `errors[{pointer, detail}]`: every fault of
  an input at once. A parameter's pointer is `/query/name`.
- **Lists** are `{"items": [...], "next_cursor": "..."}`; pass `next_cursor` as `cursor` until it is null.
- **Creates** take an `Idempotency-Key`: a repetition within a day is answered alike and makes nothing.
- **Changes** are `PATCH`: what is left out stays, null restores a default. Every document has an `ETag`;
  with `If-Match` a change fails with 412 when somebody else was first.
- **A change is in force when its answer arrives.** One that could not be put in force is refused whole.
- **Money** is decimal dollars as text, times are RFC 3339 in UTC, durations are `250ms`, `60s`, `1h30m`.
- **Secrets** go in and never come out: a credential is shown as its last four characters, a key's text
  once, in the answer that made it.
- **Stale** figures say so with `"stale": true`: the database does not take events, and the answer is from
  what it has.

)";

void AddEndpoints(const Api& api, std::string& page) {
  page += "## Endpoints\n\n| method | path | role | |\n|---|---|---|---|\n";
  for (const Endpoint& endpoint : api.endpoints()) {
    page += "| " + std::string{endpoint.method} + " | `" + endpoint.path + "` | " +
            std::string{ToString(endpoint.needs.role())} + " | " + config::Cell(endpoint.summary) +
            " |\n";
  }
}

// Parameters beside limit and cursor, which every list has.
void AddParameters(const Api& api, std::string& page) {
  page += "\n## Parameters\n\nEvery list takes `limit` (1 to 1000, 50 by default) and `cursor`.\n";
  for (const Endpoint& endpoint : api.endpoints()) {
    if (endpoint.query == nullptr) continue;
    std::string rows;
    for (const config::Field& field : endpoint.query().fields) {
      if (field.name == "limit" || field.name == "cursor") continue;
      const std::string bounds = config::BoundsWords(field);
      rows += "- `" + field.name + "`: " + field.because +
              (bounds.empty() ? "" : " (" + bounds + ")") + "\n";
    }
    if (!rows.empty()) page += "\n`GET " + endpoint.path + "`\n\n" + rows;
  }
}

}  // namespace

std::string ApiPage(const Api& api) {
  std::string page = kIntroduction;
  AddEndpoints(api, page);
  AddParameters(api, page);
  page +=
      "\n## Resources\n\nEach also has `id`, `workspace`, `created_at`, `updated_at` and "
      "`version`.\n";
  for (const resource::Kind* kind : resource::AllKinds()) {
    const config::Table& table = kind->table();
    page += "\n### " + table.name + "\n\n" + table.because + "\n\n" + config::FieldsTable(table);
  }
  return page;
}

}  // namespace rg::admin
