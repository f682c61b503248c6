#pragma once

#include <chrono>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "core/async.h"
#include "core/time.h"
#include "http/socket.h"
#include "http/ticker.h"
#include "http/uring.h"

namespace rg::http::testing {

// The event loop of one core, turned by the test: nothing happens between two lines of a test that
// the test did not wait for. Deadlines come from a clock that the test moves.
class Loop {
 public:
  // Real time after which a test that waits for something has failed.
  static constexpr std::chrono::seconds kPatience{20};

  // RG_TEST_ENGINE=io_uring runs the same tests over the other engine.
  Loop() {
    const char* const engine = std::getenv("RG_TEST_ENGINE");
    if (engine != nullptr && std::string_view(engine) == "io_uring" && !Uring::Enable(io)) {
      std::abort();
    }
    ticker.Start();
  }

  // Turns the loop until `done` says so. False when it never did.
  bool Until(const std::function<bool()>& done) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (!done()) {
      if (std::chrono::steady_clock::now() > give_up) return false;
      io.restart();
      io.run_one_for(std::chrono::milliseconds{2});
    }
    return true;
  }

  // Turns the loop until everything that is ready has run.
  void Settle() {
    io.restart();
    while (io.poll() != 0) io.restart();
  }

  // Moves the clock and waits until the ticker has seen it.
  void Advance(Duration by) {
    clock.Advance(by);
    Until([this] { return ticker.Now() == clock.Steady(); });
    Settle();
  }

  ManualClock clock;
  boost::asio::io_context io;
  Ticker ticker{io, clock};
};

// A coroutine that has been started on a loop.
template <class T>
class Started {
 public:
  Started(Loop& loop, Async<T> work) : loop_(loop), state_(std::make_shared<State>()) {
    Spawn(loop.io.get_executor(), Keep(std::move(work), state_));
  }

  bool done() const { return state_->value.has_value() || state_->failed; }

  // Turns the loop until the coroutine has ended, and takes what it returned.
  T Get() {
    if (!loop_.Until([this] { return done(); })) throw std::runtime_error("never ended");
    if (state_->failed) std::rethrow_exception(state_->failed);
    return *std::move(state_->value);
  }

 private:
  struct State {
    std::exception_ptr failed;
    std::optional<T> value;
  };

  static Async<void> Keep(Async<T> work, std::shared_ptr<State> state) {
    try {
      state->value.emplace(co_await std::move(work));
    } catch (...) {
      state->failed = std::current_exception();
    }
  }

  Loop& loop_;
  std::shared_ptr<State> state_;
};

// Runs a coroutine to its end.
template <class T>
T Await(Loop& loop, Async<T> work) {
  return Started<T>(loop, std::move(work)).Get();
}
template <class Work, class Change>
auto Finish(Mapped<Work, Change> work)
    -> Async<decltype(std::move(work).operator co_await().await_resume())> {
  co_return co_await std::move(work);
}
template <class Work, class Change>
auto Await(Loop& loop, Mapped<Work, Change> work) {
  return Await(loop, Finish(std::move(work)));
}
inline Async<ReadResult> Finish(Socket::Reading reading) { co_return co_await reading; }
inline ReadResult Await(Loop& loop, Socket::Reading reading) {
  return Await(loop, Finish(std::move(reading)));
}
inline Async<Io> Finish(Socket::Writing writing) { co_return co_await writing; }
inline Io Await(Loop& loop, Socket::Writing writing) {
  return Await(loop, Finish(std::move(writing)));
}

}  // namespace rg::http::testing
