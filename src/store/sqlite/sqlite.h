#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::store::sqlite {

struct SqliteOptions {
  std::filesystem::path file;  // created with mode 0600 when absent
  // How long a writer waits for another one before kUnavailable.
  std::chrono::milliseconds busy_timeout{5000};
};

// SQLite behind the driver interface: one file, write-ahead log, readers beside one writer.
//
// Every commit is on the disk before it returns (synchronous=FULL). The journal's segments are
// deleted once their events are committed here, so a commit that power loss could take back would
// lose them; and one fsync per batch of thousands of events costs nothing.
Result<std::unique_ptr<sql::Database>> OpenSqlite(SqliteOptions options);

}  // namespace rg::store::sqlite
