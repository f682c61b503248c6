#include "core/async.h"

#include <memory>
#include <stdexcept>
#include <string>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace rg {
namespace {

// A moment that the test makes happen.
class Moment {
 public:
  bool await_ready() const { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> waiter) {
    waiter_ = Suspended(waiter.promise());
  }
  void await_resume() const {}

  void Happen() { std::exchange(waiter_, Suspended()).Resume(); }
  void NeverHappens() { waiter_ = Suspended(); }

 private:
  Suspended waiter_;
};

struct Witness {
  explicit Witness(std::string& story) : story_(story) {}
  ~Witness() { story_ += " end"; }
  std::string& story_;
};

Async<int> Double(int number) { co_return number * 2; }
Async<int> AtHand(int number) { return number; }
Async<int> After(Moment& moment, int number) {
  co_await moment;
  co_return number;
}
Async<int> Fails() {
  throw std::runtime_error("no");
  co_return 0;
}

TEST(Async, RunsItsAwaiterOnWhenItEnds) {
  Moment moment;
  int got = 0;
  const auto work = [](Moment& wait, int& result) -> Async<void> {
    const int first = co_await Double(4);
    const int second = co_await After(wait, first);
    result = co_await AtHand(second + 1);
  };
  Start(work(moment, got));
  EXPECT_EQ(got, 0);

  moment.Happen();

  EXPECT_EQ(got, 9);
}

TEST(Async, AResultAtHandIsSeenWithoutAwaitingIt) {
  Async<int> at_hand = AtHand(7);
  Moment moment;
  Async<int> later = After(moment, 7);

  ASSERT_NE(at_hand.ready(), nullptr);
  EXPECT_EQ(*at_hand.ready(), 7);
  EXPECT_EQ(later.ready(), nullptr);
}

TEST(Async, WhatACoroutineThrowsIsThrownAtItsAwaiter) {
  std::string caught;
  const auto work = [](std::string& what) -> Async<void> {
    try {
      co_await Fails();
    } catch (const std::exception& fault) {
      what = fault.what();
    }
  };

  Start(work(caught));

  EXPECT_EQ(caught, "no");
}

TEST(Async, AWaiterThatIsDroppedEndsEverybodyWhoAwaitsIt) {
  Moment moment;
  std::string story;
  const auto inner = [](Moment& wait, std::string& told) -> Async<void> {
    const Witness witness(told);
    co_await wait;
    told += " went on";
  };
  const auto outer = [&inner](Moment& wait, std::string& told) -> Async<void> {
    const Witness witness(told);
    co_await inner(wait, told);
    told += " went on";
  };
  Start(outer(moment, story));

  moment.NeverHappens();

  EXPECT_EQ(story, " end end");
}

TEST(Async, AMillionAwaitsThatEndAtOnceUseNoStack) {
  int sum = 0;
  const auto work = [](int& total) -> Async<void> {
    for (int i = 0; i < 1'000'000; ++i) total += co_await Double(0) + 1;
  };

  Start(work(sum));

  EXPECT_EQ(sum, 1'000'000);
}

TEST(Async, SpawnedWorkBeginsWithTheLoopAndNotBefore) {
  boost::asio::io_context io;
  bool begun = false;
  const auto work = [](bool& flag) -> Async<void> {
    flag = true;
    co_return;
  };
  Spawn(io.get_executor(), work(begun));
  EXPECT_FALSE(begun);

  io.run();

  EXPECT_TRUE(begun);
}

}  // namespace
}  // namespace rg
