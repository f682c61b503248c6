#include "cli/cli.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command.h"
#include "cli/fake_world.h"

namespace rg::cli {
namespace {

using testing::FakeWorld;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Cli, WithoutACommandItShowsWhatThereIs) {
  FakeWorld fake;

  EXPECT_EQ(fake.Run({}), kExitUsage);
  EXPECT_THAT(fake.out(), HasSubstr("rateguard demo"));
}

TEST(Cli, EveryCommandExplainsItselfWithExamplesFirst) {
  for (const Command& command : Commands()) {
    for (const Verb& verb : command.verbs) {
      FakeWorld fake;
      std::vector<std::string> words = {command.name};
      if (!verb.name.empty()) words.push_back(verb.name);
      words.push_back("--help");

      EXPECT_EQ(fake.Run(words), kExitOk) << command.name << " " << verb.name;
      const std::string help = fake.out();
      EXPECT_LT(help.find("Examples"), help.find("Usage")) << help;
      EXPECT_THAT(verb.examples, HasSubstr("rateguard")) << command.name;
    }
  }
}

// To bring the page up to date: RG_UPDATE_DOCS=1 build/rg_cli_test --gtest_filter=*PageIsCurrent
TEST(Cli, ThePageIsCurrent) {
  const std::string page = CliPage(Commands());
  if (std::getenv("RG_UPDATE_DOCS") != nullptr) std::ofstream{"docs/cli.md"} << page;

  const auto text = config::ReadFile("docs/cli.md");
  if (!text) GTEST_SKIP() << "docs/cli.md " << text.error().detail;
  EXPECT_EQ(*text, page) << "RG_UPDATE_DOCS=1 build/rg_cli_test --gtest_filter=*PageIsCurrent";
}

TEST(Cli, NoCommandTakesASecretAsAFlag) {
  for (const Command& command : Commands()) {
    for (const Verb& verb : command.verbs) {
      for (const Flag& flag : AllFlags(verb)) {
        EXPECT_NE(flag.name, "credential") << command.name;
        EXPECT_NE(flag.name, "token") << command.name;
        EXPECT_NE(flag.name, "auth-pepper") << command.name;
      }
    }
  }
}

TEST(Cli, HelpMayStandInFront) {
  FakeWorld fake;
  FakeWorld usual;

  EXPECT_EQ(fake.Run({"help", "keys", "create"}), kExitOk);
  usual.Run({"keys", "create", "--help"});
  EXPECT_EQ(fake.out(), usual.out());
}

TEST(Cli, AMistypedCommandIsAnsweredWithTheOneMeant) {
  FakeWorld fake;

  EXPECT_EQ(fake.Run({"kyes"}), kExitUsage);
  EXPECT_THAT(fake.err(), HasSubstr("did you mean \"keys\""));
  EXPECT_EQ(fake.out(), "");
}

TEST(Cli, AMistypedVerbIsAnsweredWithTheOneMeant) {
  FakeWorld fake;

  EXPECT_EQ(fake.Run({"keys", "rotat"}), kExitUsage);
  EXPECT_THAT(fake.err(), HasSubstr("did you mean \"rotate\""));
}

TEST(Cli, VersionIsACommandAndAFlag) {
  FakeWorld command;
  FakeWorld flag;

  EXPECT_EQ(command.Run({"version"}), kExitOk);
  EXPECT_EQ(flag.Run({"--version"}), kExitOk);
  EXPECT_EQ(command.out(), "rateguard " RG_VERSION "\n");
  EXPECT_EQ(flag.out(), command.out());
}

TEST(Cli, ServeGetsTheSettingsOfItsFlags) {
  FakeWorld fake;
  int threads = 0;
  fake.hooks.serve = [&](const ServeRequest& request) {
    threads = request.loaded.settings.threads;
    return 0;
  };

  EXPECT_EQ(fake.Run({"serve", "--proxy-port", "0", "--admin-port", "0", "--threads", "3"}),
            kExitOk);
  EXPECT_EQ(threads, 3);
}

TEST(Cli, KeysInTheEnvironmentAreOfferedAndNotShown) {
  FakeWorld fake;
  fake.world.environment["OPENAI_API_KEY"] = "sk-secret";
  fake.hooks.serve = [](const ServeRequest&) { return 0; };

  EXPECT_EQ(fake.Run({"serve", "--proxy-port", "0", "--admin-port", "0"}), kExitOk);
  EXPECT_THAT(fake.err(), HasSubstr("--credential-env OPENAI_API_KEY"));
  EXPECT_EQ(fake.err().find("sk-secret"), std::string::npos);
}

TEST(Cli, ServeStartsNothingWithWrongSettings) {
  FakeWorld fake;
  bool started = false;
  fake.hooks.serve = [&](const ServeRequest&) {
    started = true;
    return 0;
  };

  EXPECT_EQ(fake.Run({"serve", "--proxy-port", "80800", "--threads", "many"}), kExitConfiguration);
  EXPECT_FALSE(started);
  EXPECT_THAT(fake.err(), HasSubstr("--proxy-port"));
  EXPECT_THAT(fake.err(), HasSubstr("--threads")) << "all faults at once";
}

TEST(Cli, DemoHasADataFolderOfItsOwn) {
  FakeWorld fake;
  std::string folder;
  int days = 0;
  fake.hooks.demo = [&](const DemoRequest& request) {
    folder = request.loaded.settings.data_folder;
    days = request.days;
    return 0;
  };

  EXPECT_EQ(fake.Run({"demo", "--days", "7", "--proxy-port", "0", "--admin-port", "0"}), kExitOk);
  EXPECT_EQ(folder, "/nowhere/rateguard-demo");
  EXPECT_EQ(days, 7);
}

TEST(Cli, ConfigCheckListsFaultsAndExits78) {
  FakeWorld fake;
  fake.world.environment["RATEGUARD_PROXY__PROT"] = "1";

  EXPECT_EQ(fake.Run({"config", "check"}), kExitConfiguration);
  EXPECT_THAT(fake.out(), HasSubstr("RATEGUARD_PROXY__PROT"));
}

TEST(Cli, ConfigPrintsWhereValuesComeFrom) {
  FakeWorld fake;
  fake.world.environment["RATEGUARD_PROXY__PORT"] = "4001";

  EXPECT_EQ(fake.Run({"config", "print", "--origin"}), kExitOk);
  EXPECT_THAT(fake.out(), HasSubstr("4001"));
  EXPECT_THAT(fake.out(), HasSubstr("RATEGUARD_PROXY__PORT"));
}

TEST(Cli, AServerThatIsNotThereIs69AndSaysWhatToDo) {
  FakeWorld fake;

  EXPECT_EQ(fake.Run({"keys", "list"}), kExitUnavailable);
  EXPECT_THAT(fake.err(), HasSubstr("rateguard serve"));
}

TEST(Cli, ATokenThatIsNotThereIs77) {
  FakeWorld fake;
  fake.world.environment.erase("RATEGUARD_ADMIN_TOKEN");

  EXPECT_EQ(fake.Run({"keys", "list"}), kExitNoPermission);
  EXPECT_THAT(fake.err(), HasSubstr("/nowhere/rateguard"));
}

TEST(Cli, ATokenTheServerDoesNotKnowIs77AndIsNotRepeated) {
  FakeWorld fake;
  fake.Answer("GET /api/v1/workspaces", R"({"title":"A token is needed"})", 401);

  EXPECT_EQ(fake.Run({"keys", "list"}), kExitNoPermission);
  EXPECT_EQ(fake.err().find("rg_admin_test"), std::string::npos);
}

TEST(Cli, MetersAFileOfExchangesWithoutAServer) {
  FakeWorld fake;
  fake.Type(
      R"({"id":"1","provider":"openai","method":"POST","path":"/v1/embeddings","request":{"model":"text-embedding-3-small"},"status":200,"response":"{\"object\":\"list\",\"model\":\"text-embedding-3-small\",\"data\":[],\"usage\":{\"prompt_tokens\":1000000,\"total_tokens\":1000000}}","stream":false})"
      "\n\nnot json\n");

  EXPECT_EQ(fake.Run({"meter", "-"}), kExitFailure) << "one line was broken";
  EXPECT_THAT(fake.out(), HasSubstr("\"cost_nanos\":20000000"));
  EXPECT_THAT(fake.err(), HasSubstr("line 3"));
  EXPECT_TRUE(fake.requests().empty());
}

}  // namespace
}  // namespace rg::cli
