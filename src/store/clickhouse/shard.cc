#include "store/clickhouse/shard.h"

#include <bit>
#include <cstring>
#include <string_view>

namespace rg::store::clickhouse {
namespace {

// SipHash-2-4 with a key of zeros: sipHash64 of every version of the server.
class SipHash {
 public:
  static std::uint64_t Of(std::string_view text) {
    SipHash hash;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) hash.Take(WordAt(text.substr(at, 8)));
    hash.Take(WordAt(text.substr(at)) | (text.size() << 56U));
    return hash.Finish();
  }

 private:
  static std::uint64_t WordAt(std::string_view bytes) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), bytes.size());
    return word;
  }

  void Take(std::uint64_t word) {
    v3_ ^= word;
    for (int i = 0; i < 2; ++i) Round();
    v0_ ^= word;
  }
  std::uint64_t Finish() {
    v2_ ^= 0xFFU;
    for (int i = 0; i < 4; ++i) Round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }
  void Round() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }

  std::uint64_t v0_ = 0x736f6d6570736575U;
  std::uint64_t v1_ = 0x646f72616e646f6dU;
  std::uint64_t v2_ = 0x6c7967656e657261U;
  std::uint64_t v3_ = 0x7465646279746573U;
};

}  // namespace

std::uint32_t ShardOf(const WorkspaceId& workspace, std::uint32_t of) {
  return static_cast<std::uint32_t>(SipHash::Of(UuidText(workspace).view()) % of) + 1;
}

std::string IsOfShardSql(const Shard& shard) {
  return "sipHash64(toString(workspace)) % " + std::to_string(shard.of) +
         " + 1 = " + std::to_string(shard.number);
}

std::string Describe(const Shard& shard) {
  return "shard " + std::to_string(shard.number) + " of " + std::to_string(shard.of);
}

}  // namespace rg::store::clickhouse
