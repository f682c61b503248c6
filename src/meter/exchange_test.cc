#include "meter/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::meter {
namespace {

using testing::HasSubstr;

constexpr std::string_view kPrices = R"(version v
provider openai
model gpt-x
is =gpt-x
price input_mtok=1 output_mtok=2
provider anthropic
model claude-a
is =claude-a
price input_mtok=3 output_mtok=15
model claude-b
is =claude-b
price input_mtok=5 output_mtok=25
)";

class Metering : public testing::Test {
 protected:
  std::string Meter(std::string_view line) {
    const Result<MeteredExchange> metered = MeterExchange(line, *book_, TimePoint{});
    return metered ? ToJsonLine(*metered) : metered.error().detail;
  }
  const std::shared_ptr<const PriceBook> book_ = *PriceBook::Parse(kPrices);
};

TEST(DialectOfPath, FollowsTheProviderTheMethodAndTheEndpoint) {
  using enum Dialect;
  EXPECT_EQ(DialectOfPath("openai", "POST", "/v1/chat/completions"), kOpenAiChat);
  EXPECT_EQ(DialectOfPath("openai", "POST", "/v1/responses?x=1"), kOpenAiResponses);
  EXPECT_EQ(DialectOfPath("openai", "POST", "/v1/responses/compact"), kOpenAiResponses);
  EXPECT_EQ(DialectOfPath("openai", "POST", "/v1/responses/input_tokens"), kOpenAiOther);
  EXPECT_EQ(DialectOfPath("openai", "GET", "/v1/responses/resp_1"), kOpenAiOther);
  EXPECT_EQ(DialectOfPath("openai", "POST", "/v1/embeddings"), kOpenAiEmbeddings);
  EXPECT_EQ(DialectOfPath("openai", "GET", "/v1/models"), kOpenAiOther);
  EXPECT_EQ(DialectOfPath("azure", "POST", "/openai/deployments/x/chat/completions?api-version=1"),
            kOpenAiChat);
  EXPECT_EQ(DialectOfPath("anthropic", "POST", "/v1/messages?beta=true"), kAnthropicMessages);
  EXPECT_EQ(DialectOfPath("anthropic", "POST", "/v1/messages/count_tokens"), kAnthropicOther);
  EXPECT_EQ(DialectOfPath("cohere", "POST", "/v2/chat"), kCohereChat);
  EXPECT_EQ(DialectOfPath("gemini", "POST", "/v1beta/models/x:streamGenerateContent?alt=sse"),
            kGeminiGenerate);
  EXPECT_EQ(DialectOfPath("gemini", "POST", "/v1beta/openai/chat/completions"), kOpenAiChat);
  EXPECT_EQ(DialectOfPath("huggingface", "POST", "/together/v1/chat/completions"), kOpenAiChat);
  EXPECT_EQ(DialectOfPath("nobody", "POST", "/v2/chat"), std::nullopt);
}

TEST_F(Metering, PrintsTheClassesAndTheCostOfAnAnswer) {
  EXPECT_EQ(
      Meter(R"({"id":"1","provider":"openai","method":"POST","path":"/v1/chat/completions",)"
            R"("request":{"model":"gpt-x"},"status":200,"stream":false,"response":)"
            R"("{\"model\":\"gpt-x\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}"})"),
      R"({"id":"1","provider":"openai","model":"gpt-x","usage":{"input_uncached":10,"cache_read":0,)"
      R"("cache_write_5m":0,"cache_write_1h":0,"input_audio":0,"input_image":0,"output_text":5,)"
      R"("output_reasoning":0,"output_audio":0,"output_image":0,"searches":0,"units":0},)"
      R"("cost_nanos":20000,"price_version":"v"})");
}

TEST_F(Metering, SaysWhyAnExchangeHasNoPrice) {
  const auto line = [](std::string_view provider, std::string_view model, int status,
                       std::string_view response) {
    return std::string(R"({"id":"1","provider":")")
        .append(provider)
        .append(R"(","method":"POST","path":"/v1/chat/completions","request":{"model":")")
        .append(model)
        .append(R"("},"stream":false,"status":)")
        .append(std::to_string(status))
        .append(R"(,"response":")")
        .append(response)
        .append("\"}");
  };
  constexpr std::string_view kUsage =
      R"({\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}})";
  EXPECT_THAT(Meter(line("nobody", "c", 200, "{}")),
              HasSubstr("dialect of nobody is not read yet"));
  EXPECT_THAT(Meter(line("openai", "gpt-x", 429, "{}")), HasSubstr("the provider answered 429"));
  EXPECT_THAT(Meter(line("openai", "gpt-x", 200, "{}")), HasSubstr("reports no usage"));
  EXPECT_THAT(Meter(line("openai", "gpt-new", 200, kUsage)),
              HasSubstr("no price is known for model 'gpt-new' of openai"));
  EXPECT_THAT(Meter(line("openai", "gpt-x", 200, kUsage)), HasSubstr("\"cost_nanos\":3000,"));
}

TEST_F(Metering, RefusesALineThatIsNoExchange) {
  for (const char* const line :
       {"", "[]", "{}", R"({"id":1})", R"({"id":"1","provider":"openai")"}) {
    EXPECT_FALSE(MeterExchange(line, *book_, TimePoint{})) << line;
  }
}

TEST_F(Metering, BillsAnAdvisorAtItsOwnModelsPrice) {
  Reading reading;
  reading.found = true;
  reading.served_model = "claude-a";
  reading.usage[UsageClass::kInputUncached] = 10;
  SideUsage advisor{"claude-b", {}};
  advisor.usage[UsageClass::kOutputText] = 2;
  SideUsage compaction{"", {}};
  compaction.usage[UsageClass::kInputUncached] = 1;
  reading.sides = {advisor, compaction};

  const Cost bill = Bill(*book_, "anthropic", "", reading, TimePoint{});

  EXPECT_EQ(bill.total.nanos(), 10 * 3'000 + 2 * 25'000 + 3'000);
  EXPECT_EQ(bill.lines.size(), 3U);
}

TEST_F(Metering, BillsAtTheUsersPriceForTheNameThatWasAskedFor) {
  const PriceOverride own{"openai", "my-deployment", {{"input_mtok", "0.5"}}, 0, 0};
  const auto mine = *book_->With({&own, 1});
  Reading reading;
  reading.found = true;
  reading.served_model = "gpt-x";
  reading.usage[UsageClass::kInputUncached] = 10;

  EXPECT_EQ(Bill(*mine, "openai", "my-deployment", reading, TimePoint{}).total.nanos(), 5'000);
  EXPECT_EQ(Bill(*mine, "openai", "other", reading, TimePoint{}).total.nanos(), 10'000);
}

TEST_F(Metering, BooksWhatAProviderThatReportsItSaysItCharged) {
  Reading reading;
  reading.found = true;
  reading.served_model = "gpt-x";
  reading.usage[UsageClass::kInputUncached] = 10;
  reading.reported_cost_pico = 7'636'029'001;

  const Cost bill = Bill(*book_, "openrouter", "gpt-x", reading, TimePoint{});

  EXPECT_EQ(bill.total.nanos(), 7'636'030);
  EXPECT_EQ(bill.price_version, "reported by openrouter");
  // OpenAI's answers have no such figure; one there is no dollars of anybody's.
  EXPECT_EQ(Bill(*book_, "openai", "gpt-x", reading, TimePoint{}).total.nanos(), 10'000);
}

TEST_F(Metering, NeverPricesAModelThatWasChosenInsteadAsTheOneThatWasAskedFor) {
  const auto book =
      *PriceBook::Parse("version v\nprovider openrouter\nmodel a:free\nis =a:free\nprice\n");
  Reading reading;
  reading.found = true;
  reading.usage[UsageClass::kInputUncached] = 10;
  const Cost free = Bill(*book, "openrouter", "a:free", reading, TimePoint{});
  EXPECT_TRUE(free.priced);
  EXPECT_EQ(free.total.nanos(), 0);

  reading.served_model = "x-ai/grok-4";
  EXPECT_FALSE(Bill(*book, "openrouter", "a:free", reading, TimePoint{}).priced);
}

TEST_F(Metering, NeverTakesUnitsWithoutAPriceForFree) {
  const Cost bill = Bill(*book_, "openai", "gpt-x", ReadingOfUnits(100), TimePoint{});

  EXPECT_FALSE(bill.priced);
  EXPECT_THAT(bill.unpriced_reason, HasSubstr("units"));
}

TEST_F(Metering, NamesAnAdvisorNobodyHasAPriceFor) {
  Reading reading;
  reading.found = true;
  reading.served_model = "claude-a";
  reading.sides = {{"claude-new", {}}};

  const Cost bill = Bill(*book_, "anthropic", "", reading, TimePoint{});

  EXPECT_TRUE(bill.priced);
  EXPECT_THAT(bill.unpriced_reason, HasSubstr("claude-new"));
}

}  // namespace
}  // namespace rg::meter
