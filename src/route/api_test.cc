#include "route/api.h"

#include <gtest/gtest.h>

namespace rg::route {
namespace {

class ApiTableTest : public ::testing::Test {
 protected:
  Api& Add(const std::string& slug, const std::string& provider,
           std::vector<std::string> models = {}, Family family = Family::kOpenAi) {
    Api& api = apis_.emplace_back();
    api.workspace = workspace_;
    api.slug = slug;
    api.catalogue_provider = provider;
    api.models = std::move(models);
    api.family = family;
    return api;
  }
  std::string For(std::string_view model, Family family = Family::kOpenAi) {
    const ApiTable table(apis_);
    const Api* const api = table.ForModel(workspace_, family, model);
    return api == nullptr ? "none" : api->slug;
  }

  IdSource ids_{1};
  WorkspaceId workspace_ = ids_.New<WorkspaceId>(TimePoint{});
  std::vector<Api> apis_;
};

TEST_F(ApiTableTest, AnApiIsFoundOnlyInItsWorkspace) {
  Add("openai", "openai");
  const ApiTable table(apis_);

  EXPECT_EQ(table.BySlug(workspace_, "openai")->slug, "openai");
  EXPECT_EQ(table.BySlug(workspace_, "open"), nullptr);
  EXPECT_EQ(table.BySlug(ids_.New<WorkspaceId>(TimePoint{}), "openai"), nullptr);
  EXPECT_EQ(table.ForModel(ids_.New<WorkspaceId>(TimePoint{}), Family::kOpenAi, "gpt-4o"), nullptr);
}

TEST_F(ApiTableTest, ADisabledApiIsNotThere) {
  Add("openai", "openai").enabled = false;
  const ApiTable table(apis_);

  EXPECT_EQ(table.BySlug(workspace_, "openai"), nullptr);
  EXPECT_EQ(table.FirstOf(workspace_, Family::kOpenAi), nullptr);
  EXPECT_TRUE(table.Slugs(workspace_).empty());
}

TEST_F(ApiTableTest, TheExactNameWinsOverAGlobAndTheLongerGlobOverTheShorter) {
  Add("a", "x", {"*"});
  Add("b", "x", {"gpt-*"});
  Add("c", "x", {"gpt-4*"});
  Add("d", "x", {"gpt-4o"});
  Add("openai", "openai");

  EXPECT_EQ(For("gpt-4o"), "d");
  EXPECT_EQ(For("gpt-4o-mini"), "c");
  EXPECT_EQ(For("gpt-5"), "b");
  EXPECT_EQ(For("llama"), "a");
}

TEST_F(ApiTableTest, WellKnownNamesGoToTheirProvider) {
  Add("groq", "groq");
  Add("main", "openai");
  Add("claude", "anthropic", {}, Family::kAnthropic);

  EXPECT_EQ(For("gpt-4o"), "main");
  EXPECT_EQ(For("o1-mini"), "main");
  EXPECT_EQ(For("text-embedding-3-small"), "main");
  EXPECT_EQ(For("claude-opus-4-8", Family::kAnthropic), "claude");
  EXPECT_EQ(For("llama-3.3-70b"), "none") << "two could serve it, and neither says so";
}

TEST_F(ApiTableTest, TheOnlyApiOfAFamilyServesWhateverIsAsked) {
  Add("ollama", "");
  Add("claude", "anthropic", {}, Family::kAnthropic);

  EXPECT_EQ(For("llama3.2"), "ollama");
  EXPECT_EQ(For("my-own", Family::kAnthropic), "claude");
}

TEST_F(ApiTableTest, AnApiWithAListServesNothingElse) {
  Add("narrow", "openai", {"gpt-4o"});
  EXPECT_EQ(For("gpt-4o"), "narrow");
  EXPECT_EQ(For("gpt-5"), "none");
}

TEST_F(ApiTableTest, EqualApisAreChosenBySlugWhateverTheirOrder) {
  Add("z", "openai", {"gpt-*"});
  Add("a", "openai", {"gpt-*"});
  EXPECT_EQ(For("gpt-4o"), "a");
  std::swap(apis_[0], apis_[1]);
  EXPECT_EQ(For("gpt-4o"), "a");
}

}  // namespace
}  // namespace rg::route
