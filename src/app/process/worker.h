#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "core/time.h"

namespace rg::app {

// A thread that does one thing every so often, and jobs in between, one at a time. A job that was
// posted brings the periodic work forward.
//
// Threads   Post and Do from any thread but its own.
class Worker {
 public:
  enum class Priority : std::uint8_t { kLikeCalls, kBehindCalls };

  Worker(std::string name, Priority priority, Duration every, std::function<void()> periodic);
  ~Worker() { Stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Once the thread has ended, a job runs where it is posted.
  void Post(std::function<void()> job);
  // Post, and wait until it has run.
  void Do(const std::function<void()>& job);
  // What is still done once the jobs that are queued have run.
  enum class Last : std::uint8_t { kPeriodicWork, kNothing };
  // Runs what is queued, and the periodic work once more unless told otherwise, then ends the
  // thread.
  void Stop(Last last = Last::kPeriodicWork);

 private:
  void Run();

  std::string name_;
  Priority priority_;
  std::chrono::nanoseconds every_;
  std::function<void()> periodic_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  Last last_ = Last::kPeriodicWork;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace rg::app
