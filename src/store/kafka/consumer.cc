#include "store/kafka/consumer.h"

#include <optional>
#include <utility>

#include <librdkafka/rdkafka.h>

#include "store/kafka/conf.h"
#include "store/kafka/library.h"

namespace rg::store::kafka {
namespace {

struct Functions {
#define RG_FUNCTION(name) decltype(&::name) name = Symbol(#name)
  RG_FUNCTION(rd_kafka_assign);
  RG_FUNCTION(rd_kafka_conf_set_error_cb);
  RG_FUNCTION(rd_kafka_conf_set_opaque);
  RG_FUNCTION(rd_kafka_conf_set_rebalance_cb);
  RG_FUNCTION(rd_kafka_consumer_close);
  RG_FUNCTION(rd_kafka_consumer_poll);
  RG_FUNCTION(rd_kafka_destroy);
  RG_FUNCTION(rd_kafka_err2str);
  RG_FUNCTION(rd_kafka_error_code);
  RG_FUNCTION(rd_kafka_error_destroy);
  RG_FUNCTION(rd_kafka_header_get_last);
  RG_FUNCTION(rd_kafka_message_destroy);
  RG_FUNCTION(rd_kafka_message_errstr);
  RG_FUNCTION(rd_kafka_message_headers);
  RG_FUNCTION(rd_kafka_poll_set_consumer);
  RG_FUNCTION(rd_kafka_offsets_for_times);
  RG_FUNCTION(rd_kafka_seek_partitions);
  RG_FUNCTION(rd_kafka_subscribe);
  RG_FUNCTION(rd_kafka_topic_name);
  RG_FUNCTION(rd_kafka_topic_partition_list_add);
  RG_FUNCTION(rd_kafka_topic_partition_list_destroy);
  RG_FUNCTION(rd_kafka_topic_partition_list_new);
#undef RG_FUNCTION
};

const Functions& Lib() {
  static const Functions functions;
  return functions;
}

int Millis(Duration duration) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

Error Translate(rd_kafka_resp_err_t error) {
  const Errc code = error == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE ||
                            error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET
                        ? Errc::kNotFound
                        : Errc::kUnavailable;
  return Fail(code, Lib().rd_kafka_err2str(error), "events.kafka");
}

Result<void> Check(rd_kafka_resp_err_t error) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return Translate(error);
}

// The library's list of partitions.
class PartitionList {
 public:
  PartitionList() : list_(Lib().rd_kafka_topic_partition_list_new(4)) {}
  explicit PartitionList(std::span<const Place> places) : PartitionList() {
    for (const Place& place : places) {
      Lib()
          .rd_kafka_topic_partition_list_add(list_, place.partition.topic.c_str(),
                                             place.partition.number)
          ->offset = place.offset;
    }
  }
  ~PartitionList() { Lib().rd_kafka_topic_partition_list_destroy(list_); }
  PartitionList(const PartitionList&) = delete;
  PartitionList& operator=(const PartitionList&) = delete;
  rd_kafka_topic_partition_list_t* get() { return list_; }

 private:
  rd_kafka_topic_partition_list_t* list_;
};

std::vector<Partition> PartitionsOf(const rd_kafka_topic_partition_list_t& list) {
  std::vector<Partition> partitions;
  for (int i = 0; i < list.cnt; ++i) {
    partitions.push_back({list.elems[i].topic, list.elems[i].partition});
  }
  return partitions;
}

std::string_view View(const void* bytes, std::size_t size) {
  return {static_cast<const char*>(bytes), size};
}

}  // namespace

class Consumer::Impl {
 public:
  explicit Impl(ConsumerOptions options) : options_(std::move(options)) {}
  ~Impl();

  Result<void> Begin(const Address& address);
  Result<void> Join(const std::string& topic);
  Result<void> Assign(std::span<const Place> places);
  Result<void> Seek(const Place& place);
  Result<Batch> Poll(Duration at_most, std::size_t records_max);
  Result<Extent> ExtentOf(const Partition& partition, Duration at_most);
  const std::string& trouble() const { return trouble_; }

 private:
  Result<std::int64_t> OffsetAt(const Partition& partition, std::int64_t time, Duration at_most);
  static void OnRebalance(rd_kafka_t*, rd_kafka_resp_err_t event,
                          rd_kafka_topic_partition_list_t* partitions, void* self);
  static void OnError(rd_kafka_t*, int error, const char* why, void* self);
  static void Put(rd_kafka_message_t* message, Batch& batch);

  const ConsumerOptions options_;
  rd_kafka_t* client_ = nullptr;
  std::string trouble_;
  std::optional<Error> fault_;  // met behind records, and told after them
  bool revoked_ = false;        // since Poll last looked
};

Result<void> Consumer::Impl::Begin(const Address& address) {
  Conf conf(address);
  // The library wants a group's name also where there is no group.
  conf.Set("group.id", options_.group.empty() ? "rateguard-none" : options_.group);
  conf.Set("enable.auto.commit", "false");
  conf.Set("enable.auto.offset.store", "false");
  // A place that is gone is an error: going on elsewhere would leave a hole that nobody sees.
  conf.Set("auto.offset.reset", "error");
  conf.Set("session.timeout.ms", std::to_string(Millis(options_.session_timeout)));
  conf.Set("heartbeat.interval.ms", std::to_string(Millis(options_.session_timeout) / 10));
  conf.Set("queued.max.messages.kbytes", std::to_string(options_.queue_bytes >> 10));
  conf.Set("fetch.wait.max.ms", "100");
  // How soon a group reads partitions that were added.
  conf.Set("topic.metadata.refresh.interval.ms", "10000");
  conf.Set("check.crcs", "true");
  Lib().rd_kafka_conf_set_opaque(conf.get(), this);
  Lib().rd_kafka_conf_set_rebalance_cb(conf.get(), &OnRebalance);
  Lib().rd_kafka_conf_set_error_cb(conf.get(), &OnError);
  RG_TRY(client_, conf.Make(Conf::Kind::kConsumer));
  return Check(Lib().rd_kafka_poll_set_consumer(client_));
}

Consumer::Impl::~Impl() {
  if (client_ == nullptr) return;
  Lib().rd_kafka_consumer_close(client_);
  Lib().rd_kafka_destroy(client_);
}

Result<void> Consumer::Impl::Join(const std::string& topic) {
  const Place any{{topic, RD_KAFKA_PARTITION_UA}, RD_KAFKA_OFFSET_INVALID};
  PartitionList list(std::span(&any, 1));
  return Check(Lib().rd_kafka_subscribe(client_, list.get()));
}

Result<void> Consumer::Impl::Assign(std::span<const Place> places) {
  PartitionList list(places);
  return Check(Lib().rd_kafka_assign(client_, list.get()));
}

Result<void> Consumer::Impl::Seek(const Place& place) {
  constexpr int kPatienceMillis = 5000;
  PartitionList list(std::span(&place, 1));
  rd_kafka_error_t* const error =
      Lib().rd_kafka_seek_partitions(client_, list.get(), kPatienceMillis);
  if (error == nullptr) return Check(list.get()->elems[0].err);
  const rd_kafka_resp_err_t code = Lib().rd_kafka_error_code(error);
  Lib().rd_kafka_error_destroy(error);
  return Translate(code);
}

Result<Batch> Consumer::Impl::Poll(Duration at_most, std::size_t records_max) {
  if (fault_) return *std::exchange(fault_, {});
  Batch batch;
  std::size_t bytes = 0;
  int wait = Millis(at_most);
  while (batch.records_.size() < records_max && bytes < options_.batch_bytes) {
    rd_kafka_message_t* const message = Lib().rd_kafka_consumer_poll(client_, wait);
    if (std::exchange(revoked_, false)) {
      batch = {};
      bytes = 0;
    }
    if (message == nullptr) break;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      bytes += message->len;
      Put(message, batch);
      trouble_.clear();
      wait = 0;
      continue;
    }
    const rd_kafka_resp_err_t code = message->err;
    Error error = Translate(code);
    if (const char* why = Lib().rd_kafka_message_errstr(message)) error.detail = why;
    Lib().rd_kafka_message_destroy(message);
    if (batch.records_.empty()) return error;
    fault_ = std::move(error);
    break;
  }
  return batch;
}

void Consumer::Impl::Put(rd_kafka_message_t* message, Batch& batch) {
  batch.messages_.push_back(message);
  batch.records_.push_back({Lib().rd_kafka_topic_name(message->rkt), message->partition,
                            message->offset, View(message->key, message->key_len),
                            View(message->payload, message->len)});
}

// rd_kafka_query_watermark_offsets would ask for both at once, and waits without an end for a
// leader that has died. This one keeps to its time; the beginning and the end are times to it.
Result<std::int64_t> Consumer::Impl::OffsetAt(const Partition& partition, std::int64_t time,
                                              Duration at_most) {
  const Place asked{partition, time};
  PartitionList list(std::span(&asked, 1));
  RG_CHECK(Check(Lib().rd_kafka_offsets_for_times(client_, list.get(), Millis(at_most))));
  const rd_kafka_topic_partition_t& told = list.get()->elems[0];
  RG_CHECK(Check(told.err));
  if (told.offset < 0) return Translate(RD_KAFKA_RESP_ERR__TIMED_OUT);
  return told.offset;
}

Result<Consumer::Extent> Consumer::Impl::ExtentOf(const Partition& partition, Duration at_most) {
  Extent extent;
  RG_TRY(extent.first, OffsetAt(partition, RD_KAFKA_OFFSET_BEGINNING, at_most / 2));
  RG_TRY(extent.end, OffsetAt(partition, RD_KAFKA_OFFSET_END, at_most / 2));
  return extent;
}

void Consumer::Impl::OnRebalance(rd_kafka_t* client, rd_kafka_resp_err_t event,
                                 rd_kafka_topic_partition_list_t* partitions, void* self) {
  const ConsumerOptions& options = static_cast<Impl*>(self)->options_;
  if (event != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) static_cast<Impl*>(self)->revoked_ = true;
  if (event == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS && options.assigned) {
    const std::vector<Place> places = options.assigned(PartitionsOf(*partitions));
    PartitionList list(places);
    Lib().rd_kafka_assign(client, list.get());
    return;
  }
  if (event == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS && options.revoked) {
    options.revoked(PartitionsOf(*partitions));
  }
  Lib().rd_kafka_assign(client, nullptr);
}

void Consumer::Impl::OnError(rd_kafka_t*, int error, const char* why, void* self) {
  std::string& trouble = static_cast<Impl*>(self)->trouble_;
  // That all are down is said last; what was said before says why.
  if (error != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || trouble.empty()) {
    trouble = Library::Explain(why);
  }
}

Batch::Batch(Batch&& other) noexcept
    : records_(std::exchange(other.records_, {})), messages_(std::exchange(other.messages_, {})) {}

Batch& Batch::operator=(Batch&& other) noexcept {
  std::swap(records_, other.records_);
  std::swap(messages_, other.messages_);
  return *this;
}

Batch::~Batch() {
  for (rd_kafka_message_t* message : messages_) Lib().rd_kafka_message_destroy(message);
}

std::string_view Batch::HeaderOf(std::size_t index, const char* name) const {
  rd_kafka_headers_t* headers = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  if (Lib().rd_kafka_message_headers(messages_[index], &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      Lib().rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return {};
  }
  return View(value, size);
}

Consumer::Consumer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Consumer::~Consumer() = default;

Result<std::unique_ptr<Consumer>> Consumer::Open(const Address& address, ConsumerOptions options) {
  RG_CHECK(Library::Load());
  auto impl = std::make_unique<Impl>(std::move(options));
  RG_CHECK(impl->Begin(address));
  return std::unique_ptr<Consumer>(new Consumer(std::move(impl)));
}

Result<void> Consumer::Join(const std::string& topic) { return impl_->Join(topic); }
Result<void> Consumer::Assign(std::span<const Place> places) { return impl_->Assign(places); }
Result<void> Consumer::Seek(const Place& place) { return impl_->Seek(place); }
Result<Batch> Consumer::Poll(Duration at_most, std::size_t records_max) {
  return impl_->Poll(at_most, records_max);
}
Result<Consumer::Extent> Consumer::ExtentOf(const Partition& partition, Duration at_most) {
  return impl_->ExtentOf(partition, at_most);
}
const std::string& Consumer::trouble() const { return impl_->trouble(); }

}  // namespace rg::store::kafka
