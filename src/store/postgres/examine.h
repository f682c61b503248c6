#pragma once

#include <string>

#include "core/result.h"
#include "core/time.h"
#include "store/postgres/postgres.h"

namespace rg::store::postgres {

// What an operator should know of a database before it goes wrong.
struct Examination {
  std::string version;     // "15.18"
  std::int64_t major = 0;  // 15
  std::string database;
  std::string login;
  std::string encoding;     // "UTF8"
  bool current = false;     // migrated and fenced as this program wants it
  bool may_do_all = false;  // the login is a superuser, or passes every fence
  bool may_change = false;  // the tables are its own, or there are none yet
  bool read_only = false;   // a standby
  bool exposed = false;     // reached over a network, and not encrypted
  Duration skew{};          // how far its clock is from ours, either way
};

// As the login of the URL, changing nothing. Blocks for a few seconds at most.
Result<Examination> Examine(const PostgresOptions& options, const Clock& clock);

}  // namespace rg::store::postgres
