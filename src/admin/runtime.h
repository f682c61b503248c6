#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "admin/metrics.h"
#include "budget/calendar.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"

namespace rg::admin {

// What probes and scrapers ask of a running program, whatever its roles.
//
// Threads   Called on the loop's; waits for nothing.
class Probed {
 public:
  struct Health {
    bool started = false;  // start-up is over
    bool ready = false;    // calls are accepted: started, not draining, storage answers
    std::string why_not;   // "draining", "the journal is full"
    std::string note;      // what is wrong although calls are accepted; "" when nothing is
  };

  virtual ~Probed() = default;

  virtual Health health() = 0;
  virtual void Collect(MetricsText& metrics) = 0;
};

// What the admin API asks of the running program. The app implements it.
//
// Threads   What Probed has as it says; the rest is called where the admin API waits.
class Runtime : public Probed {
 public:
  struct BudgetStanding {
    BudgetId budget;
    budget::PeriodBounds period;
    Money settled;
    Money held;
    std::uint32_t open_holds = 0;
    bool ready = false;  // whether what was spent before the start is known and included
  };
  // The budgets of one workspace at one moment: they agree with the events up to settle_seq.
  struct Standing {
    std::uint64_t settle_seq = 0;
    std::size_t open_holds = 0;
    std::vector<BudgetStanding> budgets;
    bool shared = false;  // other gateways spend from them too, whose events are not here
  };
  struct Hold {
    RequestId request;
    Money amount;
    TimePoint opened;
    TimePoint lease_until;
  };
  struct Status {
    std::string proxy_url;
    std::string data_folder;
    TimePoint started_at;
    std::int64_t threads = 0;
    std::int64_t calls_in_flight = 0;
    std::int64_t journal_bytes = 0;  // not shipped yet
    std::int64_t ingest_failures = 0;
    // How long ago the configuration in force was seen to be the stored one, and whether that is as
    // it should be.
    Duration configuration_age{};
    bool configuration_is_current = true;
  };

  virtual Standing StandingOf(WorkspaceId workspace) = 0;
  // Brings what cores have settled and kept to themselves so far to where StandingOf looks, and has
  // them keep nothing for a moment: then the two agree about every settlement.
  virtual void GatherSettlements(WorkspaceId workspace) = 0;
  virtual std::vector<Hold> HoldsOf(WorkspaceId workspace) = 0;

  // Returns once every event journalled before this call is in the store, so that what is read next
  // is complete. Where it fails, the store still answers for what it has.
  virtual Result<void> IngestNow() = 0;

  // Writes a copy of everything that must survive to a new file; returns its path. kConflict when
  // the file exists already.
  virtual Result<std::string> Backup(const std::string& file) = 0;

  virtual Status status() = 0;
};

}  // namespace rg::admin
