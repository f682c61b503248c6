#pragma once

#include <cassert>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "http/uring.h"

namespace rg::http {

// What the kernel says has become of something it was asked for.
struct Uring::Completion {
  int result = 0;               // bytes, or an errno below zero
  std::span<const char> bytes;  // what came, where the kernel chose the room; valid for now
  bool more = false;            // it goes on, and completes again
};

// Something the kernel was asked for, and who waits for it, if anybody does yet. One thing at a
// time.
class Uring::Operation : public Uring::Hook {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  // The kernel would complete what is gone: see Orphan.
  virtual ~Operation() { assert(!pending()); }

  bool pending() const { return is_linked(); }
  // Whether somebody waits who has not been given anything yet.
  bool awaited() const { return waiter_.has_value() && !due_; }
  // True: whoever waits is due to be resumed.
  bool Complete(const Completion& completion) {
    if (!completion.more) unlink();
    if (self_ != nullptr) {
      if (!completion.more) const std::unique_ptr<Operation> orphan = std::move(self_);
      return false;
    }
    const bool waited_for = awaited();
    if (!Note(completion) || !waited_for) return false;
    due_ = true;
    return true;
  }
  void Resume() {
    due_ = false;
    std::exchange(waiter_, std::nullopt)->Resume();  // may be the end of this operation
  }
  // The ring is shut, and nothing completes any more: that is the end of whoever waits.
  void Abandon() {
    unlink();
    const std::unique_ptr<Operation> orphan = std::move(self_);
    const std::optional<Suspended> waiter = std::exchange(waiter_, std::nullopt);
  }
  // Nobody will wait for it, but the kernel has it: it stays until the kernel says how it ended.
  static void Orphan(std::unique_ptr<Operation> operation) {
    if (!operation->pending()) return;
    assert(!operation->waiter_);
    Operation& self = *operation;
    self.self_ = std::move(operation);
  }

 protected:
  void Await(Suspended waiter) { waiter_.emplace(std::move(waiter)); }

 private:
  // False: that was not all, and the kernel has been asked for the rest.
  virtual bool Note(const Completion& completion) = 0;

  std::optional<Suspended> waiter_;
  bool due_ = false;
  std::unique_ptr<Operation> self_;  // of an orphan
};

}  // namespace rg::http
