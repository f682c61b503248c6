#pragma once

#include <atomic>
#include <string>

#include "core/secret.h"
#include "core/testing/harness_server.h"
#include "store/kafka/url.h"

namespace rg::store::kafka::testing {

// A real Kafka broker, one per program.
class Broker : public HarnessServer {
 public:
  // Running and thawed, whatever the test before has done to it.
  static Broker& Get() {
    static Broker broker;
    if (broker.away_) broker.Start();
    broker.Thaw();
    return broker;
  }

  // A topic that no other test has; `MakeTopics` makes it.
  Address NewAddress() const {
    static std::atomic<int> last{0};
    return ParseUrl(Secret(url() + "/events-" + std::to_string(++last))).value();
  }

  void Kill() { Tell("kill"), away_ = true; }
  void Start() { Tell("start"), away_ = false; }
  void Freeze() { Tell("freeze"); }
  void Thaw() { Tell("thaw"); }

 private:
  Broker() : HarnessServer("kafka_broker.py") {}

  bool away_ = false;
};

}  // namespace rg::store::kafka::testing
