#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "admission/counters.h"
#include "auth/hasher.h"
#include "core/fault_points.h"
#include "core/id.h"
#include "core/log.h"
#include "core/time.h"
#include "http/ticker.h"
#include "journal/journal.h"
#include "pipeline/snapshot.h"
#include "pipeline/telemetry.h"
#include "upstream/pool.h"

namespace rg::pipeline {

struct Options {
  std::size_t body_bytes_max = 10 * 1024 * 1024;
  // An answer up to this size is read whole, so that its cost stands in its head. It is what a
  // client that reads slowly can make the gateway keep.
  std::size_t whole_answer_bytes_max = 512 * 1024;
};

// What one core works with. Everything but the counters and the log belongs to this core alone.
//
// Lifetime  Built by main; outlives every call.
struct Core {
  boost::asio::io_context& io;
  http::Ticker& ticker;
  const Clock& clock;
  const auth::KeyHasher& hasher;
  admission::Counters& counters;  // shared by the cores
  upstream::Pool& upstreams;
  journal::Journal& journal;
  Telemetry& telemetry;
  Log& log;  // shared
  FaultPoints& faults;
  // Whether the snapshot is known to be what is stored now; shared.
  const std::atomic<bool>& snapshot_is_current;
  IdSource ids;
  Options options;
  std::shared_ptr<const Snapshot> snapshot;  // replaced by a task posted to this core
};

}  // namespace rg::pipeline
