#pragma once

#include <chrono>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/intrusive/list.hpp>

#include "core/async.h"
#include "core/time.h"

namespace rg::http {

using SteadyTimer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Coarse time for everything that must not wait for ever. Setting a deadline is storing a number;
// the one timer of the core looks at all of them ten times a second. A timer operation per read
// would cost more than the read's bookkeeping, and nobody needs a timeout to the millisecond.
//
// Threads   One per core, used by that core's thread only.
class Ticker {
 public:
  static constexpr std::chrono::milliseconds kTick{100};

  // Something that wants to look at the clock. Registered for as long as it lives.
  class Entry : public boost::intrusive::list_base_hook<
                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    virtual void OnTick(Duration now) = 0;

   protected:
    ~Entry() = default;
  };

  Ticker(boost::asio::io_context& io, const Clock& clock);
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

  void Start();
  void Stop();
  void Add(Entry& entry) { entries_.push_back(entry); }

  // The steady clock as of the last tick: at most kTick behind, and free.
  Duration Now() const { return now_; }
  // The wall clock as of then.
  TimePoint Wall() const { return wall_; }
  const Clock& clock() const { return clock_; }

 private:
  void Wait();
  void Tick();

  SteadyTimer timer_;
  const Clock& clock_;
  Duration now_;
  TimePoint wall_;
  bool running_ = false;
  boost::intrusive::list<Entry, boost::intrusive::constant_time_size<false>> entries_;
};

}  // namespace rg::http
