#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "app/process/trouble.h"
#include "app/process/worker.h"
#include "config/settings.h"
#include "core/log.h"
#include "core/secret.h"
#include "journal/shipper.h"

namespace rg::app {

// This gateway's events on their way to Kafka: a thread that reads the journal beside the one that
// moves it into the database. A segment is deleted when both are done with it, so a cluster that is
// away fills the journal, and delays nothing else.
//
// Threads   Start and Stop on the main thread, the rest on any.
class Shipping {
 public:
  struct Parts {
    const Clock& clock;
    Log& log;
    std::filesystem::path journal;
    std::filesystem::path positions;
    Uuid gateway;
  };

  // kInvalidRequest: settings that cannot work. A cluster that does not answer is no fault: it may
  // come back.
  static Result<std::unique_ptr<Shipping>> Open(const config::EventsSettings& settings,
                                                Parts parts);
  ~Shipping() { Stop(); }

  void Start();
  // Sends what there is, as long as it is taken, and ends the thread.
  void Stop();

  std::uint64_t NeededFrom(std::uint32_t core) const { return shipper_.NeededFrom(core); }
  // Why records wait; "" while they do not.
  std::string why_away() const;
  Duration oldest_wait() const { return oldest_wait_.load(); }
  const journal::ShipperStats& stats() const { return shipper_.stats(); }

 private:
  Shipping(std::unique_ptr<journal::Sink> sink, Parts parts);

  void Ship();
  void ShipTheLast();
  void Tell(const Result<void>& shipped);
  std::string WhyTheyWait(const Result<void>& shipped) const;

  const std::unique_ptr<journal::Sink> sink_;
  const Clock& clock_;
  journal::Shipper shipper_;
  std::atomic<Duration> oldest_wait_{};
  mutable std::mutex mutex_;
  std::string why_away_;  // guarded by mutex_
  Trouble away_;
  Trouble dead_letters_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace rg::app
