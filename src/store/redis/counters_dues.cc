// What Redis is owed, because it did not answer when it should have been told.
#include <algorithm>
#include <set>
#include <utility>

#include "store/redis/counters.h"
#include "store/redis/pack.h"
#include "store/redis/settling.h"

namespace rg::store::redis {

void RedisCounters::Cancel(WorkspaceId workspace, const std::string& key, RequestId request,
                           TimePoint now) {
  Owe({workspace, key, AskToCancel(request, TermsOf(now)), false});
}

void RedisCounters::Owe(Due due) {
  if (dues_.size() >= options_.dues_max) {
    std::set<WorkspaceId> workspaces;
    for (const Due& let_go : dues_) workspaces.insert(let_go.workspace);
    dues_.clear();
    for (const WorkspaceId workspace : workspaces) {
      if (options_.alarms != nullptr) {
        options_.alarms->Raise(workspace, Alarms::Kind::kDistrusted);
      }
    }
  }
  due.number = ++dues_made_;
  dues_.push_back(std::move(due));
  if (!client_.link().away()) rg::Start(PayDues());
}

void RedisCounters::ForgiveDues(WorkspaceId workspace) {
  std::erase_if(dues_, [&](const Due& due) { return due.books && due.workspace == workspace; });
}

Async<void> RedisCounters::PayDues() {
  if (paying_) co_return;
  paying_ = true;
  while (!dues_.empty()) {
    Due due = dues_.front();
    std::uint64_t epoch = 0;
    if (due.books) {
      const auto payable = payable_.find(due.workspace);
      if (payable == payable_.end()) break;
      epoch = payable->second;
      due.arguments.Add(Packer().Wide(static_cast<std::int64_t>(epoch)).Take());
    }
    const Outcome outcome =
        co_await client_.Eval(Scripts::Get().settle, due.key, due.arguments, options_.unhurried);
    if (!outcome || outcome->root().Is(Reply::Kind::kError)) break;
    const std::optional<Head> head = ReadHead(outcome->root());
    // Not there, or begun anew by whoever has not told us yet.
    if (due.books && head && (!head->meta || head->meta->epoch != epoch)) {
      Lost(due.workspace);
      break;
    }
    // It may have been forgiven, or let go, meanwhile.
    if (!dues_.empty() && dues_.front().number == due.number) dues_.pop_front();
  }
  paying_ = false;
}

}  // namespace rg::store::redis
