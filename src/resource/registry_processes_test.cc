// Several processes on one database, and several threads on one registry.
#include <atomic>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "resource/registry_world_test.h"

namespace rg::resource {
namespace {

namespace json = boost::json;

TEST(RegistryProcessesTest, TwoThatStartAtOnceMakeOneFirstWorkspace) {
  RegistryWorld world;
  const auto connection = *world.database().Open();
  const auto other = world.Another(*connection);
  ASSERT_TRUE(other->Load());
  ASSERT_TRUE(world.registry().MakeFirstWorkspace());

  EXPECT_TRUE(other->MakeFirstWorkspace()) << "for all it knew there was none";

  EXPECT_EQ(other->snapshot()->workspaces.size(), 1u);
}

// Lets something happen just before its first transaction, as another process might.
class Interrupted final : public store::sql::Connection {
 public:
  Interrupted(store::sql::Connection& connection, std::function<void()> interruption)
      : connection_(connection), interruption_(std::move(interruption)) {}

  Result<store::sql::Rows> Query(std::string_view sql,
                                 std::span<const store::sql::Value> parameters) override {
    return connection_.Query(sql, parameters);
  }
  Result<void> Each(std::string_view sql, std::span<const store::sql::Value> parameters,
                    const std::function<void(const store::sql::Row&)>& row) override {
    return connection_.Each(sql, parameters, row);
  }
  Result<std::int64_t> Execute(std::string_view sql,
                               std::span<const store::sql::Value> parameters) override {
    return connection_.Execute(sql, parameters);
  }
  Result<void> Transaction(const std::function<Result<void>()>& work) override {
    if (interruption_) std::exchange(interruption_, nullptr)();
    return connection_.Transaction(work);
  }
  Result<void> Snapshot(const std::function<Result<void>()>& work) override {
    return connection_.Snapshot(work);
  }
  Result<void> Within(WorkspaceId workspace, const std::function<Result<void>()>& work) override {
    return connection_.Within(workspace, work);
  }

 private:
  store::sql::Connection& connection_;
  std::function<void()> interruption_;
};

TEST(RegistryProcessesTest, ACreateThatIsUnderWayInAnotherProcessIsMadeOnce) {
  RegistryWorld world;
  const WorkspaceId workspace = world.MakeWorkspace("acme");
  const auto connection = *world.database().Open();
  const Registry::Idempotency same{"key-1", "hash"};
  const auto create = [&](Registry& registry) {
    return registry.Create(ProjectKind(), workspace, json::parse(R"({"name":"apollo"})"),
                           {"test", {}, {}}, same);
  };
  std::string first;
  Interrupted interrupted(*connection, [&] {
    const auto made = create(world.registry());
    if (made) first = json::serialize(made->document);
  });
  const auto other = world.Another(interrupted);
  ASSERT_TRUE(other->Load());

  const auto second = create(*other);

  ASSERT_TRUE(second) << second.error().error.detail;
  EXPECT_EQ(json::serialize(second->document), first);
  EXPECT_EQ(world.registry().List(ProjectKind(), workspace, {})->documents.size(), 1u);
}

TEST(RegistryProcessesTest, WhoFollowsAndWhoChangesMayBeDifferentThreads) {
  RegistryWorld world;
  const WorkspaceId workspace = world.MakeWorkspace("acme");
  std::atomic<bool> over = false;
  std::thread follower([&] {
    while (!over) {
      EXPECT_TRUE(world.registry().Poll());
      EXPECT_NE(world.registry().snapshot(), nullptr);
      EXPECT_EQ(world.registry().FindWorkspace("acme"), workspace);
    }
  });

  for (int i = 0; i < 20; ++i) {
    world.Make(KeyKind(), workspace, R"({"name":"key-)" + std::to_string(i) + "\"}");
  }
  over = true;
  follower.join();

  EXPECT_EQ(world.registry().snapshot()->keys.keys().size(), 20u);
}

}  // namespace
}  // namespace rg::resource
