// Every recorded exchange with OpenAI and Anthropic, through the code that the proxy meters with.

#include <fstream>
#include <map>

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
    EXPECT_TRUE(metered->cost.priced) << metered->id << ": " << metered->cost.unpriced_reason;
  }
  EXPECT_GT(read, 100);
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

INSTANTIATE_TEST_SUITE_P(OfProviders, Recordings, testing::Values("openai", "anthropic"),
                         [](const auto& suite) { return std::string(suite.param); });

}  // namespace
}  // namespace rg::meter
