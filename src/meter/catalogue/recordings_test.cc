// Every recorded exchange with every provider, through the code that the proxy meters with.

#include <fstream>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/catalogue/catalogue.h"
#include "meter/exchange.h"
#include "meter/recordings_for_test.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;

// The day all prices of a run are taken at: test/recordings/oracle.py uses the same.
const TimePoint kWhen = *ParseRfc3339("2026-11-23T12:00:00Z");

// Exchanges with status 200 that report no usage, and why that is right.
const std::map<std::string, std::string> kNothingToRead = {
    {"/v1/conversations", "a conversation is a container: it bills nothing"},
    {"/v1/vector_stores", "storage is billed by the day, not by the call"},
    {"/v1/realtime/client_secrets", "a secret is handed out: it bills nothing"},
    {"/v1/responses/input_tokens", "counting bills nothing"},
    {"/v1/messages/count_tokens", "counting bills nothing"},
    {"/v1/responses", "background mode answers before usage exists"},
    {"/v1beta/fileSearchStores", "a store is made: it bills nothing"},
    {"/upload/v1beta/fileSearchStores", "what is indexed is billed later, and not reported"},
    {"/v1beta/models/gemini-2.0-flash:countTokens", "counting bills nothing"},
    {"/v1beta/models/gemini-embedding", "older embedding models report no usage"},
    {"/openai/v1/chat/completions", "Groq broke the stream off before its usage"},
};

// Models the catalogue has no price for.
const std::set<std::string> kNoPrice = {"groq/compound", "x-ai/grok-4",
                                        "command-a-reasoning-08-2025"};

// Every exchange there is of these.
const std::map<std::string, int> kReadAtLeast = {
    {"openai", 200},  {"anthropic", 140}, {"gemini", 160}, {"groq", 30},    {"mistral", 24},
    {"deepseek", 13}, {"openrouter", 36}, {"cohere", 9},   {"cerebras", 5}, {"huggingface", 5},
};

class Recordings : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (RecordingsFolder().empty())
      GTEST_SKIP() << "no ../shared/recordings here (RG_SHARED names it)";
  }
  const std::shared_ptr<const PriceBook> book_ = EmbeddedPrices();
};

bool Succeeded(const std::string& line) {
  return line.find("\"status\": 200") != std::string::npos;
}

TEST_P(Recordings, EveryAnswerWithUsageIsReadAndAddsUp) {
  int read = 0;
  std::map<std::string, int> nothing;
  for (const std::string& line : RecordedLines(GetParam())) {
    const Result<MeteredExchange> metered = MeterExchange(line, *book_, kWhen);
    ASSERT_TRUE(metered) << metered.error().detail;
    if (!Succeeded(line)) continue;

    const Reading& reading = metered->reading;
    EXPECT_EQ(reading.fault, "") << metered->id;
    const std::size_t at = line.find("\"path\": \"") + 9;
    const std::string path = line.substr(at, line.find_first_of("?\"", at) - at);
    if (!reading.found) {
      // vector_stores/ID/files is one of the vector stores.
      const bool known =
          std::any_of(kNothingToRead.begin(), kNothingToRead.end(),
                      [&](const auto& each) { return path.starts_with(each.first); });
      EXPECT_TRUE(known) << metered->id << " " << path << " has no usage";
      if (path == "/v1/responses") {
        EXPECT_THAT(line, HasSubstr("\\\"background\\\":true")) << metered->id;
      }
      ++nothing[path];
      continue;
    }
    ++read;
    EXPECT_GE(reading.reported_total_tokens, 0) << metered->id;
    EXPECT_EQ(reading.usage.InputTokens() + reading.usage.OutputTokens(),
              reading.reported_total_tokens)
        << metered->id;
    EXPECT_NE(metered->cost.priced, kNoPrice.contains(metered->model))
        << metered->id << " " << metered->model << ": " << metered->cost.unpriced_reason;
  }
  EXPECT_GE(read, kReadAtLeast.at(GetParam()));
  for (const auto& [path, count] : nothing) {
    std::cout << "  " << count << " of " << path << " have no usage\n";
  }
}

// test/recordings/oracle.py asks for the same lines `rateguard meter` prints.
TEST_P(Recordings, AreWrittenForTheOracleWhenItAsks) {
  const char* const folder = std::getenv("RG_METER_OUT");
  if (folder == nullptr) GTEST_SKIP() << "RG_METER_OUT names no folder";
  std::ofstream out(std::filesystem::path(folder) / (std::string(GetParam()) + ".jsonl"));
  for (const std::string& line : RecordedLines(GetParam())) {
    const Result<MeteredExchange> metered = MeterExchange(line, *book_, kWhen);
    ASSERT_TRUE(metered) << metered.error().detail;
    out << ToJsonLine(*metered) << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(OfProviders, Recordings, testing::ValuesIn(kRecordedProviders),
                         [](const auto& suite) { return std::string(suite.param); });

}  // namespace
}  // namespace rg::meter
