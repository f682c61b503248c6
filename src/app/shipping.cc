#include "app/shipping.h"

#include <utility>

#include "store/kafka/event_sink.h"
#include "store/kafka/url.h"

namespace rg::app {
namespace {

constexpr Duration kShipEvery = std::chrono::milliseconds{200};
// At a stretch; between two of them a job may run.
constexpr Duration kStretch = std::chrono::seconds{1};
// At the end: longer than a cluster that takes records needs for what is under way.
constexpr Duration kLastStretch = std::chrono::seconds{3};
// Records that have waited so long are waiting for Kafka, not for their batch.
constexpr Duration kAwayAfter = std::chrono::seconds{5};

}  // namespace

Result<std::unique_ptr<Shipping>> Shipping::Open(const config::EventsSettings& settings,
                                                 Parts parts) {
  const auto address = store::kafka::ParseUrl(settings.kafka);
  if (!address) return Fail(Errc::kInvalidRequest, address.error().detail, "events.kafka");
  RG_TRY(std::unique_ptr<journal::Sink> sink,
         store::kafka::EventSink::Open(*address, parts.gateway));
  return std::unique_ptr<Shipping>(new Shipping(std::move(sink), std::move(parts)));
}

Shipping::Shipping(std::unique_ptr<journal::Sink> sink, Parts parts)
    : sink_(std::move(sink)),
      clock_(parts.clock),
      log_(parts.log),
      shipper_(*sink_, {.folder = parts.journal, .positions = parts.positions}, parts.clock) {}

void Shipping::Start() {
  worker_ = std::make_unique<Worker>("rg-kafka", Worker::Priority::kBehindCalls, kShipEvery,
                                     [this] { Ship(); });
}

void Shipping::Stop() {
  if (worker_ == nullptr) return;
  worker_->Post([this] { ShipTheLast(); });
  worker_->Stop();
  worker_.reset();
}

// A cluster that is not known to be away may need a moment: a gateway that has just started has not
// even found it yet.
void Shipping::ShipTheLast() {
  const Duration until = clock_.Steady() + kLastStretch;
  do {
    Ship();
  } while (stats().under_way.Get() > 0 && why_away().empty() && clock_.Steady() < until);
  // Where it fails, a few records are sent twice.
  static_cast<void>(shipper_.Save());
}

void Shipping::Ship() { Tell(shipper_.Ship(kStretch)); }

// One line when records begin to wait, and one when they do not any more.
void Shipping::Tell(const Result<void>& shipped) {
  const Duration oldest = shipper_.OldestWait();
  oldest_wait_ = oldest;
  TellOfDeadLetters();
  std::string why;
  if (!shipped) {
    why = shipped.error().detail;
  } else if (oldest > kAwayAfter) {
    why = shipper_.trouble().empty() ? sink_->trouble() : shipper_.trouble();
    if (why.empty()) why = "it does not answer";
  }
  const std::lock_guard lock(mutex_);
  const bool was_away = !std::exchange(why_away_, why).empty();
  if (was_away == !why.empty()) return;
  if (was_away) {
    log_.Write(LogLevel::kInfo, "kafka_back", "events reach Kafka again");
  } else {
    log_.Write(LogLevel::kWarning, "kafka_away",
               "events wait in the journal: Kafka does not take them", {{"why", why}});
  }
}

void Shipping::TellOfDeadLetters() {
  const std::int64_t aside = shipper_.stats().put_aside.Get() + shipper_.stats().quarantined.Get();
  if (told_of_dead_letters_ || aside == 0) return;
  told_of_dead_letters_ = true;
  log_.Write(LogLevel::kWarning, "kafka_dead_letters",
             "Kafka refuses records for what they are: the dead-letter topic says which and why");
}

std::string Shipping::why_away() const {
  const std::lock_guard lock(mutex_);
  return why_away_;
}

}  // namespace rg::app
