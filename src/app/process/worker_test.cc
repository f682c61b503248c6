#include "app/process/worker.h"

#include <atomic>
#include <future>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::app {
namespace {

using namespace std::chrono_literals;

constexpr Duration kNever = std::chrono::hours{1};

TEST(WorkerTest, RunsJobsInTheirOrder) {
  std::string story;
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [] {});
  for (const char name : {'a', 'b', 'c'}) worker.Post([&story, name] { story += name; });
  worker.Do([&] { story += '.'; });
  EXPECT_EQ(story, "abc.");
}

TEST(WorkerTest, RunsJobsOnAThreadOfItsOwn) {
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [] {});
  std::thread::id where;
  worker.Do([&] { where = std::this_thread::get_id(); });
  EXPECT_NE(where, std::this_thread::get_id());
}

TEST(WorkerTest, DoesItsPeriodicWorkWithoutBeingAsked) {
  std::promise<void> twice;
  int times = 0;
  Worker worker("test", Worker::Priority::kBehindCalls, 1ms, [&] {
    if (++times == 2) twice.set_value();
  });
  EXPECT_EQ(twice.get_future().wait_for(20s), std::future_status::ready);
}

TEST(WorkerTest, StopsAfterWhatIsQueuedAndThePeriodicWork) {
  std::string story;
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [&] { story += '|'; });
  std::promise<void> go;
  std::promise<void> busy;
  worker.Post([&] {
    busy.set_value();
    go.get_future().wait();
  });
  busy.get_future().wait();
  worker.Post([&] { story += 'a'; });
  worker.Post([&] { story += 'b'; });
  go.set_value();

  worker.Stop();

  // Once more when both had run before it was told to stop.
  EXPECT_THAT(story.substr(story.find('a')), testing::AnyOf("ab|", "ab||"));
}

TEST(WorkerTest, StopsWithoutThePeriodicWorkWhereThatIsNotWanted) {
  std::atomic<int> times = 0;
  Worker worker("test", Worker::Priority::kLikeCalls, kNever, [&] { ++times; });

  worker.Stop(Worker::Last::kNothing);

  EXPECT_EQ(times, 0);
}

TEST(WorkerTest, NobodyWaitsForAJobThatCameTooLate) {
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [] {});
  worker.Stop();
  bool ran = false;
  worker.Do([&] { ran = true; });
  EXPECT_TRUE(ran);
}

TEST(WorkerTest, AJobPostedByTheLastPeriodicWorkIsRunToo) {
  std::atomic<int> ran = 0;
  Worker* self = nullptr;
  bool posted = false;
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [&] {
    if (self != nullptr && !std::exchange(posted, true)) self->Post([&] { ++ran; });
  });
  worker.Do([&] { self = &worker; });
  worker.Stop();
  EXPECT_EQ(ran, 1);
}

TEST(WorkerTest, MayBeStoppedTwice) {
  Worker worker("test", Worker::Priority::kBehindCalls, kNever, [] {});
  worker.Stop();
  worker.Stop();
}

}  // namespace
}  // namespace rg::app
