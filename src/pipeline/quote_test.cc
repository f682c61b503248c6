#include "pipeline/quote.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class SideRoutes : public PipelineTest {
 protected:
  std::string Ask(std::string_view method, std::string_view target) {
    Peer client = Connect();
    const bool has_body = method == "POST" || method == "PUT";
    const std::string request =
        Request(target, has_body ? R"({"model":"claude-x","messages":[]})" : "");
    client.Send(std::string(method) + request.substr(request.find(' ')));
    if (provider_.SomebodyWaits()) Provider().Send(Json("{}"));
    return client.ReadMessage();
  }
};

TEST_F(SideRoutes, ThatMayCostMoneyDoNotPassASpentBudget) {
  AddBudget(Money::Nanos(1));
  Configure();

  for (const char* target : {"/proxy/anthropic/v1/messages/batches", "/proxy/anthropic/v1/batches",
                             "/proxy/anthropic/v1/whatever/is/new", "/proxy/openai/v1/batches",
                             "/proxy/openai/v1/fine_tuning/jobs", "/v1/responses/x/y"}) {
    EXPECT_THAT(Ask("POST", target), StartsWith("HTTP/1.1 422")) << target;
    EXPECT_THAT(Ask("PUT", target), StartsWith("HTTP/1.1 422")) << target;
  }
  EXPECT_THAT(Ask("GET", "/proxy/openai/v1/realtime"), StartsWith("HTTP/1.1 422"));
  EXPECT_THAT(Ask("POST", "/proxy/anthropic/v1/chat/completions"), StartsWith("HTTP/1.1 402"));
  EXPECT_THAT(Ask("POST", "/proxy/anthropic/v1/messages/batches"),
              HasSubstr("billed in ways its request does not show"));
}

TEST_F(SideRoutes, ThatAreFreePassASpentBudget) {
  AddBudget(Money::Nanos(1));
  Configure();

  for (const char* target :
       {"/v1/messages/count_tokens", "/proxy/openai/v1/moderations", "/proxy/openai/v1/files",
        "/proxy/anthropic/v1/messages/batches/b/cancel"}) {
    EXPECT_THAT(Ask("POST", target), StartsWith("HTTP/1.1 200")) << target;
  }
  EXPECT_THAT(Ask("GET", "/proxy/openai/v1/fine_tuning/jobs"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Ask("DELETE", "/proxy/openai/v1/files/f"), StartsWith("HTTP/1.1 200"));
}

TEST_F(SideRoutes, ThatMayCostMoneyAreUnpricedAndNotFree) {
  EXPECT_THAT(Ask("POST", "/proxy/anthropic/v1/messages/batches"), StartsWith("HTTP/1.1 200"));

  const Recorded event = ExpectEnded(Outcome::kOk);
  EXPECT_FALSE(event.priced);
  EXPECT_EQ(event.cost, Money());
}

}  // namespace
}  // namespace rg::pipeline
