#include "app/stores/topic.h"

namespace rg::app {

Result<store::kafka::Address> TopicOf(const config::EventsSettings& settings) {
  auto address = store::kafka::ParseUrl(settings.kafka);
  if (!address) return Fail(Errc::kInvalidRequest, address.error().detail, "events.kafka");
  return address;
}

}  // namespace rg::app
