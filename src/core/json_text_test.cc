#include "core/json_text.h"

#include <optional>

#include <gtest/gtest.h>

namespace rg {
namespace {

std::string Json(std::string_view text) {
  std::string out;
  AppendJsonString(out, text);
  return out;
}

TEST(JsonText, IsQuoted) {
  EXPECT_EQ(Json(""), R"("")");
  EXPECT_EQ(Json("plain"), R"("plain")");
  EXPECT_EQ(Json(R"(a"b\c/d)"), R"("a\"b\\c/d")");
}

TEST(JsonText, AppendsToWhatIsThere) {
  std::string out = "x:";
  AppendJsonString(out, "y");
  EXPECT_EQ(out, R"(x:"y")");
}

TEST(JsonText, ControlCharactersAreEscaped) {
  EXPECT_EQ(Json({"\0\x01\n\r\t\x1f\x7f", 7}),
            "\"\\u0000\\u0001\\u000a\\u000d\\u0009\\u001f\x7f\"");
}

TEST(JsonText, WellFormedUtf8Passes) {
  for (const std::string_view text :
       {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xf0\x9f\x98\x80", "\xe2\x82\xac"}) {
    EXPECT_EQ(Json(text), '"' + std::string(text) + '"');
  }
}

TEST(JsonText, EveryByteThatIsNotUtf8IsReplaced) {
  const std::string mark = "\xef\xbf\xbd";
  struct Row {
    std::string_view text;
    int replaced;
  };
  for (const Row& row : {
           Row{"\x80", 1},                                  // a continuation alone
           Row{"\xff\xfe", 2},                              // bytes that never occur
           Row{"\xc0\x80", 2},                              // overlong NUL
           Row{"\xc1\xbf", 2},                              // overlong
           Row{"\xe0\x9f\xbf", 3},                          // overlong
           Row{"\xed\xa0\x80", 3},                          // a surrogate
           Row{"\xf0\x8f\xbf\xbf", 4},                      // overlong
           Row{"\xf4\x90\x80\x80", 4},                      // beyond U+10FFFF
           Row{"\xf5\x80\x80\x80", 4}, Row{"\xe2\x82", 2},  // cut
           Row{"\xf0\x9f\x98", 3},                          // cut
       }) {
    std::string wanted = "\"";
    for (int i = 0; i < row.replaced; ++i) wanted += mark;
    EXPECT_EQ(Json(row.text), wanted + '"');
  }
}

TEST(JsonText, WhatFollowsBrokenBytesIsKept) {
  EXPECT_EQ(Json("a\xe2\x82z\"\xffq"), "\"a\xef\xbf\xbd\xef\xbf\xbdz\\\"\xef\xbf\xbdq\"");
}

// nullopt when the spelling is broken.
std::optional<std::string> Decoded(std::string_view spelled) {
  std::string text(spelled.size(), '\0');
  const char* const end = DecodeJsonString(spelled, text.data());
  if (end == nullptr) return std::nullopt;
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

TEST(JsonText, IsDecodedToWhatItStandsFor) {
  EXPECT_EQ(Decoded(""), "");
  EXPECT_EQ(Decoded("plain"), "plain");
  EXPECT_EQ(Decoded(R"(mod\u0065l)"), "model");
  EXPECT_EQ(Decoded(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(Decoded(R"(\u00e9\u6F22\ud83d\ude00)"), "\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80");
  EXPECT_EQ(Decoded(R"(\u0000)"), std::string(1, '\0'));
}

TEST(JsonText, HalfOfAPairIsDecodedToTheReplacementCharacter) {
  const std::string mark = "\xef\xbf\xbd";
  EXPECT_EQ(Decoded(R"(\ud83d!)"), mark + "!");
  EXPECT_EQ(Decoded(R"(\ude00)"), mark);
  EXPECT_EQ(Decoded(R"(\ud83d\u0041)"), mark + "A");
  EXPECT_EQ(Decoded(R"(\ud83d\ud83d\ude00)"), mark + "\xf0\x9f\x98\x80");
}

TEST(JsonText, IsNotDecodedWhereAnEscapeIsBroken) {
  for (const char* const spelled :
       {R"(\)", R"(a\x)", R"(\u12)", R"(\u12g4)", R"(\ud83d\u12)", R"(\\\)"}) {
    EXPECT_EQ(Decoded(spelled), std::nullopt) << spelled;
  }
}

}  // namespace
}  // namespace rg
