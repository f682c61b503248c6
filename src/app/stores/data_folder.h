#pragma once

#include <filesystem>
#include <string>

#include "core/crypto.h"
#include "core/result.h"
#include "core/secret.h"
#include "journal/folder_lock.h"

namespace rg::app {

// Where everything that outlives a process is kept, for one process at a time.
//
//   data/                 0700
//     rateguard.db        configuration, events, roll-ups
//     journal/            what has not been moved there yet
//     kafka/              how far Kafka has it
//     admin-token         0600, made at first start
//     vault-key           0600, opens the stored credentials
//     moved               where the configuration is, once it has been moved into PostgreSQL
//
// Errors    kConflict: another process uses the folder. kInvalidRequest: a secret whose file others
//           may read, or that is too short; what to do is in the detail.
class DataFolder {
 public:
  static Result<DataFolder> Open(const std::filesystem::path& path, Entropy& entropy);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path database() const { return path_ / "rateguard.db"; }
  std::filesystem::path journal() const { return path_ / "journal"; }
  std::filesystem::path kafka_positions() const { return path_ / "kafka"; }
  std::filesystem::path vault_key() const { return path_ / "vault-key"; }
  std::filesystem::path admin_token_file() const { return path_ / "admin-token"; }
  std::filesystem::path moved() const { return MovedIn(path_); }
  static std::filesystem::path MovedIn(const std::filesystem::path& folder) {
    return folder / "moved";
  }
  const Secret& admin_token() const { return admin_token_; }

 private:
  DataFolder(std::filesystem::path path, journal::FolderLock lock, Secret admin_token)
      : path_(std::move(path)), lock_(std::move(lock)), admin_token_(std::move(admin_token)) {}

  std::filesystem::path path_;
  journal::FolderLock lock_;
  Secret admin_token_;
};

}  // namespace rg::app
