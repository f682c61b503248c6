#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <boost/json/value.hpp>

#include "config/json.h"
#include "config/leaf.h"
#include "config/settings.h"
#include "config/yaml.h"
#include "core/suggest.h"

extern char** environ;

namespace rg::config {
namespace {

namespace json = boost::json;

std::string Lookup(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string{} : found->second;
}

std::string Dotted(std::string_view pointer) {
  std::string path{pointer.substr(pointer.empty() ? 0 : 1)};
  std::replace(path.begin(), path.end(), '/', '.');
  return path;
}

// Lays the sources over each other, weakest first, remembering who spoke last about what.
class Loader {
 public:
  explicit Loader(const Sources& sources) : sources_(sources), leaves_(SettingLeaves()) {}

  Loaded Run() {
    TakeFile();
    TakeCredentials();
    TakeEnvironment();
    TakeFlags();
    for (const Fault& fault : Read(json::value(merged_), loaded_.settings, Mode::kCreate)) {
      Blame(WhereOf(fault.pointer), Dotted(fault.pointer), fault.detail);
    }
    ChooseDataFolder();
    for (auto& [pointer, where] : where_) loaded_.origins[Dotted(pointer)] = where;
    return std::move(loaded_);
  }

 private:
  void TakeFile() {
    const auto [path, named] = FindFile();
    if (path.empty()) return;
    const auto text = sources_.read(path);
    if (!text) {
      const bool absent = text.error().code == Errc::kNotFound;
      if (named || !absent) Blame(path, "", text.error().detail);
      return;
    }
    loaded_.file = path;
    YamlInput yaml = ReadYaml(*text, TableOf<Settings>());
    for (const Fault& fault : yaml.faults) {
      const std::string place =
          fault.pointer.empty() ? yaml.fault_place : yaml.places[fault.pointer];
      Blame(path + ":" + place, Dotted(fault.pointer), fault.detail);
    }
    merged_ = std::move(yaml.value);
    for (const auto& [pointer, place] : yaml.places) where_[pointer] = path + ":" + place;
  }

  // The file to read, and whether somebody asked for it by name.
  std::pair<std::string, bool> FindFile() const {
    if (sources_.file) return {*sources_.file, true};
    const auto& environment = sources_.environment;
    if (std::string named = Lookup(environment, "RATEGUARD_CONFIG"); !named.empty()) {
      return {std::move(named), true};
    }
    if (const auto folder = Lookup(environment, "CONFIGURATION_DIRECTORY"); !folder.empty()) {
      return {folder + "/rateguard.yaml", false};
    }
    if (const auto folder = Lookup(environment, "XDG_CONFIG_HOME"); !folder.empty()) {
      return {folder + "/rateguard/rateguard.yaml", false};
    }
    const std::string home = Lookup(environment, "HOME");
    return {home.empty() ? home : home + "/.config/rateguard/rateguard.yaml", false};
  }

  void TakeCredentials() {
    const std::string folder = Lookup(sources_.environment, "CREDENTIALS_DIRECTORY");
    if (folder.empty()) return;
    for (const Leaf& leaf : leaves_) {
      if (!leaf.IsSecret()) continue;
      const std::string path = folder + "/" + leaf.Joined(".");
      const auto text = sources_.read(path);
      if (text) {
        Put(leaf, WithoutNewline(*text), path);
      } else if (text.error().code != Errc::kNotFound) {
        Blame(path, leaf.Joined("."), text.error().detail);
      }
    }
  }

  void TakeEnvironment() {
    for (const auto& [name, value] : sources_.environment) {
      if (!name.starts_with(kVariablePrefix)) continue;
      if (const Leaf* leaf = FindVariable(name)) {
        Put(*leaf, value, name);
      } else if (const Leaf* secret = FindSecretFile(name)) {
        TakeSecretFile(*secret, name, value);
      } else {
        BlameVariable(name);
      }
    }
  }

  const Leaf* FindVariable(std::string_view name) const {
    const auto found = std::find_if(leaves_.begin(), leaves_.end(),
                                    [&](const Leaf& leaf) { return leaf.Variable() == name; });
    return found == leaves_.end() ? nullptr : &*found;
  }

  const Leaf* FindSecretFile(std::string_view name) const {
    if (!name.ends_with("_FILE")) return nullptr;
    const Leaf* leaf = FindVariable(name.substr(0, name.size() - 5));
    return leaf != nullptr && leaf->IsSecret() ? leaf : nullptr;
  }

  void TakeSecretFile(const Leaf& leaf, const std::string& variable, const std::string& path) {
    const auto text = sources_.read(path);
    if (!text) return Blame(variable, leaf.Joined("."), text.error().detail);
    Put(leaf, WithoutNewline(*text), variable);
  }

  void BlameVariable(const std::string& name) {
    std::vector<std::string> names;
    for (const Leaf& leaf : leaves_) names.push_back(leaf.Variable());
    const std::vector<std::string_view> views{names.begin(), names.end()};
    const std::string hint = DidYouMean(name, views);
    // Commands have variables of their own; a double underscore is always meant for a setting.
    if (name.find("__") == std::string::npos && hint.empty()) return;
    Blame(name, "", "is not a setting" + hint);
  }

  void TakeFlags() {
    for (const Sources::Flag& flag : sources_.flags) {
      const auto found = std::find_if(leaves_.begin(), leaves_.end(),
                                      [&](const Leaf& leaf) { return leaf.Flag() == flag.name; });
      if (found == leaves_.end()) {
        BlameFlag(flag.name);
      } else if (found->IsSecret()) {
        Blame("--" + flag.name, found->Joined("."),
              "is a secret, and flags can be seen by others; use " + found->Variable() + "_FILE");
      } else {
        Put(*found, flag.value, "--" + flag.name);
      }
    }
  }

  void BlameFlag(const std::string& name) {
    std::vector<std::string> names;
    for (const Leaf& leaf : leaves_) names.push_back(leaf.Flag());
    const std::vector<std::string_view> views{names.begin(), names.end()};
    Blame("--" + name, "", "is not a setting" + DidYouMean(name, views));
  }

  void Put(const Leaf& leaf, std::string_view text, const std::string& where) {
    json::object* at = &merged_;
    std::string pointer;
    for (std::size_t i = 0; i + 1 < leaf.path.size(); ++i) {
      pointer = Below(pointer, leaf.path[i]);
      json::value& next = (*at)[leaf.path[i]];
      if (!next.is_object()) next.emplace_object();
      at = &next.get_object();
    }
    pointer = Below(pointer, leaf.path.back());
    // Items of a list that is replaced whole must not keep their old places.
    for (auto old = where_.lower_bound(pointer + "/");
         old != where_.end() && old->first.starts_with(pointer + "/");) {
      old = where_.erase(old);
    }
    (*at)[leaf.path.back()] = FromText(text, *leaf.field->type);
    where_[pointer] = where;
  }

  static std::string_view WithoutNewline(std::string_view text) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    return text;
  }

  void ChooseDataFolder() {
    std::string& folder = loaded_.settings.data_folder;
    if (!folder.empty()) return;
    const auto& environment = sources_.environment;
    if (const auto state = Lookup(environment, "STATE_DIRECTORY"); !state.empty()) {
      folder = state.substr(0, state.find(':'));
    } else if (const auto data = Lookup(environment, "XDG_DATA_HOME"); !data.empty()) {
      folder = data + "/rateguard";
    } else if (const auto home = Lookup(environment, "HOME"); !home.empty()) {
      folder = home + "/.local/share/rateguard";
    } else {
      Blame("default", "data_folder", "is needed where there is no $HOME");
    }
  }

  std::string WhereOf(std::string pointer) const {
    while (!pointer.empty()) {
      if (const auto found = where_.find(pointer); found != where_.end()) return found->second;
      pointer.resize(pointer.rfind('/'));
    }
    return loaded_.file.empty() ? "default" : loaded_.file;
  }

  void Blame(std::string where, std::string path, std::string detail) {
    loaded_.faults.push_back({std::move(where), std::move(path), std::move(detail)});
  }

  const Sources& sources_;
  const std::vector<Leaf> leaves_;
  json::object merged_;
  std::map<std::string, std::string> where_;  // JSON pointer -> who set it
  Loaded loaded_;
};

}  // namespace

std::map<std::string, std::string> ProcessEnvironment() {
  std::map<std::string, std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    const int why = errno;
    return Fail(why == ENOENT || why == ENOTDIR ? Errc::kNotFound : Errc::kUnavailable,
                "cannot be read: " + std::string{std::strerror(why)});
  }
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) return Fail(Errc::kUnavailable, "cannot be read to its end");
  return std::move(text).str();
}

std::string Print(const SettingFault& fault) {
  std::string line = fault.where + ":";
  if (!fault.path.empty()) line += " " + fault.path;
  return line + " " + fault.detail;
}

Loaded Load(const Sources& sources) {
  if (sources.read) return Loader{sources}.Run();
  Sources real = sources;
  real.read = &ReadFile;
  return Loader{real}.Run();
}

}  // namespace rg::config
