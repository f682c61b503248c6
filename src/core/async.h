#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "core/frame_memory.h"

namespace rg {

// Every core has one io_context, run by one thread; its executor is named here as a concrete type
// because the type-erased one costs an allocation and a virtual call on every suspension.
using Executor = boost::asio::io_context::executor_type;

// What every coroutine of ours has: who awaits it, and how it is resumed.
class AsyncFrame {
 public:
  AsyncFrame() = default;
  AsyncFrame(const AsyncFrame&) = delete;
  AsyncFrame& operator=(const AsyncFrame&) = delete;

  static void* operator new(std::size_t bytes) { return FrameMemory::Take(bytes); }
  static void operator delete(void* frame, std::size_t bytes) { FrameMemory::Give(frame, bytes); }

 protected:
  ~AsyncFrame() = default;

 private:
  friend class Suspended;
  template <class T>
  friend class Async;
  template <class T>
  friend class AsyncPromise;
  friend class AsyncRoot;

  // Starts `child` on behalf of this coroutine. True: the child waits for something, and resumes
  // this coroutine when it has ended. False: it has ended already, so this one just goes on. Deep
  // or endless rows of calls that never wait therefore use no stack.
  bool Start(AsyncFrame& child) {
    child.awaiter_ = this;
    child.self_.resume();
    if (child.ended_) return false;
    child.awaiter_waits_ = true;
    return true;
  }
  void End() {
    ended_ = true;
    if (awaiter_waits_) awaiter_->self_.resume();
  }
  // Destroys the coroutine at the root of this one's awaiters, and so all of them.
  void Abandon() {
    AsyncFrame* root = this;
    while (root->awaiter_ != nullptr) root = root->awaiter_;
    root->self_.destroy();
  }

  std::coroutine_handle<> self_;
  AsyncFrame* awaiter_ = nullptr;
  bool awaiter_waits_ = false;
  bool ended_ = false;
};

// The right to resume a coroutine that waits, once. Dropped unused, it ends the coroutine and
// everyone who awaits it: what they wait for will not happen any more.
class Suspended {
 public:
  Suspended() = default;
  explicit Suspended(AsyncFrame& frame) : frame_(&frame) {}
  Suspended(Suspended&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Suspended& operator=(Suspended&& other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~Suspended() {
    if (frame_ != nullptr) frame_->Abandon();
  }

  void Resume() { std::exchange(frame_, nullptr)->self_.resume(); }

 private:
  AsyncFrame* frame_ = nullptr;
};

template <class T>
class AsyncPromise;

// A piece of work that may have to wait. It begins when it is awaited, runs on its awaiter's
// thread, and takes and returns control without passing through the event loop.
//
// A function that often has its result at hand returns just that, and is a coroutine only where it
// waits:
//
//   Async<Lease> Acquire() {
//     if (auto idle = TakeIdle()) return *std::move(idle);   no coroutine is made
//     return Dial();                                          one that is
//   }
//
// Threads   One at a time: a coroutine, and all it awaits, belong to the thread of their core.
// Errors    An exception in the coroutine is thrown at whoever awaits it.
template <class T>
class [[nodiscard]] Async {
 public:
  using promise_type = AsyncPromise<T>;

  // A result that is there already.
  template <class Value>
  requires(!std::is_void_v<T> && std::is_constructible_v<T, Value> &&
           !std::is_same_v<std::remove_cvref_t<Value>, Async>) Async(Value&& value)
      : ready_(std::in_place, std::forward<Value>(value)) {}  // NOLINT: as meant

  Async(Async&& other) noexcept
      : promise_(std::exchange(other.promise_, nullptr)), ready_(std::move(other.ready_)) {}
  Async& operator=(Async&&) = delete;
  ~Async() {
    if (promise_ != nullptr) promise_->self_.destroy();
  }

  // The result, if it is there already; null when it has to be awaited.
  auto* ready() { return promise_ == nullptr ? &*ready_ : nullptr; }

  class Awaiter {
   public:
    explicit Awaiter(Async& work) : work_(work) {}
    bool await_ready() const noexcept { return work_.promise_ == nullptr; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> awaiter) {
      return static_cast<AsyncFrame&>(awaiter.promise()).Start(*work_.promise_);
    }
    T await_resume() {
      if constexpr (std::is_void_v<T>) {
        return work_.promise_->Take();
      } else {
        return work_.promise_ != nullptr ? work_.promise_->Take() : *std::move(work_.ready_);
      }
    }

   private:
    Async& work_;
  };
  // Awaited once, as it is made: `co_await Work()`.
  Awaiter operator co_await() && noexcept { return Awaiter(*this); }

 private:
  friend class AsyncPromise<T>;
  struct Nothing {};
  explicit Async(AsyncPromise<T>& promise) : promise_(&promise) {}

  AsyncPromise<T>* promise_ = nullptr;
  [[no_unique_address]] std::conditional_t<std::is_void_v<T>, Nothing, std::optional<T>> ready_;
};

// What an awaited coroutine leaves for its awaiter.
template <class T>
class AsyncResult {
 public:
  template <class Value>
  void return_value(Value&& value) {
    value_.emplace(std::forward<Value>(value));
  }

 protected:
  T TakeValue() { return *std::move(value_); }

 private:
  std::optional<T> value_;
};
template <>
class AsyncResult<void> {
 public:
  void return_void() noexcept {}

 protected:
  void TakeValue() {}
};

template <class T>
class AsyncPromise final : public AsyncFrame, public AsyncResult<T> {
 public:
  Async<T> get_return_object() {
    self_ = std::coroutine_handle<AsyncPromise>::from_promise(*this);
    return Async<T>(*this);
  }
  std::suspend_always initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept {
    struct Final {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<AsyncPromise> ended) const noexcept {
        ended.promise().End();
      }
      void await_resume() const noexcept {}
    };
    return Final{};
  }
  void unhandled_exception() noexcept { failed_ = std::current_exception(); }

  T Take() {
    if (failed_) [[unlikely]]
      std::rethrow_exception(failed_);
    return this->TakeValue();
  }

 private:
  friend class Async<T>;

  std::exception_ptr failed_;
};

// What `work` results in, made into something else on its way to whoever awaits it. That needs no
// coroutine of its own:
//
//   Mapped<Async<Bytes>, Counted> Read() { return {connection_.Read(), Counted{*this}}; }
template <class Work, class Change>
class [[nodiscard]] Mapped {
 public:
  Mapped(Work work, Change change) : work_(std::move(work)), change_(std::move(change)) {}

  // Whether what is to be changed is there already.
  bool ready() { return static_cast<bool>(work_.ready()); }

  class Awaiter {
   public:
    explicit Awaiter(Mapped& mapped)
        : work_(std::move(mapped.work_).operator co_await()), change_(mapped.change_) {}
    bool await_ready() { return work_.await_ready(); }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> awaiter) {
      return work_.await_suspend(awaiter);
    }
    auto await_resume() { return change_(work_.await_resume()); }

   private:
    decltype(std::declval<Work>().operator co_await()) work_;
    Change& change_;
  };
  Awaiter operator co_await() && noexcept { return Awaiter(*this); }

 private:
  Work work_;
  Change change_;
};

// The coroutine that nobody awaits. It is destroyed when it ends.
class AsyncRoot {
 public:
  struct promise_type final : AsyncFrame {
    AsyncRoot get_return_object() {
      self_ = std::coroutine_handle<promise_type>::from_promise(*this);
      return {};
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() noexcept {}
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
  };

  static AsyncRoot Run(Async<void> work) { co_await std::move(work); }
};

// Begins `work` here and now; it goes on by itself. What it throws ends the process.
inline void Start(Async<void> work) { AsyncRoot::Run(std::move(work)); }

// The same, on the executor's thread, at one of its next turns.
inline void Spawn(const Executor& executor, Async<void> work) {
  boost::asio::post(executor, [work = std::move(work)]() mutable { Start(std::move(work)); });
}

}  // namespace rg
