// What Redis is owed, because it did not answer when it should have been told.
#include <utility>
#include <vector>

#include "store/redis/counters.h"
#include "store/redis/pack.h"
#include "store/redis/settling.h"

namespace rg::store::redis {

void RedisCounters::Cancel(WorkspaceId workspace, const std::string& key, std::string_view field,
                           TimePoint now) {
  Owe(workspace, {key, AskToCancel(field, TermsOf(now)), false});
}

void RedisCounters::RememberEnd(const struct admission::Settle& settle) {
  // Of a failover that loses more than a minute's writes, holds stay until their lease ends.
  constexpr std::size_t kMost = 8'192;
  constexpr Duration kLongest = std::chrono::minutes{1};
  ended_.push_back({settle.request, settle.call.workspace, settle.now});
  while (ended_.size() > kMost || settle.now - ended_.front().at > kLongest) ended_.pop_front();
}

void RedisCounters::EndAgain(WorkspaceId workspace, TimePoint now) {
  const std::string key = KeyOf(options_.prefix, workspace);
  for (const EndedCall& call : std::deque(ended_)) {
    // Not at the expense of what is owed for good reason.
    if (dues_count_ >= options_.dues_max / 2) break;
    if (call.workspace == workspace) Cancel(workspace, key, HoldField(call.request), now);
  }
}

void RedisCounters::Owe(WorkspaceId workspace, Due due) {
  if (dues_count_ >= options_.dues_max) LetGo();
  due.number = ++dues_made_;
  dues_[workspace].push_back(std::move(due));
  ++dues_count_;
  if (!client_.away()) rg::Start(PayDues());
}

void RedisCounters::LetGo() {
  for (const auto& [workspace, dues] : std::exchange(dues_, {})) {
    if (options_.alarms != nullptr) options_.alarms->Raise(workspace, Alarms::Kind::kDistrusted);
  }
  dues_count_ = 0;
}

void RedisCounters::ForgiveDues(WorkspaceId workspace) {
  const auto dues = dues_.find(workspace);
  if (dues == dues_.end()) return;
  dues_count_ -= std::erase_if(dues->second, [](const Due& due) { return due.books; });
  if (dues->second.empty()) dues_.erase(dues);
}

void RedisCounters::ForgiveDuesOutside(const std::function<bool(WorkspaceId)>& there) {
  for (const WorkspaceId workspace : Creditors()) {
    if (!there(workspace)) ForgiveDues(workspace);
  }
}

std::vector<WorkspaceId> RedisCounters::Creditors() const {
  std::vector<WorkspaceId> workspaces;
  for (const auto& [workspace, dues] : dues_) workspaces.push_back(workspace);
  return workspaces;
}

Async<void> RedisCounters::PayDues() {
  if (paying_) co_return;
  paying_ = true;
  for (const WorkspaceId workspace : Creditors()) {
    // Others may be at a server that answers.
    co_await PayDuesOf(workspace);
  }
  paying_ = false;
}

// As many as can be paid now, in the order they came.
Async<void> RedisCounters::PayDuesOf(WorkspaceId workspace) {
  for (auto dues = dues_.find(workspace); dues != dues_.end(); dues = dues_.find(workspace)) {
    if (client_.away(dues->second.front().key)) co_return;
    Due due = dues->second.front();
    std::uint64_t epoch = 0;
    if (due.books) {
      const auto payable = payable_.find(workspace);
      if (payable == payable_.end()) co_return;
      epoch = payable->second;
      due.arguments.Add(Packer().Wide(static_cast<std::int64_t>(epoch)).Take());
    }
    const Outcome outcome =
        co_await client_.Eval(Scripts::Get().settle, due.key, due.arguments, options_.unhurried);
    if (!outcome) co_return;
    if (outcome->root().Is(Reply::Kind::kError)) co_return;
    const std::optional<Head> head = ReadHead(outcome->root());
    // Not there, or begun anew by whoever has not told us yet.
    if (due.books && head && (!head->meta || head->meta->epoch != epoch)) {
      Lost(workspace);
      co_return;
    }
    Paid(workspace, due.number);
  }
}

// It may have been forgiven, or let go, meanwhile.
void RedisCounters::Paid(WorkspaceId workspace, std::uint64_t number) {
  const auto dues = dues_.find(workspace);
  if (dues == dues_.end() || dues->second.front().number != number) return;
  dues->second.pop_front();
  --dues_count_;
  if (dues->second.empty()) dues_.erase(dues);
}

}  // namespace rg::store::redis
