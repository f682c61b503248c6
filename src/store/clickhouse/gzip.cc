#include "store/clickhouse/gzip.h"

#include <array>
#include <cstring>
#include <zlib.h>

namespace rg::store::clickhouse {
namespace {

constexpr int kGzipWindow = 15 + 16;  // of the largest size, with gzip's head and tail
constexpr int kMemoryLevel = 8;

}  // namespace

std::string Gzipped(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Gunzip::Stream {
  Stream() { inflateInit2(&zlib, kGzipWindow); }
  ~Stream() { inflateEnd(&zlib); }
  z_stream zlib{};
};

Gunzip::Gunzip() : stream_(std::make_unique<Stream>()) {}
Gunzip::~Gunzip() = default;
Gunzip::Gunzip(Gunzip&&) noexcept = default;
Gunzip& Gunzip::operator=(Gunzip&&) noexcept = default;

Result<void> Gunzip::Feed(std::string_view piece, std::string& out, std::size_t bytes_max) {
  z_stream& zlib = stream_->zlib;
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));  // zlib only reads it
  zlib.avail_in = static_cast<uInt>(piece.size());
  std::array<char, 64 * 1024> room;
  do {
    zlib.next_out = reinterpret_cast<Bytef*>(room.data());
    zlib.avail_out = room.size();
    const int status = inflate(&zlib, Z_NO_FLUSH);
    out.append(room.data(), room.size() - zlib.avail_out);
    if (status == Z_STREAM_END || status == Z_BUF_ERROR) break;
    if (status != Z_OK) return Fail(Errc::kUpstreamFailed, "the answer's gzip is damaged");
    if (zlib.total_out > bytes_max) return Fail(Errc::kUpstreamFailed, "the answer is too large");
  } while (zlib.avail_in > 0 || zlib.avail_out == 0);
  return {};
}

}  // namespace rg::store::clickhouse
