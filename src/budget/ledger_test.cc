#include "budget/ledger.h"

#include <gtest/gtest.h>

namespace rg::budget {
namespace {

const Money kTen = Money::Dollars(10);

Account Ready() {
  Account account;
  account.ready = true;
  return account;
}

std::vector<int> Book(Account& account, const Terms& terms, Money price) {
  Book(account, price);
  std::vector<int> crossed;
  TakeCrossings(account, terms, {100, 50, 75, 90}, crossed);
  return crossed;
}

TEST(Ledger, AHardBudgetPromisesNoMoreThanItsAmount) {
  const Terms hard{kTen};
  Account account = Ready();
  Reserve(account, Money::Dollars(7));

  EXPECT_TRUE(Fits(account, hard, Money::Dollars(3)));
  EXPECT_FALSE(Fits(account, hard, Money::Dollars(3) + Money::Nanos(1)));
  EXPECT_EQ(Left(account, hard), Money::Dollars(3));
}

TEST(Ledger, SettlingForLessGivesTheDifferenceBack) {
  const Terms hard{kTen};
  Account account = Ready();
  Reserve(account, Money::Dollars(7));
  Release(account, Money::Dollars(7));
  Book(account, Money::Dollars(4));

  EXPECT_TRUE(Fits(account, hard, Money::Dollars(6)));
  EXPECT_FALSE(Fits(account, hard, Money::Dollars(6) + Money::Nanos(1)));
  EXPECT_EQ(account.open_holds, 0u);
}

TEST(Ledger, ADebtStays) {
  const Terms hard{kTen};
  Account account = Ready();
  Book(account, Money::Dollars(12));

  EXPECT_EQ(Left(account, hard), -Money::Dollars(2));
  EXPECT_FALSE(Fits(account, hard, Money::Nanos(1)));
  EXPECT_TRUE(Fits(account, {Money::Dollars(13)}, Money::Dollars(1))) << "once raised";
}

TEST(Ledger, WhatIsFreePassesAnExhaustedBudget) {
  Account account = Ready();
  Book(account, kTen);

  EXPECT_TRUE(Fits(account, {kTen}, Money{}));
}

TEST(Ledger, SoftPausedAndUnreadyAccountsCountButDoNotEnforce) {
  Account account = Ready();
  Book(account, kTen);

  EXPECT_TRUE(Fits(account, {kTen, false, false}, kTen));
  EXPECT_TRUE(Fits(account, {kTen, true, true}, kTen));
  account.ready = false;
  EXPECT_TRUE(Fits(account, {kTen, true, false}, kTen));
}

TEST(Ledger, AHoldThatCannotBeRepresentedFitsNoBudget) {
  Account account = Ready();
  Reserve(account, Money::Dollars(1));

  EXPECT_FALSE(Fits(account, {kAmountMax}, Money::Max()));
}

TEST(Ledger, EachThresholdIsToldOnce) {
  const Terms hard{kTen};
  Account account = Ready();

  EXPECT_EQ(Book(account, hard, Money::Nanos(4'999'999'999)), std::vector<int>{});
  EXPECT_EQ(Book(account, hard, Money::Nanos(1)), std::vector<int>{50});
  EXPECT_EQ(Book(account, hard, Money::Nanos(1)), std::vector<int>{});
  EXPECT_EQ(Book(account, hard, Money::Dollars(6)), (std::vector<int>{75, 90, 100}));
  EXPECT_EQ(Book(account, hard, Money::Dollars(6)), std::vector<int>{});
}

TEST(Ledger, ARaisedAmountTellsItsThresholdsAgain) {
  Account account = Ready();
  ASSERT_EQ(Book(account, {kTen}, kTen).size(), 4u);
  const Terms raised{Money::Dollars(16)};

  Rearm(account, raised);

  EXPECT_EQ(Book(account, raised, Money{}), std::vector<int>{}) << "62 per cent: 50 was told";
  EXPECT_EQ(Book(account, raised, Money::Dollars(2)), std::vector<int>{75});
}

}  // namespace
}  // namespace rg::budget
