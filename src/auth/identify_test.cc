#include "auth/identify.h"

#include <gtest/gtest.h>

#include "auth/ip_range.h"
#include "auth/recent_keys.h"

namespace rg::auth {
namespace {

using http::Header;
using std::chrono::hours;

class IdentifyTest : public ::testing::Test {
 protected:
  IdentifyTest() {
    SystemEntropy entropy;
    text_ = NewKey(entropy, KeyKind::kLive).Reveal();
    old_text_ = NewKey(entropy, KeyKind::kLive).Reveal();
    admin_ = NewKey(entropy, KeyKind::kAdmin).Reveal();
    key_.name = "my-app";
    key_.digest = hasher_.Hash(text_);
  }

  Result<std::string> Ask(std::string_view text, std::string_view ip = "192.0.2.7") {
    const KeyDirectory directory({key_});
    const auto found = Of(directory, text, ip);
    if (!found) {
      EXPECT_EQ(found.error().detail.find(text.substr(8)), std::string::npos) << "echoes the key";
      return found.error();
    }
    return (*found)->name;
  }
  Result<const Key*> Of(const KeyDirectory& directory, std::string_view text, std::string_view ip,
                        Directory is = Directory::kComplete) {
    RG_TRY(const Digest digest, DigestOf(hasher_, text));
    return Identify(directory, digest, ip, clock_.Now(), is);
  }
  Errc Refusal(std::string_view text, std::string_view ip = "192.0.2.7") {
    return Ask(text, ip).error().code;
  }

  ManualClock clock_;
  KeyHasher hasher_{Secret("pepper")};
  std::string text_;
  std::string old_text_;
  std::string admin_;
  Key key_;
};

TEST_F(IdentifyTest, AKnownKeyIsRecognised) { EXPECT_EQ(Ask(text_).value(), "my-app"); }

TEST_F(IdentifyTest, AnUnknownKeyIsRefused) {
  EXPECT_EQ(Refusal(old_text_), Errc::kUnauthenticated);
}

TEST_F(IdentifyTest, AnUnknownKeyIsToTryAgainWhereTheDirectoryMayNotHaveIt) {
  const KeyDirectory directory({key_});
  const auto ask = [&](std::string_view text) {
    return Of(directory, text, "192.0.2.7", Directory::kPerhapsNot);
  };

  EXPECT_EQ(ask(old_text_).error().code, Errc::kUnavailable);
  EXPECT_EQ(ask(old_text_).error().retry_after, std::chrono::seconds{1});
  EXPECT_TRUE(ask(text_));
  EXPECT_EQ(ask("rg_live_madeup").error().code, Errc::kUnauthenticated) << "that is no key at all";
  key_.state = Key::State::kRevoked;
  const KeyDirectory revoked({key_});
  EXPECT_EQ(Of(revoked, text_, "192.0.2.7", Directory::kPerhapsNot).error().code,
            Errc::kUnauthenticated);
}

TEST_F(IdentifyTest, AnAdminTokenMakesNoCalls) {
  EXPECT_EQ(Refusal(admin_), Errc::kUnauthenticated);
}

TEST_F(IdentifyTest, ARevokedKeyIsRefused) {
  key_.state = Key::State::kRevoked;
  EXPECT_EQ(Refusal(text_), Errc::kUnauthenticated);
}

TEST_F(IdentifyTest, APausedKeyIsForbidden) {
  key_.state = Key::State::kPaused;
  EXPECT_EQ(Refusal(text_), Errc::kForbidden);
}

TEST_F(IdentifyTest, AKeyExpiresAtItsTimeAndNotBefore) {
  key_.expires_at = clock_.Now() + hours{1};

  clock_.Advance(hours{1} - Duration{1});
  EXPECT_TRUE(Ask(text_));
  clock_.Advance(Duration{1});
  EXPECT_EQ(Refusal(text_), Errc::kUnauthenticated);
}

TEST_F(IdentifyTest, ARotatedKeyWorksUntilTheOverlapEnds) {
  key_.previous = Key::Previous{hasher_.Hash(old_text_), clock_.Now() + hours{1}};

  EXPECT_EQ(Ask(old_text_).value(), "my-app");
  clock_.Advance(hours{1});
  EXPECT_EQ(Refusal(old_text_), Errc::kUnauthenticated);
  EXPECT_TRUE(Ask(text_));
}

TEST_F(IdentifyTest, OnlyTheAllowedAddressesMayUseTheKey) {
  key_.scopes.ip_ranges = {"10.0.0.0/8", "2001:db8::/32", "192.0.2.7"};

  for (const char* ip : {"10.255.0.1", "::ffff:10.1.2.3", "2001:db8:1::1", "192.0.2.7"}) {
    EXPECT_TRUE(Ask(text_, ip)) << ip;
  }
  for (const char* ip : {"11.0.0.1", "2001:db9::1", "192.0.2.8", "", "garbage"}) {
    EXPECT_EQ(Refusal(text_, ip), Errc::kForbidden) << ip;
  }
}

TEST_F(IdentifyTest, ARangeThatCannotBeReadAllowsNobody) {
  key_.scopes.ip_ranges = {"10.0.0.0/33"};
  EXPECT_EQ(Refusal(text_, "10.0.0.1"), Errc::kForbidden);
}

TEST_F(IdentifyTest, ACallIsTheLastUse) {
  key_.last_used = std::make_shared<LastUsed>();
  EXPECT_TRUE(Ask(text_));
  EXPECT_EQ(key_.last_used->Get(), clock_.Now());
}

TEST_F(IdentifyTest, ARefusedCallIsNoUse) {
  key_.last_used = std::make_shared<LastUsed>();
  key_.state = Key::State::kPaused;
  EXPECT_FALSE(Ask(text_));
  EXPECT_EQ(key_.last_used->Get(), std::nullopt);
}

std::string Presented(std::initializer_list<Header> headers) {
  const std::vector<Header> list(headers);
  const auto presented = FindPresented(list);
  return presented ? std::string(presented->text) : "refused: " + presented.error().detail;
}

TEST(PresentedTest, EveryHeaderAnSdkUsesCarriesTheKey) {
  EXPECT_EQ(Presented({{"Host", "h"}, {"Authorization", "Bearer rg_live_x"}}), "rg_live_x");
  EXPECT_EQ(Presented({{"AUTHORIZATION", "bearer  rg_live_x"}}), "rg_live_x");
  EXPECT_EQ(Presented({{"X-Api-Key", "rg_live_x"}}), "rg_live_x");
  EXPECT_EQ(Presented({{"x-goog-api-key", "rg_live_x"}}), "rg_live_x");
  EXPECT_EQ(Presented({{"api-key", "rg_live_x"}}), "rg_live_x");
}

TEST(PresentedTest, TheSameKeyTwiceIsOneKey) {
  EXPECT_EQ(Presented({{"x-api-key", "rg_live_x"}, {"authorization", "Bearer rg_live_x"}}),
            "rg_live_x");
}

TEST(PresentedTest, TwoDifferentKeysAreRefused) {
  const std::string said =
      Presented({{"x-api-key", "rg_live_secret1"}, {"authorization", "Bearer rg_live_secret2"}});
  EXPECT_TRUE(said.starts_with("refused:"));
  EXPECT_EQ(said.find("secret"), std::string::npos);
  EXPECT_TRUE(Presented({{"x-api-key", ""}, {"api-key", "b"}}).starts_with("refused:"));
}

TEST(PresentedTest, NoKeyAndOtherSchemesAreRefused) {
  EXPECT_TRUE(Presented({}).starts_with("refused: No API key"));
  EXPECT_TRUE(Presented({{"authorization", "Bearer "}}).starts_with("refused:"));
  EXPECT_TRUE(Presented({{"x-api-key", ""}}).starts_with("refused: No API key"));
  EXPECT_TRUE(Presented({{"authorization", "Basic cmc6cmc="}}).starts_with("refused:"));
}

TEST(PermitTest, AKeyWithoutScopesMayDoEverything) {
  EXPECT_TRUE(Permit(Key{}, "openai", "gpt-4o", "/v1/chat/completions", "POST"));
  EXPECT_TRUE(Permit(Key{}, "stripe", "", "/v1/charges", "POST"));
}

TEST(PermitTest, EveryScopeIsHeldAndNamedWhenItRefuses) {
  Key key;
  key.name = "my-app";
  key.scopes.apis = {"openai", "anth*"};
  key.scopes.models = {"gpt-4o-mini", "claude-*"};
  key.scopes.endpoints = {"/v1/embeddings", "POST /v1/chat/*"};
  const auto refusal = [&](auto... call) { return Permit(key, call...).error().detail; };

  EXPECT_TRUE(Permit(key, "openai", "gpt-4o-mini", "/v1/chat/completions", "POST"));
  EXPECT_TRUE(Permit(key, "anthropic", "claude-opus-4-8", "/v1/embeddings", "GET"));
  EXPECT_NE(refusal("groq", "gpt-4o-mini", "/v1/embeddings", "POST").find("API 'groq'"),
            std::string::npos);
  EXPECT_NE(refusal("openai", "gpt-4o", "/v1/embeddings", "POST").find("model 'gpt-4o'"),
            std::string::npos);
  EXPECT_NE(refusal("openai", "", "/v1/embeddings", "POST").find("no model"), std::string::npos);
  EXPECT_NE(refusal("openai", "gpt-4o-mini", "/v1/chat/completions", "GET").find("endpoint"),
            std::string::npos);
  EXPECT_NE(refusal("openai", "gpt-4o-mini", "/v1/files", "POST").find("endpoint"),
            std::string::npos);
}

TEST(IpRangeTest, MistypedRangesAreRefused) {
  for (const char* text :
       {"10.0.0.0/0008", "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "10.0.0/8",
        "10.1.0.0/8", "2001:db8::/129", "2001:db8::1/32", "localhost", "1.2.3.4 "}) {
    EXPECT_FALSE(IpRange::Parse(text)) << text;
  }
}

TEST(IpRangeTest, NoByteHidesTheRestOfAnAddress) {
  using namespace std::string_view_literals;

  EXPECT_FALSE(ParseIpAddress("10.0.0.1\0.example"sv));
  EXPECT_FALSE(IpRange::Parse("::1\0/8"sv));
}

TEST(IpRangeTest, AnIpv4RangeHoldsNoIpv6Address) {
  const auto all = IpRange::Parse("0.0.0.0/0").value();
  EXPECT_TRUE(all.Contains(ParseIpAddress("255.1.2.3").value()));
  EXPECT_FALSE(all.Contains(ParseIpAddress("2001:db8::1").value()));
}

}  // namespace
}  // namespace rg::auth
