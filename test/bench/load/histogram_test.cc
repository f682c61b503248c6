#include "histogram.h"

#include <limits>

#include <gtest/gtest.h>

namespace rg::load {
namespace {

TEST(HistogramTest, IsNothingBeforeTheFirstValue) {
  const Histogram empty;

  EXPECT_EQ(empty.Quantile(0.99), 0u);
  EXPECT_EQ(empty.max(), 0u);
  EXPECT_EQ(empty.mean(), 0);
}

TEST(HistogramTest, SmallValuesAreExact) {
  Histogram histogram;
  for (std::uint64_t value = 1; value <= 100; ++value) histogram.Add(value);

  EXPECT_EQ(histogram.Quantile(0.5), 50u);
  EXPECT_EQ(histogram.Quantile(0.99), 99u);
  EXPECT_EQ(histogram.Quantile(1), 100u);
  EXPECT_EQ(histogram.mean(), 50.5);
}

TEST(HistogramTest, AValueIsReadBackAtMostOnePart128TooHighAndNeverTooLow) {
  for (std::uint64_t value = 1; value < std::uint64_t{1} << 62; value += value / 8 + 1) {
    Histogram histogram;
    histogram.Add(value);
    histogram.Add(std::numeric_limits<std::uint64_t>::max());

    const std::uint64_t read = histogram.Quantile(0.5);

    EXPECT_GE(read, value);
    EXPECT_LE(read, value + value / 128) << value;
  }
}

TEST(HistogramTest, NoQuantileIsAboveTheMaximum) {
  Histogram histogram;
  histogram.Add(1'000'001);

  EXPECT_EQ(histogram.Quantile(0.999), 1'000'001u);
  EXPECT_EQ(histogram.max(), 1'000'001u);
}

TEST(HistogramTest, OneSlowCallInAThousandIsBeyondP999AndNotInIt) {
  Histogram histogram;
  for (int i = 0; i < 9'990; ++i) histogram.Add(100);
  for (int i = 0; i < 10; ++i) histogram.Add(50'000);

  EXPECT_EQ(histogram.Quantile(0.999), 100u);
  EXPECT_GE(histogram.Quantile(0.9995), 50'000u);
}

}  // namespace
}  // namespace rg::load
