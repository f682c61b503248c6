#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "core/async.h"
#include "core/time.h"
#include "http/ticker.h"

namespace rg::http {

// An event loop on a thread of its own, for callers that are no coroutines and wait for what comes.
//
// Threads   Do and Wait from any thread but its own. What Wait begins must come to an end: that is
//           what the deadlines of commands are for.
class LoopThread {
 public:
  LoopThread() {
    ticker_.Start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~LoopThread() { Stop(); }
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;

  void Stop() {
    if (!thread_.joinable()) return;
    Do([this] {
      ticker_.Stop();
      work_.reset();
      io_.stop();
    });
    thread_.join();
  }

  boost::asio::io_context& io() { return io_; }
  Ticker& ticker() { return ticker_; }

  // Runs something on the loop's thread, and waits for it.
  void Do(const std::function<void()>& task) {
    std::promise<void> done;
    boost::asio::post(io_, [&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
  }

  // Runs what `make` begins on the loop's thread, and waits for what comes of it.
  template <class Make>
  auto Wait(Make make) {
    return WaitFor(std::function(std::move(make)));
  }

 private:
  template <class T>
  T WaitFor(std::function<Async<T>()> make) {
    std::promise<T> done;
    boost::asio::post(io_, [&] { rg::Start(Keep(make, done)); });
    return done.get_future().get();
  }
  template <class T>
  static Async<void> Keep(const std::function<Async<T>()>& make, std::promise<T>& done) {
    T value = co_await make();
    done.set_value(std::move(value));
  }

  SystemClock clock_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<Executor> work_{io_.get_executor()};
  Ticker ticker_{io_, clock_};
  std::thread thread_;
};

}  // namespace rg::http
