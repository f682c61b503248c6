#pragma once

#include <filesystem>
#include <optional>

#include "core/result.h"
#include "journal/segment.h"

namespace rg::journal {

// How far the journal of one core has got somewhere, kept in a small file that is replaced as a
// whole.
//
// Errors    kUnavailable, kStorageFull: the disk. Then the file is as it was.

// nullopt when there is none, or when it is damaged: whoever reads from the beginning again misses
// nothing.
std::optional<Position> LoadPosition(const std::filesystem::path& file);

// On the disk when it returns.
Result<void> SavePosition(const std::filesystem::path& file, const Position& position);

}  // namespace rg::journal
