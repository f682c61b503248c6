#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "store/kafka/consumer.h"
#include "store/kafka/producer.h"
#include "store/kafka/url.h"

namespace rg::app {

// The way of records that ClickHouse cannot store to the topic for them: as they were, and why.
//
// Threads   One.
class DeadLetters {
 public:
  enum class Fate : std::uint8_t { kStored, kRefused };

  static Result<std::unique_ptr<DeadLetters>> Open(const store::kafka::Address& address,
                                                   const Clock& clock);

  // Returns once the cluster has the record, or refuses it for what it is: it then stays where it
  // was. kUnavailable: neither within ten seconds.
  Result<Fate> Put(const store::kafka::Batch& batch, std::size_t index, std::string_view why);

 private:
  DeadLetters(std::string topic, const Clock& clock) : topic_(std::move(topic)), clock_(clock) {}

  const std::string topic_;
  const Clock& clock_;
  std::unique_ptr<store::kafka::Producer> producer_;
  std::uint64_t ticket_ = 0;
};

}  // namespace rg::app
