#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/admin_client.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/text_table.h"
#include "cli/world.h"

namespace rg::cli {

// One command line being carried out: its arguments, and what commands have in common.
class Session {
 public:
  Session(World& world, const Hooks& hooks, Arguments arguments)
      : world_(world), hooks_(hooks), arguments_(std::move(arguments)) {}

  World& world() { return world_; }
  const Hooks& hooks() const { return hooks_; }
  const Arguments& arguments() const { return arguments_; }

  std::ostream& out() { return world_.out; }
  bool WantsJson() const { return arguments_.Has("json"); }
  // On a terminal, unless NO_COLOR or --no-color says otherwise.
  Color OutColor() const;
  // A message for people; nothing with --quiet.
  void Say(std::string_view text);
  // Asks before something is destroyed. Goes on with --yes or a "y"; a script without --yes is
  // told to add it.
  Outcome<void> Confirm(std::string_view question);
  // The first line of standard input: how secrets come in. `what` is asked for on a terminal.
  Outcome<Secret> ReadSecret(std::string_view what);

  // Settings in force, with every fault listed when there are any (exit 78).
  Outcome<config::Loaded> Settings() const;
  // The same with faults in it, for `config` and `doctor`, which report them themselves.
  config::Loaded LoadSettings() const;
  Outcome<AdminClient> Admin() const;
  // The workspace of --workspace, of RATEGUARD_WORKSPACE, or the only one there is.
  Outcome<boost::json::value> Workspace(AdminClient& admin) const;
  // "/workspaces/<id>" of that one.
  Outcome<std::string> WorkspacePath(AdminClient& admin) const;

 private:
  World& world_;
  const Hooks& hooks_;
  Arguments arguments_;
};

}  // namespace rg::cli
