#include "meter/catalogue_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::meter {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kBefore = R"(version v1
provider openai
model gpt-x
is =gpt-x
limits 128000 4096
price input_mtok=1 output_mtok=2 cache_read_mtok=0.5
model gpt-old
is =gpt-old
price input_mtok=3
)";

CatalogueDiff Diff(std::string_view before, std::string_view after) {
  return Compare(*ParseCatalogue(before), *ParseCatalogue(after));
}

TEST(CatalogueDiff, OfACatalogueWithItselfIsEmpty) {
  const CatalogueDiff diff = Diff(kBefore, kBefore);

  EXPECT_THAT(diff.added, IsEmpty());
  EXPECT_THAT(diff.removed, IsEmpty());
  EXPECT_THAT(diff.changed, IsEmpty());
}

TEST(CatalogueDiff, NamesWhatIsNewWhatIsGoneAndWhatCostsAnother) {
  const CatalogueDiff diff = Diff(kBefore, R"(version v2
provider openai
model gpt-x
is =gpt-x
limits 128000 8192
price input_mtok=1.25 output_mtok=2 cache_read_mtok=0.5
model gpt-new
is =gpt-new
price input_mtok=4
)");

  EXPECT_THAT(diff.added,
              ElementsAre(ModelChange{
                  "openai", "gpt-new", {{"input_uncached", "", "4"}, {"names", "", "=gpt-new"}}}));
  EXPECT_THAT(diff.removed,
              ElementsAre(ModelChange{
                  "openai", "gpt-old", {{"input_uncached", "3", ""}, {"names", "=gpt-old", ""}}}));
  EXPECT_THAT(diff.changed, ElementsAre(ModelChange{"openai",
                                                    "gpt-x",
                                                    {{"input_uncached", "1", "1.25"},
                                                     {"max output tokens", "4096", "8192"}}}));
}

TEST(CatalogueDiff, SaysWhenAndForWhomAPriceIs) {
  const CatalogueDiff diff = Diff(R"(version v1
provider p
model m
is =m
price input_mtok=1
)",
                                  R"(version v2
provider p
model m
is =m
price input_mtok=1
price from=2026-08-21 daily=16:30-00:30 input_mtok=1/200000:2
tier flex input_mtok=0.5
)");

  ASSERT_EQ(diff.changed.size(), 1u);
  EXPECT_THAT(
      diff.changed[0].figures,
      ElementsAre(
          FigureChange{"input_uncached, above 200000, from 2026-08-21, daily 16:30-00:30", "", "2"},
          FigureChange{"input_uncached, flex", "", "0.5"},
          FigureChange{"input_uncached, flex, from 2026-08-21, daily 16:30-00:30", "", "0.5"},
          FigureChange{"input_uncached, from 2026-08-21, daily 16:30-00:30", "", "1"}));
}

TEST(CatalogueDiff, ShowsThatAModelGoesByOtherNames) {
  const CatalogueDiff diff =
      Diff("version v\nprovider p\nmodel m\nis =m\n", "version v\nprovider p\nmodel m\nis ^m\n");

  ASSERT_EQ(diff.changed.size(), 1u);
  EXPECT_THAT(diff.changed[0].figures, ElementsAre(FigureChange{"names", "=m", "^m"}));
}

TEST(CatalogueDiff, ShowsWhatChangesOfAProvider) {
  const CatalogueDiff diff =
      Diff("version v\nprovider p\nalso *p\n", "version v\nprovider p\nresells q r\n");

  EXPECT_THAT(diff.changed,
              ElementsAre(ModelChange{"p", "", {{"also", "*p", ""}, {"resells", "", "q r"}}}));
}

}  // namespace
}  // namespace rg::meter
