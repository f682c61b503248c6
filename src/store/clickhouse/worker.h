#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"
#include "store/clickhouse/ingest.h"
#include "store/clickhouse/rollup.h"

namespace rg::store::clickhouse {

struct WorkerOptions {
  IngestOptions ingest;
  RollupOptions rollup;
  Duration refresh_every = std::chrono::seconds{10};  // while batches come without a pause
  Duration recover_since =
      std::chrono::hours{24 * 62};  // how old windows may be that are looked for
};

// The second half of the way of an event, behind whatever reads the log:
//
//   Assign(partition) -> Add(batch) ... Add(batch) -> Idle() -> Add(batch) ...
//
// Threads   One, which may wait: no call depends on it.
// Errors    As Client. Repeat later: nothing is lost, and nothing counts twice.
class Worker final : private IngestObserver {
 public:
  // Takes records that cannot be stored: to a topic of their own, say.
  using DeadLetter =
      std::function<Result<void>(const LogBatch& batch, const LogRecord& record, const Error& why)>;

  Worker(Client& client, const Clock& clock, DeadLetter dead_letter, WorkerOptions options);

  // Where to read a partition from that is ours now; nullopt for its beginning.
  Result<std::optional<std::int64_t>> Assign(const std::string& topic, std::int32_t partition);
  // Returns the offset to read next, see Ingest::Add.
  Result<std::int64_t> Add(const LogBatch& batch);
  // To be called when there is nothing to add, a few times a minute or more.
  Result<void> Idle();
  // The same, see Ingest::Mark.
  Result<void> Mark() { return ingest_.Mark(); }

  const IngestStats& stats() const { return ingest_.stats(); }

 private:
  Result<void> OnDeadLetter(const LogBatch& batch, const LogRecord& record,
                            const Error& why) override;
  void OnChanged(WorkspaceId workspace, TimePoint window) override;

  const Clock& clock_;
  const DeadLetter dead_letter_;
  const WorkerOptions options_;
  Rollup rollup_;
  Ingest ingest_;
  bool recovered_ = false;
  Duration refreshed_at_;
};

}  // namespace rg::store::clickhouse
