#include "app/stores/topic.h"

#include "store/kafka/topics.h"

namespace rg::app {
namespace {

constexpr Duration kPatience = std::chrono::seconds{5};

store::kafka::TopicsWanted WantedBy(const config::EventsSettings& settings) {
  return {.partitions = settings.partitions, .replicas = settings.replicas};
}

}  // namespace

Result<store::kafka::Address> TopicOf(const config::EventsSettings& settings) {
  auto address = store::kafka::ParseUrl(settings.kafka);
  if (!address) return Fail(Errc::kInvalidRequest, address.error().detail, "events.kafka");
  return address;
}

Result<bool> MigrateTopics(const config::EventsSettings& settings, cli::Migration migration) {
  RG_TRY(const store::kafka::Address address, TopicOf(settings));
  if (migration == cli::Migration::kApply) {
    RG_CHECK(store::kafka::MakeTopics(address, WantedBy(settings), kPatience));
    // Of what it has made, a cluster tells a moment later.
    return true;
  }
  RG_TRY(const store::kafka::Examination found, store::kafka::Examine(address, kPatience));
  return Suffices(found, WantedBy(settings));
}

}  // namespace rg::app
