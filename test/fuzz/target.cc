// The target of a request: what is forwarded can neither leave the API's path nor be read as
// another by whoever decodes it. The first byte chooses the method.

#include "admin/url.h"
#include "core/percent.h"
#include "fuzz.h"
#include "route/path.h"

namespace rg::fuzz {
namespace {

void CheckForwarded(std::string_view target) {
  Require(target.starts_with('/'), "a forwarded target is a path");
  const std::string_view path = target.substr(0, target.find('?'));
  for (const char c : target) {
    Require(static_cast<unsigned char>(c) > ' ' && c != 0x7f && c != '#',
            "a forwarded target stays on its line");
  }
  Require(path.find('\\') == std::string_view::npos, "a forwarded path has no backslash");
  for (const std::string_view dots : {"/../", "/./"}) {
    Require((std::string(path) + "/").find(dots) == std::string::npos,
            "a forwarded path has no dot segment");
  }
  for (const std::string_view key : {"rg_live_", "rg_test_", "rg_admin_"}) {
    Require(target.find(key) == std::string_view::npos, "a key is not forwarded in a target");
  }
}

}  // namespace

void Try(std::string_view input) {
  constexpr std::string_view kMethods[] = {"POST", "GET", "DELETE"};
  const std::string_view method = kMethods[Choose(input, std::size(kMethods))];
  (void)admin::ParseQuery(input);
  if (const auto decoded = PercentDecode(input)) {
    Require(decoded->size() <= input.size(), "decoding makes nothing longer");
  }

  const Result<route::PathMatch> match = route::MatchPath(method, input);
  if (!match) {
    Require(!match.error().detail.empty(), "a refusal says why");
    return;
  }
  route::Api api;
  api.base.path_prefix = "/base/v1";
  std::pmr::monotonic_buffer_resource memory;
  const auto forwarded = [&] {
    return route::UpstreamTarget(api, match->endpoint(), match->query, memory);
  };
  for (const Family family : {Family::kOpenAi, Family::kAnthropic, Family::kGeneric}) {
    api.family = family;
    const std::string_view target = forwarded();
    Require(target.starts_with("/base/v1"), "a forwarded target stays below the API's path");
    CheckForwarded(target);
  }
  api.base.path_prefix.clear();
  CheckForwarded(forwarded());
}

}  // namespace rg::fuzz
