#include "store/kafka/library.h"

#include <dlfcn.h>

namespace rg::store::kafka {
namespace {

constexpr int kOldest = 0x02000000;  // 2.0.0

void* Handle() {
  static void* const handle = ::dlopen("librdkafka.so.1", RTLD_NOW | RTLD_LOCAL);
  return handle;
}

}  // namespace

Result<void> Library::Load() {
  if (Handle() == nullptr) {
    return Fail(Errc::kUnavailable, "librdkafka is not installed: apt-get install librdkafka1",
                "events.kafka");
  }
  const auto version = reinterpret_cast<int (*)()>(Find("rd_kafka_version"));
  if (version == nullptr || version() < kOldest) {
    return Fail(Errc::kUnavailable, "librdkafka is older than 2.0: install a newer one",
                "events.kafka");
  }
  return {};
}

void* Library::Find(const char* name) {
  return Handle() == nullptr ? nullptr : ::dlsym(Handle(), name);
}

}  // namespace rg::store::kafka
