#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "core/endpoint.h"
#include "route/bound.h"
#include "route/padded_body.h"
#include "route/route.h"

namespace rg::route {
namespace {

namespace json = boost::json;

std::filesystem::path Recordings() {
  const char* const shared = std::getenv("RG_SHARED");
  if (shared != nullptr) {
    const std::filesystem::path folder = std::filesystem::path(shared) / "recordings";
    return std::filesystem::exists(folder) ? folder : std::filesystem::path();
  }
  // The test may run from the project's root or from its build folder.
  for (auto folder = std::filesystem::current_path();; folder = folder.parent_path()) {
    if (exists(folder / "shared" / "recordings")) return folder / "shared" / "recordings";
    if (folder == folder.root_path()) return {};
  }
}

std::int64_t Count(const json::object& usage, const char* name) {
  const json::value* const found = usage.if_contains(name);
  return found != nullptr && found->is_int64() ? found->as_int64() : 0;
}

// The most input any `usage` object in there reports.
std::int64_t MostInput(const json::value& value) {
  std::int64_t most = 0;
  if (value.is_array()) {
    for (const auto& element : value.as_array()) most = std::max(most, MostInput(element));
  } else if (value.is_object()) {
    for (const auto& [key, inner] : value.as_object()) {
      most = std::max(most, MostInput(inner));
      const bool reports = key == "usage" || key == "usageMetadata" || key == "billed_units";
      if (!reports || !inner.is_object()) continue;
      const auto& usage = inner.as_object();
      most = std::max(most, Count(usage, "promptTokenCount"));
      most = std::max(most, Count(usage, "prompt_tokens") + Count(usage, "input_tokens") +
                                Count(usage, "cache_creation_input_tokens") +
                                Count(usage, "cache_read_input_tokens"));
    }
  }
  return most;
}

std::int64_t ReportedInput(const json::object& exchange) {
  const std::string_view response = exchange.at("response").as_string();
  boost::system::error_code error;
  if (!exchange.at("stream").as_bool()) return MostInput(json::parse(response, error));
  std::int64_t most = 0;
  for (std::size_t at = 0; at < response.size();) {
    const std::size_t end = std::min(response.find('\n', at), response.size());
    const std::string_view line = response.substr(at, end - at);
    if (line.starts_with("data:")) {
      const json::value event = json::parse(line.substr(5), error);
      if (!error) most = std::max(most, MostInput(event));
    }
    at = end + 1;
  }
  return most;
}

struct Tally {
  int read = 0;
  int bounded = 0;  // with the provider's own count of the input to compare with
  int hidden = 0;
};

void Check(const json::object& exchange, const ApiTable& table, WorkspaceId workspace,
           std::string_view slug, Tally& tally) {
  PaddedBody body(json::serialize(exchange.at("request")));
  const std::string target =
      "/proxy/" + std::string(slug) + std::string(exchange.at("path").as_string());
  const std::string id(exchange.at("id").as_string());
  const auto path = MatchPath("POST", target);
  ASSERT_TRUE(path) << target;
  http::RequestHead head;
  head.method = "POST";
  head.headers.Add({"content-type", "application/json"});
  const Asked asked{workspace, *path, head, body.view()};
  Route route;
  const auto chosen = Choose(table, asked, body.memory(), route);
  ASSERT_TRUE(chosen) << id << " " << chosen.error().detail;
  ++tally.read;

  const Bound& bound = route.bound;
  const std::int64_t reported = ReportedInput(exchange);
  if (!bound.unbounded_because.empty() || bound.hidden_inputs > 0) {
    ++tally.hidden;
    return;
  }
  if (reported == 0) return;
  ++tally.bounded;
  EXPECT_GE(bound.input_tokens + bound.input_image_tokens + bound.input_audio_tokens, reported)
      << id << " " << body.view().substr(0, 300);
}

Tally CheckAll(const std::string& provider, Family family) {
  Api api;
  IdSource ids(1);
  api.workspace = ids.New<WorkspaceId>(TimePoint{});
  api.slug = provider;
  api.catalogue_provider = provider;
  api.family = family;
  const ApiTable table({api});
  std::ifstream file(Recordings() / (provider + ".jsonl"));
  Tally tally;
  for (std::string line; std::getline(file, line);) {
    const json::value exchange = json::parse(line);
    Check(exchange.as_object(), table, api.workspace, provider, tally);
  }
  return tally;
}

class RecordingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (Recordings().empty()) GTEST_SKIP() << "no ../shared/recordings; RG_SHARED names its folder";
  }
};

TEST_F(RecordingsTest, NoOpenAiCallReadMoreThanItsBound) {
  const Tally tally = CheckAll("openai", Family::kOpenAi);
  EXPECT_EQ(tally.read, 222);
  EXPECT_GE(tally.bounded, 140);
}

TEST_F(RecordingsTest, NoAnthropicCallReadMoreThanItsBound) {
  const Tally tally = CheckAll("anthropic", Family::kAnthropic);
  EXPECT_EQ(tally.read, 155);
  EXPECT_GE(tally.bounded, 80);
}

TEST_F(RecordingsTest, NoGeminiCallReadMoreThanItsBound) {
  const Tally tally = CheckAll("gemini", Family::kGemini);
  EXPECT_EQ(tally.read, 178);
  EXPECT_GE(tally.bounded, 100);
}

TEST_F(RecordingsTest, NoCohereCallReadMoreThanItsBound) {
  const Tally tally = CheckAll("cohere", Family::kCohere);
  EXPECT_EQ(tally.read, 9);
  EXPECT_EQ(tally.bounded, 9);
}

TEST_F(RecordingsTest, NoCallOfAProviderThatSpeaksOpenAiReadMoreThanItsBound) {
  for (const char* provider :
       {"groq", "mistral", "deepseek", "openrouter", "cerebras", "huggingface"}) {
    const Tally tally = CheckAll(provider, Family::kOpenAi);
    EXPECT_GT(tally.bounded, 3) << provider;
  }
}

}  // namespace
}  // namespace rg::route
