#include "admin/endpoint.h"

#include "admin/url.h"

namespace rg::admin {
namespace {

// Takes the part up to the next slash from the front.
std::string_view TakePart(std::string_view& path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  const std::size_t slash = path.find('/');
  const std::string_view part = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
  return part;
}

bool Fits(std::string_view shape, std::string_view path,
          std::vector<std::pair<std::string, std::string>>& names) {
  names.clear();
  while (!shape.empty() && !path.empty()) {
    const std::string_view want = TakePart(shape);
    const std::string_view part = TakePart(path);
    if (!want.starts_with('{')) {
      if (want != part) return false;
      continue;
    }
    const auto decoded = DecodeText(part);
    if (!decoded || decoded->empty() || decoded->find('/') != std::string::npos) return false;
    names.emplace_back(want.substr(1, want.size() - 2), *decoded);
  }
  return shape.empty() && path.empty();
}

}  // namespace

std::string_view Request::Name(std::string_view name) const {
  for (const auto& [part, value] : names) {
    if (part == name) return value;
  }
  return {};
}

std::string Endpoint::OperationId() const {
  std::string id;
  for (const char c : method) id += static_cast<char>(c - 'A' + 'a');
  std::string_view rest = path;
  if (rest.starts_with("/api/v1")) rest.remove_prefix(7);
  bool gap = true;
  for (const char c : rest) {
    if (c == '/' || c == '{' || c == '}' || c == '.' || c == '-') {
      gap = true;
      continue;
    }
    if (gap) id += '_';
    gap = false;
    id += c;
  }
  return id;
}

void Api::Add(Endpoint endpoint) { endpoints_.push_back(std::move(endpoint)); }

Api::Match Api::Find(std::string_view method, std::string_view path) const {
  Match match;
  for (const Endpoint& endpoint : endpoints_) {
    std::vector<std::pair<std::string, std::string>> names;
    if (!Fits(endpoint.path, path, names)) continue;
    match.allowed.push_back(endpoint.method);
    if (endpoint.method != method) continue;
    match.endpoint = &endpoint;
    match.names = std::move(names);
    return match;
  }
  return match;
}

}  // namespace rg::admin
