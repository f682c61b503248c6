#include "store/kafka/library.h"

#include <dlfcn.h>

namespace rg::store::kafka {
namespace {

constexpr int kOldest = 0x02000000;  // 2.0.0
// Older ones say the nonce of a login twice, which brokers have refused since Kafka 3.8.1.
constexpr int kLogsInByScram = 0x02060100;  // 2.6.1

void* Handle() {
  static void* const handle = ::dlopen("librdkafka.so.1", RTLD_NOW | RTLD_LOCAL);
  return handle;
}

int Version() {
  const auto version = reinterpret_cast<int (*)()>(Library::Find("rd_kafka_version"));
  return version == nullptr ? 0 : version();
}

}  // namespace

Result<void> Library::Load() {
  if (Handle() == nullptr) {
    return Fail(Errc::kUnavailable, "librdkafka is not installed: apt-get install librdkafka1",
                "events.kafka");
  }
  if (Version() < kOldest) {
    return Fail(Errc::kUnavailable, "librdkafka is older than 2.0: install a newer one",
                "events.kafka");
  }
  return {};
}

void* Library::Find(const char* name) {
  return Handle() == nullptr ? nullptr : ::dlsym(Handle(), name);
}

std::string Library::Explain(const char* why) {
  std::string explained = why;
  if (Version() < kLogsInByScram &&
      explained.find("credentials with SASL mechanism SCRAM") != explained.npos) {
    explained +=
        "; librdkafka older than 2.6.1 cannot log in by SCRAM at Kafka 3.8.1 or later, whatever "
        "the password: install a newer one, or say sasl=plain, with TLS";
  }
  return explained;
}

}  // namespace rg::store::kafka
