#include "app/analytics/event_reader.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "store/kafka/event_sink.h"

namespace rg::app {
namespace {

namespace clickhouse = store::clickhouse;
namespace kafka = store::kafka;

constexpr Duration kPoll = std::chrono::milliseconds{200};
// Each block is a part of the table, which the server has to merge: not too many in a second.
constexpr Duration kGather = std::chrono::seconds{1};
constexpr std::size_t kRecordsMax = 50'000;
constexpr std::size_t kBytesMax = std::size_t{32} << 20;
constexpr Duration kPatience = std::chrono::seconds{2};

// What the producer says that a record is. Whatever is neither is taken for an event, and is a dead
// letter if it is none.
journal::RecordKind KindOf(const kafka::Batch& batch, std::size_t index) {
  const bool threshold = batch.HeaderOf(index, kafka::header::kKind) == "threshold";
  return threshold ? journal::RecordKind::kThreshold : journal::RecordKind::kEvent;
}

std::optional<TimePoint> TimeOf(const kafka::Batch& batch, std::size_t index) {
  const std::string_view text = batch.HeaderOf(index, kafka::header::kAt);
  std::int64_t nanos = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), nanos);
  if (text.empty() || error != std::errc{}) return std::nullopt;
  return TimePoint{std::chrono::nanoseconds{nanos}};
}

}  // namespace

EventReader::EventReader(std::string topic, Parts parts)
    : topic_(std::move(topic)), parts_(parts), newest_(parts.clock.Now()) {}

Result<std::unique_ptr<EventReader>> EventReader::Join(const kafka::Address& address,
                                                       const std::string& group, Parts parts) {
  std::unique_ptr<EventReader> reader(new EventReader(address.topic, parts));
  RG_TRY(reader->dead_letters_, DeadLetters::Open(address, parts.clock));
  kafka::ConsumerOptions options;
  options.group = group;
  options.assigned = [raw = reader.get()](const std::vector<kafka::Partition>& given) {
    return raw->OnAssigned(given);
  };
  options.revoked = [raw = reader.get()](const std::vector<kafka::Partition>& taken) {
    raw->OnRevoked(taken);
  };
  RG_TRY(reader->consumer_, kafka::Consumer::Open(address, std::move(options)));
  RG_CHECK(reader->consumer_->Join(address.topic));
  return reader;
}

// The consumer says goodbye to its partitions, to us, and outlives no batch.
EventReader::~EventReader() {
  gathered_.clear();
  consumer_.reset();
}

std::vector<kafka::Place> EventReader::OnAssigned(const std::vector<kafka::Partition>& given) {
  std::vector<kafka::Place> places;
  for (const kafka::Partition& partition : given) {
    const Result<kafka::Place> place = PlaceOf(partition);
    if (!place) {
      fault_ = place.error();
      return {};
    }
    places.push_back(*place);
  }
  return places;
}

// Whoever has them now reads again what has gathered here.
void EventReader::OnRevoked(const std::vector<kafka::Partition>& taken) {
  gathered_.clear();
  records_ = bytes_ = 0;
  for (const kafka::Partition& partition : taken) next_.erase(partition);
}

Result<kafka::Place> EventReader::PlaceOf(const kafka::Partition& partition) {
  RG_TRY(const std::optional<std::int64_t> known,
         parts_.worker.Assign(partition.topic, partition.number));
  RG_TRY(const kafka::Consumer::Extent extent, consumer_->ExtentOf(partition, kPatience));
  if (known && *known > extent.end) {
    // Of a topic that was made anew under its old name, everything up to there would be taken for
    // read.
    return Fail(Errc::kConflict,
                "partition " + std::to_string(partition.number) + " of " + partition.topic +
                    " ends at " + std::to_string(extent.end) +
                    ", and ClickHouse has read it up to " + std::to_string(*known) +
                    ": give a new topic another name",
                "events.kafka");
  }
  if (known && *known < extent.first) {
    parts_.log.Write(LogLevel::kError, "events_forgotten",
                     "the topic has forgotten records before they were read",
                     {{"clickhouse", clickhouse::Describe(parts_.shard)},
                      {"partition", std::int64_t{partition.number}},
                      {"records", extent.first - *known}});
  }
  const std::int64_t from = std::max(known.value_or(extent.first), extent.first);
  next_[partition] = from;
  return kafka::Place{partition, from};
}

Result<void> EventReader::Turn() {
  RG_TRY(kafka::Batch batch, consumer_->Poll(kPoll, kRecordsMax));
  if (fault_) return *fault_;
  Gather(std::move(batch));
  if (!IsDue()) return {};
  return Deliver();
}

void EventReader::Gather(kafka::Batch batch) {
  if (batch.records().empty()) return;
  if (gathered_.empty()) gathers_since_ = parts_.clock.Steady();
  records_ += batch.records().size();
  for (const kafka::Record& record : batch.records()) bytes_ += record.payload.size();
  gathered_.push_back(std::move(batch));
}

bool EventReader::IsDue() const {
  if (gathered_.empty()) return false;
  return records_ >= kRecordsMax || bytes_ >= kBytesMax ||
         parts_.clock.Steady() - gathers_since_ >= kGather;
}

Result<void> EventReader::Deliver() {
  std::map<std::int32_t, Share> shares;
  for (const kafka::Batch& batch : gathered_) {
    for (std::size_t i = 0; i < batch.records().size(); ++i) {
      const kafka::Record& record = batch.records()[i];
      Share& share = shares[record.partition];
      share.records.push_back({record.offset, record.payload, KindOf(batch, i)});
      share.origins.emplace_back(&batch, i);
    }
  }
  for (const auto& [number, share] : shares) RG_CHECK(DeliverShare({topic_, number}, share));
  gathered_.clear();
  records_ = bytes_ = 0;
  return {};
}

Result<void> EventReader::DeliverShare(const kafka::Partition& partition, const Share& share) {
  delivered_ = &share;
  const Result<std::int64_t> added =
      parts_.worker.Add({partition.topic, partition.number, share.records});
  delivered_ = nullptr;
  if (!added) return added.error();
  next_[partition] = *added;
  const auto& [batch, index] = share.origins.back();
  if (const auto at = TimeOf(*batch, index)) newest_ = *at;
  if (*added > share.records.back().offset) return {};
  return consumer_->Seek({partition, *added});
}

Result<void> EventReader::Bury(const clickhouse::LogBatch& batch,
                               const clickhouse::LogRecord& record, const Error& why) {
  const auto index = static_cast<std::size_t>(&record - batch.records.data());
  const auto& [origin, at] = delivered_->origins[index];
  RG_TRY(const DeadLetters::Fate fate, dead_letters_->Put(*origin, at, why.detail));
  if (fate == DeadLetters::Fate::kStored) return {};
  ++refused_;
  parts_.log.Write(LogLevel::kError, "dead_letter_refused",
                   "the dead-letter topic does not take a record; it stays where it is",
                   {{"topic", batch.topic},
                    {"partition", std::int64_t{batch.partition}},
                    {"offset", record.offset},
                    {"why", why.detail}});
  return {};
}

// The first partition is there for who has none, and says whether the cluster answers.
Result<void> EventReader::Look() {
  RG_CHECK(consumer_->ExtentOf({topic_, 0}, kPatience));
  std::int64_t lag = 0;
  for (const auto& [partition, next] : next_) {
    RG_TRY(const kafka::Consumer::Extent extent, consumer_->ExtentOf(partition, kPatience));
    lag += std::max<std::int64_t>(0, extent.end - std::max(next, extent.first));
  }
  lag_ = lag;
  return {};
}

Duration EventReader::behind() const {
  return lag_ == 0 ? Duration{} : std::max(Duration{}, parts_.clock.Now() - newest_);
}

}  // namespace rg::app
