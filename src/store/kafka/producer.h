#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "store/kafka/url.h"

namespace rg::store::kafka {

struct Header {
  std::string_view name;
  std::string_view value;
};

struct Message {
  const char* topic = "";
  std::string_view key;  // what has the same one keeps its order; "": any partition
  std::string_view payload;
  std::span<const Header> headers;
  std::uint64_t ticket = 0;  // comes back in the report
};

// What became of a message. The views are valid while the report is told.
struct Report {
  enum class Fate : std::uint8_t {
    kStored,   // on all replicas that are in sync
    kRefused,  // for what it is: sending it again in the same company will not help
    kFailed,   // for another reason; it may be stored all the same
  };
  std::uint64_t ticket = 0;
  Fate fate = Fate::kStored;
  std::string_view why;
  std::string_view payload;
};

struct ProducerOptions {
  std::size_t queue_messages = 20'000;
  std::size_t queue_bytes = std::size_t{8} << 20;
  Duration linger = std::chrono::milliseconds{5};
  bool one_by_one = false;  // each message travels alone, so that none suffers for another
  // How long a message is tried; zero: until the cluster is back.
  Duration give_up = Duration::zero();
};

// Sends messages, each stored once and those of a key in the order they were given, as long as
// none fails (enable.idempotence, acks=all).
//
//   Send ---> queue ---> batches ---> cluster ---> report, told by Poll
//
// While the cluster is away the queue fills up, and that is all.
//
// Threads   One at a time; the library has its own for the connections.
// Errors    Open: kInvalidRequest for what the settings name, kUnavailable without the library. A
//           cluster that does not answer is no error: it may come back.
class Producer {
 public:
  using Tell = std::function<void(const Report&)>;

  static Result<std::unique_ptr<Producer>> Open(const Address& address, ProducerOptions options);
  // What is still in the queue is dropped.
  ~Producer();

  // False: the queue is full. Bytes are copied.
  bool Send(const Message& message);
  // Tells what became of messages, as soon as there is something to tell.
  void Poll(Duration at_most, const Tell& tell);

  // Messages whose fate has not been told.
  std::size_t queued() const;
  // What the connections last complained about since something was stored; "" when nothing.
  const std::string& trouble() const;

 private:
  class Impl;
  explicit Producer(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace rg::store::kafka
