#include "route/json_reader.h"

#include <random>
#include <simdjson.h>

#include <gtest/gtest.h>

#include "route/padded_body.h"

namespace rg::route {
namespace {

// "" when the text is one well-formed value, else why not.
std::string WhyNot(std::string_view text) {
  PaddedBody body(text);
  JsonReader in(body.view(), body.memory());
  in.Skip();
  in.ExpectEnd();
  return in.failed() ? in.TakeError().detail : "";
}

TEST(JsonReaderTest, WellFormedValuesAreSkippedWhole) {
  for (const char* text :
       {"{}", "[]", " { } ", R"({"a":1,"b":[true,false,null,{}]})", "0", "-0", "1.5e-7",
        R"("\u00e9\n\/")", R"([[],[[]],{"x":{}}])", "\t\r\n[ 1 , 2 ] ", R"("ünïcode 漢字 😀")"}) {
    EXPECT_EQ(WhyNot(text), "") << text;
  }
}

TEST(JsonReaderTest, BrokenOnesAreRefusedWithThePlace) {
  EXPECT_NE(WhyNot(R"({"a":1,})").find("at byte 7"), std::string::npos);
  EXPECT_NE(WhyNot(R"({"a" 1})").find("':' at byte 5"), std::string::npos);
  EXPECT_NE(WhyNot("[1 2]").find("at byte 3"), std::string::npos);
  EXPECT_NE(WhyNot("{} x").find("at byte 3"), std::string::npos);
  EXPECT_NE(WhyNot("\"a\xff\"").find("UTF-8: a broken character at byte 2"), std::string::npos);
}

TEST(JsonReaderTest, AByteThatIsNoTextIsRefusedWhereverItStands) {
  for (const char bad : {'\xff', '\x01'}) {
    for (std::size_t size = 1; size < 100; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = bad;

        EXPECT_NE(WhyNot("{\"" + text + "\":1}"), "") << at << " of " << size;
        EXPECT_NE(WhyNot("[[\"" + text + "\"],\"a\"]"), "") << at << " of " << size;
      }
    }
  }
}

TEST(JsonReaderTest, EveryKindOfBrokenTextIsRefused) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[",
                           "}",
                           "]",
                           "[1,]",
                           "[,1]",
                           "{,}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{1:2}",
                           "{'a':1}",
                           "[1}",
                           "{\"a\":1]",
                           "01",
                           "-",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "1e+",
                           "0x1",
                           "NaN",
                           "Infinity",
                           "tru",
                           "truee",
                           "nul",
                           "\"",
                           "\"a",
                           "\"\\\"",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"a\nb\"",
                           "\"\t\"",
                           "[1][2]",
                           "{}{}",
                           "\xef\xbb\xbf{}",
                           "\"\xc0\x80\"",
                           "\"\xed\xa0\x80\"",
                           "\"\xf5\x80\x80\x80\"",
                           "// c\n{}",
                           "{\"a\":1 \"b\":2}",
                           "[\"a\" \"b\"]"}) {
    EXPECT_NE(WhyNot(text), "") << text;
  }
  EXPECT_NE(WhyNot(std::string_view("\"\0\"", 3)), "");
}

TEST(JsonReaderTest, SixtyFourLevelsAreReadAndNoMore) {
  const auto nested = [](std::size_t levels, char open, char close) {
    return std::string(levels, open) + std::string(levels, close);
  };
  EXPECT_EQ(WhyNot(nested(64, '[', ']')), "");
  EXPECT_NE(WhyNot(nested(65, '[', ']')).find("64 levels"), std::string::npos);
  EXPECT_NE(WhyNot(nested(100'000, '[', ']')), "");
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  EXPECT_NE(WhyNot(objects).find("64 levels"), std::string::npos);
}

TEST(JsonReaderTest, DepthCountsWhatIsEnteredAndWhatIsSkipped) {
  PaddedBody body("[[" + std::string(63, '[') + std::string(63, ']') + "]]");
  JsonReader in(body.view(), body.memory());
  in.EnterArray();
  in.EnterArray();
  in.Skip();
  EXPECT_TRUE(in.failed());
}

TEST(JsonReaderTest, EscapedStringsAreDecoded) {
  const auto decoded = [](std::string_view text) {
    PaddedBody body(text);
    JsonReader in(body.view(), body.memory());
    return std::string(in.String());
  };
  EXPECT_EQ(decoded(R"("plain")"), "plain");
  EXPECT_EQ(decoded(R"("mod\u0065l")"), "model");
  EXPECT_EQ(decoded(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(decoded(R"("\u00e9\u6f22\ud83d\ude00")"), "é漢😀");
  EXPECT_EQ(decoded(R"("\ud83d!")"), "\xEF\xBF\xBD!");
}

TEST(JsonReaderTest, AFailureEndsEveryLoop) {
  PaddedBody body(R"({"a":[1,oops],"b":2})");
  JsonReader in(body.view(), body.memory());
  int members = 0;
  for (bool more = in.EnterObject(); more; more = in.NextMember()) {
    in.Key();
    for (bool element = in.EnterArray(); element; element = in.NextElement()) in.Skip();
    ++members;
  }
  EXPECT_EQ(members, 1);
  EXPECT_TRUE(in.failed());
}

// Lone surrogates and numbers beyond a double are grammar to RFC 8259 and to us, and errors to
// simdjson.
bool OnlySimdjsonMinds(simdjson::error_code code, std::string_view text) {
  return (code == simdjson::STRING_ERROR && text.find("\\u") != std::string_view::npos) ||
         (code == simdjson::NUMBER_ERROR && text.find_first_of("eE") != std::string_view::npos);
}

TEST(JsonReaderTest, AgreesWithSimdjsonOnMutatedDocuments) {
  std::mt19937 random(7);
  const std::vector<std::string> seeds = {
      R"({"model":"gpt-4o","messages":[{"role":"user","content":"h\u00e9llo \"x\" \\ \n"}],"n":1})",
      R"([1,-2.5e10,true,false,null,{"a":{"b":[[],{}]}},"ü漢😀"])",
      R"({"a":0,"b":[0.1,1E5],"c":"","d":{"e":"\/"}})"};
  const std::string_view alphabet = "{}[]\":,\\0123456789.eE+-truefalsn \n\t\x01\x80\xc3u/";
  int accepted = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text = seeds[random() % seeds.size()];
    for (unsigned edits = random() % 3 + 1; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random() % text.size();
      const char c = alphabet[random() % alphabet.size()];
      switch (random() % 4) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        case 2:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.resize(at);
          break;
      }
    }
    simdjson::dom::parser parser;
    const auto code = parser.parse(simdjson::padded_string(text)).error();
    if (OnlySimdjsonMinds(code, text)) continue;
    const std::string ours = WhyNot(text);
    ASSERT_EQ(ours.empty(), code == simdjson::SUCCESS) << text << "\n" << ours;
    accepted += ours.empty() ? 1 : 0;
  }
  EXPECT_GT(accepted, 5'000);
}

}  // namespace
}  // namespace rg::route
