#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/session.h"

namespace rg::cli {

// What a verb needs besides its own flags.
enum class Needs : std::uint8_t {
  kNothing,
  kSettings,   // every setting is a flag of it
  kServer,     // speaks to a running server: --admin-url
  kWorkspace,  // and about one workspace: --workspace
};

// Something the program does: `rateguard keys create`. A command without verbs has one with no
// name.
struct Verb {
  std::string name;
  std::string summary;   // one line
  std::string words;     // "<key>": what stands beside the flags
  std::string examples;  // complete lines, as one would type them
  std::vector<Flag> flags;
  std::vector<Flag> members = {};  // of a resource, from its declaration
  Needs needs = Needs::kNothing;
  std::function<Outcome<int>(Session&)> run;
};

struct Command {
  std::string name;
  std::string summary;
  std::vector<Verb> verbs;
};

// Every command, in the order of the help: one row for each, made in the file of that command.
std::vector<Command> Commands();

Command ServeCommand();
Command DemoCommand();
Command ConfigCommand();
Command UsageCommand();
Command LatencyCommand();
Command TailCommand();
Command ExplainCommand();
Command AuditCommand();
Command MeterCommand();
Command DoctorCommand();
Command MigrateCommand();
Command BackupCommand();
Command RestoreCommand();
Command VersionCommand();
// workspaces, projects, apis, keys, limits, budgets, prices: from the resources' declarations.
std::vector<Command> ResourceCommands();

// A command's flags, with those that come from what it needs and those that all have.
std::vector<Flag> AllFlags(const Verb& verb);

// Help, examples first.
std::string OverviewHelp(std::span<const Command> commands, Color color);
std::string CommandHelp(const Command& command, Color color);
std::string VerbHelp(const Command& command, const Verb& verb, Color color);

// docs/cli.md: every command with its examples and flags.
std::string CliPage(std::span<const Command> commands);

}  // namespace rg::cli
