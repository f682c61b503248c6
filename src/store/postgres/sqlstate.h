#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace rg::store::postgres {

// What a server's refusal means for us. `state` is its SQLSTATE (PostgreSQL, appendix A), `message`
// its first line: the further ones may hold values of rows and are not taken.
Error RefusalOf(std::string_view state, std::string_view message);

// The server has forgotten a prepared statement, or its plan fits the tables no more: prepared
// again, it runs.
bool AsksToPrepareAgain(std::string_view state);

// Somebody else has the lock, and has not given it back in time.
bool IsLockNotAvailable(std::string_view state);

// The server does not write: after a failover it may be the one that follows now.
bool IsReadOnly(std::string_view state);

}  // namespace rg::store::postgres
