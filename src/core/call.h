#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/id.h"

namespace rg {

// Who makes a call and what it asks for, known before it leaves. The words that limits, budgets,
// events and reports are about.
//
// The views point into the request, the configuration snapshot or the record it was read from;
// whoever holds the facts keeps those alive.
struct CallFacts {
  WorkspaceId workspace;
  ProjectId project;                  // nil: the key belongs to no project
  KeyId key;                          // nil: refused before a key was known
  ApiId api;                          // nil: refused before an API was chosen
  std::string_view api_slug;          // "openai"
  std::string_view model;             // as the client asked for it; "" where there is none
  std::string_view method;            // "POST"
  std::string_view endpoint;          // path at the upstream without query: "/v1/chat/completions"
  std::string_view client_ip;         // textual, without port
  std::string_view end_user;          // from a header or body field; "" when unknown
  std::span<const std::string> tags;  // of the key
  bool stream = false;
};

}  // namespace rg
