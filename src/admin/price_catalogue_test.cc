#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "admin/admin_world_test.h"
#include "core/crypto.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::StartsWith;

constexpr char kCatalogue[] = "/api/v1/prices/catalogue";

class PriceCatalogueTest : public testing::Test {
 protected:
  Answer Use(const std::string& body, AdminWorld::Headers headers = {}) {
    return world_.Call("PUT", kCatalogue, body, std::move(headers));
  }
  Answer Get(const std::string& path) { return world_.Call("GET", path); }

  // The body that uses one model at that price.
  static std::string With(const std::string& input_price) {
    const std::string below =
        "provider openai\nmodel gpt-4o\nis =gpt-4o\nprice input_mtok=" + input_price + "\n";
    const std::string version = "newer+" + ToHex(Sha256(below)).substr(0, 8);
    return json::serialize(json::object{{"text", "version " + version + "\n" + below}});
  }

  AdminWorld world_;
};

TEST_F(PriceCatalogueTest, TheBuiltInOneIsInForceAtFirst) {
  const json::value shown = Get(kCatalogue).Json();

  EXPECT_EQ(shown.at("source"), "built-in");
  EXPECT_EQ(shown.at("version"), shown.at("built_in_version"));
  EXPECT_TRUE(shown.at("updated_at").is_null());
  EXPECT_GT(shown.at("models").to_number<int>(), 1000);
}

TEST_F(PriceCatalogueTest, AnotherOneIsComparedAndThenUsed) {
  const Answer compared = world_.Call("POST", std::string(kCatalogue) + "/compare", With("2"));
  const json::value difference = compared.Json();
  const std::string etag{difference.at("etag").get_string()};

  ASSERT_EQ(compared.status, 200) << compared.body;
  EXPECT_EQ(Get(kCatalogue).Json().at("source"), "built-in") << "comparing changes nothing";
  EXPECT_TRUE(difference.at("added").as_array().empty());
  EXPECT_GT(difference.at("removed").as_array().size(), 1000u);
  EXPECT_THAT(json::serialize(difference.at("changed")),
              HasSubstr(R"({"what":"input_uncached","before":"2.5","after":"2"})"));

  const Answer used = Use(With("2"), {{"If-Match", etag}});

  ASSERT_EQ(used.status, 200) << used.body;
  EXPECT_EQ(used.Json().at("source"), "loaded");
  EXPECT_EQ(used.Json().at("version"), difference.at("to"));
  EXPECT_EQ(used.Header("etag"), "\"v1\"");
  EXPECT_EQ(Get("/api/v1/status").Json().at("price_version"), difference.at("to"));
  EXPECT_EQ(Get("/api/v1/prices").Json().at("items").as_array().size(), 1u);
}

TEST_F(PriceCatalogueTest, WhoeverLookedAtOtherPricesIsRefused) {
  EXPECT_EQ(Use(With("2"), {{"If-Match", "\"v0\""}}).status, 200);

  EXPECT_EQ(Use(With("3"), {{"If-Match", "\"v0\""}}).status, 412);
  EXPECT_EQ(world_.Call("DELETE", kCatalogue, "", {{"If-Match", "\"v0\""}}).status, 412);
  EXPECT_EQ(Get(kCatalogue).Header("etag"), "\"v1\"");
}

TEST_F(PriceCatalogueTest, AFaultNamesItsLine) {
  for (const std::string& body :
       {std::string(R"({"text":"version v\nmodel m\n"})"), std::string(R"({"text":"x"})")}) {
    const Answer compared = world_.Call("POST", std::string(kCatalogue) + "/compare", body);
    const Answer used = Use(body);

    EXPECT_EQ(compared.status, 422);
    EXPECT_EQ(used.status, 422);
    const json::value fault = used.Json().at("errors").at(0);
    EXPECT_EQ(fault.at("pointer"), "/text");
    EXPECT_THAT(std::string(fault.at("detail").get_string()), StartsWith("line "));
  }
  EXPECT_EQ(Use("{}").status, 422);
  EXPECT_EQ(Get(kCatalogue).Header("etag"), "\"v0\"");
}

TEST_F(PriceCatalogueTest, TheBuiltInOneComesBack) {
  EXPECT_EQ(Use(With("2")).status, 200);

  const Answer compared = world_.Call("POST", std::string(kCatalogue) + "/compare", "{}");
  const Answer back = world_.Call("DELETE", kCatalogue);

  EXPECT_EQ(compared.Json().at("to"), back.Json().at("built_in_version"));
  EXPECT_GT(compared.Json().at("added").as_array().size(), 1000u);
  EXPECT_EQ(back.Json().at("source"), "built-in");
  EXPECT_EQ(back.Header("etag"), "\"v2\"");
}

}  // namespace
}  // namespace rg::admin
