#include <sstream>

#include "cli/command.h"

namespace rg::cli {
namespace {

constexpr std::string_view kOpening = R"(# The command line

Made from the declarations of the commands (`src/cli`); a test keeps it current.

Data goes to standard output and messages to standard error. Every list and report takes `--json`.
A mistyped command, flag or name is answered with the one that was probably meant.

**The server.** `serve` and `demo` are the server. `config`, `meter`, `restore` and `version` need none. All
others speak to the admin API of a running one: the one on this machine that the settings describe, or
`--admin-url` (`RATEGUARD_ADMIN_URL`). The admin token is read from the data folder, or from
`RATEGUARD_ADMIN_TOKEN_FILE` or `RATEGUARD_ADMIN_TOKEN`; a demo's is found by itself.

**Secrets** are never flags: `--credential-file FILE` (`-` is standard input) or `--credential-env VARIABLE`.
A new key is written to standard output alone, once: `rateguard keys create --name my-app > key.txt`.

**Names.** Where a command wants a resource, its id and its name (or slug, or model) both do. `--workspace` or
`RATEGUARD_WORKSPACE` chooses a workspace where there are several. Members of members are joined with a hyphen:
`--scopes-models`, `--match-tags`. Lists take commas, or the flag several times. `null` restores a default.

**Exit codes**

| code | meaning |
|---|---|
| 0 | done |
| 1 | failed; or what was checked is not in order (`audit`, `doctor`) |
| 2 | the command line, or what it describes, is wrong |
| 69 | no server answers, or it cannot answer now |
| 73 | a file could not be written |
| 77 | the admin token is missing or refused |
| 78 | the settings are wrong |
)";

void AddFlags(std::ostream& out, const Verb& verb) {
  if (verb.flags.empty()) return;
  out << "\n| flag | meaning |\n|---|---|\n";
  for (const Flag& flag : verb.flags) {
    std::string value = flag.value;
    // A bar ends a cell of a table.
    for (std::size_t at = 0; (at = value.find('|', at)) != std::string::npos; at += 2)
      value.insert(at, "\\");
    out << "| `--" << flag.name << (value.empty() ? "" : " " + value) << "` | " << flag.help
        << (flag.required ? " Required." : "") << " |\n";
  }
}

}  // namespace

std::string CliPage(std::span<const Command> commands) {
  std::ostringstream out;
  out << kOpening;
  for (const Command& command : commands) {
    out << "\n## " << command.name << "\n\n" << command.summary << ".\n";
    for (const Verb& verb : command.verbs) {
      if (!verb.name.empty())
        out << "\n### " << command.name << " " << verb.name << "\n\n" << verb.summary << ".\n";
      out << "\n```\n" << verb.examples << "\n```\n";
      AddFlags(out, verb);
      if (!verb.members.empty()) out << "\nEvery member is a flag: `--help` lists them.\n";
      if (verb.needs == Needs::kSettings)
        out << "\nEvery setting is a flag too: see `configuration.md`.\n";
    }
  }
  return out.str();
}

}  // namespace rg::cli
