#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/crypto.h"
#include "resource/registry_world_test.h"

namespace rg::resource {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string CatalogueText(const std::string& name, const std::string& input_price) {
  const std::string below =
      "provider openai\nmodel gpt-4o\nis =gpt-4o\nprice input_mtok=" + input_price + "\n";
  return "version " + name + "+" + ToHex(Sha256(below)).substr(0, 8) + "\n" + below;
}

class CatalogueTest : public testing::Test {
 protected:
  Checked<void> Use(const std::string& text, std::optional<std::int64_t> version = {}) {
    return world_.registry().UseCatalogue(text, {"test", version, {}});
  }
  // What a million tokens of input cost in the workspace, as calls see it.
  static std::string InputPrice(const Registry::Snapshot& snapshot, WorkspaceId workspace) {
    const meter::Price* price =
        snapshot->FindWorkspace(workspace)->prices->Find("openai", "gpt-4o");
    return price == nullptr ? "none" : FormatDecimal(price->periods[0].card[0].rates.pico[0], 6);
  }
  std::string InputPrice() { return InputPrice(world_.in_force(), workspace_); }

  RegistryWorld world_;
  WorkspaceId workspace_ = world_.MakeWorkspace("acme");
};

TEST_F(CatalogueTest, ALoadedOneIsInForceWhenItIsAccepted) {
  ASSERT_EQ(InputPrice(), "2.5");

  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  EXPECT_EQ(InputPrice(), "2");
  EXPECT_TRUE(world_.registry().catalogue().loaded);
  EXPECT_EQ(world_.registry().catalogue().version, 1);
  EXPECT_EQ(world_.registry().catalogue().actor, "test");
}

TEST_F(CatalogueTest, ASnapshotFromBeforeKeepsItsPrices) {
  const Registry::Snapshot before = world_.in_force();

  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  EXPECT_EQ(InputPrice(before, workspace_), "2.5") << "a call under way has it";
}

TEST_F(CatalogueTest, AFaultyOneChangesNothing) {
  const int published = world_.published();

  const auto refused = Use("version newer\nprovider\n");

  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().faults.size(), 1u);
  EXPECT_EQ(refused.error().faults[0].pointer, "/text");
  EXPECT_THAT(refused.error().faults[0].detail, HasSubstr("line 2: a provider has a name"));
  EXPECT_EQ(world_.published(), published);
  EXPECT_EQ(world_.registry().catalogue().version, 0);
}

TEST_F(CatalogueTest, TheBuiltInOneComesBack) {
  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  ASSERT_TRUE(Use(""));

  EXPECT_EQ(InputPrice(), "2.5");
  EXPECT_FALSE(world_.registry().catalogue().loaded);
  EXPECT_EQ(world_.registry().catalogue().version, 2) << "an old If-Match must not fit";
}

TEST_F(CatalogueTest, SomebodyWhoSawAnotherOneIsRefused) {
  ASSERT_TRUE(Use(CatalogueText("newer", "2"), 0));

  const auto refused = Use(CatalogueText("mine", "3"), 0);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.code, Errc::kPreconditionFailed);
  EXPECT_EQ(InputPrice(), "2");
}

TEST_F(CatalogueTest, AnotherProcessAndTheNextStartHaveItToo) {
  const auto connection = *world_.database().Open();
  const auto other = world_.Another(*connection);
  ASSERT_TRUE(other->Load());
  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  ASSERT_TRUE(other->Poll());
  const auto next = world_.Another(world_.connection());
  ASSERT_TRUE(next->Load());

  EXPECT_EQ(InputPrice(other->snapshot(), workspace_), "2");
  EXPECT_EQ(InputPrice(next->snapshot(), workspace_), "2");
}

TEST_F(CatalogueTest, PricesOfAWorkspaceStandInFrontOfIt) {
  world_.Make(PriceKind(), workspace_,
              R"({"provider":"openai","model":"gpt-4o","rates":{"input_mtok":"7"}})");

  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  EXPECT_EQ(InputPrice(), "7");
  EXPECT_THAT(std::string(world_.in_force()->FindWorkspace(workspace_)->prices->version()),
              HasSubstr("newer+"));
}

TEST_F(CatalogueTest, OneThatThisProgramDoesNotReadIsSaidAndTheBuiltInOneStaysInForce) {
  ASSERT_TRUE(world_.connection().Execute(
      "INSERT INTO price_catalogue (name, version, body, actor, updated) "
      "VALUES ('prices', 5, 'a form of another year', 'somebody', 0)",
      {}));
  const auto next = world_.Another(world_.connection());

  ASSERT_TRUE(next->Load());

  EXPECT_EQ(InputPrice(next->snapshot(), workspace_), "2.5");
  EXPECT_FALSE(next->catalogue().loaded);
  EXPECT_THAT(next->catalogue().fault, HasSubstr("line 1"));
}

TEST_F(CatalogueTest, ItsChangeIsInTheAuditLog) {
  ASSERT_TRUE(Use(CatalogueText("newer", "2")));

  const auto log = world_.registry().AuditLog(WorkspaceId{}, std::nullopt, std::nullopt, 10);

  ASSERT_TRUE(log) << log.error().detail;
  ASSERT_FALSE(log->empty());
  EXPECT_EQ(log->front().kind, "price catalogue");
  EXPECT_EQ(log->front().actor, "test");
  EXPECT_THAT(log->front().before, HasSubstr("genai-prices-"));
  EXPECT_THAT(log->front().after, HasSubstr("newer+"));
}

}  // namespace
}  // namespace rg::resource
