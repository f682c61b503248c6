#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rg::store::clickhouse {

// `bytes` as a gzip member, packed for speed.
std::string Gzipped(std::string_view bytes);

// Unpacks a gzip member that arrives in pieces.
class Gunzip {
 public:
  Gunzip();
  ~Gunzip();
  Gunzip(Gunzip&&) noexcept;
  Gunzip& operator=(Gunzip&&) noexcept;

  // Appends what `piece` unpacks to. kUpstreamFailed when it is damaged, or unpacks to more than
  // `bytes_max` in all.
  Result<void> Feed(std::string_view piece, std::string& out, std::size_t bytes_max);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace rg::store::clickhouse
