#include "resource/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "auth/identify.h"
#include "auth/recent_keys.h"
#include "core/provider.h"
#include "resource/registry_world_test.h"

namespace rg::resource {
namespace {

namespace json = boost::json;
using std::chrono::hours;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class RegistryTest : public testing::Test {
 protected:
  Checked<Registry::Changed> Create(const Kind& kind, std::string_view text,
                                    std::optional<Registry::Idempotency> idempotency = {}) {
    return world_.registry().Create(kind, workspace_, json::parse(text), {"test", {}, {}},
                                    idempotency);
  }
  Checked<Registry::Changed> Update(const Kind& kind, const Uuid& id, std::string_view text,
                                    std::optional<std::int64_t> version = {}) {
    return world_.registry().Update(kind, workspace_, id, json::parse(text), {"test", version, {}});
  }
  json::object Make(const Kind& kind, std::string_view text) {
    return world_.Make(kind, workspace_, text);
  }
  // What auth says of a key's text now.
  Errc Knows(std::string_view text) {
    const auto digest = auth::DigestOf(world_.hasher(), text);
    if (!digest) return digest.error().code;
    const auto known =
        auth::Identify(world_.in_force()->keys, *digest, "127.0.0.1", world_.clock().Now());
    return known ? Errc::kInvalidRequest : known.error().code;
  }
  static constexpr Errc kKnown = Errc::kInvalidRequest;
  static std::string KeyText(const json::object& document) {
    return std::string{document.at("key").get_string()};
  }
  // Everything the database holds, as text.
  std::string Dump() {
    std::string dump;
    const auto rows = world_.connection().Query(
        "SELECT doc FROM resources UNION ALL SELECT response FROM idempotency "
        "UNION ALL SELECT doc_before || doc_after FROM audit_log",
        {});
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().detail);
    if (!rows) return dump;
    for (const auto& row : *rows) {
      if (!row.IsNull(0)) dump += row.Text(0) + "\n";
    }
    return dump;
  }

  RegistryWorld world_;
  WorkspaceId workspace_ = world_.MakeWorkspace("acme");
};

TEST_F(RegistryTest, AChangeIsInForceWhenItsAnswerArrives) {
  const json::object key = Make(KeyKind(), R"({"name":"app"})");

  EXPECT_EQ(Knows(KeyText(key)), kKnown);
}

TEST_F(RegistryTest, AKeysTextIsShownOnceAndStoredNowhere) {
  const json::object key = Make(KeyKind(), R"({"name":"app"})");
  const auto again = world_.registry().Get(KeyKind(), workspace_, RegistryWorld::IdIn(key));

  EXPECT_THAT(KeyText(key), testing::StartsWith("rg_live_"));
  EXPECT_FALSE(again->document.contains("key"));
  EXPECT_FALSE(again->document.contains("digest"));
  EXPECT_THAT(Dump(), Not(HasSubstr(KeyText(key))));
}

TEST_F(RegistryTest, RevokedAndPausedKeysAreRefusedAtOnceAndResumedOnesAreNot) {
  const json::object key = Make(KeyKind(), R"({"name":"app"})");
  const Uuid id = RegistryWorld::IdIn(key);
  const Registry::Change change{"test", {}, {}};

  EXPECT_TRUE(world_.registry().PauseKey(workspace_, id, change));
  EXPECT_EQ(Knows(KeyText(key)), Errc::kForbidden);
  EXPECT_TRUE(world_.registry().ResumeKey(workspace_, id, change));
  EXPECT_EQ(Knows(KeyText(key)), kKnown);
  EXPECT_TRUE(world_.registry().RevokeKey(workspace_, id, change));
  EXPECT_EQ(Knows(KeyText(key)), Errc::kUnauthenticated);
  EXPECT_EQ(world_.registry().ResumeKey(workspace_, id, change).error().error.code,
            Errc::kConflict);
}

TEST_F(RegistryTest, BothTextsOfARotatedKeyWorkUntilTheOverlapEnds) {
  const json::object key = Make(KeyKind(), R"({"name":"app"})");
  const auto rotated =
      world_.registry().RotateKey(workspace_, RegistryWorld::IdIn(key), hours{1}, {"test", {}, {}});
  ASSERT_TRUE(rotated);

  EXPECT_EQ(Knows(KeyText(key)), kKnown);
  EXPECT_EQ(Knows(KeyText(rotated->document)), kKnown);
  world_.clock().Advance(hours{1} + seconds{1});
  EXPECT_EQ(Knows(KeyText(key)), Errc::kUnauthenticated);
  EXPECT_EQ(Knows(KeyText(rotated->document)), kKnown);
}

TEST_F(RegistryTest, ACredentialRestsSealedAndIsShownAsItsLastFour) {
  const json::object api =
      Make(ApiKind(), R"({"provider":"openai","credential":"sk-canary-1234567890"})");

  EXPECT_EQ(api.at("credential"), "****7890");
  EXPECT_EQ(api.at("base_url"), "https://api.openai.com");
  EXPECT_THAT(Dump(), Not(HasSubstr("canary")));
  const route::Api* used = world_.in_force()->apis.BySlug(workspace_, "openai");
  ASSERT_NE(used, nullptr);
  EXPECT_EQ(used->credential.Reveal(), "sk-canary-1234567890");
}

TEST_F(RegistryTest, ACredentialSurvivesChangesOfOtherMembers) {
  const json::object api =
      Make(ApiKind(), R"({"provider":"openai","credential":"sk-canary-1234567890"})");

  ASSERT_TRUE(Update(ApiKind(), RegistryWorld::IdIn(api), R"({"retries":0})"));

  const route::Api* used = world_.in_force()->apis.BySlug(workspace_, "openai");
  EXPECT_EQ(used->retries, 0);
  EXPECT_EQ(used->credential.Reveal(), "sk-canary-1234567890");
}

TEST_F(RegistryTest, AnOlderCopyOfARowDoesNotOpen) {
  const json::object api =
      Make(ApiKind(), R"({"provider":"openai","credential":"sk-old-1234567890"})");
  const Uuid id = RegistryWorld::IdIn(api);
  auto old = store::sql::ResourceRows{world_.connection()}.Get("api", id);
  ASSERT_TRUE(Update(ApiKind(), id, R"({"credential":"sk-new-1234567890"})"));

  old->version = 2;
  ASSERT_TRUE(store::sql::ResourceRows{world_.connection()}.Update(*old));

  EXPECT_FALSE(world_.registry().Get(ApiKind(), workspace_, id));
}

TEST_F(RegistryTest, AllFaultsOfAnInputComeAtOnce) {
  const auto refused =
      Create(BudgetKind(), R"({"amuont":"5","period":"hourly","thresholds":["a"]})");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.code, Errc::kInvalidRequest);
  EXPECT_THAT(refused.error().faults,
              testing::ElementsAre(testing::Field(&config::Fault::pointer, "/amuont"),
                                   testing::Field(&config::Fault::pointer, "/period"),
                                   testing::Field(&config::Fault::pointer, "/thresholds/0"),
                                   testing::Field(&config::Fault::pointer, "/name"),
                                   testing::Field(&config::Fault::pointer, "/amount")));
}

TEST_F(RegistryTest, ABudgetAboveNineMillionDollarsIsRefusedWithTheReason) {
  EXPECT_TRUE(Create(BudgetKind(), R"({"name":"most","amount":"9000000"})"));

  const auto refused = Create(BudgetKind(), R"({"name":"more","amount":"9000000.000000001"})");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.at(0).pointer, "/amount");
  EXPECT_THAT(refused.error().faults.at(0).detail, HasSubstr("2^53"));
}

TEST_F(RegistryTest, WhatANewThingRefersToMustExistInItsWorkspace) {
  const WorkspaceId other = world_.MakeWorkspace("other");
  const json::object theirs = world_.Make(ProjectKind(), other, R"({"name":"theirs"})");
  const std::string id{theirs.at("id").get_string()};

  const auto key = Create(KeyKind(), R"({"name":"k","project":")" + id + "\"}");
  const auto budget =
      Create(BudgetKind(), R"({"name":"b","amount":"1","scope":"api","subject":"nowhere"})");

  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().faults.at(0).pointer, "/project");
  ASSERT_FALSE(budget);
  EXPECT_EQ(budget.error().faults.at(0).pointer, "/subject");
}

TEST_F(RegistryTest, WhatIsReferredToCannotBeDeleted) {
  const json::object project = Make(ProjectKind(), R"({"name":"web"})");
  const std::string id{project.at("id").get_string()};
  const json::object key = Make(KeyKind(), R"({"name":"k","project":")" + id + "\"}");
  const Registry::Change change{"test", {}, {}};

  const auto refused =
      world_.registry().Delete(ProjectKind(), workspace_, RegistryWorld::IdIn(project), change);
  EXPECT_TRUE(world_.registry().Delete(KeyKind(), workspace_, RegistryWorld::IdIn(key), change));
  const auto allowed =
      world_.registry().Delete(ProjectKind(), workspace_, RegistryWorld::IdIn(project), change);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.code, Errc::kConflict);
  EXPECT_TRUE(allowed);
}

TEST_F(RegistryTest, AWorkspaceIsDeletedOnlyWhenEmpty) {
  const json::object project = Make(ProjectKind(), R"({"name":"web"})");
  const Registry::Change change{"test", {}, {}};

  const auto refused = world_.registry().Delete(WorkspaceKind(), {}, workspace_, change);
  ASSERT_TRUE(
      world_.registry().Delete(ProjectKind(), workspace_, RegistryWorld::IdIn(project), change));

  EXPECT_EQ(refused.error().error.code, Errc::kConflict);
  EXPECT_TRUE(world_.registry().Delete(WorkspaceKind(), {}, workspace_, change));
}

TEST_F(RegistryTest, AnotherWorkspacesThingIsAsAbsentAsAnAbsentOne) {
  const WorkspaceId other = world_.MakeWorkspace("other");
  const json::object key = Make(KeyKind(), R"({"name":"k"})");

  const auto theirs = world_.registry().Get(KeyKind(), other, RegistryWorld::IdIn(key));
  const auto absent = world_.registry().Get(KeyKind(), other, Uuid{{1}});

  EXPECT_EQ(theirs.error().error.code, Errc::kNotFound);
  EXPECT_EQ(theirs.error().error.detail, absent.error().error.detail);
}

TEST_F(RegistryTest, ANameThatIsTakenIsAConflictOfThatMember) {
  Make(ApiKind(), R"({"provider":"openai","credential":"sk-1234567890ab"})");

  const auto refused = Create(ApiKind(), R"({"provider":"openai","credential":"sk-1234567890ab"})");

  EXPECT_EQ(refused.error().error.code, Errc::kConflict);
  EXPECT_EQ(refused.error().faults.at(0).pointer, "/slug");
}

TEST_F(RegistryTest, OfTwoWhoReadTheSameVersionOnlyTheFirstChangesIt) {
  const json::object limit = Make(LimitKind(), R"({"name":"l","amount":10,"window":"1m"})");
  const Uuid id = RegistryWorld::IdIn(limit);

  const auto first = Update(LimitKind(), id, R"({"amount":20})", 1);
  const auto second = Update(LimitKind(), id, R"({"amount":30})", 1);

  ASSERT_TRUE(first);
  EXPECT_EQ(first->version, 2);
  EXPECT_EQ(second.error().error.code, Errc::kPreconditionFailed);
}

TEST_F(RegistryTest, ARepeatedCreateIsOneCreateAnsweredAlike) {
  const Registry::Idempotency once{"k-1", "hash"};

  const auto first = Create(KeyKind(), R"({"name":"app"})", once);
  const auto again = Create(KeyKind(), R"({"name":"app"})", once);
  const auto other = Create(KeyKind(), R"({"name":"b"})", Registry::Idempotency{"k-1", "other"});

  ASSERT_TRUE(again) << again.error().error.detail;
  EXPECT_EQ(again->document, first->document);
  EXPECT_EQ(world_.in_force()->keys.keys().size(), 1u);
  EXPECT_EQ(other.error().error.code, Errc::kConflict);
  EXPECT_THAT(Dump(), Not(HasSubstr(KeyText(first->document))));
}

TEST_F(RegistryTest, AFirstStartHasAWorkspaceAndALaterOneKeepsItsOwn) {
  ASSERT_TRUE(world_.registry().MakeFirstWorkspace());
  EXPECT_FALSE(world_.registry().FindWorkspace("default")) << "there is acme already";
  ASSERT_TRUE(world_.registry().Delete(WorkspaceKind(), {}, workspace_, {"test", {}, {}}));

  ASSERT_TRUE(world_.registry().MakeFirstWorkspace());

  EXPECT_TRUE(world_.registry().FindWorkspace("default"));
}

TEST_F(RegistryTest, ARowThatDoesNotParseKeepsTheOldSnapshotAndIsReported) {
  Make(KeyKind(), R"({"name":"app"})");
  auto second_connection = *world_.database().Open();
  const Registry::Snapshot before = world_.in_force();
  store::sql::ResourceRow broken{"limit", Uuid{{9}},   workspace_, "broken", R"({"amount":"x"})",
                                 1,       TimePoint{}, TimePoint{}};
  ASSERT_TRUE(store::sql::ResourceRows{*second_connection}.Insert(broken));

  const Result<void> polled = world_.registry().Poll();

  ASSERT_FALSE(polled);
  EXPECT_THAT(polled.error().detail, HasSubstr("/amount must be a whole number"));
  EXPECT_EQ(world_.in_force(), before);
  EXPECT_FALSE(world_.registry().Poll()) << "what is in force is still not what is stored";
}

TEST_F(RegistryTest, ABrokenRowCanBeDeletedAndThenAllIsWellAgain) {
  store::sql::ResourceRow broken{"limit", Uuid{{9}}, workspace_,  "broken",
                                 "{",     1,         TimePoint{}, TimePoint{}};
  ASSERT_TRUE(store::sql::ResourceRows{world_.connection()}.Insert(broken));
  EXPECT_FALSE(Create(KeyKind(), R"({"name":"app"})"));

  EXPECT_TRUE(world_.registry().Delete(LimitKind(), workspace_, broken.id, {"test", {}, {}}));

  EXPECT_TRUE(Create(KeyKind(), R"({"name":"app"})"));
}

TEST_F(RegistryTest, AnotherProcessesChangeIsSeenByTheNextPoll) {
  auto connection = *world_.database().Open();
  const auto other = world_.Another(*connection);
  ASSERT_TRUE(other->Load());
  const int before = world_.published();
  ASSERT_TRUE(
      other->Create(ProjectKind(), workspace_, json::parse(R"({"name":"p"})"), {"other", {}, {}}));

  ASSERT_TRUE(world_.registry().Poll());
  ASSERT_TRUE(world_.registry().Poll());

  EXPECT_EQ(world_.published(), before + 2) << "theirs, and ours once";
}

TEST_F(RegistryTest, AChangeThatCannotBeBuiltChangesNothing) {
  const int before = world_.published();

  const auto refused = Create(LimitKind(), R"({"name":"l","amount":0,"window":"1m"})");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.code, Errc::kInvalidRequest);
  EXPECT_EQ(world_.published(), before);
  const auto page = world_.registry().List(LimitKind(), workspace_, {});
  EXPECT_THAT(page->documents, IsEmpty());
}

TEST_F(RegistryTest, ListsArePagedOldestFirstAndFiltered) {
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    world_.clock().Advance(seconds{1});
    Make(KeyKind(), R"({"name":")" + std::string{name} + R"(","tags":["t"]})");
  }

  const auto first = world_.registry().List(KeyKind(), workspace_, {{}, 3, {}});
  const auto second = world_.registry().List(KeyKind(), workspace_, {first->next, 3, {}});
  const auto only = world_.registry().List(KeyKind(), workspace_, {{}, 50, {{"name", "d"}}});

  EXPECT_EQ(first->documents.size(), 3u);
  EXPECT_EQ(first->documents.at(0).at("name"), "a");
  EXPECT_EQ(second->documents.size(), 2u);
  EXPECT_FALSE(second->next);
  ASSERT_EQ(only->documents.size(), 1u);
  EXPECT_EQ(only->documents.at(0).at("name"), "d");
}

TEST_F(RegistryTest, EveryChangeIsInTheAuditLogWithBeforeAndAfter) {
  const json::object limit = Make(LimitKind(), R"({"name":"l","amount":10,"window":"1m"})");
  world_.clock().Advance(seconds{1});
  ASSERT_TRUE(Update(LimitKind(), RegistryWorld::IdIn(limit), R"({"amount":20})"));

  const auto log = world_.registry().AuditLog(workspace_, RegistryWorld::IdIn(limit), {}, 10);

  ASSERT_TRUE(log);
  ASSERT_EQ(log->size(), 2u);
  EXPECT_EQ(log->at(0).action, "update");
  EXPECT_THAT(log->at(0).before, HasSubstr("\"amount\":10"));
  EXPECT_THAT(log->at(0).after, HasSubstr("\"amount\":20"));
  EXPECT_EQ(log->at(1).action, "create");
}

TEST_F(RegistryTest, AWorkspacesOwnPriceStandsBeforeTheCatalogues) {
  const meter::Price* before =
      world_.in_force()->FindWorkspace(workspace_)->prices->Find("openai", "gpt-4o");
  ASSERT_NE(before, nullptr);

  Make(
      PriceKind(),
      R"({"provider":"openai","model":"gpt-4o","rates":{"input_mtok":"0.01","output_mtok":"0.02"}})");

  const pipeline::Workspace* workspace = world_.in_force()->FindWorkspace(workspace_);
  const meter::Price* after = workspace->prices->Find("openai", "gpt-4o");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->periods.back().card.front().rates.pico[0], 10'000);
}

TEST_F(RegistryTest, ALimitOfMoneyIsSaidInDollars) {
  Make(LimitKind(), R"({"name":"m","unit":"money","money":"0.5","window":"1h"})");
  const auto wrong = Create(LimitKind(), R"({"name":"n","unit":"money","amount":5,"window":"1h"})");

  const auto& policy = world_.in_force()->policies.Find(workspace_);
  ASSERT_EQ(policy->rules.size(), 1u);
  EXPECT_EQ(policy->rules[0].amount, 500'000'000);
  EXPECT_EQ(wrong.error().faults.at(0).pointer, "/money");
}

TEST_F(RegistryTest, AnOperatorsLimitIsForEveryWorkspace) {
  const WorkspaceId other = world_.MakeWorkspace("other");

  world_.Make(LimitKind(), {}, R"({"name":"all","amount":10,"window":"1m","scope":"ip"})");

  EXPECT_EQ(world_.in_force()->policies.Find(workspace_)->rules.size(), 1u);
  EXPECT_EQ(world_.in_force()->policies.Find(other)->rules.size(), 1u);
}

TEST_F(RegistryTest, TheCostOfAnApiFollowsFromThePriceItNames) {
  const json::object api =
      Make(ApiKind(),
           R"({"slug":"sms","base_url":"https://sms.example","cost":{"per_request":"0.0075"}})");
  const json::object unknown =
      Make(ApiKind(), R"({"slug":"maps","base_url":"https://maps.example"})");

  const auto* sms = world_.in_force()->FindCostModel(ApiId{RegistryWorld::IdIn(api)});
  const auto* maps = world_.in_force()->FindCostModel(ApiId{RegistryWorld::IdIn(unknown)});
  EXPECT_EQ(sms->kind, meter::CostKind::kPerRequest);
  EXPECT_EQ(sms->per_request, Money::Nanos(7'500'000));
  EXPECT_EQ(maps->kind, meter::CostKind::kUnpriced);
}

TEST(ProviderPresets, EveryProviderIsMadeFromItsNameAlone) {
  RegistryWorld world;
  const WorkspaceId workspace = world.MakeWorkspace("presets");
  for (const Provider& row : Providers()) {
    std::string input = R"({"provider":")" + std::string(row.name) + "\"";
    if (row.base_url.empty()) input += R"(,"base_url":"https://x.openai.azure.com/openai")";

    const auto made = world.Make(ApiKind(), workspace, input + "}");

    EXPECT_EQ(made.at("slug").as_string(), row.name);
    EXPECT_EQ(made.at("family").as_string(), ToString(row.family)) << row.name;
    if (!row.base_url.empty()) {
      EXPECT_EQ(made.at("base_url").as_string(), row.base_url);
    }
    const auto& auth = made.at("auth").as_object();
    const bool header = row.credential == Provider::Credential::kHeader;
    EXPECT_EQ(auth.at("header").as_string(), header ? row.header : "") << row.name;
    EXPECT_EQ(auth.at("way").as_string() == "none", row.credential == Provider::Credential::kNone);
    EXPECT_EQ(made.at("cost").as_object().at("kind").as_string(), row.local ? "free" : "model");
  }
}

}  // namespace
}  // namespace rg::resource
