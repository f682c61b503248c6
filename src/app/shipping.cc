#include "app/shipping.h"

#include <utility>

#include "app/stores/topic.h"
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

constexpr Trouble::Words kAway = {"kafka_away",
                                  "events wait in the journal: Kafka does not take them",
                                  "kafka_back", "events reach Kafka again", LogLevel::kWarning};
// Never over: the letters stay.
constexpr Trouble::Words kDeadLetters = {
    "kafka_dead_letters",
    "Kafka refuses records for what they are: the dead-letter topic says which and why", "", "",
    LogLevel::kWarning};

}  // namespace

Result<std::unique_ptr<Shipping>> Shipping::Open(const config::EventsSettings& settings,
                                                 Parts parts) {
  RG_TRY(const store::kafka::Address address, TopicOf(settings));
  RG_TRY(std::unique_ptr<journal::Sink> sink,
         store::kafka::EventSink::Open(address, parts.gateway));
  return std::unique_ptr<Shipping>(new Shipping(std::move(sink), std::move(parts)));
}

Shipping::Shipping(std::unique_ptr<journal::Sink> sink, Parts parts)
    : sink_(std::move(sink)),
      clock_(parts.clock),
      shipper_(*sink_, {.folder = parts.journal, .positions = parts.positions}, parts.clock),
      away_(parts.log, kAway),
      dead_letters_(parts.log, kDeadLetters) {}

void Shipping::Start() {
  worker_ = std::make_unique<Worker>("rg-kafka", Worker::Priority::kBehindCalls, kShipEvery,
                                     [this] { Ship(); });
}

void Shipping::Stop() {
  if (worker_ == nullptr) return;
  worker_->Post([this] { ShipTheLast(); });
  worker_->Stop(Worker::Last::kNothing);
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

void Shipping::Tell(const Result<void>& shipped) {
  oldest_wait_ = shipper_.OldestWait();
  const std::string why = WhyTheyWait(shipped);
  away_.Look(!why.empty(), why);
  dead_letters_.Look(stats().put_aside.Get() + stats().quarantined.Get() > 0);
  const std::lock_guard lock(mutex_);
  why_away_ = why;
}

std::string Shipping::WhyTheyWait(const Result<void>& shipped) const {
  if (!shipped) return shipped.error().detail;
  if (oldest_wait() <= kAwayAfter) return "";
  if (!shipper_.trouble().empty()) return shipper_.trouble();
  const std::string trouble = sink_->trouble();
  return trouble.empty() ? "it does not answer" : trouble;
}

std::string Shipping::why_away() const {
  const std::lock_guard lock(mutex_);
  return why_away_;
}

}  // namespace rg::app
