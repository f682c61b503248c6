#include "meter/price_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/matcher.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;

constexpr std::string_view kCatalogue = R"(version v1
provider anthropic
also *anthropic
model claude-a
is ^claude-a *claude-2
price input_mtok=3 output_mtok=15
provider azure
resells openai anthropic
model gpt-own
is =gpt-own
price input_mtok=9
provider openai
model gpt-x
is =gpt-x ~gpt-x-####-##-##
limits 128000 4096
price input_mtok=1 output_mtok=2
model gpt-x-late
is ^gpt-x
price input_mtok=7
)";

class Book : public testing::Test {
 protected:
  std::string Found(std::string_view provider, std::string_view model) const {
    const Price* const price = book_->Find(provider, model);
    return price == nullptr ? "nothing" : price->id;
  }
  std::shared_ptr<const PriceBook> book_ = *PriceBook::Parse(kCatalogue);
};

TEST_F(Book, FindsTheFirstModelWhoseNamesMatch) {
  EXPECT_EQ(Found("openai", "gpt-x"), "gpt-x");
  EXPECT_EQ(Found("openai", "gpt-x-2026-01-02"), "gpt-x");
  EXPECT_EQ(Found("openai", "gpt-x-2026"), "gpt-x-late");
  EXPECT_EQ(Found("openai", "nobody"), "nothing");
  EXPECT_EQ(Found("nobody", "gpt-x"), "nothing");
}

TEST_F(Book, IsBlindToCase) { EXPECT_EQ(Found("OpenAI", "GPT-X"), "gpt-x"); }

TEST_F(Book, KnowsAProviderByItsOtherNames) {
  EXPECT_EQ(Found("my-anthropic", "claude-a"), "claude-a");
}

TEST_F(Book, PricesAResoldModelAsItsOwnProviderDoes) {
  EXPECT_EQ(Found("azure", "gpt-own"), "gpt-own");
  EXPECT_EQ(Found("azure", "gpt-x"), "gpt-x");
  EXPECT_EQ(Found("azure", "claude-a-5"), "claude-a");
}

TEST_F(Book, UnderstandsADateWithoutDashesOnlyWhereNothingElseMatches) {
  const auto book =
      *PriceBook::Parse("version v\nprovider p\nmodel m\nis ~m-####-##-##\nprice input_mtok=1\n");

  EXPECT_NE(book->Find("p", "m-20251211"), nullptr);
  EXPECT_EQ(book->Find("p", "m-20251311"), nullptr);
  EXPECT_EQ(book->Find("p", "m-2025121"), nullptr);
}

TEST_F(Book, AnswersTheSameTheSecondTime) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Found("openai", "gpt-x"), "gpt-x");
    EXPECT_EQ(Found("openai", "nobody"), "nothing");
  }
}

TEST_F(Book, PutsTheUsersPricesFirst) {
  const std::vector<PriceOverride> own = {
      {"", "gpt-*", {{"input_mtok", "50"}}, 0, 0},
      {"openai", "gpt-x", {{"input_mtok", "0.5"}, {"output_mtok", "1"}}, 0, 0},
      {"", "local-model", {{"requests_kcount", "1"}}, 2048, 0},
  };

  const auto mine = book_->With(own);

  ASSERT_TRUE(mine) << mine.error().detail;
  const Price* const exact = (*mine)->Find("openai", "gpt-x");
  EXPECT_EQ(exact->periods[0].card[0].rates.pico[0], 500'000);
  EXPECT_EQ(exact->max_output_tokens, 4096) << "limits stay the catalogue's";
  EXPECT_EQ((*mine)->Find("openai", "gpt-other")->id, "gpt-*");
  EXPECT_EQ((*mine)->Find("vllm", "local-model")->max_output_tokens, 2048);
  EXPECT_EQ((*mine)->Find("anthropic", "claude-a")->id, "claude-a");
  EXPECT_THAT((*mine)->version(), testing::StartsWith("v1+own-"));
  EXPECT_EQ(exact->version, (*mine)->version());
}

TEST_F(Book, TakesAPriceForTheCataloguesNameOfAModelForAllItsNames) {
  const PriceOverride own{"openai", "gpt-x", {{"input_mtok", "0.5"}}, 0, 0};

  const auto mine = *book_->With({&own, 1});

  EXPECT_EQ(mine->Find("openai", "gpt-x-2026-01-02"), mine->Find("openai", "gpt-x"));
  EXPECT_EQ(mine->Find("openai", "gpt-x-2026")->id, "gpt-x-late");
  EXPECT_EQ(mine->FindOwn("openai", "gpt-x-2026"), nullptr);
  EXPECT_NE(mine->FindOwn("openai", "GPT-X"), nullptr);
  EXPECT_EQ(mine->FindOwn("azure", "gpt-x"), nullptr) << "it was set for another provider";
}

TEST_F(Book, RefusesAPriceItDoesNotUnderstandAndNamesIt) {
  const auto refused = [&](std::string key, std::string price) {
    const PriceOverride bad{"openai", "m", {{std::move(key), std::move(price)}}, 0, 0};
    return book_->With({&bad, 1}).error().field;
  };

  EXPECT_EQ(refused("imput_mtok", "1"), "imput_mtok");
  EXPECT_EQ(refused("input_mtok", "-1"), "-1");
  const PriceOverride nameless{"openai", "", {}, 0, 0};
  EXPECT_EQ(book_->With({&nameless, 1}).error().field, "model");
}

TEST_F(Book, ForgetsNothingUnderAFloodOfMadeUpNames) {
  for (int i = 0; i < 10'000; ++i) Found("openai", "made-up-" + std::to_string(i));

  EXPECT_EQ(Found("openai", "gpt-x"), "gpt-x");
  EXPECT_EQ(Found("openai", std::string(100'000, 'x')), "nothing");
}

TEST(Catalogue, NamesTheLineThatIsWrong) {
  const auto fault = [](std::string text) {
    const auto book = PriceBook::Parse(text);
    return book ? "none" : book.error().detail;
  };

  EXPECT_THAT(fault(""), HasSubstr("begins with its version"));
  EXPECT_THAT(fault("provider p\n"), HasSubstr("line 1"));
  EXPECT_THAT(fault("version v\nmodel m\n"), HasSubstr("line 2: no provider"));
  EXPECT_THAT(fault("version v\nprovider p\nprice input_mtok=1\n"), HasSubstr("line 3: no model"));
  EXPECT_THAT(fault("version v\nprovider p\nmodel m\nis =m\nprice input_mtok=one\n"),
              HasSubstr("line 5"));
  EXPECT_THAT(fault("version v\nprovider p\nmodel m\nis =m\nprice input_mtok\n"),
              HasSubstr("has no value"));
  EXPECT_THAT(fault("version v\nprovider p\nmodel m\nis =m\nprice from=soon input_mtok=1\n"),
              HasSubstr("line 5"));
  EXPECT_THAT(fault("version v\nprovider p\nmodel m\nis ?x\n"), HasSubstr("condition"));
  EXPECT_THAT(fault("version v\nprovider p\namend p m\n"), HasSubstr("no such model"));
  EXPECT_THAT(fault("version v\nprovider p\nmodel m\nis =m\nfrobnicate\n"),
              HasSubstr("frobnicate"));
}

TEST(Catalogue, AmendsAModelThatWasListedBefore) {
  const auto book = PriceBook::Parse(
      "version v\nprovider p\nmodel m\nis =m\nlimits 5 6\nprice input_mtok=1\nprovider q\n"
      "amend p m\nlimits 50 60\n");

  ASSERT_TRUE(book) << book.error().detail;
  const Price* const price = (*book)->Find("p", "m");
  EXPECT_EQ(price->max_output_tokens, 60);
  EXPECT_EQ(price->periods[0].card[0].rates.pico[0], 1'000'000);
}

TEST(Matcher, HoldsWhenAllConditionsOfAnAlternativeDo) {
  const auto matches = [](std::string_view text, std::string_view name) {
    return Matcher::Parse(text)->Matches(name);
  };

  EXPECT_TRUE(matches("=a =b", "b"));
  EXPECT_FALSE(matches("=a =b", "ab"));
  EXPECT_TRUE(matches("*llama&$:free", "meta-llama-3:free"));
  EXPECT_FALSE(matches("*llama&$:free", "meta-llama-3"));
  EXPECT_TRUE(matches("^gemini&!$-tts&!*-tts-", "gemini-flash"));
  EXPECT_FALSE(matches("^gemini&!$-tts&!*-tts-", "gemini-flash-tts"));
  EXPECT_TRUE(matches("<gemini-3-#", "gemini-3-5-preview"));
  EXPECT_FALSE(matches("<gemini-3-#", "gemini-3-x"));
  EXPECT_FALSE(matches("", "anything"));
}

}  // namespace
}  // namespace rg::meter
