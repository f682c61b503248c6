#include "journal/syncer.h"

#include <algorithm>
#include <utility>

namespace rg::journal {

Syncer::Syncer(std::filesystem::path folder, std::chrono::milliseconds every, Done done)
    : folder_(std::move(folder)),
      every_(every),
      done_(std::move(done)),
      thread_(&Syncer::Run, this) {}

Syncer::~Syncer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

std::uint64_t Syncer::Request(const std::shared_ptr<const File>& file) {
  bool first = false;
  std::uint64_t ticket = 0;
  {
    const std::lock_guard lock(mutex_);
    first = files_.empty() && !folder_dirty_;
    // A turn of the loop writes to one file, and at most rotates to a second: the list stays short.
    if (std::ranges::find(files_, file) == files_.end()) files_.push_back(file);
    ticket = ++last_ticket_;
  }
  if (first) changed_.notify_one();
  return ticket;
}

void Syncer::RequestFolder() {
  {
    const std::lock_guard lock(mutex_);
    folder_dirty_ = true;
  }
  changed_.notify_one();
}

Syncer::Stats Syncer::stats() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

void Syncer::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopping_ || !files_.empty() || folder_dirty_; });
    if (files_.empty() && !folder_dirty_) return;
    if (every_.count() > 0) changed_.wait_for(lock, every_, [&] { return stopping_; });

    const std::vector<std::shared_ptr<const File>> files = std::exchange(files_, {});
    const bool folder = std::exchange(folder_dirty_, false);
    const std::uint64_t ticket = last_ticket_;
    lock.unlock();
    Result<void> outcome = SyncAll(files, folder);
    lock.lock();
    stats_.syncs += files.size();
    stats_.failed += outcome.has_error() ? 1 : 0;
    lock.unlock();
    done_(ticket, std::move(outcome));
    lock.lock();
  }
}

Result<void> Syncer::SyncAll(const std::vector<std::shared_ptr<const File>>& files, bool folder) {
  // All are tried before the first error is reported: each file that does reach the disk counts.
  Result<void> outcome;
  for (const std::shared_ptr<const File>& file : files) {
    if (Result<void> synced = file->Sync(); !synced && outcome) outcome = std::move(synced);
  }
  if (folder) {
    if (Result<void> synced = SyncFolder(folder_); !synced && outcome) outcome = std::move(synced);
  }
  return outcome;
}

}  // namespace rg::journal
