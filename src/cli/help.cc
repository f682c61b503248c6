#include <algorithm>
#include <sstream>

#include "cli/command.h"

namespace rg::cli {
namespace {

constexpr std::size_t kWrapAt = 100;

std::string Indented(std::string_view text) {
  std::string out;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) out += "  " + line + "\n";
  return out;
}

// Fills lines up to kWrapAt; all but the first begin at `indent`.
std::string Wrapped(std::string_view text, std::size_t indent) {
  std::istringstream words{std::string(text)};
  std::string out;
  std::size_t column = indent;
  for (std::string word; words >> word;) {
    const bool first = out.empty();
    if (!first && column + 1 + word.size() > kWrapAt) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string Section(std::string_view title, Color color) {
  return "\n" + Bold(title, color) + "\n";
}

std::string Listing(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = 0;
  for (const auto& [name, help] : rows) width = std::max(width, name.size());
  // A long name must not push every explanation to the right edge.
  width = std::min<std::size_t>(width, 34);
  std::string out;
  for (const auto& [name, help] : rows) {
    out += "  " + name;
    if (name.size() > width) out += "\n" + std::string(width + 2, ' ');
    out += std::string(name.size() > width ? 2 : width - name.size() + 2, ' ');
    out += Wrapped(help, width + 4) + "\n";
  }
  return out;
}

std::string FlagName(const Flag& flag) {
  std::string name = flag.letter ? std::string("-") + flag.letter + ", --" : std::string("--");
  name += flag.name;
  return flag.value.empty() ? name : name + " " + flag.value;
}

std::string FlagListing(std::span<const Flag> flags) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Flag& flag : flags) {
    rows.emplace_back(FlagName(flag), flag.help + (flag.required ? " Required." : ""));
  }
  return Listing(rows);
}

const std::vector<Flag>& CommonFlags() {
  static const std::vector<Flag> flags = {
      {"json", "", "Print JSON, for programs."},
      {"no-color", "", "No colours, as NO_COLOR says too."},
      {"quiet", "", "No messages, only data and errors.", 'q'},
      {"verbose", "", "Say more about what happens.", 'v'},
      {"config", "FILE", "Read settings from this file."},
      {"help", "", "Show this.", 'h'},
  };
  return flags;
}

std::vector<Flag> NeededFlags(Needs needs) {
  std::vector<Flag> flags;
  if (needs == Needs::kWorkspace) {
    flags.push_back(
        {"workspace", "SLUG", "Which workspace, when there are several (RATEGUARD_WORKSPACE)."});
  }
  if (needs == Needs::kServer || needs == Needs::kWorkspace) {
    flags.push_back({"admin-url", "URL", "Which server; by default the one of the settings."});
    flags.push_back({"admin-port", "N", "The server of this machine on that port."});
    flags.push_back({"data-folder", "FOLDER", "Where its admin token is kept."});
  }
  if (needs == Needs::kSettings) {
    for (const config::SettingRow& row : config::SettingRows()) {
      if (row.flag.empty()) continue;
      std::string help = row.because;
      if (!row.fallback.empty()) help += " Default: " + row.fallback + ".";
      flags.push_back({row.flag.substr(2), row.type, help});
    }
  }
  return flags;
}

}  // namespace

std::vector<Flag> AllFlags(const Verb& verb) {
  std::vector<Flag> flags = verb.flags;
  flags.insert(flags.end(), verb.members.begin(), verb.members.end());
  for (const Flag& flag : NeededFlags(verb.needs)) flags.push_back(flag);
  for (const Flag& flag : CommonFlags()) flags.push_back(flag);
  return flags;
}

std::string OverviewHelp(std::span<const Command> commands, Color color) {
  std::string out = "RateGuard: a gateway between your applications and the paid APIs they call.\n";
  out += Section("Examples", color);
  out += Indented(
      "rateguard demo                          try everything, without a provider account\n"
      "rateguard serve                         run the gateway on this machine\n"
      "rateguard keys create --name my-app     make a key for an application\n"
      "rateguard usage --by model --last 7d    what was used, and what it cost\n"
      "rateguard explain REQUEST_ID            why a call cost what it cost, or was refused");
  out += Section("Commands", color);
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : commands) rows.emplace_back(command.name, command.summary);
  out += Listing(rows);
  out += "\n`rateguard COMMAND --help` explains a command.\n";
  return out;
}

std::string CommandHelp(const Command& command, Color color) {
  if (command.verbs.size() == 1) return VerbHelp(command, command.verbs.front(), color);
  std::string out = "rateguard " + command.name + ": " + command.summary + "\n";
  out += Section("Examples", color);
  for (const Verb& verb : command.verbs)
    out += Indented(verb.examples.substr(0, verb.examples.find('\n')));
  out += Section("Commands", color);
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Verb& verb : command.verbs) rows.emplace_back(verb.name, verb.summary);
  out += Listing(rows);
  out += "\n`rateguard " + command.name + " COMMAND --help` explains one.\n";
  return out;
}

std::string VerbHelp(const Command& command, const Verb& verb, Color color) {
  std::string name = "rateguard " + command.name;
  if (!verb.name.empty()) name += " " + verb.name;
  std::string out = name + ": " + verb.summary + "\n";
  if (!verb.examples.empty()) out += Section("Examples", color) + Indented(verb.examples);
  out += Section("Usage", color);
  out += Indented(name + (verb.words.empty() ? "" : " " + verb.words) + " [flags]");
  if (!verb.members.empty()) out += Section("Members", color) + FlagListing(verb.members);
  if (!verb.flags.empty()) out += Section("Flags", color) + FlagListing(verb.flags);
  const std::vector<Flag> needed = NeededFlags(verb.needs);
  const bool settings = verb.needs == Needs::kSettings;
  if (!needed.empty())
    out += Section(settings ? "Settings" : "Server", color) + FlagListing(needed);
  out += Section("Always", color) + FlagListing(CommonFlags());
  return out;
}

}  // namespace rg::cli
