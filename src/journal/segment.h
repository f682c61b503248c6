#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace rg::journal {

// A place in the journal of one core: before the byte `offset` of segment `sequence`. Ordered.
struct Position {
  std::uint32_t core = 0;
  std::uint64_t sequence = 0;
  std::uint64_t offset = 0;
  auto operator<=>(const Position&) const = default;
};

// The first bytes of a segment. Written twice, each copy with its own crc, because without the
// salt no record of the segment can be told from rubbish.
//
//   copy: | magic 8 | version 4 | core 4 | sequence 8 | created 8 | salt 4 | crc32c 4 |  = 40 bytes
struct SegmentHeader {
  std::uint32_t core = 0;
  std::uint64_t sequence = 0;
  TimePoint created;
  std::uint32_t salt = 0;
};
inline constexpr std::size_t kSegmentHeaderBytes = 80;

std::string Encode(const SegmentHeader& header);
// nullopt when both copies are damaged or incomplete, or of a version this binary does not know.
std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view bytes);

struct SegmentFile {
  std::uint32_t core = 0;
  std::uint64_t sequence = 0;
  std::filesystem::path path;
  std::int64_t bytes = 0;
};

std::filesystem::path SegmentPath(const std::filesystem::path& folder, std::uint32_t core,
                                  std::uint64_t sequence);

// The segments in `folder`, by core and sequence. Other files are not ours and are left out; a
// folder that does not exist has none.
Result<std::vector<SegmentFile>> ListSegments(const std::filesystem::path& folder);

}  // namespace rg::journal
