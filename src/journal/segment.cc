#include "journal/segment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "journal/crc32c.h"

namespace rg::journal {
namespace {

constexpr std::uint64_t kMagic = 0x31474553'4c4e4a52;  // "RJNLSEG1"
constexpr std::uint32_t kVersion = 1;

struct HeaderCopy {
  std::uint64_t magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t core = 0;
  std::uint64_t sequence = 0;
  std::int64_t created = 0;
  std::uint32_t salt = 0;
  std::uint32_t crc = 0;
};
static_assert(2 * sizeof(HeaderCopy) == kSegmentHeaderBytes);

std::uint32_t CrcOf(const HeaderCopy& copy) {
  return Crc32c({reinterpret_cast<const char*>(&copy), offsetof(HeaderCopy, crc)});
}

// "3-00001763910000000000.seg"
std::optional<SegmentFile> ParseName(std::string_view name) {
  constexpr std::string_view kSuffix = ".seg";
  if (!name.ends_with(kSuffix)) return std::nullopt;
  name.remove_suffix(kSuffix.size());
  SegmentFile file;
  const char* const end = name.data() + name.size();
  const auto core = std::from_chars(name.data(), end, file.core);
  if (core.ec != std::errc{} || core.ptr == end || *core.ptr != '-') return std::nullopt;
  const auto sequence = std::from_chars(core.ptr + 1, end, file.sequence);
  if (sequence.ec != std::errc{} || sequence.ptr != end) return std::nullopt;
  return file;
}

}  // namespace

std::string Encode(const SegmentHeader& header) {
  HeaderCopy copy;
  copy.core = header.core;
  copy.sequence = header.sequence;
  copy.created = header.created.time_since_epoch().count();
  copy.salt = header.salt;
  copy.crc = CrcOf(copy);
  const std::string once(reinterpret_cast<const char*>(&copy), sizeof copy);
  return once + once;
}

std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view bytes) {
  for (std::size_t at = 0; at + sizeof(HeaderCopy) <= std::min(bytes.size(), kSegmentHeaderBytes);
       at += sizeof(HeaderCopy)) {
    HeaderCopy copy;
    std::memcpy(&copy, bytes.data() + at, sizeof copy);
    if (copy.magic != kMagic || copy.version != kVersion || copy.crc != CrcOf(copy)) continue;
    return SegmentHeader{copy.core, copy.sequence, TimePoint{Duration{copy.created}}, copy.salt};
  }
  return std::nullopt;
}

std::filesystem::path SegmentPath(const std::filesystem::path& folder, std::uint32_t core,
                                  std::uint64_t sequence) {
  std::array<char, 48> name{};
  std::snprintf(name.data(), name.size(), "%u-%020llu.seg", core,
                static_cast<unsigned long long>(sequence));
  return folder / name.data();
}

Result<std::vector<SegmentFile>> ListSegments(const std::filesystem::path& folder) {
  std::vector<SegmentFile> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::optional<SegmentFile> file = ParseName(at->path().filename().native());
    if (!file) continue;
    std::error_code gone;  // the shipper may delete it between the listing and the question
    const std::uintmax_t bytes = std::filesystem::file_size(at->path(), gone);
    if (gone) continue;
    file->path = at->path();
    file->bytes = static_cast<std::int64_t>(bytes);
    files.push_back(std::move(*file));
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return Fail(Errc::kUnavailable, "cannot list " + folder.string() + ": " + error.message());
  }
  std::ranges::sort(files, {}, [](const SegmentFile& file) {
    return std::pair{file.core, file.sequence};
  });
  return files;
}

}  // namespace rg::journal
