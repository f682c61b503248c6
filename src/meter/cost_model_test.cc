#include "meter/cost_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/json_pointer.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;

CostModelText Text(std::string kind) {
  CostModelText text;
  text.kind = std::move(kind);
  return text;
}

CostModel Stripe() {
  CostModelText text = Text("percentage");
  text.percent = "2.9";
  text.per_request = "0.30";
  text.source = "request";
  text.pointer = "/amount";
  text.decimals = 2;
  return *ParseCostModel(text, "api-7");
}

CostModel Characters(std::optional<std::int64_t> most) {
  CostModelText text = Text("per_unit");
  text.per_unit = "0.000015";
  text.source = "answer";
  text.pointer = "/usage/characters";
  text.unit = "character";
  text.most = most;
  return *ParseCostModel(text, "api-7");
}

GenericCall Call(std::string_view request, std::string_view answer, int status = 200) {
  return {status, request, answer, {}};
}

TEST(CostModel, ChargesAShareOfAnAmountAndAFixedPart) {
  const CostModel model = Stripe();
  const Cost cost = ComputeGeneric(model, Call(R"({"amount":1999,"currency":"usd"})", "{}"));

  EXPECT_TRUE(cost.priced) << cost.unpriced_reason;
  EXPECT_EQ(cost.total, *ParseDollars("0.87971"));
  EXPECT_EQ(cost.price_version, "api-7");
  EXPECT_THAT(cost.lines, testing::ElementsAre(CostLine{UsageClass::kUnits, 1, 300'000'000'000},
                                               CostLine{UsageClass::kUnits, 1999, 290'000'000}));
}

TEST(CostModel, ReadsAnAmountThatIsADecimalString) {
  CostModelText text = Text("percentage");
  text.percent = "1";
  text.source = "answer";
  text.pointer = "/total";
  const CostModel model = *ParseCostModel(text, "v");

  EXPECT_EQ(ComputeGeneric(model, Call("", R"({"total":"19.99"})")).total, *ParseDollars("0.1999"));
  EXPECT_EQ(ComputeGeneric(model, Call("", R"({"total":20})")).total, *ParseDollars("0.2"));
}

TEST(CostModel, ChargesUnitsTheAnswerReports) {
  const Cost cost = ComputeGeneric(Characters({}), Call("", R"({"usage":{"characters":200}})"));

  EXPECT_EQ(cost.total, *ParseDollars("0.003"));
}

TEST(CostModel, ChargesUnitsOfAHeader) {
  CostModelText text = Text("per_unit");
  text.per_unit = "0.5";
  text.source = "header";
  text.pointer = "X-Units";
  const CostModel model = *ParseCostModel(text, "v");
  GenericCall call = Call("", "");

  EXPECT_FALSE(ComputeGeneric(model, call).priced);
  call.header_value = "3";
  EXPECT_EQ(ComputeGeneric(model, call).total, *ParseDollars("1.5"));
  call.header_value = "2.5";
  EXPECT_EQ(ComputeGeneric(model, call).total, *ParseDollars("1.5")) << "a unit begun counts whole";
}

TEST(CostModel, IsUnpricedWhereTheFigureIsMissingOrNoNumber) {
  const auto reason = [](std::string_view answer) {
    const Cost cost = ComputeGeneric(Characters({}), Call("", answer));
    EXPECT_FALSE(cost.priced) << answer;
    return cost.unpriced_reason;
  };
  EXPECT_THAT(reason("{}"), HasSubstr("nothing at '/usage/characters'"));
  EXPECT_THAT(reason("not JSON"), HasSubstr("nothing at"));
  EXPECT_THAT(reason(R"({"usage":{"characters":"many"}})"), HasSubstr("not a decimal number"));
  EXPECT_THAT(reason(R"({"usage":{"characters":-4}})"), HasSubstr("negative"));
  EXPECT_THAT(reason(R"({"usage":{"characters":null}})"), HasSubstr("not a decimal number"));
}

TEST(CostModel, ChargesNothingForACallThatFailed) {
  const Cost cost = ComputeGeneric(Stripe(), Call(R"({"amount":1999})", "{}", 402));

  EXPECT_TRUE(cost.priced);
  EXPECT_EQ(cost.total, Money());
}

TEST(CostModel, NeverCallsAnUnpricedApiFree) {
  EXPECT_FALSE(ComputeGeneric(*ParseCostModel(Text("unpriced"), "v"), Call("", "")).priced);
  EXPECT_TRUE(ComputeGeneric(*ParseCostModel(Text("free"), "v"), Call("", "")).priced);
  EXPECT_FALSE(QuoteGeneric(*ParseCostModel(Text("unpriced"), "v"), "").bounded());
  EXPECT_TRUE(QuoteGeneric(*ParseCostModel(Text("free"), "v"), "").bounded());
}

TEST(CostModel, QuotesWhatTheRequestSaysElseTheMostThatIsSet) {
  EXPECT_EQ(QuoteGeneric(Stripe(), R"({"amount":1999})").most, *ParseDollars("0.87971"));
  EXPECT_FALSE(QuoteGeneric(Stripe(), "amount=1999").bounded());
  EXPECT_EQ(QuoteGeneric(Characters(1000), "").most, *ParseDollars("0.015"));
  EXPECT_EQ(QuoteGeneric(Characters({}), "").unbounded_field, "cost_model.most");
  CostModelText fixed = Text("per_request");
  fixed.per_request = "0.0075";
  EXPECT_EQ(QuoteGeneric(*ParseCostModel(fixed, "v"), "").most, *ParseDollars("0.0075"));
}

TEST(CostModel, NamesTheSettingThatIsWrong) {
  const auto field = [](const CostModelText& text) {
    const Result<CostModel> model = ParseCostModel(text, "v");
    return model ? "none" : model.error().field;
  };
  CostModelText text = Text("per_unit");
  EXPECT_EQ(field(Text("perunit")), "kind");
  EXPECT_EQ(field(Text("per_request")), "per_request");
  EXPECT_EQ(field(text), "per_unit");
  text.per_unit = "-1";
  EXPECT_EQ(field(text), "per_unit");
  text.per_unit = "1";
  EXPECT_EQ(field(text), "source");
  text.source = "answer";
  text.pointer = "usage";
  EXPECT_EQ(field(text), "pointer");
  text.pointer = "/usage";
  text.decimals = 12;
  EXPECT_EQ(field(text), "decimals");
  text.decimals = 0;
  EXPECT_EQ(field(text), "none");
  CostModelText share = Text("percentage");
  share.percent = "101";
  EXPECT_EQ(field(share), "percent");
}

TEST(JsonPointer, FindsMembersItemsAndEscapedNames) {
  constexpr std::string_view json = R"({"a":[10,{"b/c":"x"}],"~":{"":7}})";

  EXPECT_EQ(AtPointer(json, ""), json);
  EXPECT_EQ(AtPointer(json, "/a/0"), "10");
  EXPECT_EQ(AtPointer(json, "/a/1/b~1c"), "\"x\"");
  EXPECT_EQ(AtPointer(json, "/~0/"), "7");
  EXPECT_EQ(AtPointer(json, "/a/2"), std::nullopt);
  EXPECT_EQ(AtPointer(json, "/a/0/b"), std::nullopt);
  EXPECT_EQ(AtPointer(json, "a"), std::nullopt);
  EXPECT_EQ(AtPointer(R"({"a":)", "/a"), std::nullopt);
}

}  // namespace
}  // namespace rg::meter
