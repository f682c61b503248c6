#include "route/path.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/suggest.h"
#include "route/headers.h"

namespace rg::route {
namespace {

constexpr std::string_view kVersion = "/v1";
constexpr std::string_view kProxy = "/proxy/";

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error BadPath(const char* what) {
  return Fail(Errc::kInvalidRequest,
              std::string("The path of the request ") + what +
                  ". It is not forwarded, because the provider could read another path in it.",
              "path");
}

// What in a path has to be looked at more closely.
constexpr std::uint8_t kPerhapsRefused = 1;
constexpr std::uint8_t kDot = 2;
constexpr auto kLooks = [] {
  std::array<std::uint8_t, 256> looks{};
  for (std::size_t c = 0; c < looks.size(); ++c) {
    if (c <= 0x20 || c >= 0x7F) looks[c] = kPerhapsRefused;
  }
  for (const char c : {'\\', '#', '%'}) looks[static_cast<unsigned char>(c)] = kPerhapsRefused;
  looks['.'] = kDot;
  return looks;
}();

// Encoded, these would be one path for us and another for whoever decodes them. Letters and digits
// too: an endpoint that bills must not be reached under a name we do not know it by.
bool MustNotBeEncoded(int c) {
  const bool unreserved =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
      std::string_view("-._~").find(static_cast<char>(c)) != std::string_view::npos;
  return unreserved || c < 0x20 || c == 0x7F ||
         std::string_view("/\\#?%").find(static_cast<char>(c)) != std::string_view::npos;
}

Result<void> CheckCharacters(std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    if (c <= 0x20 || c >= 0x7F) return BadPath("holds a character that has to be encoded");
    if (c == '\\') return BadPath("holds a backslash");
    if (c == '#') return BadPath("holds a '#'");
    if (c != '%') continue;
    const int high = i + 2 < path.size() ? HexValue(path[i + 1]) : -1;
    const int low = i + 2 < path.size() ? HexValue(path[i + 2]) : -1;
    if (high < 0 || low < 0) return BadPath("holds a '%' without two hex digits");
    if (MustNotBeEncoded(high * 16 + low)) {
      return BadPath("holds an encoded letter, dot, slash or the like");
    }
  }
  return {};
}

// "." and "..", also with the parameters some servers cut off: "..;x".
Result<void> CheckSegments(std::string_view path) {
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at + 1), path.size());
    std::string_view segment = path.substr(at + 1, end - at - 1);
    segment = segment.substr(0, segment.find(';'));
    if (segment == "." || segment == "..") return BadPath("holds a dot segment");
    at = end;
  }
  return {};
}

// A key in the target would reach the provider, and its logs.
Result<void> CheckNoKey(std::string_view target) {
  if (!HoldsOurKey(target)) return {};
  return Fail(Errc::kInvalidRequest,
              "The URL carries an API key, which would be passed on. Send the key in a header: "
              "Authorization: Bearer rg_live_...",
              "path");
}

Result<void> CheckQuery(std::string_view query) {
  for (const char c : query) {
    if (c <= 0x20 || c == 0x7F || c == '#') {
      return BadPath("has a query with a character that has to be encoded");
    }
  }
  return {};
}

// The paths of /v1, without the version, and the methods they take.
struct ByModelPath {
  std::string_view path;
  std::string_view method;
  bool below;  // paths below it belong to it too
  Family family;
};
constexpr std::array kByModel = {
    ByModelPath{"/chat/completions", "POST", false, Family::kOpenAi},
    ByModelPath{"/responses", "", true, Family::kOpenAi},
    ByModelPath{"/embeddings", "POST", false, Family::kOpenAi},
    ByModelPath{"/images/generations", "POST", false, Family::kOpenAi},
    ByModelPath{"/images/edits", "POST", false, Family::kOpenAi},
    ByModelPath{"/images/variations", "POST", false, Family::kOpenAi},
    ByModelPath{"/audio/speech", "POST", false, Family::kOpenAi},
    ByModelPath{"/audio/transcriptions", "POST", false, Family::kOpenAi},
    ByModelPath{"/audio/translations", "POST", false, Family::kOpenAi},
    ByModelPath{"/models", "GET", true, Family::kOpenAi},
    ByModelPath{"/messages", "POST", false, Family::kAnthropic},
    ByModelPath{"/messages/count_tokens", "POST", false, Family::kAnthropic},
};

const ByModelPath* FindByModel(std::string_view path) {
  for (const ByModelPath& known : kByModel) {
    if (path == known.path) return &known;
    if (known.below && path.starts_with(known.path) && path[known.path.size()] == '/')
      return &known;
  }
  return nullptr;
}

bool StartsWithSegment(std::string_view path, std::string_view segment) {
  return path.starts_with(segment) &&
         (path.size() == segment.size() || path[segment.size()] == '/');
}

Error NotFound(std::string_view path) {
  std::string detail = "There is nothing at " + std::string(path.substr(0, 200)) + ". ";
  std::array<std::string_view, kByModel.size()> paths;
  std::string_view meant;
  for (std::size_t i = 0; i < kByModel.size(); ++i) {
    paths[i] = kByModel[i].path;
    if (meant.empty() && path.ends_with(paths[i])) meant = paths[i];
  }
  const bool versioned = StartsWithSegment(path, kVersion);
  if (meant.empty()) meant = Closest(versioned ? path.substr(kVersion.size()) : path, paths);
  if (!meant.empty()) detail += "Did you mean /v1" + std::string(meant) + "? ";
  if (versioned) {
    detail += "Paths that name no model go through an API: /proxy/{api}" +
              std::string(path.substr(0, 200));
  } else {
    detail +=
        "Calls go to /v1/chat/completions, /v1/responses, /v1/embeddings, /v1/messages, or to "
        "any path of an API: /proxy/{api}/{path}";
  }
  return Fail(Errc::kNotFound, detail + ".", "path");
}

std::string Collapse(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c != '/' || out.empty() || out.back() != '/') out.push_back(c);
  }
  if (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

// `path` begins behind "/proxy".
Result<PathMatch> MatchProxy(std::string_view path, PathMatch match) {
  while (path.starts_with("//")) path.remove_prefix(1);
  match.kind = PathMatch::Kind::kProxy;
  const std::size_t slug_end = std::min(path.find('/', 1), path.size());
  match.slug = path.substr(1, slug_end - 1);
  match.as_sent = path.substr(slug_end);
  while (match.as_sent.starts_with("//")) match.as_sent.remove_prefix(1);
  if (match.as_sent.empty()) match.as_sent = "/";
  if (match.slug.empty()) return NotFound("/proxy/");
  return match;
}

Result<PathMatch> MatchByModel(std::string_view method, std::string_view path, PathMatch match) {
  match.kind = PathMatch::Kind::kByModel;
  const bool tidy = path.find("//") == std::string_view::npos && !path.ends_with('/');
  std::string collapsed = tidy ? std::string() : Collapse(path);
  std::string_view rest = tidy ? path : std::string_view(collapsed);
  int versions = 0;
  while (StartsWithSegment(rest, kVersion)) {
    rest.remove_prefix(kVersion.size());
    ++versions;
  }
  const ByModelPath* const known = FindByModel(rest);
  if (known == nullptr) return NotFound(path);
  if (!known->method.empty() && method != known->method) {
    return Fail(Errc::kMethodNotAllowed,
                "/v1" + std::string(known->path) + " takes " + std::string(known->method) +
                    ", not " + std::string(method.substr(0, 20)) + ".",
                "method");
  }
  match.family = known->family;
  if (tidy && versions == 1) {
    match.as_sent = path;
  } else {
    match.repaired = std::string(kVersion).append(rest);
  }
  match.known = FindEndpoint(match.family, method, match.endpoint());
  return match;
}

// What POST asks for at each of kByModel, found once.
const std::array<Endpoint, kByModel.size()>& PostedEndpoints() {
  static const auto kEndpoints = [] {
    std::array<Endpoint, kByModel.size()> endpoints;
    for (std::size_t i = 0; i < kByModel.size(); ++i) {
      endpoints[i] = FindEndpoint(kByModel[i].family, "POST", kByModel[i].path);
    }
    return endpoints;
  }();
  return kEndpoints;
}

// Whether almost any call's target is spelled as it is here: then there is nothing to refuse in it
// and nothing to repair.
bool MatchExactly(std::string_view method, std::string_view target, PathMatch& match) {
  if (method != "POST" || !target.starts_with(kVersion)) return false;
  const std::string_view path = target.substr(kVersion.size());
  for (std::size_t i = 0; i < kByModel.size(); ++i) {
    const ByModelPath& known = kByModel[i];
    if (path != known.path || (known.method != method && !known.method.empty())) continue;
    match.kind = PathMatch::Kind::kByModel;
    match.query = target.substr(target.size());
    match.family = known.family;
    match.known = PostedEndpoints()[i];
    match.as_sent = target;
    return true;
  }
  return false;
}

bool IsVersion(std::string_view segment) {
  return segment.size() >= 2 && segment[0] == 'v' && segment[1] >= '0' && segment[1] <= '9';
}

bool NamesAVersion(std::string_view prefix) {
  for (std::size_t at = 0; at < prefix.size();) {
    const std::size_t end = std::min(prefix.find('/', at + 1), prefix.size());
    if (IsVersion(prefix.substr(at + 1, end - at - 1))) return true;
    at = end;
  }
  return false;
}

Result<PathMatch> MatchClosely(std::string_view method, std::string_view target) {
  const std::size_t question = std::min(target.find('?'), target.size());
  std::string_view path = target.substr(0, question);
  PathMatch match;
  match.query = target.substr(question);
  if (!path.starts_with('/')) return BadPath("does not start with '/'");
  std::uint8_t looks = 0;
  for (const char c : path) looks |= kLooks[static_cast<unsigned char>(c)];
  if ((looks & kPerhapsRefused) != 0) RG_CHECK(CheckCharacters(path));
  if ((looks & kDot) != 0) RG_CHECK(CheckSegments(path));
  RG_CHECK(CheckQuery(match.query));
  RG_CHECK(CheckNoKey(target));
  std::string_view tidy = path;
  while (tidy.starts_with("//")) tidy.remove_prefix(1);
  if (tidy.starts_with(kProxy)) {
    return MatchProxy(tidy.substr(kProxy.size() - 1), std::move(match));
  }
  return MatchByModel(method, path, std::move(match));
}

}  // namespace

Result<PathMatch> MatchPath(std::string_view method, std::string_view target) {
  Result<PathMatch> match;
  if (!MatchExactly(method, target, *match)) match = MatchClosely(method, target);
  return match;
}

std::string_view UpstreamTarget(const Api& api, std::string_view endpoint, std::string_view query,
                                std::pmr::memory_resource& memory) {
  const std::string& prefix = api.base.path_prefix;
  if (prefix.empty() && query.empty() && !endpoint.empty()) return endpoint;
  const std::string_view first =
      endpoint.substr(0, std::min(endpoint.find('/', 1), endpoint.size()));
  const bool known = api.family != Family::kGeneric && first == kVersion && NamesAVersion(prefix);
  const bool repeated = IsVersion(first.substr(1)) && std::string_view(prefix).ends_with(first);
  if (known || repeated) endpoint.remove_prefix(first.size());
  if (prefix.empty() && endpoint.empty()) endpoint = "/";
  const std::size_t size = prefix.size() + endpoint.size() + query.size();
  auto* const target = static_cast<char*>(memory.allocate(size, 1));
  char* at = std::copy(prefix.begin(), prefix.end(), target);
  at = std::copy(endpoint.begin(), endpoint.end(), at);
  std::copy(query.begin(), query.end(), at);
  return {target, size};
}

}  // namespace rg::route
