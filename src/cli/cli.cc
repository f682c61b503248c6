#include "cli/cli.h"

#include <ostream>

#include "cli/command.h"
#include "core/suggest.h"

namespace rg::cli {
namespace {

bool IsHelp(std::string_view word) { return word == "--help" || word == "-h" || word == "help"; }

template <class Named>
std::string Suggestion(std::string_view word, const std::vector<Named>& named) {
  std::vector<std::string_view> names;
  for (const Named& item : named) names.push_back(item.name);
  return DidYouMean(word, names);
}

template <class Named>
const Named* FindNamed(std::string_view name, const std::vector<Named>& named) {
  for (const Named& item : named) {
    if (item.name == name) return &item;
  }
  return nullptr;
}

Color ColorOf(const World& world) {
  return world.out_is_terminal && !world.environment.contains("NO_COLOR") ? Color::kOn
                                                                          : Color::kOff;
}

class CommandLine {
 public:
  CommandLine(std::span<const std::string> arguments, World& world, const Hooks& hooks)
      : rest_(arguments), world_(world), hooks_(hooks), commands_(Commands()) {}

  Outcome<int> Run() {
    if (rest_.empty() || (IsHelp(rest_[0]) && rest_.size() == 1)) {
      world_.out << OverviewHelp(commands_, ColorOf(world_));
      return rest_.empty() ? kExitUsage : kExitOk;
    }
    // `rateguard help keys create` is `rateguard keys create --help`.
    const bool asked_first = rest_[0] == "help";
    if (asked_first) rest_ = rest_.subspan(1);
    const std::string name = rest_[0] == "--version" ? "version" : rest_[0];
    const Command* command = FindNamed(name, commands_);
    if (!command) {
      return UsageFailure("there is no command \"" + rest_[0] + "\"" +
                          Suggestion(rest_[0], commands_) + ". `rateguard --help` lists them.");
    }
    rest_ = rest_.subspan(1);
    RG_TRY(const Verb* verb, ChooseVerb(*command));
    if (asked_first || !verb) {
      world_.out << (verb ? VerbHelp(*command, *verb, ColorOf(world_))
                          : CommandHelp(*command, ColorOf(world_)));
      return kExitOk;
    }
    return RunVerb(*command, *verb);
  }

 private:
  // Null: the command's own help is wanted.
  Outcome<const Verb*> ChooseVerb(const Command& command) {
    const std::vector<Verb>& verbs = command.verbs;
    if (verbs.size() == 1 && verbs[0].name.empty()) return &verbs[0];
    if (rest_.empty() || IsHelp(rest_[0])) return static_cast<const Verb*>(nullptr);
    const Verb* verb = FindNamed(rest_[0], verbs);
    if (!verb) {
      return UsageFailure("there is no \"rateguard " + command.name + " " + rest_[0] + "\"" +
                          Suggestion(rest_[0], verbs) + ". `rateguard " + command.name +
                          " --help` lists what there is.");
    }
    rest_ = rest_.subspan(1);
    return verb;
  }

  Outcome<int> RunVerb(const Command& command, const Verb& verb) {
    for (const std::string& word : rest_) {
      if (word == "--") break;
      if (word != "--help" && word != "-h") continue;
      world_.out << VerbHelp(command, verb, ColorOf(world_));
      return kExitOk;
    }
    const std::vector<Flag> flags = AllFlags(verb);
    RG_TRY(Arguments arguments, Arguments::Parse(rest_, flags));
    Session session(world_, hooks_, std::move(arguments));
    return verb.run(session);
  }

  std::span<const std::string> rest_;
  World& world_;
  const Hooks& hooks_;
  std::vector<Command> commands_;
};

}  // namespace

int Run(std::span<const std::string> arguments, World& world, const Hooks& hooks) {
  const Outcome<int> ended = CommandLine(arguments, world, hooks).Run();
  world.out.flush();
  if (ended) return *ended;
  if (!ended.error().message.empty()) world.err << "rateguard: " << ended.error().message << '\n';
  return ended.error().exit;
}

}  // namespace rg::cli
