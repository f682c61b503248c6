// AnswerTap must read what ReadAnswer reads, wherever the pieces are cut, and survive anything.

#include <random>
#include <simdjson.h>

#include <gtest/gtest.h>

#include "meter/exchange.h"
#include "meter/reading.h"
#include "meter/recordings_for_test.h"

namespace rg::meter {
namespace {

struct Answer {
  Dialect dialect;
  std::string body;
};

std::vector<Answer> RecordedAnswers() {
  std::vector<Answer> answers;
  for (const char* const provider : kRecordedProviders) {
    for (const std::string& line : RecordedLines(provider)) {
      simdjson::dom::parser parser;
      const simdjson::dom::element exchange = parser.parse(line);
      if (bool(exchange["stream"]) || std::int64_t(exchange["status"]) != 200) continue;
      const auto dialect = DialectOfPath(provider, exchange["method"], exchange["path"]);
      if (!dialect) continue;
      if (std::string_view(exchange["response"]).empty()) continue;
      answers.push_back({*dialect, std::string(std::string_view(exchange["response"]))});
    }
  }
  return answers;
}

Reading Tap(const Answer& answer, std::size_t cut, std::size_t second_cut) {
  AnswerTap tap(answer.dialect);
  const std::string_view body = answer.body;
  tap.Feed(body.substr(0, cut));
  tap.Feed(body.substr(cut, second_cut - cut));
  tap.Feed(body.substr(second_cut));
  return tap.Finish();
}

// What must hold of any reading, of whatever bytes.
void ExpectSane(const Reading& reading) {
  for (const std::int64_t count : reading.usage.counts) EXPECT_GE(count, 0);
  for (const SideUsage& side : reading.sides) {
    for (const std::int64_t count : side.usage.counts) EXPECT_GE(count, 0);
  }
  const std::int64_t tokens = reading.usage.InputTokens() + reading.usage.OutputTokens();
  EXPECT_LE(tokens, reading.reported_total_tokens);
}

class AnswerTapOnRecordings : public testing::Test {
 protected:
  void SetUp() override {
    if (RecordingsFolder().empty())
      GTEST_SKIP() << "no ../shared/recordings here (RG_SHARED names it)";
    answers_ = RecordedAnswers();
    ASSERT_GT(answers_.size(), 300U);
  }
  std::vector<Answer> answers_;
  std::mt19937_64 random_{20261123};
};

TEST_F(AnswerTapOnRecordings, ReadsTheSameWhereverTheAnswerIsCut) {
  for (const Answer& answer : answers_) {
    const Reading whole = ReadAnswer(answer.dialect, answer.body);
    for (int i = 0; i < 40; ++i) {
      std::size_t first = random_() % (answer.body.size() + 1);
      std::size_t second = random_() % (answer.body.size() + 1);
      if (first > second) std::swap(first, second);
      ASSERT_EQ(Tap(answer, first, second), whole) << "cut at " << first << " and " << second;
    }
  }
}

TEST_F(AnswerTapOnRecordings, ReadsTheSameByteByByte) {
  for (const Answer& answer : answers_) {
    AnswerTap tap(answer.dialect);
    for (const char& byte : answer.body) tap.Feed({&byte, 1});
    ASSERT_EQ(tap.Finish(), ReadAnswer(answer.dialect, answer.body));
  }
}

TEST_F(AnswerTapOnRecordings, SurvivesEveryTruncation) {
  for (std::size_t i = 0; i < answers_.size(); i += 40) {
    Answer answer = answers_[i];
    while (!answer.body.empty()) {
      answer.body.resize(answer.body.size() - 1 -
                         std::min(answer.body.size() - 1, answer.body.size() / 800));
      const Reading reading = ReadAnswer(answer.dialect, answer.body);
      ExpectSane(reading);
      ASSERT_EQ(Tap(answer, answer.body.size() / 2, answer.body.size() / 2), reading);
    }
  }
}

TEST_F(AnswerTapOnRecordings, SurvivesFlippedBytesAndReadsThemAlikeHoweverCut) {
  for (const Answer& original : answers_) {
    const std::size_t usage = original.body.find("\"usage\"");
    for (int i = 0; i < 60; ++i) {
      Answer answer = original;
      // Half of the flips where they hurt most.
      const std::size_t from = i % 2 == 0 && usage != std::string::npos ? usage : 0;
      const std::size_t span =
          from == 0 ? answer.body.size() : std::min<std::size_t>(400, answer.body.size() - from);
      answer.body[from + random_() % span] = static_cast<char>(random_());
      const Reading reading = ReadAnswer(answer.dialect, answer.body);
      ExpectSane(reading);
      const std::size_t cut = random_() % answer.body.size();
      ASSERT_EQ(Tap(answer, cut, cut), Tap(answer, 0, answer.body.size()));
    }
  }
}

TEST(AnswerTap, KeepsLittleOfAnAnswerThatIsMostlyImage) {
  AnswerTap tap(Dialect::kOpenAiResponses);
  tap.Feed(R"({"output":[{"type":"image_generation_call","result":")");
  const std::string image(1 << 20, 'A');
  for (int i = 0; i < 16; ++i) tap.Feed(image);
  tap.Feed(R"("}],"usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}})");

  const Reading reading = tap.Finish();

  EXPECT_EQ(reading.fault, "");
  EXPECT_EQ(reading.reported_total_tokens, 7);
}

TEST(AnswerTap, RefusesAUsageReportWithoutEnd) {
  AnswerTap tap(Dialect::kOpenAiChat);
  tap.Feed(R"({"model":"m","usage":{"prompt_tokens":1,"note":")");
  for (int i = 0; i < 64; ++i) tap.Feed(std::string(64 * 1024, 'x'));

  const Reading reading = tap.Finish();

  EXPECT_FALSE(reading.found);
  EXPECT_NE(reading.fault, "");
  EXPECT_EQ(reading.served_model, "m");
}

}  // namespace
}  // namespace rg::meter
