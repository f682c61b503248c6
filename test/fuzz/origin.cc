// The base URL of an API, as somebody typed it: written again it names the same place.

#include "fuzz.h"
#include "route/api.h"

namespace rg::fuzz {

void Try(std::string_view input) {
  const Result<route::Origin> origin = route::ParseOrigin(input);
  if (!origin) {
    Require(!origin.error().detail.empty(), "a refusal says why");
    return;
  }
  const std::string url = route::ToUrl(*origin);
  const Result<route::Origin> again = route::ParseOrigin(url);
  Require(again && *again == *origin, "an origin survives being written");
  Require(origin->port != 0 && !origin->host.empty(), "an origin is a place");
  Require(origin->host.find_first_of("/?#@\\% ") == std::string::npos,
          "a host is a host and nothing else");
  Require(origin->path_prefix.empty() ||
              (origin->path_prefix.starts_with('/') && !origin->path_prefix.ends_with('/')),
          "a path begins with '/' and does not end with one");
  Require(origin->path_prefix.find("..") == std::string::npos ||
              (origin->path_prefix + "/").find("/../") == std::string::npos,
          "a path has no dot segment");
}

}  // namespace rg::fuzz
