#include "store/kafka/conf.h"

#include <array>

#include <librdkafka/rdkafka.h>

#include "store/kafka/library.h"

namespace rg::store::kafka {
namespace {

struct Functions {
#define RG_FUNCTION(name) decltype(&::name) name = Symbol(#name)
  RG_FUNCTION(rd_kafka_conf_new);
  RG_FUNCTION(rd_kafka_conf_destroy);
  RG_FUNCTION(rd_kafka_conf_set);
  RG_FUNCTION(rd_kafka_conf_set_log_cb);
  RG_FUNCTION(rd_kafka_new);
#undef RG_FUNCTION
};

const Functions& Lib() {
  static const Functions functions;
  return functions;
}

// What the library has to say reaches us as errors; standard error is our log's.
void Discard(const rd_kafka_t*, int, const char*, const char*) {}

std::string ProtocolOf(const Address& address) {
  if (address.mechanism.empty()) return address.tls ? "ssl" : "plaintext";
  return address.tls ? "sasl_ssl" : "sasl_plaintext";
}

}  // namespace

Conf::Conf(const Address& address) : conf_(Lib().rd_kafka_conf_new()) {
  Lib().rd_kafka_conf_set_log_cb(conf_, &Discard);
  Set("client.id", "rateguard");
  Set("bootstrap.servers", address.brokers);
  Set("security.protocol", ProtocolOf(address));
  // A server that hangs is given up after this, and asked again.
  Set("socket.timeout.ms", "10000");
  Set("socket.connection.setup.timeout.ms", "5000");
  Set("socket.keepalive.enable", "true");
  Set("socket.nagle.disable", "true");
  Set("reconnect.backoff.max.ms", "2000");
  if (!address.mechanism.empty()) {
    Set("sasl.mechanism", address.mechanism);
    Set("sasl.username", address.user);
    Set("sasl.password", address.password.Reveal());
  }
  if (!address.tls) return;
  Set("ssl.endpoint.identification.algorithm", "https");
  if (!address.ca_file.empty()) Set("ssl.ca.location", address.ca_file);
  if (address.certificate_file.empty()) return;
  Set("ssl.certificate.location", address.certificate_file);
  Set("ssl.key.location", address.key_file);
}

Conf::~Conf() {
  if (conf_ != nullptr) Lib().rd_kafka_conf_destroy(conf_);
}

void Conf::Set(const char* name, const std::string& value) {
  std::array<char, 512> why{};
  const auto set = Lib().rd_kafka_conf_set(conf_, name, value.c_str(), why.data(), why.size());
  // Which one, but not why: the library repeats the value, and it may be the password.
  if (set != RD_KAFKA_CONF_OK && fault_.empty()) fault_ = name;
}

Result<rd_kafka_s*> Conf::Make(Kind kind) {
  if (!fault_.empty()) {
    return Fail(Errc::kInvalidRequest, "the library does not take what is set for " + fault_,
                "events.kafka");
  }
  std::array<char, 512> why{};
  rd_kafka_s* const made =
      Lib().rd_kafka_new(kind == Kind::kProducer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER, conf_,
                         why.data(), why.size());
  if (made == nullptr) {
    return Fail(Errc::kInvalidRequest, "cannot be used: " + std::string(why.data()),
                "events.kafka");
  }
  conf_ = nullptr;  // the client's now
  return made;
}

}  // namespace rg::store::kafka
