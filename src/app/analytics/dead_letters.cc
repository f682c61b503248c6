#include "app/analytics/dead_letters.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "store/kafka/event_sink.h"

namespace rg::app {
namespace {

namespace kafka = store::kafka;

constexpr Duration kGiveUp = std::chrono::seconds{10};
constexpr Duration kLook = std::chrono::milliseconds{100};
constexpr std::size_t kWhyMax = 500;

// What came with the record, which goes on with it.
constexpr std::array kKept = {kafka::header::kFormat, kafka::header::kKind, kafka::header::kId,
                              kafka::header::kAt, kafka::header::kFrom};

}  // namespace

Result<std::unique_ptr<DeadLetters>> DeadLetters::Open(const kafka::Address& address,
                                                       const Clock& clock) {
  std::unique_ptr<DeadLetters> opened(new DeadLetters(address.dead_letters(), clock));
  RG_TRY(opened->producer_,
         kafka::Producer::Open(address, {.one_by_one = true, .give_up = kGiveUp}));
  return opened;
}

Result<DeadLetters::Fate> DeadLetters::Put(const kafka::Batch& batch, std::size_t index,
                                           std::string_view why) {
  const kafka::Record& record = batch.records()[index];
  const std::string place = std::string(record.topic) + "/" + std::to_string(record.partition) +
                            "/" + std::to_string(record.offset);
  std::vector<kafka::Header> headers;
  for (const char* const name : kKept) {
    const std::string_view value = batch.HeaderOf(index, name);
    if (!value.empty()) headers.push_back({name, value});
  }
  headers.push_back({kafka::header::kLog, place});
  headers.push_back({kafka::header::kWhy, why.substr(0, kWhyMax)});
  std::optional<kafka::Report::Fate> fate;
  std::string trouble;
  const auto hear = [&](const kafka::Report& report) {
    if (report.ticket != ticket_) return;
    fate = report.fate;
    trouble = report.why;
  };
  const bool sent = producer_->Send({.topic = topic_.c_str(),
                                     .key = record.key,
                                     .payload = record.payload,
                                     .headers = headers,
                                     .ticket = ++ticket_});
  const Duration until = clock_.Steady() + kGiveUp;
  while (sent && !fate && clock_.Steady() < until) producer_->Poll(kLook, hear);
  if (fate == kafka::Report::Fate::kStored) return Fate::kStored;
  if (fate == kafka::Report::Fate::kRefused) return Fate::kRefused;
  if (trouble.empty()) trouble = producer_->trouble();
  return Fail(Errc::kUnavailable, "Kafka does not take a dead letter: " + trouble, "events.kafka");
}

}  // namespace rg::app
