#include "http/field_lines.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace rg::http {
namespace {

using namespace std::string_view_literals;

TEST(FieldLines, AreWhatWillBeSent) {
  FieldLines lines;
  lines.Add({"Content-Type", "application/json"});
  lines.Add({"X-Empty", ""});
  lines.Put("X-Cost", 12'500'000'000, 9);
  lines.AddRenamed("x-upstream-", {"RateLimit", "60"});
  lines.AddBearer("sk-1");

  EXPECT_EQ(lines.text(),
            "Content-Type: application/json\r\nX-Empty: \r\nX-Cost: 12.5\r\n"
            "x-upstream-RateLimit: 60\r\nauthorization: Bearer sk-1\r\n");
  EXPECT_EQ(lines.count(), 5U);
  EXPECT_FALSE(lines.fault());
}

TEST(FieldLines, ReadBackAsTheyWereAdded) {
  const std::vector<Header> fields = {{"A", "b: c, \td"}, {"X-Empty", ""}, {"x", "\xc3\xa9"}};
  std::vector<std::pair<std::string, std::string>> read;
  FieldLines(fields).ForEach(
      [&](const Header& field) { read.emplace_back(field.name, field.value); });

  ASSERT_EQ(read.size(), fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(read[i].first, fields[i].name);
    EXPECT_EQ(read[i].second, fields[i].value);
  }
}

TEST(FieldLines, AreRemovedByNameInAnyCaseWhereverTheyStand) {
  FieldLines lines;
  for (const std::string_view name : {"X-A", "B", "x-a", "X-Ab", "C", "X-a"})
    lines.Add({name, "1"});

  lines.Remove("x-A");
  EXPECT_EQ(lines.text(), "B: 1\r\nX-Ab: 1\r\nC: 1\r\n");
  EXPECT_EQ(lines.count(), 3U);
  lines.Remove("d");
  EXPECT_EQ(lines.count(), 3U);
  lines.Put("D", "2");
  EXPECT_EQ(lines.text(), "B: 1\r\nX-Ab: 1\r\nC: 1\r\nD: 2\r\n");
}

TEST(FieldLines, GrowAsFarAsTheyMust) {
  FieldLines lines;
  std::string expected;
  for (std::size_t size = 0; size < 9'000; size += 700) {
    const std::string value(size, 'v');
    lines.Add({"X-Long", value});
    expected += "X-Long: " + value + "\r\n";
  }
  lines.Remove("y");

  EXPECT_EQ(lines.text(), expected);
}

TEST(FieldLines, KeepAFaultInsteadOfWhatWouldBreakALine) {
  for (const std::string_view bad :
       {"a\rb"sv, "a\nb"sv, "a\0b"sv, "a\r\nB: c"sv, "\x7f"sv, "0123456789abcdef\n"sv}) {
    for (const Header& field : {Header{"X", bad}, Header{bad, "v"}, Header{"", "v"},
                                Header{"X Y", "v"}, Header{"X:", "v"}}) {
      FieldLines lines;
      lines.Add(field);
      EXPECT_EQ(lines.text(), "");
      ASSERT_TRUE(lines.fault());
      EXPECT_EQ(lines.fault()->code, Errc::kInvalidRequest);
    }
    FieldLines bearer;
    bearer.AddBearer(bad);
    EXPECT_EQ(bearer.text(), "");
    ASSERT_TRUE(bearer.fault());
    EXPECT_EQ(bearer.fault()->detail.find(bad), std::string::npos) << "secrets are not repeated";
    FieldLines renamed;
    renamed.AddRenamed("x-", {"A", bad});
    EXPECT_TRUE(renamed.fault());
  }
}

TEST(FieldLines, LeaveFramingToWhoeverWritesTheHead) {
  for (const std::string_view name :
       {"Content-Length", "transfer-encoding", "Connection", "HOST"}) {
    for (const bool sound : {false, true}) {
      FieldLines lines;
      lines.Add({name, "1", sound});
      EXPECT_EQ(lines.text(), "");
      ASSERT_TRUE(lines.fault()) << name;
      EXPECT_EQ(lines.fault()->code, Errc::kInternal);
      EXPECT_EQ(lines.fault()->field, name);
    }
  }
}

}  // namespace
}  // namespace rg::http
