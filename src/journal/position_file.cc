#include "journal/position_file.h"

#include <array>
#include <cinttypes>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>

#include "journal/crc32c.h"
#include "journal/file.h"

namespace rg::journal {
namespace {

// For people too: "core 0 sequence 1796026833544047 offset 80 check 5f2c9a01".
std::string Text(const Position& position) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(),
                "core %" PRIu32 " sequence %" PRIu64 " offset %" PRIu64 " check ", position.core,
                position.sequence, position.offset);
  const std::uint32_t check = Crc32c(text.data());
  std::snprintf(text.data() + std::string_view(text.data()).size(), 16, "%08" PRIx32 "\n", check);
  return text.data();
}

}  // namespace

std::optional<Position> LoadPosition(const std::filesystem::path& file) {
  const Result<File> opened = File::OpenToRead(file);
  if (!opened) return {};
  std::array<char, 160> text{};
  const Result<std::size_t> size = opened->Read(std::span(text).first(text.size() - 1), 0);
  if (!size) return {};
  Position position;
  if (std::sscanf(text.data(), "core %" SCNu32 " sequence %" SCNu64 " offset %" SCNu64,
                  &position.core, &position.sequence, &position.offset) != 3) {
    return {};
  }
  if (Text(position) != text.data()) return {};
  return position;
}

Result<void> SavePosition(const std::filesystem::path& file, const Position& position) {
  const std::filesystem::path fresh = file.string() + ".new";
  std::error_code error;
  std::filesystem::remove(fresh, error);  // of a process that died while it wrote
  RG_TRY(const File written, File::Create(fresh));
  std::size_t bytes = 0;
  RG_CHECK(written.Write(Text(position), 0, bytes));
  RG_CHECK(written.Sync());
  std::filesystem::rename(fresh, file, error);
  if (error) {
    return Fail(Errc::kUnavailable, "cannot replace " + file.string() + ": " + error.message());
  }
  return SyncFolder(file.parent_path());
}

}  // namespace rg::journal
