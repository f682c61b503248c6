#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class SecretsOfCalls : public PipelineTest {
 protected:
  // What the journal's files hold, as bytes.
  std::string JournalBytes() const {
    std::string bytes;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      std::ifstream in(file.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
  }
};

TEST_F(SecretsOfCalls, AnErrorThatRepeatsTheCredentialIsPassedOnWithoutIt) {
  Peer client = Connect();
  client.Send(Chat());
  Provider().Send(Json(R"({"error":"wrong key sk-provider, sk-provider"})", "401 Unauthorized"));
  const std::string answer = client.ReadMessage();

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 401"));
  EXPECT_THAT(answer, HasSubstr(R"({"error":"wrong key ****, ****"})"));
}

TEST_F(SecretsOfCalls, AKeyForTheNameOfAUserIsRefusedAndNotRecorded) {
  Peer client = Connect();
  client.Send(Request("/v1/chat/completions", R"({"model":"gpt-x","messages":[]})",
                      "X-RateGuard-User: " + token_ + "\r\n"));

  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 400"));
  ExpectEnded(Outcome::kRefusedRequest);
  EXPECT_THAT(JournalBytes(), Not(HasSubstr(token_)));
}

TEST_F(SecretsOfCalls, AKeyForATraceIsNotRecorded) {
  Peer client = Connect();
  client.Send(Request("/v1/chat/completions",
                      R"({"model":"gpt-x","messages":[{"role":"user","content":"x"}]})",
                      "traceparent: 00-" + token_ + "-01\r\n"));
  std::string request;
  Peer provider = Provider(&request);
  provider.Send(ChatAnswer());

  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 200"));
  ExpectEnded(Outcome::kOk);
  EXPECT_THAT(request, Not(HasSubstr(token_)));
  EXPECT_THAT(JournalBytes(), Not(HasSubstr(token_)));
}

}  // namespace
}  // namespace rg::pipeline
