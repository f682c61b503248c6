#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "config/docs.h"
#include "config/json.h"
#include "config/schema.h"
#include "config/settings.h"

namespace rg::config {
namespace {

namespace json = boost::json;

// Two-space indentation, one member a line.
void PrettyPrint(const json::value& value, const std::string& indent, std::string& out) {
  const json::object* object = value.if_object();
  if (object == nullptr || object->empty()) {
    out += json::serialize(value);
    return;
  }
  out += "{";
  bool first = true;
  for (const auto& member : *object) {
    out += first ? "\n" : ",\n";
    first = false;
    out += indent + "  " + json::serialize(json::value(member.key())) + ": ";
    PrettyPrint(member.value(), indent + "  ", out);
  }
  out += "\n" + indent + "}";
}

// JSON scalars and lists are YAML as they stand.
void PrintSection(const json::object& section, const std::string& indent, const std::string& path,
                  const Loaded& loaded, Origins origins, std::string& out) {
  for (const auto& member : section) {
    const std::string name{member.key()};
    const std::string full = path.empty() ? name : path + "." + name;
    out += indent + name + ":";
    if (const json::object* below = member.value().if_object()) {
      out += "\n";
      PrintSection(*below, indent + "  ", full, loaded, origins, out);
      continue;
    }
    // A secret that nobody set prints as nothing; "null" would be read as an empty one.
    if (!member.value().is_null()) out += " " + json::serialize(member.value());
    if (origins == Origins::kShow) {
      const auto origin = loaded.origins.find(full);
      out += "  # " + (origin == loaded.origins.end() ? "default" : origin->second);
    }
    out += "\n";
  }
}

// `json` in which no null stands: an unset secret is left out, so that the output reads again.
json::object WithoutNulls(const json::object& object) {
  json::object kept;
  for (const auto& member : object) {
    if (member.value().is_null()) continue;
    if (const json::object* below = member.value().if_object()) {
      if (json::object inner = WithoutNulls(*below); !inner.empty()) kept[member.key()] = inner;
    } else {
      kept[member.key()] = member.value();
    }
  }
  return kept;
}

void PageSection(const std::string& section, std::string_view because, std::string& page) {
  page += "\n## " + section + "\n\n";
  if (!because.empty()) page += std::string{because} + "\n\n";
  page += "| setting | type | default | when to change it |\n|---|---|---|---|\n";
}

}  // namespace

std::string PrintSettings(const Loaded& loaded, Origins origins) {
  const json::object all =
      WithoutNulls(Write(loaded.settings, View::kPublic,
                         [](std::string_view, const Secret&) { return std::string{"****"}; }));
  std::string out;
  PrintSection(all, "", "", loaded, origins, out);
  return out;
}

std::string SettingsSchema() {
  json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"title", "RateGuard settings"}};
  for (const auto& member : Schema<Settings>(Mode::kCreate)) schema[member.key()] = member.value();
  std::string out;
  PrettyPrint(schema, "", out);
  return out + "\n";
}

std::string SettingsPage() {
  std::string page =
      "# Configuration\n\n"
      "<!-- Made from the declarations in src/config/settings.cc; a test compares the two. -->\n\n"
      "`rateguard serve` needs none of this. What is set comes from, strongest first:\n\n"
      "1. flags: `proxy.port` is `--proxy-port`;\n"
      "2. environment variables: `proxy.port` is `RATEGUARD_PROXY__PORT`;\n"
      "3. for secrets, files: `RATEGUARD_AUTH__PEPPER_FILE=/path`, or `auth.pepper` in\n"
      "   `$CREDENTIALS_DIRECTORY`;\n"
      "4. a YAML file: `--config`, `$RATEGUARD_CONFIG`, or `rateguard.yaml` in\n"
      "   `$CONFIGURATION_DIRECTORY`, `$XDG_CONFIG_HOME/rateguard` or `~/.config/rateguard`;\n"
      "5. the defaults below.\n\n"
      "`rateguard config print --origin` shows what is in force and who said so, `rateguard "
      "config\n"
      "check` lists every fault with its line, `rateguard config schema` prints a JSON Schema for\n"
      "editors. An unknown setting is an error. Sizes are bytes or `64KiB`, `10MiB`, `4GiB`;\n"
      "durations are `250ms`, `60s`, `1h30m`; lists are separated by commas in variables and "
      "flags.\n";
  std::string section = "?";
  for (const SettingRow& row : SettingRows()) {
    const std::size_t dot = row.path.find('.');
    const std::string head = dot == std::string::npos ? "" : row.path.substr(0, dot);
    if (head != section) {
      section = head;
      const Field* field = TableOf<Settings>().Find(head);
      PageSection(head.empty() ? "General" : head,
                  field == nullptr ? "" : field->type->table().because, page);
    }
    const std::string type = row.type + (row.bounds.empty() ? "" : ": " + row.bounds);
    page += "| `" + row.path + "` | " + Cell(type) + " | " +
            (row.fallback.empty() ? "" : "`" + Cell(row.fallback) + "`") + " | " +
            Cell(row.because) + " |\n";
  }
  return page;
}

}  // namespace rg::config
