#pragma once

#include <chrono>
#include <thread>

#include "http/loop_thread.h"

namespace rg::store::redis::testing {

// As each core of the gateway has one.
using Core = http::LoopThread;

// Waits for what cannot be waited for otherwise; false when it does not come.
template <class Condition>
bool Until(Condition condition) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace rg::store::redis::testing
