#include <map>
#include <set>
#include <signal.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "journal/journal.h"
#include "journal/reader.h"
#include "journal/recovery.h"
#include "journal/sample.h"

// A process that serves calls is killed with SIGKILL, again and again, on the same folder. What it
// had told anybody must be there afterwards.
namespace rg::journal {
namespace {

constexpr int kCallers = 8;

// What a caller tells the parent once its Commit has completed.
struct Receipt {
  std::uint64_t call = 0;
  bool ended = false;
};

void Tell(int pipe, const Receipt& receipt) {
  if (::write(pipe, &receipt, sizeof receipt) != sizeof receipt) ::_exit(3);
}

Async<void> Serve(Journal& journal, std::uint64_t first, int pipe) {
  for (std::uint64_t number = first;; number += kCallers) {
    const sample::Call call(number);
    if (!journal.Append(call.Hold())) ::_exit(4);
    if (const auto committed = co_await journal.Commit(); !committed) ::_exit(4);
    Tell(pipe, {number, false});
    if (!journal.Append(call.event)) ::_exit(4);
    if (const auto committed = co_await journal.Commit(); !committed) ::_exit(4);
    Tell(pipe, {number, true});
  }
}

[[noreturn]] void RunGateway(const std::filesystem::path& folder, std::uint64_t first, int pipe) {
  boost::asio::io_context io{1};
  const SystemClock clock;
  JournalOptions options;
  options.folder = folder;
  options.segment_bytes = 20'000;
  options.salt = static_cast<std::uint32_t>(first);
  const auto journal = Journal::Open(io.get_executor(), options, clock);
  if (!journal) ::_exit(5);
  for (std::uint64_t i = 0; i < kCallers; ++i) {
    Spawn(io.get_executor(), Serve(**journal, first + i, pipe));
  }
  io.run();
  ::_exit(6);
}

class KillTest : public testing::Test {
 protected:
  // Runs a gateway until it has told of `count` commits, then kills it and takes what it told on.
  void RunAndKill(std::size_t count) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) RunGateway(folder_.path(), next_call_, ends[1]);
    ::close(ends[1]);
    Receipt receipt;
    while (::read(ends[0], &receipt, sizeof receipt) == sizeof receipt) {
      (receipt.ended ? ended_ : held_).insert(receipt.call);
      next_call_ = std::max(next_call_, receipt.call + 1'000);
      if (count > 0 && --count == 0) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << WEXITSTATUS(status);
  }

  void ReadEverything() {
    Reader reader(folder_.path(), {0, 0, 0});
    Decoded decoded;
    for (;;) {
      const Result<std::optional<Entry>> entry = reader.Next();
      ASSERT_TRUE(entry);
      if (!*entry) break;
      ASSERT_TRUE(DecodeEvent((*entry)->payload, decoded));
      auto& found = (*entry)->kind == RecordKind::kHold ? holds_ : ends_;
      ++found[decoded.event.request];
      if (decoded.event.outcome == Outcome::kUnseen) unseen_.insert(decoded.event.request);
    }
    EXPECT_EQ(reader.stats().corrupt, 0u);
  }

  static RequestId Request(std::uint64_t call) { return RequestId{sample::IdOf(call)}; }

  sample::Folder folder_;
  std::uint64_t next_call_ = 1;
  std::set<std::uint64_t> held_;
  std::set<std::uint64_t> ended_;
  std::map<RequestId, int> holds_;
  std::map<RequestId, int> ends_;
  std::set<RequestId> unseen_;
};

TEST_F(KillTest, WhatWasToldIsThereOnceAndEveryHoldHasAnEnd) {
  const SystemClock clock;
  for (std::size_t kill = 0; kill < 40; ++kill) {
    RunAndKill(1 + kill * 7 % 97);
    const auto recovered = Recover(folder_.path(), {}, {}, clock.Now(), 1);
    ASSERT_TRUE(recovered) << recovered.error().detail;
  }

  ReadEverything();

  ASSERT_GT(ended_.size(), 500u);
  for (const std::uint64_t call : ended_) {
    ASSERT_EQ(ends_[Request(call)], 1) << "call " << call;
    ASSERT_FALSE(unseen_.contains(Request(call))) << "call " << call << " ended before the kill";
  }
  for (const std::uint64_t call : held_) {
    ASSERT_EQ(holds_[Request(call)], 1) << "call " << call;
    ASSERT_EQ(ends_[Request(call)], 1) << "call " << call;
  }
  for (const auto& [request, count] : holds_) ASSERT_EQ(ends_[request], 1);
  EXPECT_GT(unseen_.size(), 0u) << "no kill hit a call under way: the test proves nothing";
}

}  // namespace
}  // namespace rg::journal
