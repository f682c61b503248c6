#include "pipeline/model_list.h"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kOpenAiList[] =
    R"({"object":"list","data":[{"id":"gpt-x","object":"model","created":5,"owned_by":"them"},
        {"id":"gpt-secret","object":"model"},{"id":"gpt-y","object":"model"}]})";
constexpr char kAnthropicList[] =
    R"({"data":[{"type":"model","id":"claude-x","display_name":"X",
        "created_at":"1970-01-01T00:00:09Z"}],"has_more":false})";

class ModelListTest : public PipelineTest {
 protected:
  std::string Get(std::string_view target, std::string_view more_headers = "") const {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " +
           token_ + "\r\n" + std::string(more_headers) + "\r\n";
  }
  // The answer of a provider that closes afterwards, as ours do when they go out of scope.
  static std::string Closing(std::string answer) {
    const std::size_t line = answer.find("\r\n");
    if (line != std::string::npos) answer.insert(line, "\r\nConnection: close");
    return answer;
  }
  // Takes the question of each of the two APIs and answers both; what each was asked.
  std::vector<std::string> AnswerBoth(const std::string& openai, const std::string& anthropic) {
    std::vector<std::string> asked;
    for (int i = 0; i < 2; ++i) {
      std::string request;
      Peer provider = Provider(&request);
      const bool to_anthropic = request.find("anthropic-version") != std::string::npos;
      provider.Send(Closing(to_anthropic ? anthropic : openai));
      asked.push_back(std::move(request));
    }
    return asked;
  }
  static json::value BodyOf(const std::string& answer) {
    boost::system::error_code failed;
    json::value body = json::parse(answer.substr(answer.find("\r\n\r\n") + 4), failed);
    EXPECT_FALSE(failed) << answer;
    return body;
  }
  static std::vector<std::string> Ids(const json::value& list) {
    std::vector<std::string> ids;
    for (const json::value& model : list.at("data").as_array()) {
      ids.emplace_back(model.at("id").get_string());
    }
    return ids;
  }
};

TEST_F(ModelListTest, HoldsTheModelsOfEveryApiInOpenAisWords) {
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  const std::vector<std::string> asked = AnswerBoth(Json(kOpenAiList), Json(kAnthropicList));
  const std::string answer = client.ReadMessage();

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Ids(BodyOf(answer)),
              testing::ElementsAre("gpt-x", "gpt-secret", "gpt-y", "claude-x"));
  EXPECT_EQ(BodyOf(answer).at("data").at(0).at("owned_by"), "them") << "as it came";
  EXPECT_EQ(BodyOf(answer).at("data").at(3).at("created"), 9);
  EXPECT_THAT(answer, Not(HasSubstr("X-RateGuard-Unanswered")));
  for (const std::string& request : asked) {
    EXPECT_THAT(request, StartsWith("GET /v1/models"));
    EXPECT_THAT(request, Not(HasSubstr(token_)));
  }
  ExpectEnded(Outcome::kOk);
}

TEST_F(ModelListTest, IsInAnthropicsWordsForItsClients) {
  Peer client = Connect();
  client.Send(Get("/v1/models", "anthropic-version: 2023-06-01\r\n"));
  AnswerBoth(Json(kOpenAiList), Json(kAnthropicList));
  const json::value list = BodyOf(client.ReadMessage());

  EXPECT_THAT(Ids(list), testing::ElementsAre("claude-x", "gpt-x", "gpt-secret", "gpt-y"));
  EXPECT_EQ(list.at("has_more"), false);
  EXPECT_EQ(list.at("data").at(1).at("type"), "model");
  EXPECT_EQ(list.at("data").at(1).at("created_at"), "1970-01-01T00:00:05Z");
}

TEST_F(ModelListTest, LeavesOutWhatACallWouldNotBeRoutedTo) {
  api_.models = {"gpt-x", "gpt-own"};
  Configure();
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  AnswerBoth(Json(kOpenAiList), Json(kAnthropicList));

  EXPECT_THAT(Ids(BodyOf(client.ReadMessage())),
              testing::ElementsAre("gpt-x", "gpt-own", "claude-x"));
}

TEST_F(ModelListTest, LeavesOutAndNamesWhoFails) {
  for (const std::string& failure :
       {Json(R"({"error":"no"})", "401 Unauthorized"), Json("{}"), Json("<html>"),
        Json(R"({"data":[)"), std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
        std::string("not http")}) {
    Peer client = Connect();
    client.Send(Get("/v1/models"));
    AnswerBoth(failure, Json(kAnthropicList));
    const std::string answer = client.ReadMessage();

    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200")) << failure;
    EXPECT_THAT(answer, HasSubstr("X-RateGuard-Unanswered: openai\r\n")) << failure;
    EXPECT_THAT(Ids(BodyOf(answer)), testing::ElementsAre("claude-x")) << failure;
  }
}

TEST_F(ModelListTest, HoldsTheNamesOfTheConfigurationEvenOfAnApiThatFails) {
  api_.models = {"gpt-own", "gpt-x*"};
  Configure();
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  AnswerBoth(Json("no", "500 Broken"), Json(kAnthropicList));

  EXPECT_THAT(Ids(BodyOf(client.ReadMessage())), testing::ElementsAre("gpt-own", "claude-x"));
}

TEST_F(ModelListTest, IsRefusedOnlyWhereNobodyAnsweredAtAll) {
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  AnswerBoth(Json("no", "500 Broken"), Json("no", "503 Busy"));
  const std::string answer = client.ReadMessage();

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502"));
  EXPECT_THAT(answer, HasSubstr("it answered 500"));
  ExpectEnded(Outcome::kUpstreamReset);
}

TEST_F(ModelListTest, EndsWithItsClient) {
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  const Peer first = Provider();
  const Peer second = Provider();
  client.Close();
  loop_.Advance(std::chrono::seconds{1});

  ExpectEnded(Outcome::kClientGoneEarly);
}

TEST_F(ModelListTest, CountsAgainstALimitAsAnyCall) {
  AddRule(1);
  Configure();
  Peer client = Connect();
  client.Send(Get("/v1/models"));
  AnswerBoth(Json(kOpenAiList), Json(kAnthropicList));
  client.ReadMessage();

  client.Send(Get("/v1/models"));

  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 429"));
}

TEST_F(ModelListTest, OneModelOfTheClientsFamilyIsItsApisToDescribe) {
  Peer client = Connect();
  client.Send(Get("/v1/models/gpt-x"));
  std::string request;
  Peer provider = Provider(&request);
  provider.Send(Json(R"({"id":"gpt-x","whatever":1})"));

  EXPECT_THAT(client.ReadMessage(), HasSubstr(R"({"id":"gpt-x","whatever":1})"));
  EXPECT_THAT(request, StartsWith("GET /v1/models/gpt-x HTTP/1.1"));
}

TEST_F(ModelListTest, OneModelOfAnotherFamilyIsSaidInTheClientsWords) {
  Peer client = Connect();
  client.Send(Get("/v1/models/claude-x"));
  Provider().Send(Closing(Json(kAnthropicList)));
  const std::string known = client.ReadMessage();
  client.Send(Get("/v1/models/claude-nobody"));
  Provider().Send(Closing(Json(kAnthropicList)));
  const std::string unknown = client.ReadMessage();

  EXPECT_THAT(known, HasSubstr(R"({"id":"claude-x","object":"model","created":9,)"));
  EXPECT_THAT(unknown, StartsWith("HTTP/1.1 404"));
}

}  // namespace
}  // namespace rg::pipeline
