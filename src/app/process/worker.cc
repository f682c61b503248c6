#include "app/process/worker.h"

#include <future>
#include <pthread.h>
#include <utility>

#include "app/process/priority.h"

namespace rg::app {

Worker::Worker(std::string name, Priority priority, Duration every, std::function<void()> periodic)
    : name_(std::move(name)), priority_(priority), every_(every), periodic_(std::move(periodic)) {
  thread_ = std::thread([this] { Run(); });
}

void Worker::Post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (!ended_) {
      jobs_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job();
}

void Worker::Do(const std::function<void()>& job) {
  std::promise<void> done;
  Post([&] {
    job();
    done.set_value();
  });
  done.get_future().wait();
}

void Worker::Stop(Last last) {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    last_ = last;
  }
  wake_.notify_one();
  thread_.join();
}

void Worker::Run() {
  pthread_setname_np(pthread_self(), name_.c_str());
  if (priority_ == Priority::kBehindCalls) RunBehindCalls();
  std::unique_lock lock(mutex_);
  for (bool last = false; !last;) {
    wake_.wait_for(lock, every_, [this] { return stopping_ || !jobs_.empty(); });
    std::deque<std::function<void()>> jobs = std::exchange(jobs_, {});
    last = stopping_;
    const bool periodically = !last || last_ == Last::kPeriodicWork;
    lock.unlock();
    for (const auto& job : jobs) job();
    if (periodically) periodic_();
    lock.lock();
    // What was posted meanwhile is waited for, perhaps, by whoever posted it.
    last = last && jobs_.empty();
  }
  ended_ = true;
}

}  // namespace rg::app
