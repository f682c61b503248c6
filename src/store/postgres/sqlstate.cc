#include "store/postgres/sqlstate.h"

#include <algorithm>
#include <array>

namespace rg::store::postgres {
namespace {

struct Meaning {
  std::string_view prefix;  // of SQLSTATEs: five characters are one, two a class of them
  Errc code;
};

// The first that fits. What is not here is SQL that does not run: a defect of ours.
constexpr auto kMeanings = std::to_array<Meaning>({
    {"23505", Errc::kConflict},     // unique_violation
    {"53100", Errc::kStorageFull},  // disk_full
    {"53", Errc::kUnavailable},     // out of memory or connections
    {"08", Errc::kUnavailable},     // connection exception
    {"57", Errc::kUnavailable},     // cancelled by a deadline, shutting down, starting
    {"58", Errc::kUnavailable},     // its disk
    {"40", Errc::kUnavailable},     // deadlock, serialization: rolled back, may be tried again
    {"55P03", Errc::kUnavailable},  // lock_not_available
    {"25006", Errc::kUnavailable},  // read_only_sql_transaction
    {"25P03", Errc::kUnavailable},  // idle_in_transaction_session_timeout
    {"28", Errc::kUnavailable},     // who we are is not accepted, or not any more
    {"0A000", Errc::kUnavailable},  // a plan that fits no more: see AsksToPrepareAgain
    {"26000", Errc::kUnavailable},
});

}  // namespace

Error RefusalOf(std::string_view state, std::string_view message) {
  const auto found = std::ranges::find_if(
      kMeanings, [&](const Meaning& meaning) { return state.starts_with(meaning.prefix); });
  const Errc code = found == kMeanings.end() ? Errc::kInternal : found->code;
  return Fail(code, "PostgreSQL: " + std::string(message) + " (" + std::string(state) + ")");
}

bool AsksToPrepareAgain(std::string_view state) { return state == "0A000" || state == "26000"; }

bool IsLockNotAvailable(std::string_view state) { return state == "55P03"; }

bool IsReadOnly(std::string_view state) { return state == "25006"; }

}  // namespace rg::store::postgres
