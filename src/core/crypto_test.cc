#include "core/crypto.h"

#include <gtest/gtest.h>

namespace rg {
namespace {

std::string Hex(const Digest& digest) { return ToHex(digest); }

TEST(CryptoTest, Sha256AgreesWithTheStandardsExamples) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CryptoTest, HmacAgreesWithRfc4231) {
  EXPECT_EQ(Hex(HmacSha256(std::string(20, '\x0b')).Sign("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hex(HmacSha256("Jefe").Sign("what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hex(HmacSha256(std::string(131, '\xaa'))
                    .Sign("Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(CryptoTest, OneHmacKeySignsManyMessages) {
  const HmacSha256 key("pepper");

  EXPECT_EQ(key.Sign("a"), key.Sign("a"));
  EXPECT_NE(key.Sign("a"), key.Sign("b"));
}

TEST(CryptoTest, Crc32AgreesWithTheStandardsExample) {
  EXPECT_EQ(Crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(Crc32(""), 0U);
  EXPECT_EQ(Crc32("The quick brown fox jumps over the lazy dog"), 0x414FA339U);
}

TEST(CryptoTest, TextFormsComeBackAsTheyWere) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(FromBase64(ToBase64(bytes)).value(), bytes);
    const std::span view(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    EXPECT_EQ(FromHex(ToHex(view)).value(), bytes);
    bytes.push_back(static_cast<char>(i * 37));
  }
}

TEST(CryptoTest, BrokenTextFormsAreRefused) {
  for (const char* text :
       {"a", "ab", "abc", "ab=c", "=abc", "====", "YQ=", "YR==", "YWJj\n", "YW-_"}) {
    EXPECT_FALSE(FromBase64(text)) << text;
  }
  for (const char* text : {"a", "0g", "abc", " 00"}) EXPECT_FALSE(FromHex(text)) << text;
}

TEST(CryptoTest, SystemEntropyDoesNotRepeatItself) {
  SystemEntropy entropy;
  Digest a{};
  Digest b{};
  entropy.Fill(a);
  entropy.Fill(b);

  EXPECT_NE(a, b);
}

TEST(CryptoTest, ConstantTimeComparisonComparesEveryByte) {
  Digest a{};
  for (std::size_t i = 0; i < a.size(); ++i) {
    Digest b = a;
    b[i] ^= 1;
    EXPECT_FALSE(EqualInConstantTime(a, b));
  }
  EXPECT_TRUE(EqualInConstantTime(a, a));
}

}  // namespace
}  // namespace rg
