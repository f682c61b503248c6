#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/dialect.h"
#include "core/id.h"
#include "core/provider.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "http/socket.h"

namespace rg::route {

// Where an API lives. The host is never taken from a request.
struct Origin : http::Endpoint {
  Origin() {
    tls = true;
    port = 443;
  }
  std::string path_prefix;  // "" or "/openai": starts with '/', does not end with one
  bool operator==(const Origin&) const = default;
};

// "https://api.groq.com/openai/" and the like; kInvalidRequest says what is wrong: user names,
// queries, fragments and dot segments are refused.
Result<Origin> ParseOrigin(std::string_view url);
std::string ToUrl(const Origin& origin);
// What the Host field says: the port only where it is not the scheme's own.
std::string HostField(const Origin& origin);

// How a call proves itself to the API.
struct Auth {
  enum class Way : std::uint8_t { kBearer, kHeader, kNone };
  Way way = Way::kBearer;
  std::string header;  // for kHeader: "x-api-key"
};

struct Timeouts {
  Duration connect = std::chrono::seconds{5};
  Duration first_byte = std::chrono::seconds{60};
  Duration idle = std::chrono::seconds{60};
};

// What passes in one direction. The headers that must never pass do not, whatever stands here.
struct HeaderRules {
  bool forward_all = true;
  std::vector<std::string> forward;  // when not forward_all: the names that pass
  std::vector<std::string> strip;
  std::vector<std::pair<std::string, std::string>> add;  // set, replacing what was sent
};

// What happens to the upstream call when the client hangs up.
enum class OnDisconnect : std::uint8_t { kCancel, kDrain };

// An upstream of one workspace.
struct Api {
  ApiId id;
  WorkspaceId workspace;
  std::string slug;
  std::string name;
  bool enabled = true;
  Origin base;
  std::string host_field;  // of the base; set by the table the API is in
  Family family = Family::kGeneric;
  std::string catalogue_provider;      // whose prices: "openai", "anthropic", "groq"; "" for none
  const Provider* provider = nullptr;  // its row, if there is one; set by the table the API is in
  Auth auth;
  Secret credential;
  Timeouts timeouts;
  HeaderRules request_headers;
  HeaderRules response_headers;
  bool forward_set_cookie = false;  // a cookie of the provider means nothing at our host
  bool inject_usage = true;         // ask for the usage of a stream when the client did not
  OnDisconnect on_disconnect = OnDisconnect::kCancel;
  std::int64_t drain_cap_bytes = 1 << 20;
  int retries = 2;
  // Which models this API serves on /v1: exact names or globs. Empty: whatever its provider is
  // known for (see ApiTable::ForModel).
  std::vector<std::string> models;
  // The most output tokens of a call that names no limit, where the catalogue knows none.
  std::optional<std::int64_t> output_ceiling;
  // The most input tokens of a call whose input cannot be seen in its bytes (files, tools that
  // search). Without it such a call is refused against a hard budget.
  std::optional<std::int64_t> max_input_tokens;
  // Generic APIs: a JSON pointer to the number in the request that says how many units it will use.
  std::string request_units_pointer;
};

// What stands for OpenAI's /v1 at an API of another family that answers its paths too:
// "/v1beta/openai". "" where none does.
std::string_view OpenAiPrefix(const Api& api);

// The APIs of all workspaces, found by name or by model.
//
// Threads   Immutable; any thread.
class ApiTable {
 public:
  ApiTable() = default;
  explicit ApiTable(std::vector<Api> apis);
  ApiTable(const ApiTable&) = delete;
  ApiTable& operator=(const ApiTable&) = delete;

  // Null when the workspace has no enabled API of that name.
  const Api* BySlug(WorkspaceId workspace, std::string_view slug) const;

  // The API that serves `model` in that family's language, which for OpenAI's includes APIs of
  // other families that answer it too. The first of these that names any:
  //
  //   1  an API that lists exactly this model
  //   2  an API with a glob that matches; the glob with the most literal characters wins
  //   3  an API without a list whose provider is known for such names: gpt-, o1, claude- ...
  //   4  the only API of that very family that has no list
  //
  // Where several are equal, the one whose slug sorts first. Null when none serves it.
  const Api* ForModel(WorkspaceId workspace, Family family, std::string_view model) const;

  // Whether the API is one for `model` by name: it lists it, or its provider is known for such
  // names. False for the one that merely takes what nobody else serves.
  static bool Names(const Api& api, std::string_view model);

  // The first enabled API of that family, by slug; null when there is none. Serves what belongs to
  // no model.
  const Api* FirstOf(WorkspaceId workspace, Family family) const;

  // Every enabled API of a workspace, by slug.
  std::vector<const Api*> AllOf(WorkspaceId workspace) const;

  // The slugs of a workspace's enabled APIs, in order.
  std::vector<std::string_view> Slugs(WorkspaceId workspace) const;

  const std::vector<Api>& apis() const { return apis_; }

 private:
  // Indices into apis_, enabled ones only, ordered by slug.
  using OfWorkspace = std::vector<std::uint32_t>;
  const OfWorkspace* Of(WorkspaceId workspace) const;

  std::vector<Api> apis_;
  std::unordered_map<WorkspaceId, OfWorkspace> workspaces_;
};

}  // namespace rg::route
