#pragma once

#include <string>

#include "core/result.h"
#include "store/kafka/url.h"

struct rd_kafka_s;
struct rd_kafka_conf_s;

namespace rg::store::kafka {

// The settings of a client of the library, by the names that the library has for them.
class Conf {
 public:
  // How the cluster is reached.
  explicit Conf(const Address& address);
  ~Conf();
  Conf(const Conf&) = delete;
  Conf& operator=(const Conf&) = delete;

  void Set(const char* name, const std::string& value);
  rd_kafka_conf_s* get() { return conf_; }

  enum class Kind { kProducer, kConsumer };
  // Takes everything that was set. kInvalidRequest names the setting of ours that is to blame.
  Result<rd_kafka_s*> Make(Kind kind);

 private:
  rd_kafka_conf_s* conf_;
  std::string fault_;  // the first one
};

}  // namespace rg::store::kafka
