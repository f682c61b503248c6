#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "admission/counters.h"
#include "core/id.h"
#include "journal/journal.h"
#include "pipeline/visit.h"

namespace rg::pipeline {

// A hold on its way into the journal's file, to be awaited.
class HoldRecording {
 public:
  // There is nothing to wait for.
  explicit HoldRecording(Result<void> outcome) : outcome_(std::move(outcome)) {}
  explicit HoldRecording(Core& core) : core_(&core), commitment_(core.journal.Commit()) {}

  bool await_ready() { return !commitment_ || commitment_->await_ready(); }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> awaiter) {
    commitment_->await_suspend(awaiter);
  }
  Result<void> await_resume();

 private:
  Core* core_ = nullptr;
  std::optional<journal::Journal::Commitment> commitment_;
  Result<void> outcome_;
};

// Writes the hold of a call that may cost money, before the call leaves: a restart finds from it
// the calls whose end nobody saw. kStorageFull when there is no room to record the end as well.
[[nodiscard]] HoldRecording RecordHold(Core& core, Visit& visit);

// Ends a call in the books: settles what was held, writes the event, and returns once the event is
// in the file. Every call comes here before its answer's last byte leaves; a second time only waits
// for the file.
Async<void> Book(Core& core, Visit& visit);

// Records that budgets have passed thresholds.
void RecordCrossings(Core& core, WorkspaceId workspace, const admission::Crossings& crossings);

}  // namespace rg::pipeline
