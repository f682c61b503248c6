#pragma once

#include <memory>
#include <string>

#include "core/id.h"
#include "core/result.h"
#include "journal/sink.h"
#include "store/kafka/producer.h"
#include "store/kafka/url.h"

namespace rg::store::kafka {

// The names of what a message carries beside the record's payload, which is its value. The key is
// the workspace.
namespace header {
inline constexpr char kFormat[] = "rg-format";  // "1"; a payload is as journal/record.h has it
inline constexpr char kKind[] = "rg-kind";      // "hold", "event", "threshold"
inline constexpr char kId[] = "rg-id";          // the request; of a threshold, the budget
inline constexpr char kAt[] = "rg-at";          // nanoseconds since 1970
inline constexpr char kFrom[] = "rg-from";      // gateway/core/segment/offset behind the record
inline constexpr char kWhy[] = "rg-why";        // of a dead letter
inline constexpr char kLog[] = "rg-log";  // of one that was in the topic: topic/partition/offset
}  // namespace header

// The journal's records on their way to Kafka.
//
//   together ---> producer, in batches ----------> topic
//   alone ------> producer, one at a time -------> topic
//   aside ------> producer, one at a time -------> topic-dlq
//
// Threads   One.
// Errors    As Producer.
class EventSink final : public journal::Sink {
 public:
  // `gateway` is the same after a restart, and no other gateway's.
  static Result<std::unique_ptr<EventSink>> Open(const Address& address, const Uuid& gateway,
                                                 ProducerOptions options = {});

  bool Send(std::uint64_t ticket, const journal::Shipment& shipment, journal::Way way,
            std::string_view why) override;
  void Await(Duration at_most, const Tell& tell) override;
  std::string trouble() const override;

 private:
  EventSink(Address address, const Uuid& gateway, ProducerOptions options);

  Producer* ProducerFor(journal::Way way);

  const Address address_;
  const std::string dead_letters_;
  const std::string gateway_;
  const ProducerOptions options_;
  std::unique_ptr<Producer> together_;
  std::unique_ptr<Producer> alone_;  // made when it is first needed
};

}  // namespace rg::store::kafka
