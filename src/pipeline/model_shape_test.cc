#include "pipeline/model_shape.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::pipeline {
namespace {

namespace json = boost::json;

std::vector<std::string> Ids(const std::vector<json::object>& models) {
  std::vector<std::string> ids;
  for (const json::object& model : models) ids.emplace_back(IdOf(model));
  return ids;
}

std::string InWords(Family family, const char* model, Family of) {
  return json::serialize(InWordsOf(family, json::parse(model).as_object(), of, "lab"));
}

TEST(ModelShape, ReadsBothDialectsAndLeavesOutWhatHasNoUsableName) {
  const auto models = ReadModels(
      R"({"object":"list","data":[{"id":"a"},{"id":7},{"name":"b"},"c",null,{"id":""},
          {"id":"with space"},{"id":"d","type":"model"}]})");

  ASSERT_TRUE(models);
  EXPECT_THAT(Ids(*models), testing::ElementsAre("a", "d"));
}

TEST(ModelShape, WhatIsNoListIsAnError) {
  for (const char* body :
       {"", "no", "[]", "{}", R"({"data":{}})", R"({"data":[)", "{\"data\":7}"}) {
    EXPECT_FALSE(ReadModels(body)) << body;
  }
  EXPECT_FALSE(ReadModels(std::string(10'000, '[')));
}

TEST(ModelShape, AModelOfTheClientsFamilyStaysAsItCame) {
  constexpr char kModel[] = R"({"id":"m","object":"model","context_length":5})";

  EXPECT_EQ(InWords(Family::kOpenAi, kModel, Family::kOpenAi), kModel);
}

TEST(ModelShape, AModelOfAnotherFamilyIsSaidInTheClientsWords) {
  EXPECT_EQ(InWords(Family::kOpenAi,
                    R"({"id":"m","display_name":"M","created_at":"1970-01-01T00:01:40Z"})",
                    Family::kAnthropic),
            R"({"id":"m","object":"model","created":100,"owned_by":"lab"})");
  EXPECT_EQ(InWords(Family::kAnthropic, R"({"id":"m","created":100})", Family::kOpenAi),
            R"({"type":"model","id":"m","display_name":"m","created_at":"1970-01-01T00:01:40Z"})");
}

TEST(ModelShape, ATimeThatIsNoneIsTheEpoch) {
  for (const char* model : {R"({"id":"m","created":-5})", R"({"id":"m","created":"soon"})",
                            R"({"id":"m","created_at":"soon"})"}) {
    EXPECT_THAT(InWords(Family::kAnthropic, model, Family::kOpenAi),
                testing::HasSubstr("1970-01-01T00:00:00Z"));
  }
  EXPECT_THAT(
      InWords(Family::kAnthropic, R"({"id":"m","created":9223372036854775807})", Family::kOpenAi),
      testing::HasSubstr("2262-04-11T23:47:16Z"));
}

class ModelPages : public testing::Test {
 protected:
  ModelPages() {
    for (int i = 0; i < 30; ++i) {
      models_.push_back(Unspoken(Family::kAnthropic, "m" + std::to_string(i), "lab"));
    }
  }
  json::value Page(const std::string& query) const {
    const auto page = PageOf(Family::kAnthropic, models_, query);
    EXPECT_TRUE(page) << query;
    return page ? json::parse(*page) : json::value();
  }
  std::vector<json::object> models_;
};

TEST_F(ModelPages, AreWalkedForthAndBack) {
  const json::value first = Page("");
  const json::value second = Page("?limit=20&after_id=m19");
  const json::value back = Page("?before_id=m5&limit=3");

  EXPECT_EQ(first.at("data").as_array().size(), 20u);
  EXPECT_EQ(first.at("has_more"), true);
  EXPECT_EQ(first.at("last_id"), "m19");
  EXPECT_EQ(second.at("first_id"), "m20");
  EXPECT_EQ(second.at("data").as_array().size(), 10u);
  EXPECT_EQ(second.at("has_more"), false);
  EXPECT_EQ(back.at("first_id"), "m2");
  EXPECT_EQ(back.at("last_id"), "m4");
  EXPECT_EQ(back.at("has_more"), true);
}

TEST_F(ModelPages, NameTheParameterThatIsWrong) {
  const auto field = [&](std::string_view query) {
    const auto page = PageOf(Family::kAnthropic, models_, query);
    return page ? std::string("none") : page.error().field;
  };

  EXPECT_EQ(field("?limit=0"), "limit");
  EXPECT_EQ(field("?limit=1001"), "limit");
  EXPECT_EQ(field("?limit=x"), "limit");
  EXPECT_EQ(field("?after_id=nobody"), "after_id");
  EXPECT_EQ(field("?before_id=nobody"), "before_id");
  EXPECT_EQ(field("?limit=1000&other=1"), "none");
}

TEST_F(ModelPages, OpenAiHasNone) {
  const json::value page = json::parse(*PageOf(Family::kOpenAi, models_, "?limit=1"));

  EXPECT_EQ(page.at("object"), "list");
  EXPECT_EQ(page.at("data").as_array().size(), 30u);
}

TEST_F(ModelPages, AnEmptyListIsOne) {
  EXPECT_EQ(*PageOf(Family::kAnthropic, {}, ""),
            R"({"data":[],"has_more":false,"first_id":null,"last_id":null})");
}

}  // namespace
}  // namespace rg::pipeline
