#pragma once

#include <coroutine>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <boost/asio/async_result.hpp>

#include "core/async.h"

namespace rg {

// The completion token with which our coroutines await Asio's operations. What the operation
// completes with comes back as a tuple:
//
//   const auto [error, bytes] = co_await socket.async_read_some(buffer, kAwait);
//
// An operation whose loop is destroyed before it completes ends the coroutine that waits for it.
struct Await {};
inline constexpr Await kAwait;

template <class Initiation, class InitArguments, class... Arguments>
class AsioOperation {
 public:
  AsioOperation(Initiation initiation, InitArguments arguments)
      : initiation_(std::move(initiation)), arguments_(std::move(arguments)) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> awaiter) {
    Handler handler{Suspended(awaiter.promise()), &outcome_};
    std::apply(
        [&](auto&... arguments) {
          std::move(initiation_)(std::move(handler), std::move(arguments)...);
        },
        arguments_);
  }
  std::tuple<Arguments...> await_resume() { return *std::move(outcome_); }

 private:
  struct Handler {
    Suspended awaiter;
    std::optional<std::tuple<Arguments...>>* outcome;

    template <class... Got>
    void operator()(Got&&... got) {
      outcome->emplace(std::forward<Got>(got)...);
      awaiter.Resume();
    }
  };

  Initiation initiation_;
  InitArguments arguments_;
  std::optional<std::tuple<Arguments...>> outcome_;
};

}  // namespace rg

template <class... Arguments>
class boost::asio::async_result<rg::Await, void(Arguments...)> {
 public:
  template <class Initiation, class... InitArguments>
  static auto initiate(Initiation initiation, rg::Await, InitArguments... arguments) {
    return rg::AsioOperation<Initiation, std::tuple<InitArguments...>, std::decay_t<Arguments>...>(
        std::move(initiation), std::tuple<InitArguments...>(std::move(arguments)...));
  }
};
