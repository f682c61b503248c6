#include "store/memory/counters.h"

#include <array>
#include <atomic>
#include <mutex>
#include <optional>

#include "admission/decision.h"
#include "store/memory/counter_table.h"
#include "store/memory/workspace.h"

namespace rg::store::memory {
namespace {

// A workspace behind its lock. Never removed, so a pointer to one is good for ever.
struct Locked {
  Locked(WorkspaceId id_, const CountersOptions& options) : id(id_), workspace(id_, options) {}

  const WorkspaceId id;
  std::mutex mutex;
  Workspace workspace;
  Locked* next = nullptr;  // in its chain
};

// The workspaces met so far. Finding one takes no lock: every call does it, on every core, and a
// chain only ever grows at its head.
class Directory {
 public:
  explicit Directory(const CountersOptions& options) : options_(options) {}
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    ForEach([](Locked& locked) { delete &locked; });
  }

  Locked* Find(WorkspaceId id) const {
    Locked* at = ChainOf(id).load(std::memory_order_acquire);
    while (at != nullptr && at->id != id) at = at->next;
    return at;
  }

  Locked& Obtain(WorkspaceId id) {
    if (Locked* known = Find(id)) return *known;
    const std::lock_guard lock(growing_);
    if (Locked* known = Find(id)) return *known;
    auto fresh = std::make_unique<Locked>(id, options_);
    std::atomic<Locked*>& chain = ChainOf(id);
    fresh->next = chain.load(std::memory_order_relaxed);
    chain.store(fresh.get(), std::memory_order_release);
    return *fresh.release();
  }

  template <class Visit>
  void ForEach(Visit visit) const {
    for (const std::atomic<Locked*>& chain : chains_) {
      Locked* at = chain.load(std::memory_order_acquire);
      while (at != nullptr) {
        Locked* next = at->next;
        visit(*at);
        at = next;
      }
    }
  }

 private:
  const std::atomic<Locked*>& ChainOf(WorkspaceId id) const {
    return chains_[UuidHash{}(id) % chains_.size()];
  }
  std::atomic<Locked*>& ChainOf(WorkspaceId id) { return chains_[UuidHash{}(id) % chains_.size()]; }

  const CountersOptions& options_;
  std::mutex growing_;
  std::array<std::atomic<Locked*>, 1024> chains_{};
};

}  // namespace

struct MemoryCounters::Impl {
  explicit Impl(const CountersOptions& options_)
      : options(options_), directory(options), shared(options.open_ended_counters_max) {}

  // Does something with a workspace under its lock. The lock of the shared counters is taken first;
  // only once inside it is known whether a newer policy needs them too, and then all begins anew.
  template <class Do>
  auto With(Locked& locked, const admission::Policy* policy, TimePoint now, Do act) {
    bool needs_shared = policy != nullptr && policy->shares;
    for (;;) {
      std::unique_lock shared_lock(shared_mutex, std::defer_lock);
      if (needs_shared) shared_lock.lock();
      const std::lock_guard lock(locked.mutex);
      Workspace& workspace = locked.workspace;
      const admission::Policy* followed =
          policy == nullptr ? nullptr : &workspace.Follow(*policy, now);
      if (workspace.shares() && !needs_shared) {
        needs_shared = true;
        continue;
      }
      return act(workspace, followed);
    }
  }

  const CountersOptions options;
  Directory directory;
  std::mutex shared_mutex;
  CounterTable shared;  // behind shared_mutex
};

MemoryCounters::MemoryCounters(CountersOptions options) : impl_(std::make_unique<Impl>(options)) {}
MemoryCounters::~MemoryCounters() = default;

admission::Answer MemoryCounters::AdmitNow(const admission::Ask& ask) {
  return impl_->With(impl_->directory.Obtain(ask.call.workspace), &ask.policy, ask.now,
                     [&](Workspace& workspace, const admission::Policy* followed) {
                       admission::Answer answer = workspace.Admit(ask, impl_->shared);
                       if (followed != &ask.policy)
                         admission::RenameFor(ask.policy, answer.verdicts);
                       return answer;
                     });
}

Result<void> MemoryCounters::ExtendNow(RequestId request, WorkspaceId workspace, Money by,
                                       TimePoint now) {
  Locked& locked = impl_->directory.Obtain(workspace);
  const std::lock_guard lock(locked.mutex);
  return locked.workspace.Extend(request, by, now);
}

admission::Settlement MemoryCounters::SettleNow(const struct admission::Settle& settle) {
  return impl_->With(impl_->directory.Obtain(settle.call.workspace), &settle.policy, settle.now,
                     [&](Workspace& workspace, const admission::Policy* followed) {
                       admission::Settlement done = workspace.Settle(settle, impl_->shared);
                       if (followed != &settle.policy)
                         admission::RenameFor(settle.policy, done.verdicts);
                       return done;
                     });
}

Async<admission::Answer> MemoryCounters::Admit(const admission::Ask& ask) { return AdmitNow(ask); }

Async<Result<void>> MemoryCounters::Extend(RequestId request, WorkspaceId workspace, Money by,
                                           TimePoint now) {
  return ExtendNow(request, workspace, by, now);
}

Async<admission::Settlement> MemoryCounters::Settle(const struct admission::Settle& settle) {
  return SettleNow(settle);
}

void MemoryCounters::SetSeq(WorkspaceId workspace, std::uint64_t seq) {
  Locked& locked = impl_->directory.Obtain(workspace);
  const std::lock_guard lock(locked.mutex);
  locked.workspace.SetSeq(seq);
}

std::vector<Unready> MemoryCounters::Install(const admission::Policy& policy, TimePoint now) {
  // The policy of workspaces that have nothing of their own has no budgets.
  if (policy.workspace.IsNil()) return {};
  return impl_->With(
      impl_->directory.Obtain(policy.workspace), &policy, now,
      [](Workspace& workspace, const admission::Policy*) { return workspace.ListUnready(); });
}

admission::Crossings MemoryCounters::Ready(WorkspaceId workspace, BudgetId budget, Money baseline) {
  Locked& locked = impl_->directory.Obtain(workspace);
  const std::lock_guard lock(locked.mutex);
  return locked.workspace.Ready(budget, baseline);
}

void MemoryCounters::LoadSpend(WorkspaceId workspace, BudgetId budget, TimePoint period_start,
                               Money settled) {
  Locked& locked = impl_->directory.Obtain(workspace);
  const std::lock_guard lock(locked.mutex);
  locked.workspace.LoadSpend(budget, period_start, settled);
}

WorkspaceCopy MemoryCounters::Copy(WorkspaceId workspace) const {
  Locked* locked = impl_->directory.Find(workspace);
  if (locked == nullptr) return {};
  const std::lock_guard lock(locked->mutex);
  return locked->workspace.Copy();
}

std::vector<OpenHold> MemoryCounters::Holds(WorkspaceId workspace) const {
  std::vector<OpenHold> holds;
  Locked* locked = impl_->directory.Find(workspace);
  if (locked == nullptr) return holds;
  const std::lock_guard lock(locked->mutex);
  locked->workspace.ListHolds(holds);
  return holds;
}

std::size_t MemoryCounters::OpenHolds() const {
  std::size_t open = 0;
  impl_->directory.ForEach([&](Locked& locked) {
    const std::lock_guard lock(locked.mutex);
    open += locked.workspace.open_holds();
  });
  return open;
}

std::vector<OpenHold> MemoryCounters::Expire(TimePoint now) {
  std::vector<OpenHold> expired;
  impl_->directory.ForEach([&](Locked& locked) {
    impl_->With(locked, nullptr, now, [&](Workspace& workspace, const admission::Policy*) {
      workspace.Expire(now, impl_->shared, expired);
    });
  });
  return expired;
}

std::uint64_t MemoryCounters::forgotten_counters() const {
  std::uint64_t forgotten = 0;
  impl_->directory.ForEach([&](Locked& locked) {
    const std::lock_guard lock(locked.mutex);
    forgotten += locked.workspace.forgotten_counters();
  });
  const std::lock_guard lock(impl_->shared_mutex);
  return forgotten + impl_->shared.forgotten();
}

}  // namespace rg::store::memory
