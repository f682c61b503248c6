#include "auth/directory.h"

#include <gtest/gtest.h>

#include "auth/hasher.h"

namespace rg::auth {
namespace {

Key Named(const std::string& text) {
  Key key;
  key.name = text;
  key.digest = Sha256(text);
  return key;
}

TEST(KeyDirectoryTest, FindsEveryKeyItHoldsAndNoOther) {
  std::vector<Key> keys;
  for (int i = 0; i < 5'000; ++i) keys.push_back(Named("key" + std::to_string(i)));
  const KeyDirectory directory(std::move(keys));

  for (int i = 0; i < 5'000; ++i) {
    const auto found = directory.Find(Sha256("key" + std::to_string(i)));
    ASSERT_NE(found.key, nullptr);
    EXPECT_EQ(found.key->name, "key" + std::to_string(i));
    EXPECT_FALSE(found.by_previous);
    EXPECT_EQ(directory.Find(Sha256("other" + std::to_string(i))).key, nullptr);
  }
}

TEST(KeyDirectoryTest, AnEmptyOneKnowsNobody) {
  EXPECT_EQ(KeyDirectory().Find(Sha256("x")).key, nullptr);
}

TEST(KeyDirectoryTest, ARotatedKeyIsFoundByBothDigests) {
  Key key = Named("new");
  key.previous = Key::Previous{Sha256("old"), TimePoint{}};
  const KeyDirectory directory({key, Named("another")});

  EXPECT_FALSE(directory.Find(Sha256("new")).by_previous);
  const auto old = directory.Find(Sha256("old"));
  ASSERT_NE(old.key, nullptr);
  EXPECT_EQ(old.key->name, "new");
  EXPECT_TRUE(old.by_previous);
}

TEST(KeyDirectoryTest, DigestsThatBeginAlikeAreToldApart) {
  // A cache once took the first characters of a key for the whole of it.
  Key a = Named("a");
  Key b = Named("b");
  b.digest = a.digest;
  b.digest[31] ^= 1;
  Digest neither = a.digest;
  neither[8] ^= 1;
  const KeyDirectory directory({a, b});

  EXPECT_EQ(directory.Find(a.digest).key->name, "a");
  EXPECT_EQ(directory.Find(b.digest).key->name, "b");
  EXPECT_EQ(directory.Find(neither).key, nullptr);
}

TEST(KeyHasherTest, APepperChangesEveryDigest) {
  const KeyHasher plain;
  const KeyHasher empty{Secret("")};
  const KeyHasher peppered{Secret("pepper")};
  const KeyHasher other{Secret("another")};

  EXPECT_EQ(plain.Hash("key"), Sha256("key"));
  EXPECT_EQ(empty.Hash("key"), Sha256("key"));
  EXPECT_NE(peppered.Hash("key"), plain.Hash("key"));
  EXPECT_NE(peppered.Hash("key"), other.Hash("key"));
  EXPECT_EQ(peppered.Hash("key"), HmacSha256("pepper").Sign("key"));
}

TEST(LastUsedTest, OutlivesTheSnapshotsAndIsCollectedOnce) {
  LastUsedBook book;
  IdSource ids(1);
  ManualClock clock;
  const auto id = ids.New<KeyId>(clock.Now());
  book.Of(id)->Touch(clock.Now());

  const auto used = book.Collect();

  ASSERT_EQ(used.size(), 1);
  EXPECT_EQ(used[0].first, id);
  EXPECT_EQ(used[0].second, clock.Now());
  EXPECT_TRUE(book.Collect().empty());
  EXPECT_EQ(book.Of(id)->Get(), clock.Now());
}

TEST(LastUsedTest, AHotKeyIsWrittenAtMostOnceASecond) {
  LastUsed last_used;
  ManualClock clock;
  EXPECT_EQ(last_used.Get(), std::nullopt);
  last_used.Touch(clock.Now());
  const TimePoint first = clock.Now();

  clock.Advance(std::chrono::milliseconds{999});
  last_used.Touch(clock.Now());
  EXPECT_EQ(last_used.Get(), first);
  clock.Advance(std::chrono::milliseconds{1});
  last_used.Touch(clock.Now());
  EXPECT_EQ(last_used.Get(), clock.Now());
}

TEST(LastUsedTest, KeysNoSnapshotHoldsAreForgottenOnceCollected) {
  LastUsedBook book;
  IdSource ids(1);
  ManualClock clock;
  const auto id = ids.New<KeyId>(clock.Now());
  book.Of(id)->Touch(clock.Now());

  book.Sweep();
  EXPECT_EQ(book.Collect().size(), 1);
  book.Sweep();
  EXPECT_EQ(book.Of(id)->Get(), std::nullopt);
}

}  // namespace
}  // namespace rg::auth
