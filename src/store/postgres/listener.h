#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "store/postgres/postgres.h"
#include "store/postgres/session.h"

namespace rg::store::postgres {

// Hears that some process has changed the configuration: LISTEN, on a session and a thread of its
// own.
//
// What is announced while there is no session is lost, so a new session is reported as a change. A
// session that is dead without a word hears nothing: whoever must not miss a change polls too.
//
// Threads   `changed` is called on the listener's thread; not after its destructor.
class Listener {
 public:
  Listener(Secret url, Duration reconnect_pause, Traffic& traffic, std::function<void()> changed);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

 private:
  void Run();
  Result<void> Listen();
  bool Stopping(Duration at_most) const;

  const Secret url_;
  const Duration reconnect_pause_;
  Traffic& traffic_;
  const std::function<void()> changed_;
  const int stop_;  // an eventfd: readable once the thread is to end
  std::unique_ptr<Session> session_;
  std::thread thread_;
};

}  // namespace rg::store::postgres
