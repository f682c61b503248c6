#include "pipeline/answer_headers.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/memory_exchange.h"
#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

using namespace std::chrono_literals;
using http::testing::MemoryExchange;

TEST(GoDurationTest, IsWrittenAsOpenAiDoes) {
  struct Row {
    Duration time;
    std::string_view text;
  };
  for (const Row& row : {
           Row{-5s, "0ms"},
           Row{0s, "0ms"},
           Row{1ns, "1ms"},
           Row{12ms, "12ms"},
           Row{999ms, "999ms"},
           Row{999ms + 1ns, "1s"},
           Row{1s, "1s"},
           Row{1500ms, "1.5s"},
           Row{59s + 999ms, "59.999s"},
           Row{60s, "1m0s"},
           Row{6min, "6m0s"},
           Row{90s + 50ms, "1m30.05s"},
           Row{1h, "1h0m0s"},
           Row{25h + 1s, "25h0m1s"},
           Row{1h + 5min + 2s, "1h5m2s"},
       }) {
    std::array<char, kGoDurationMax> text;
    const char* const end = PutGoDuration(text.data(), row.time);
    EXPECT_EQ(std::string_view(text.data(), end), row.text);
  }
}

class Headers : public PipelineTest {
 protected:
  Headers() { visit_.opened = loop_.clock.Now(); }

  Verdict& Add(Verdict::Kind kind, std::string_view name, std::int64_t limit, std::int64_t after,
               std::string_view unit = "requests") {
    Verdict& verdict = visit_.verdicts.emplace_back();
    verdict.kind = kind;
    verdict.name = name;
    verdict.unit = unit;
    verdict.limit = limit;
    verdict.after = after;
    verdict.resets_at = visit_.opened + 1500ms;
    return verdict;
  }
  Verdict& AddLimit(std::string_view name, std::int64_t limit, std::int64_t after,
                    std::string_view unit = "requests") {
    return Add(Verdict::Kind::kRule, name, limit, after, unit);
  }
  // Of all fields of that name there must be one; "-" when there is none.
  std::string Field(std::string_view name) {
    AnswerHeaders headers;
    headers.AddOurs(*core_, visit_);
    std::string value = "-";
    headers.lines().ForEach([&](const http::Header& field) {
      if (!http::EqualsIgnoreCase(field.name, name)) return;
      EXPECT_EQ(value, "-") << "twice: " << name;
      value = field.value;
    });
    return value;
  }

  MemoryExchange exchange_{{}};
  Visit visit_{exchange_, *core_};
};

TEST_F(Headers, TheRequestIdHasTheSdksOwnNameToo) {
  const std::string id = ToString(visit_.request);
  EXPECT_EQ(Field("X-RateGuard-Request-Id"), id);
  visit_.dialect = Dialect::kOpenAiOther;
  EXPECT_EQ(Field("x-request-id"), id);
  EXPECT_EQ(Field("request-id"), "-");
  visit_.dialect = Dialect::kAnthropicMessages;
  EXPECT_EQ(Field("request-id"), id);
  EXPECT_EQ(Field("x-request-id"), "-");
}

TEST_F(Headers, TheCostIsExact) {
  struct Row {
    std::int64_t nanos;
    std::string_view cents;
  };
  EXPECT_EQ(Field("X-RateGuard-Cost-Cents"), "-") << "not known yet";
  visit_.accounted = true;
  for (const Row& row : {Row{0, "0"}, Row{1, "0.0000001"}, Row{20'000, "0.002"},
                         Row{10'000'000, "1"}, Row{1'234'567'890'123, "123456.7890123"}}) {
    visit_.cost.total = Money::Nanos(row.nanos);
    EXPECT_EQ(Field("X-RateGuard-Cost-Cents"), row.cents);
  }
  visit_.cost.priced = false;
  EXPECT_EQ(Field("X-RateGuard-Cost-Cents"), "-") << "never a confident zero";
}

TEST_F(Headers, TheTimeAddedLeavesTheProvidersOut) {
  visit_.upstream_time = loop_.clock.Steady() - 1500us;
  EXPECT_EQ(Field("X-RateGuard-Latency-Ms"), "1.5");
}

TEST_F(Headers, TheTightestBudgetIsShown) {
  Add(Verdict::Kind::kBudget, "year", 10'000'000'000, 1'000'000'000, "nanos");
  Add(Verdict::Kind::kBudget, "day", 1'000'000'000, 999'999'999, "nanos").resets_at =
      visit_.opened + 1h + 1ns;
  EXPECT_EQ(Field("X-RateGuard-Budget-Remaining"), "0.000000001");
  const auto opened = std::chrono::floor<std::chrono::seconds>(visit_.opened.time_since_epoch());
  EXPECT_EQ(Field("X-RateGuard-Budget-Reset"), std::to_string(opened.count() + 3601));
}

TEST_F(Headers, TheBudgetAsSettledReplacesTheOneThatWasHeld) {
  Add(Verdict::Kind::kBudget, "day", 1'000'000'000, 900'000'000, "nanos");
  visit_.settled_verdicts = visit_.verdicts;
  visit_.settled_verdicts[0].after = 100'000'000;
  EXPECT_EQ(Field("X-RateGuard-Budget-Remaining"), "0.9");
}

TEST_F(Headers, ABudgetInDebtHasNothingLeftAndOneForAllTimeNoReset) {
  Add(Verdict::Kind::kBudget, "all", 1'000, 5'000, "nanos").resets_at = TimePoint::max();
  EXPECT_EQ(Field("X-RateGuard-Budget-Remaining"), "0");
  EXPECT_EQ(Field("X-RateGuard-Budget-Reset"), "-");
}

TEST_F(Headers, TheTightestLimitIsShownByShare) {
  AddLimit("wide", 1000, 100);
  AddLimit("tight", 10, 9);
  EXPECT_EQ(Field("X-RateLimit-Limit"), "10");
  EXPECT_EQ(Field("X-RateLimit-Remaining"), "1");
  EXPECT_EQ(Field("RateLimit-Policy"), R"("wide";q=1000, "tight";q=10)");
  EXPECT_EQ(Field("RateLimit"), R"("wide";r=900;t=2, "tight";r=1;t=2)");
}

TEST_F(Headers, TheLimitThatRefusedIsShownBeforeATighterOne) {
  AddLimit("tight", 10, 10);
  AddLimit("refused", 1000, 500).said = Verdict::Said::kNo;
  EXPECT_EQ(Field("X-RateLimit-Limit"), "1000");
}

TEST_F(Headers, AShadowIsNotSeen) {
  AddLimit("shadow", 10, 10).said = Verdict::Said::kShadow;
  EXPECT_EQ(Field("X-RateLimit-Limit"), "-");
  AddLimit("real", 10, 1);
  EXPECT_EQ(Field("X-RateLimit-Remaining"), "9");
  EXPECT_EQ(Field("RateLimit"), R"("real";r=9;t=2)");
}

TEST_F(Headers, ANameCannotBreakTheStructuredField) {
  AddLimit("a\"b\\c\xc3\xa9\n", 10, 1);
  EXPECT_EQ(Field("RateLimit-Policy"), R"("a\"b\\c___";q=10)");
}

TEST_F(Headers, OpenAisClientsSeeTheTightestOfEachFamily) {
  visit_.dialect = Dialect::kOpenAiChat;
  AddLimit("tight", 10, 9);
  AddLimit("wide", 1000, 0);
  AddLimit("in", 500, 400, "input_tokens");
  AddLimit("all", 1000, 100, "tokens");
  AddLimit("money", 5, 5, "nanos");
  EXPECT_EQ(Field("x-ratelimit-limit-requests"), "10");
  EXPECT_EQ(Field("x-ratelimit-remaining-requests"), "1");
  EXPECT_EQ(Field("x-ratelimit-reset-requests"), "1.5s");
  EXPECT_EQ(Field("x-ratelimit-limit-tokens"), "500");
  EXPECT_EQ(Field("x-ratelimit-remaining-tokens"), "100");
  EXPECT_EQ(Field("anthropic-ratelimit-requests-limit"), "-");
}

TEST_F(Headers, AnthropicsClientsSeeTheTightestOfEachFamily) {
  visit_.dialect = Dialect::kAnthropicMessages;
  AddLimit("tight", 10, 9);
  AddLimit("wide", 1000, 0);
  AddLimit("in", 500, 400, "input_tokens");
  AddLimit("out", 50, 4, "output_tokens");
  AddLimit("all", 1000, 100, "tokens");
  EXPECT_EQ(Field("anthropic-ratelimit-requests-remaining"), "1");
  EXPECT_EQ(Field("anthropic-ratelimit-tokens-limit"), "1000");
  EXPECT_EQ(Field("anthropic-ratelimit-input-tokens-remaining"), "100");
  EXPECT_EQ(Field("anthropic-ratelimit-output-tokens-limit"), "50");
  EXPECT_EQ(Field("anthropic-ratelimit-requests-reset"),
            ToRfc3339(std::chrono::ceil<std::chrono::seconds>(visit_.opened + 1500ms)));
  EXPECT_EQ(Field("x-ratelimit-limit-requests"), "-");
}

TEST(RefusalHeaders, SayWhenToComeBackRoundedUp) {
  AnswerHeaders headers;
  headers.AddRefusal({429, "application/json", "", true, 1500ms + 1ns});
  EXPECT_EQ(headers.lines().text(),
            "Content-Type: application/json\r\nx-should-retry: true\r\nRetry-After: 2\r\n"
            "retry-after-ms: 1501\r\n");
}

TEST(RefusalHeaders, SayNothingOfWaitingWhereItDoesNotHelp) {
  AnswerHeaders headers;
  headers.AddRefusal({402, "application/json", "", false, {}});
  EXPECT_EQ(headers.lines().text(), "Content-Type: application/json\r\nx-should-retry: false\r\n");
}

}  // namespace
}  // namespace rg::pipeline
