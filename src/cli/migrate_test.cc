#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/fake_world.h"

namespace rg::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MigrateFrom : public ::testing::Test {
 protected:
  MigrateFrom() {
    fake_.world.environment["RATEGUARD_DATABASE__URL"] = "postgres://db/rateguard";
    fake_.world.environment["RATEGUARD_DATA_FOLDER"] = "/new";
    fake_.hooks.migrate = [](const auto&, Migration) { return Result<bool>(true); };
    fake_.hooks.move_in = [this](const config::Settings&, const std::string& folder) {
      from_ = folder;
      return moved_;
    };
  }

  cli::testing::FakeWorld fake_;
  Result<Moved> moved_ = Moved{.resources = 57, .changes = 1'230, .calls = 1'234'567};
  std::string from_;
};

TEST_F(MigrateFrom, SaysWhatWasMovedAndWhatIsToBeDoneNow) {
  ASSERT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitOk) << fake_.err();
  EXPECT_EQ(from_, "/old");
  EXPECT_THAT(fake_.err(), AllOf(HasSubstr("57 workspaces, keys"), HasSubstr("1,230 lines"),
                                 HasSubstr("The history of 1,234,567 calls is in /new."),
                                 HasSubstr("no gateway run on /old any more"),
                                 HasSubstr("Next: rateguard serve")));
}

TEST_F(MigrateFrom, SaysWhatClickHouseHas) {
  moved_->in_clickhouse = true;
  ASSERT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitOk);
  EXPECT_THAT(fake_.err(), HasSubstr("ClickHouse has it too.\n"));

  moved_->refused = 2;
  ASSERT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitOk);
  EXPECT_THAT(fake_.err(), HasSubstr("but for 2 events that it did not take"));
}

TEST_F(MigrateFrom, WarnsOfNoFolderThatIsStillTheOne) {
  moved_->stays = true;

  ASSERT_EQ(fake_.Run({"migrate", "--from-data", "/new"}), kExitOk);
  EXPECT_THAT(fake_.err(), AllOf(HasSubstr("stays in /new"), Not(HasSubstr("any more"))));
}

TEST_F(MigrateFrom, SaysThatThereWasNothingToDo) {
  moved_->configuration_was_there = moved_->history_was_there = true;

  ASSERT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitOk);
  EXPECT_THAT(fake_.err(), AllOf(HasSubstr("it was moved before"), HasSubstr("already")));
}

TEST_F(MigrateFrom, EndsWithTheReasonOfAMoveThatFailed) {
  moved_ = Fail(Errc::kConflict, "it holds a configuration of its own already", "database.url");

  EXPECT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitFailure);
  EXPECT_THAT(fake_.err(), HasSubstr("database.url"));
}

TEST_F(MigrateFrom, IsNotMixedWithALook) {
  EXPECT_EQ(fake_.Run({"migrate", "--check", "--from-data", "/old"}), kExitUsage);
  EXPECT_EQ(from_, "");
}

TEST_F(MigrateFrom, WantsADatabaseToMoveInto) {
  fake_.world.environment.erase("RATEGUARD_DATABASE__URL");

  EXPECT_EQ(fake_.Run({"migrate", "--from-data", "/old"}), kExitUsage);
  EXPECT_THAT(fake_.err(), HasSubstr("database.url"));
}

}  // namespace
}  // namespace rg::cli
