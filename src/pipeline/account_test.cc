#include "pipeline/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/memory_exchange.h"
#include "pipeline/estimate.h"
#include "pipeline/pipeline_fixture.h"
#include "pipeline/quote.h"

namespace rg::pipeline {
namespace {

using http::testing::MemoryExchange;
using ::testing::HasSubstr;

// A call whose route is chosen: 40 bytes of text in, at most 100 tokens out. Input costs 1000
// nano-dollars a token, output 2000.
class CallMoney : public PipelineTest {
 protected:
  CallMoney() {
    visit_.workspace = snapshot_->FindWorkspace(kWorkspace);
    visit_.facts.workspace = kWorkspace;
    visit_.facts.method = "POST";
    UseApi("openai", Dialect::kOpenAiChat, "gpt-x");
    visit_.route.bound.input_tokens = 40;
    visit_.route.bound.output_tokens = 100;
    visit_.route.facts.text_bytes = 40;
    visit_.upstream_status = 200;
  }
  void UseApi(std::string_view slug, Dialect dialect, std::string_view model) {
    visit_.route.api = snapshot_->apis.BySlug(kWorkspace, slug);
    visit_.route.catalogue_provider = visit_.route.api->catalogue_provider;
    visit_.facts.api = visit_.route.api->id;
    visit_.facts.model = model;
    visit_.facts.endpoint = "/v1/x";
    visit_.dialect = dialect;
  }
  void Quote() {
    QuoteCall(visit_);
    visit_.hold = visit_.quote.most;
  }
  void Report(std::int64_t input, std::int64_t output) {
    visit_.reading.usage[UsageClass::kInputUncached] = input;
    visit_.reading.usage[UsageClass::kOutputText] = output;
    visit_.reading.found = true;
  }

  MemoryExchange exchange_{{}};
  Visit visit_{exchange_, *core_};
};

class QuoteTest : public CallMoney {};

TEST_F(QuoteTest, IsTheMostTheBoundCanCost) {
  Quote();
  EXPECT_TRUE(visit_.quote.bounded);
  EXPECT_EQ(visit_.quote.most, Money::Nanos(40 * 1000 + 100 * 2000));
  EXPECT_EQ(visit_.quote.output_tokens, 100);
  visit_.route.bound.choices = 3;
  Quote();
  EXPECT_EQ(visit_.quote.most, Money::Nanos(40 * 1000 + 300 * 2000));
}

TEST_F(QuoteTest, WithoutALimitIsWhatTheModelCanDo) {
  visit_.route.bound.output_tokens = std::nullopt;
  Quote();
  EXPECT_EQ(visit_.quote.output_tokens, 4096);
}

TEST_F(QuoteTest, OfAnUnknownModelIsNoneAndSaysSo) {
  visit_.facts.model = "gpt-unheard-of";
  Quote();
  EXPECT_FALSE(visit_.quote.bounded);
  EXPECT_THAT(visit_.quote.because, HasSubstr("gpt-unheard-of"));
  EXPECT_EQ(visit_.quote.field, "model");
}

TEST_F(QuoteTest, OfWhatBillsNothingIsNothing) {
  struct Row {
    std::string_view api;
    Dialect dialect;
    std::string_view model;
  };
  visit_.route.free = true;
  for (const Row& row :
       {Row{"openai", Dialect::kOpenAiOther, ""}, Row{"openai", Dialect::kOpenAiOther, "gpt-x"},
        Row{"anthropic", Dialect::kAnthropicOther, "claude-x"}}) {
    UseApi(row.api, row.dialect, row.model);
    Quote();
    EXPECT_TRUE(visit_.quote.bounded);
    EXPECT_EQ(visit_.quote.most, Money());
    AccountReading(visit_, 1000);
    EXPECT_EQ(visit_.cost.total, Money());
    EXPECT_TRUE(visit_.cost.priced);
  }
}

TEST_F(QuoteTest, OfAnEndpointThatIsBilledUnseenIsNoneWhateverTheFamily) {
  UseApi("anthropic", Dialect::kAnthropicOther, "");
  visit_.route.bound.unbounded_because = "POST /v1/messages/batches is billed unseen";
  Quote();
  EXPECT_FALSE(visit_.quote.bounded);
  EXPECT_THAT(visit_.quote.because, HasSubstr("batches"));
  AccountReading(visit_, 1000);
  EXPECT_FALSE(visit_.cost.priced);
}

TEST_F(QuoteTest, OfAnEndpointThatTokensDoNotPriceIsNone) {
  UseApi("openai", Dialect::kOpenAiOther, "gpt-x");
  Quote();
  EXPECT_FALSE(visit_.quote.bounded);
  EXPECT_THAT(visit_.quote.because, HasSubstr("/v1/x"));
}

TEST_F(QuoteTest, OfAGenericApiComesFromItsCostModel) {
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  EXPECT_EQ(visit_.quote.most, Money::Nanos(700));
  model_ = {};
  Configure();
  visit_.snapshot = snapshot_;
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  EXPECT_FALSE(visit_.quote.bounded);
  EXPECT_THAT(visit_.quote.because, HasSubstr("rateguard apis update mail --cost-model"));
}

TEST_F(QuoteTest, IsClampedToExactlyWhatIsLeft) {
  for (const std::int64_t left : {42'000, 43'999, 44'000, 239'999}) {
    visit_.route.bound.output_tokens = 100;
    Quote();
    ASSERT_TRUE(ClampTo(visit_, Money::Nanos(left)));
    EXPECT_EQ(*visit_.route.bound.output_tokens, (left - 40'000) / 2000);
    EXPECT_LE(visit_.quote.most, Money::Nanos(left));
    EXPECT_GT(visit_.quote.most + Money::Nanos(2000), Money::Nanos(left)) << "and not by more";
  }
}

TEST_F(QuoteTest, IsNotClampedToNothing) {
  Quote();
  EXPECT_FALSE(ClampTo(visit_, Money::Nanos(41'999)));
  EXPECT_FALSE(ClampTo(visit_, Money()));
}

TEST_F(QuoteTest, TokensAndMoneyAreInversesOfEachOther) {
  Quote();
  for (const std::int64_t tokens : {1, 2, 99, 100}) {
    EXPECT_EQ(OutputTokensFor(visit_, QuoteFor(visit_, tokens)), tokens);
    EXPECT_EQ(OutputTokensFor(visit_, QuoteFor(visit_, tokens) - Money::Nanos(1)), tokens - 1);
  }
}

class EstimateTest : public CallMoney {};

TEST_F(EstimateTest, IsATokenForFourBytesAndSomeOnTheirWay) {
  Quote();
  const Usage usage = EstimateUsage(visit_, 41);
  EXPECT_EQ(usage.InputTokens(), 10);
  EXPECT_EQ(usage.OutputTokens(), 11 + kInFlightTokens);
}

TEST_F(EstimateTest, IsNeverMoreThanTheCallWasAllowed) {
  Quote();
  EXPECT_EQ(EstimateUsage(visit_, 1'000'000).OutputTokens(), 100);
  visit_.route.bound.choices = 2;
  EXPECT_EQ(EstimateUsage(visit_, 1'000'000).OutputTokens(), 200);
}

TEST_F(EstimateTest, KeepsWhatTheProviderAlreadyReported) {
  Quote();
  visit_.reading.usage[UsageClass::kInputUncached] = 7;
  visit_.reading.usage[UsageClass::kCacheRead] = 5;
  visit_.reading.usage[UsageClass::kOutputReasoning] = 90;
  const Usage usage = EstimateUsage(visit_, 4);
  EXPECT_EQ(usage.InputTokens(), 12);
  EXPECT_EQ(usage[UsageClass::kOutputReasoning], 90);
  EXPECT_EQ(usage.OutputTokens(), 90) << "more was reported than is guessed";
}

TEST_F(EstimateTest, OfAnEmbeddingHasNoOutput) {
  UseApi("openai", Dialect::kOpenAiEmbeddings, "gpt-x");
  Quote();
  visit_.route.bound.output_tokens = 0;
  EXPECT_EQ(EstimateUsage(visit_, 400).OutputTokens(), 0);
}

class AccountTest : public CallMoney {};

TEST_F(AccountTest, AReportIsBookedAsItIs) {
  Quote();
  Report(10, 5);
  AccountReading(visit_, 999);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(20'000));
  EXPECT_FALSE(visit_.estimated);
  EXPECT_TRUE(visit_.accounted);
}

TEST_F(AccountTest, AReportAboveTheHoldIsBookedAllTheSame) {
  Quote();
  Report(10, 5000);
  AccountReading(visit_, 0);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(10'010'000)) << "the provider has charged for it";
}

TEST_F(AccountTest, WithoutAReportAGuessIsBookedAndMarked) {
  Quote();
  AccountReading(visit_, 40);
  EXPECT_TRUE(visit_.estimated);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(10 * 1000 + (10 + kInFlightTokens) * 2000));
}

TEST_F(AccountTest, AGuessIsNeverAboveTheHold) {
  Quote();
  visit_.hold = Money::Nanos(5'000);
  AccountEstimate(visit_, 1'000'000);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(5'000));
}

TEST_F(AccountTest, ABrakedStreamIsBookedAtItsBound) {
  Quote();
  AccountBraked(visit_, 60);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(40 * 1000 + 60 * 2000)) << "a token may be a byte";
  EXPECT_TRUE(visit_.estimated);
}

TEST_F(AccountTest, ABrakedStreamWhoseInputIsKnownUsesIt) {
  Quote();
  visit_.reading.usage[UsageClass::kInputUncached] = 7;
  AccountBraked(visit_, 60);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(7 * 1000 + 60 * 2000));
}

TEST_F(AccountTest, AModelWithoutAPriceIsUnpricedAndNeverFree) {
  visit_.facts.model = "gpt-unheard-of";
  Quote();
  Report(10, 5);
  AccountReading(visit_, 0);
  EXPECT_FALSE(visit_.cost.priced);
  EXPECT_NE(visit_.cost.unpriced_reason, "");
  EXPECT_EQ(visit_.usage.OutputTokens(), 5) << "what was used is known";
}

TEST_F(AccountTest, AnEndpointWithoutUsageIsUnpricedNotZero) {
  UseApi("openai", Dialect::kOpenAiOther, "gpt-x");
  Quote();
  AccountReading(visit_, 100);
  EXPECT_FALSE(visit_.cost.priced);
  EXPECT_THAT(visit_.cost.unpriced_reason, HasSubstr("carry no usage"));
}

TEST_F(AccountTest, AGenericCallCostsWhatItsModelSays) {
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  AccountGeneric(visit_, "{}", "");
  EXPECT_EQ(visit_.cost.total, Money::Nanos(700));
  visit_.upstream_status = 500;
  AccountGeneric(visit_, "{}", "");
  EXPECT_EQ(visit_.cost.total, Money());
}

TEST_F(AccountTest, AGenericCallWhoseEndNobodySawCostsItsHold) {
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  AccountReading(visit_, 0);
  EXPECT_EQ(visit_.cost.total, Money::Nanos(700));
  EXPECT_TRUE(visit_.estimated);
}

TEST_F(AccountTest, AFreeApisCallIsFreeHoweverItEnded) {
  model_.kind = meter::CostKind::kFree;
  model_.per_request = Money();
  Configure();
  visit_.snapshot = snapshot_;
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  AccountEstimate(visit_, 100);
  EXPECT_EQ(visit_.cost.total, Money());
  EXPECT_TRUE(visit_.cost.priced);
  EXPECT_FALSE(visit_.estimated);
}

TEST_F(AccountTest, AnUnboundedGenericCallWhoseEndNobodySawIsUnpriced) {
  model_.kind = meter::CostKind::kPerUnit;
  model_.per_request = Money();
  model_.pico_per_unit = 5'000;
  model_.figure.pointer = "/units";
  Configure();
  visit_.snapshot = snapshot_;
  UseApi("mail", Dialect::kGeneric, "");
  Quote();
  ASSERT_FALSE(visit_.quote.bounded);
  AccountEstimate(visit_, 100);
  EXPECT_FALSE(visit_.cost.priced);
  EXPECT_NE(visit_.cost.unpriced_reason, "");
}

TEST(TelemetryTest, CountsEveryPartOfAnEvent) {
  Telemetry telemetry;
  journal::Event event;
  event.outcome = journal::Outcome::kOk;
  event.cost = Money::Nanos(5);
  event.usage[UsageClass::kOutputText] = 9;
  event.attempts = 3;
  event.estimated = true;
  event.priced = false;
  event.request_bytes = 10;
  event.response_bytes = 20;
  event.total_time = std::chrono::milliseconds{7};
  telemetry.Count(event);
  telemetry.Count(event);
  EXPECT_EQ(telemetry.calls[static_cast<std::size_t>(journal::Outcome::kOk)].Get(), 2);
  EXPECT_EQ(telemetry.cost_nanos.Get(), 10);
  EXPECT_EQ(telemetry.usage[static_cast<std::size_t>(UsageClass::kOutputText)].Get(), 18);
  EXPECT_EQ(telemetry.retries.Get(), 4);
  EXPECT_EQ(telemetry.estimated.Get(), 2);
  EXPECT_EQ(telemetry.unpriced.Get(), 2);
  EXPECT_EQ(telemetry.request_bytes.Get(), 20);
  EXPECT_EQ(telemetry.response_bytes.Get(), 40);
  EXPECT_EQ(telemetry.total_time.count(), 2);
}

TEST(HistogramTest, PutsEachTimeIntoTheFirstBucketThatHoldsIt) {
  Histogram histogram;
  histogram.Observe(std::chrono::microseconds{500});
  histogram.Observe(std::chrono::microseconds{501});
  histogram.Observe(std::chrono::seconds{300});
  histogram.Observe(std::chrono::seconds{301});
  EXPECT_EQ(histogram.Bucket(0), 1) << "bounds are included";
  EXPECT_EQ(histogram.Bucket(1), 1);
  EXPECT_EQ(histogram.Bucket(kLatencyBounds.size() - 1), 1);
  EXPECT_EQ(histogram.Bucket(kLatencyBounds.size()), 1);
  EXPECT_EQ(histogram.count(), 4);
  EXPECT_EQ(histogram.sum_nanos(), 601'001'001'000);
}

}  // namespace
}  // namespace rg::pipeline
