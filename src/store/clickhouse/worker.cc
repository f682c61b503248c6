#include "store/clickhouse/worker.h"

#include <utility>

namespace rg::store::clickhouse {

Worker::Worker(Client& client, const Clock& clock, DeadLetter dead_letter, WorkerOptions options)
    : clock_(clock),
      dead_letter_(std::move(dead_letter)),
      options_(options),
      rollup_(client, clock, options.rollup),
      ingest_(client, clock, *this, options.ingest),
      refreshed_at_(clock.Steady()) {}

// What the partition's last owner had not summed up is ours to find.
Result<std::optional<std::int64_t>> Worker::Assign(const std::string& topic,
                                                   std::int32_t partition) {
  recovered_ = false;
  return ingest_.Assign(topic, partition);
}

Result<std::int64_t> Worker::Add(const LogBatch& batch) {
  RG_TRY(const std::int64_t next, ingest_.Add(batch));
  if (clock_.Steady() - refreshed_at_ >= options_.refresh_every) RG_CHECK(Idle());
  return next;
}

Result<void> Worker::Idle() {
  refreshed_at_ = clock_.Steady();
  if (!recovered_) RG_CHECK(rollup_.Recover(clock_.Now() - options_.recover_since));
  recovered_ = true;
  RG_CHECK(rollup_.Refresh());
  return {};
}

Result<void> Worker::OnDeadLetter(const LogBatch& batch, const LogRecord& record,
                                  const Error& why) {
  return dead_letter_(batch, record, why);
}

void Worker::OnChanged(WorkspaceId workspace, TimePoint window) {
  rollup_.Changed(workspace, window);
}

}  // namespace rg::store::clickhouse
