#include "store/postgres/placeholders.h"

#include <gtest/gtest.h>

namespace rg::store::postgres {
namespace {

TEST(PlaceholdersTest, AreNumberedInTheirOrder) {
  const Numbered numbered = NumberPlaceholders("UPDATE t SET a = ?, b = ? WHERE c = ?");

  EXPECT_EQ(numbered.sql, "UPDATE t SET a = $1, b = $2 WHERE c = $3");
  EXPECT_EQ(numbered.count, 3u);
}

TEST(PlaceholdersTest, AQuestionMarkInQuotesOrCommentsIsNone) {
  for (const char* verbatim : {"SELECT 'what? it''s ?'", "SELECT \"odd?name\" FROM t",
                               "SELECT 1 -- why?\n", "SELECT /* ? */ 1", "SELECT 'unfinished ?"}) {
    const Numbered numbered = NumberPlaceholders(verbatim);
    EXPECT_EQ(numbered.sql, verbatim);
    EXPECT_EQ(numbered.count, 0u);
  }
}

TEST(PlaceholdersTest, WhatFollowsQuotesAndCommentsIsNumberedAgain) {
  EXPECT_EQ(NumberPlaceholders("SELECT '?', ? -- ?\n, ?").sql, "SELECT '?', $1 -- ?\n, $2");
}

}  // namespace
}  // namespace rg::store::postgres
