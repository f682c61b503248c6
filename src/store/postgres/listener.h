#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "store/postgres/postgres.h"
#include "store/postgres/session.h"

namespace rg::store::postgres {

// A process's presence in a database, on a session and a thread of its own: it keeps others out or
// lets them in (Presence), and hears that some process has changed the configuration (LISTEN).
//
// Presence is the session's. The server ends it with the session, so a process that is killed
// leaves none behind; and a process whose session was lost may find another in its place.
//
// What is announced while there is no session is lost, so a new session is reported as a change. A
// session that is dead without a word hears nothing: whoever must not miss a change polls too.
//
// Threads   `changed` is called on the listener's thread; not after its destructor.
class Listener {
 public:
  // kConflict when another process is there, for longer than `patience`, and one of the two wants
  // to be alone.
  static Result<std::unique_ptr<Listener>> Open(Secret url, Presence presence, Duration patience,
                                                Duration reconnect_pause, const Leaving& leaving,
                                                Traffic& traffic);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // From now on calls `changed` whenever the configuration may have changed, and once for a start.
  // At most once.
  void Follow(std::function<void()> changed);

  // Whether another process has come in while this one's session was lost. Any thread.
  bool displaced() const { return displaced_.load(); }

 private:
  Listener(Secret url, Presence presence, Duration reconnect_pause, const Leaving& leaving,
           Traffic& traffic);

  void Run();
  Result<void> Connect(Duration patience);
  Result<void> Enter(Duration patience);
  Result<std::string> Ask(std::string_view sql, std::span<const sql::Value> parameters);
  bool Stopping(Duration at_most) const;

  const Secret url_;
  const Presence presence_;
  const Duration reconnect_pause_;
  const Leaving& leaving_;
  Traffic& traffic_;
  std::function<void()> changed_;
  const int stop_;  // an eventfd: readable once the thread is to end
  std::unique_ptr<Session> session_;
  std::string ours_;  // the session that was ours last, as the server names it
  std::atomic<bool> displaced_ = false;
  std::thread thread_;
};

}  // namespace rg::store::postgres
