#include "cli/show.h"

#include <sstream>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "cli/text_table.h"

namespace rg::cli {
namespace {

using namespace std::chrono_literals;

TEST(Show, MoneyHasTwoDecimalsAndEveryDigitThatCounts) {
  EXPECT_EQ(ShowMoney(Money::Dollars(1'234'567)), "$1,234,567.00");
  EXPECT_EQ(ShowMoney(Money::Nanos(12'500'000'000)), "$12.50");
  EXPECT_EQ(ShowMoney(Money::Nanos(1)), "$0.000000001");
  EXPECT_EQ(ShowMoney(Money::Nanos(-1'500'000'000)), "-$1.50");
  EXPECT_EQ(ShowDollars("0.15"), "$0.15");
  EXPECT_EQ(ShowDollars("as agreed"), "as agreed");
}

TEST(Show, CountsHaveACommaPerThousand) {
  EXPECT_EQ(ShowCount(0), "0");
  EXPECT_EQ(ShowCount(999), "999");
  EXPECT_EQ(ShowCount(1'000), "1,000");
  EXPECT_EQ(ShowCount(-1'234'567), "-1,234,567");
}

TEST(Show, DurationsHaveTheUnitThatFits) {
  EXPECT_EQ(ShowDuration(240us), "240 us");
  EXPECT_EQ(ShowDuration(1'500us), "1.5 ms");
  EXPECT_EQ(ShowDuration(340ms), "340 ms");
  EXPECT_EQ(ShowDuration(1'250ms), "1.25 s");
  EXPECT_EQ(ShowDuration(200s), "3 min 20 s");
}

TEST(Show, TimesLoseTheirFraction) {
  EXPECT_EQ(ShowTime("2026-11-23T14:41:02.5Z"), "2026-11-23 14:41:02");
  EXPECT_EQ(ShowTime("never"), "never");
}

TEST(Show, JsonIsOpenedUpOnlyWhereItIsLong) {
  const auto value =
      boost::json::parse(R"({"a":1,"list":["x","y"],"deep":[{"b":null},{"c":[{"d":2}]}]})");

  EXPECT_EQ(PrettyJson(value),
            "{\n"
            "  \"a\": 1,\n"
            "  \"list\": [\"x\", \"y\"],\n"
            "  \"deep\": [\n"
            "    {\"b\": null},\n"
            "    {\n"
            "      \"c\": [\n"
            "        {\"d\": 2}\n"
            "      ]\n"
            "    }\n"
            "  ]\n"
            "}\n");
}

TEST(TextTable, ColumnsAreAsWideAsTheirWidestCell) {
  TextTable table;
  table.AddColumn("NAME");
  table.AddColumn("COST", Align::kRight);
  table.AddRow({"caf\xC3\xA9", "$1.00"});
  table.AddRow({"x", "$1,000.00"});
  std::ostringstream out;

  table.Print(out, Color::kOff);

  EXPECT_EQ(out.str(),
            "NAME       COST\n"
            "caf\xC3\xA9      $1.00\n"
            "x     $1,000.00\n");
}

TEST(TextTable, ColoursTakeNoRoom) { EXPECT_EQ(WidthOf(Bold("abc", Color::kOn)), 3u); }

}  // namespace
}  // namespace rg::cli
