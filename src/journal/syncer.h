#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/result.h"
#include "journal/file.h"

namespace rg::journal {

// Tells the disk, from a thread of its own, about bytes that were written to files: fdatasync takes
// milliseconds, and the thread that serves calls has none to give.
//
// Every request gets a ticket; tickets are done in order, many at once.
//
// Threads   Any.
class Syncer {
 public:
  // Called on the syncer's thread when every ticket up to `ticket` is done.
  using Done = std::function<void(std::uint64_t ticket, Result<void> outcome)>;

  struct Stats {
    std::uint64_t syncs = 0;
    std::uint64_t failed = 0;
  };

  // Waits `every` after the first request before it syncs, to take others along.
  Syncer(std::filesystem::path folder, std::chrono::milliseconds every, Done done);
  // Does what was requested first.
  ~Syncer();

  // The file is shared, because a segment that is full is closed here once it is synced.
  std::uint64_t Request(const std::shared_ptr<const File>& file);
  // A file was created: the folder that names it must be synced too.
  void RequestFolder();

  Stats stats() const;

 private:
  void Run();
  Result<void> SyncAll(const std::vector<std::shared_ptr<const File>>& files, bool folder);

  const std::filesystem::path folder_;
  const std::chrono::milliseconds every_;
  const Done done_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<const File>> files_;  // guarded by mutex_, like all below
  bool folder_dirty_ = false;
  std::uint64_t last_ticket_ = 0;
  bool stopping_ = false;
  Stats stats_;

  std::thread thread_;  // last: Run uses all of the above
};

}  // namespace rg::journal
