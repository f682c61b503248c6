#include "cli/session.h"

#include <istream>
#include <ostream>

#include <boost/json/object.hpp>

#include "cli/data_folder.h"
#include "cli/json_reader.h"

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

// The tokens of the servers that may run on this machine: the data folder's, and its demo's.
Outcome<std::vector<Secret>> TokensIn(const std::string& data_folder) {
  std::vector<Secret> tokens;
  for (const std::string& folder : {data_folder, DemoFolderOf(data_folder)}) {
    const std::string file = InFolder(folder, kAdminTokenFile);
    Result<std::string> text = config::ReadFile(file);
    if (text) {
      tokens.emplace_back(WithoutLineEnd(*std::move(text)));
    } else if (text.error().code != Errc::kNotFound) {
      return Failure(kExitNoPermission, text.error().detail);
    }
  }
  if (!tokens.empty()) return tokens;
  return Failure(kExitNoPermission,
                 "there is no admin token in " + data_folder +
                     ". `rateguard serve` makes one at its first start; elsewhere, "
                     "set RATEGUARD_ADMIN_TOKEN_FILE.");
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
  std::vector<Secret> tokens;
  const std::string file = Lookup(world_, "RATEGUARD_ADMIN_TOKEN_FILE");
  if (std::string token = Lookup(world_, "RATEGUARD_ADMIN_TOKEN"); !token.empty()) {
    tokens.emplace_back(std::move(token));
  } else if (!file.empty()) {
    RG_TRY(std::string text, config::ReadFile(file));
    tokens.emplace_back(WithoutLineEnd(std::move(text)));
  } else {
    RG_TRY(tokens, TokensIn(loaded.settings.data_folder));
  }
  return AdminClient(std::move(url), std::move(tokens), world_.send);
}

Outcome<std::string> Session::WorkspacePath(AdminClient& admin) const {
  RG_TRY(const json::value workspace, Workspace(admin));
  return "/workspaces/" + JsonReader(workspace)["id"].Text();
}

Outcome<json::value> Session::Workspace(AdminClient& admin) const {
  const std::string named = arguments_.GetOr("workspace", Lookup(world_, "RATEGUARD_WORKSPACE"));
  RG_TRY(const std::vector<json::value> workspaces, admin.List("/workspaces"));
  std::string known;
  for (const json::value& workspace : workspaces) {
    const std::string id = JsonReader(workspace)["id"].Text();
    const std::string slug = JsonReader(workspace)["slug"].Text();
    const bool only = named.empty() && workspaces.size() == 1;
    if (only || named == id || named == slug) return workspace;
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
