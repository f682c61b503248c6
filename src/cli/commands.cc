#include <iterator>

#include "cli/command.h"

namespace rg::cli {

std::vector<Command> Commands() {
  std::vector<Command> commands;
  commands.push_back(ServeCommand());
  commands.push_back(DemoCommand());
  commands.push_back(ConfigCommand());
  std::vector<Command> resources = ResourceCommands();
  std::move(resources.begin(), resources.end(), std::back_inserter(commands));
  commands.push_back(UsageCommand());
  commands.push_back(LatencyCommand());
  commands.push_back(TailCommand());
  commands.push_back(ExplainCommand());
  commands.push_back(AuditCommand());
  commands.push_back(MeterCommand());
  commands.push_back(DoctorCommand());
  commands.push_back(MigrateCommand());
  commands.push_back(BackupCommand());
  commands.push_back(RestoreCommand());
  commands.push_back(VersionCommand());
  return commands;
}

}  // namespace rg::cli
