#include "store/kafka/event_sink.h"

#include <array>
#include <utility>
#include <vector>

namespace rg::store::kafka {
namespace {

using journal::Receipt;
using journal::RecordKind;
using journal::Way;

std::string_view NameOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kHold:
      return "hold";
    case RecordKind::kEvent:
      return "event";
    case RecordKind::kThreshold:
      return "threshold";
  }
  return "unknown";
}

Receipt::Fate FateOf(Report::Fate fate) {
  switch (fate) {
    case Report::Fate::kStored:
      return Receipt::Fate::kTaken;
    case Report::Fate::kRefused:
      return Receipt::Fate::kRefused;
    case Report::Fate::kFailed:
      return Receipt::Fate::kFailed;
  }
  return Receipt::Fate::kFailed;
}

}  // namespace

EventSink::EventSink(Address address, const Uuid& gateway, ProducerOptions options)
    : address_(std::move(address)),
      dead_letters_(address_.dead_letters()),
      gateway_(ToString(gateway)),
      options_(options) {}

Result<std::unique_ptr<EventSink>> EventSink::Open(const Address& address, const Uuid& gateway,
                                                   ProducerOptions options) {
  std::unique_ptr<EventSink> sink(new EventSink(address, gateway, options));
  RG_TRY(sink->together_, Producer::Open(address, options));
  return sink;
}

Producer* EventSink::ProducerFor(Way way) {
  if (way == Way::kTogether) return together_.get();
  if (alone_ == nullptr) {
    ProducerOptions options = options_;
    options.one_by_one = true;
    // The settings were good enough for the other one.
    if (auto opened = Producer::Open(address_, options)) alone_ = *std::move(opened);
  }
  return alone_.get();
}

bool EventSink::Send(std::uint64_t ticket, const journal::Shipment& shipment, Way way,
                     std::string_view why) {
  Producer* const producer = ProducerFor(way);
  if (producer == nullptr) return false;
  const bool known = !shipment.subject.IsNil();
  const std::string workspace = known ? ToString(shipment.workspace) : "";
  const std::string id = ToString(shipment.subject);
  const std::string at = std::to_string(shipment.at.time_since_epoch().count());
  const journal::Position& end = shipment.end;
  const std::string from = gateway_ + "/" + std::to_string(end.core) + "/" +
                           std::to_string(end.sequence) + "/" + std::to_string(end.offset);
  std::array<Header, 6> headers;
  std::size_t count = 0;
  headers[count++] = {header::kFormat, "1"};
  headers[count++] = {header::kKind, NameOf(shipment.kind)};
  if (known) headers[count++] = {header::kId, id};
  if (known) headers[count++] = {header::kAt, at};
  headers[count++] = {header::kFrom, from};
  if (way == Way::kAside) headers[count++] = {header::kWhy, why};
  const std::string& topic = way == Way::kAside ? dead_letters_ : address_.topic;
  return producer->Send({.topic = topic.c_str(),
                         .key = workspace,
                         .payload = shipment.payload,
                         .headers = std::span(headers).first(count),
                         .ticket = ticket});
}

void EventSink::Await(Duration at_most, const Tell& tell) {
  bool told = false;
  const auto pass_on = [&](const Report& report) {
    told = true;
    tell({report.ticket, FateOf(report.fate), report.why, report.payload});
  };
  if (alone_ != nullptr) alone_->Poll(Duration::zero(), pass_on);
  together_->Poll(told ? Duration::zero() : at_most, pass_on);
}

std::string EventSink::trouble() const {
  if (!together_->trouble().empty() || alone_ == nullptr) return together_->trouble();
  return alone_->trouble();
}

}  // namespace rg::store::kafka
