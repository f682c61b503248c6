#include "cli/session.h"

#include <istream>
#include <ostream>

#include <boost/json/object.hpp>

namespace rg::cli {
namespace {

namespace json = boost::json;

std::string Lookup(const World& world, const std::string& name) {
  const auto found = world.environment.find(name);
  return found == world.environment.end() ? std::string() : found->second;
}

std::string WithoutLineEnd(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Outcome<Secret> TokenFrom(const std::string& file) {
  Result<std::string> text = config::ReadFile(file);
  if (!text) {
    const bool absent = text.error().code == Errc::kNotFound;
    return Failure(kExitNoPermission,
                   absent ? "there is no admin token at " + file +
                                ". `rateguard serve` makes one at its first start; elsewhere, set "
                                "RATEGUARD_ADMIN_TOKEN_FILE."
                          : text.error().detail);
  }
  return Secret(WithoutLineEnd(*std::move(text)));
}

}  // namespace

Color Session::OutColor() const {
  const bool refused = arguments_.Has("no-color") || !Lookup(world_, "NO_COLOR").empty() ||
                       Lookup(world_, "TERM") == "dumb";
  return world_.out_is_terminal && !refused ? Color::kOn : Color::kOff;
}

void Session::Say(std::string_view text) {
  if (!arguments_.Has("quiet")) world_.err << text << '\n';
}

Outcome<void> Session::Confirm(std::string_view question) {
  if (arguments_.Has("yes")) return {};
  if (!world_.in_is_terminal) return UsageFailure(std::string(question) + " Say so with --yes.");
  world_.err << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(world_.in, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") return {};
  return Failure(kExitFailure, "nothing was changed");
}

Outcome<Secret> Session::ReadSecret(std::string_view what) {
  if (world_.in_is_terminal) world_.err << what << ": " << std::flush;
  std::string line;
  std::getline(world_.in, line);
  line = WithoutLineEnd(std::move(line));
  if (line.empty()) {
    return UsageFailure(std::string(what) + " is expected on standard input, as one line");
  }
  return Secret(std::move(line));
}

config::Loaded Session::LoadSettings() const {
  config::Sources sources;
  sources.environment = world_.environment;
  sources.read = &config::ReadFile;
  sources.file = arguments_.Get("config");
  for (const auto& [name, value] : arguments_.flags()) {
    if (config::IsSettingFlag(name)) sources.flags.push_back({name, value});
  }
  return config::Load(sources);
}

Outcome<config::Loaded> Session::Settings() const {
  config::Loaded loaded = LoadSettings();
  if (loaded.faults.empty()) return loaded;
  std::string message = "the settings are wrong:";
  for (const config::SettingFault& fault : loaded.faults) message += "\n  " + config::Print(fault);
  return Failure(kExitConfiguration, message);
}

Outcome<AdminClient> Session::Admin() const {
  RG_TRY(const config::Loaded loaded, Settings());
  std::string address = arguments_.GetOr("admin-url", Lookup(world_, "RATEGUARD_ADMIN_URL"));
  if (address.empty()) {
    // A server that listens everywhere is asked on loopback.
    std::string host = loaded.settings.admin.host;
    if (host == "0.0.0.0") host = "127.0.0.1";
    if (host == "::") host = "::1";
    address =
        ToString(Url{.tls = false, .host = host, .port = loaded.settings.admin.port, .path = {}});
  }
  RG_TRY(Url url, ParseUrl(address));
  if (std::string token = Lookup(world_, "RATEGUARD_ADMIN_TOKEN"); !token.empty()) {
    return AdminClient(std::move(url), Secret(std::move(token)), world_.send);
  }
  std::string file = Lookup(world_, "RATEGUARD_ADMIN_TOKEN_FILE");
  if (file.empty()) file = loaded.settings.data_folder + "/" + std::string(kAdminTokenFile);
  RG_TRY(Secret token, TokenFrom(file));
  return AdminClient(std::move(url), std::move(token), world_.send);
}

Outcome<std::string> Session::WorkspacePath(AdminClient& admin) const {
  const std::string named = arguments_.GetOr("workspace", Lookup(world_, "RATEGUARD_WORKSPACE"));
  RG_TRY(const std::vector<json::value> workspaces, admin.List("/workspaces"));
  std::string known;
  for (const json::value& workspace : workspaces) {
    const std::string id(workspace.at("id").as_string());
    const std::string slug(workspace.at("slug").as_string());
    if (named == id || named == slug) return "/workspaces/" + id;
    if (named.empty() && workspaces.size() == 1) return "/workspaces/" + id;
    known += (known.empty() ? "" : ", ") + slug;
  }
  if (workspaces.empty()) {
    return Failure(kExitFailure,
                   "there is no workspace yet: rateguard workspaces create --slug my-team");
  }
  if (named.empty())
    return UsageFailure("there are several workspaces; choose with --workspace: " + known);
  return Failure(kExitFailure, "there is no workspace \"" + named + "\"; there is " + known);
}

}  // namespace rg::cli
