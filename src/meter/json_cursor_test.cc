#include "meter/json_cursor.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace rg::meter {
namespace {

// The members of an object as they are written: "key=value".
std::vector<std::string> MembersOf(std::string_view text) {
  JsonCursor in(text);
  std::vector<std::string> members;
  in.Object([&](std::string_view key) {
    const std::string_view value = in.Skip();
    members.push_back(std::string(key).append("=").append(value));
  });
  return in.AtEnd() ? members : std::vector<std::string>{"broken"};
}

TEST(JsonCursor, HandsOutEveryMemberAsItIsWritten) {
  EXPECT_EQ(MembersOf(R"({"a":1,"b":"x","c":[1,{"d":"}]"}],"e":null,"f":{}})"),
            (std::vector<std::string>{"a=1", "b=\"x\"", "c=[1,{\"d\":\"}]\"}]", "e=null", "f={}"}));
  EXPECT_EQ(MembersOf(" {\n\t\"a\" : -1.5e3 ,\r\n \"b\" : [ ] } "),
            (std::vector<std::string>{"a=-1.5e3", "b=[ ]"}));
  EXPECT_EQ(MembersOf("{}"), std::vector<std::string>{});
}

TEST(JsonCursor, SeesAKeyThatIsWrittenTwiceTwice) {
  EXPECT_EQ(MembersOf(R"({"a":1,"a":2})"), (std::vector<std::string>{"a=1", "a=2"}));
}

TEST(JsonCursor, FindsTheEndOfAStringWhereverItsQuotesAndBackslashesStand) {
  for (std::size_t before = 0; before < 40; ++before) {
    for (const char* const escapes : {"", R"(\")", R"(\\)", R"(\\\")", R"(\"\\\u0022)"}) {
      const std::string text = std::string(before, 'x') + escapes;
      for (std::size_t after = 0; after < 40; ++after) {
        const std::string value = "\"" + text + std::string(after, 'y') + "\"";

        EXPECT_EQ(MembersOf("{" + value + ":" + value + "}"),
                  std::vector<std::string>{value.substr(1, value.size() - 2) + "=" + value});
        EXPECT_EQ(MembersOf("{\"a\":[{" + value + ":0}]}"),
                  std::vector<std::string>{"a=[{" + value + ":0}]"});
      }
    }
  }
}

TEST(JsonCursor, SkipsWhatIsLeftAlone) {
  JsonCursor in(R"({"a":[1,[2]],"b":{"c":3},"d":[7,8]})");
  std::string seen;
  in.Object([&](std::string_view key) {
    seen += key;
    if (key == "d") in.Array([&] { seen += in.Peek(); });
  });

  EXPECT_EQ(seen, "abd78");
  EXPECT_TRUE(in.AtEnd());
}

TEST(JsonCursor, TakesACountOfFewDigitsAndLeavesAnythingElse) {
  // Near the end of the text and far from it.
  for (const char* const behind : {"", "                "}) {
    const auto count = [&](const std::string& text) {
      const std::string padded = text + behind;
      JsonCursor in(padded);
      const auto found = in.Count();
      if (found) {
        EXPECT_EQ(in.at(), padded.data() + text.size() - 1) << text;
      }
      return found ? *found : -1;
    };

    EXPECT_EQ(count(" 0]"), 0);
    EXPECT_EQ(count("17,"), 17);
    EXPECT_EQ(count("100}"), 100);
    EXPECT_EQ(count("999999999999}"), 999'999'999'999);
    for (const char* const other : {"", "-1,", "01,", "00,", "1.0,", "0.5,", "1e3,", "1x,",
                                    "9999999999999,", "null,", "\"1\","}) {
      EXPECT_EQ(count(other), -1) << other;
    }
  }
  EXPECT_FALSE(JsonCursor("1").Count());
}

TEST(JsonCursor, DoesNotMindWhatIsWrongInsideWhatItSkips) {
  EXPECT_EQ(MembersOf("{\"a\":[NaN,\"\xff\n\\x\",tru],\"b\":2}"),
            (std::vector<std::string>{"a=[NaN,\"\xff\n\\x\",tru]", "b=2"}));
}

TEST(JsonCursor, NamesEveryTextThatIsNotOneObject) {
  for (const char* const text : {"",
                                 " ",
                                 "[]",
                                 "1",
                                 "\"a\"",
                                 "{",
                                 "{}x",
                                 "{}{}",
                                 "{,}",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{\"a\":1,}",
                                 "{\"a\" 1}",
                                 "{a:1}",
                                 "{\"a\":1 \"b\":2}",
                                 "{\"a\":1",
                                 "{\"a\":[1}",
                                 "{\"a\"::1}",
                                 "{\"a\":1\"}",
                                 "{\"a\":1{}}",
                                 "{\"a",
                                 "{\"a\\",
                                 "{\"a\":\"b\\\"}",
                                 "{\"a\":{\"b\":[}"}) {
    EXPECT_EQ(MembersOf(text), std::vector<std::string>{"broken"}) << text;
  }
}

TEST(JsonCursor, NeverTakesABeginningForTheWhole) {
  const std::string text =
      R"({"id":"c1","choices":[{"text":"a \"b\" {c","n":[1,2]}],"usage":{"a":12}})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(MembersOf(std::string_view(text).substr(0, size)), std::vector<std::string>{"broken"})
        << size;
  }
}

TEST(JsonCursor, CountsTheBytesThatAStringStandsFor) {
  EXPECT_EQ(DecodedBytes("plain"), 5);
  EXPECT_EQ(DecodedBytes(R"(\n\n)"), 2);
  EXPECT_EQ(DecodedBytes(R"(\u0041\u00e9\u4e2d)"), 1 + 2 + 3);
  EXPECT_EQ(DecodedBytes(R"(\ud83d\ude00)"), 4);
}

}  // namespace
}  // namespace rg::meter
