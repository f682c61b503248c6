#include "store/kafka/topics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "store/kafka/conf.h"
#include "store/kafka/library.h"

namespace rg::store::kafka {
namespace {

// Dead letters are looked at by people.
constexpr char kDeadLettersKept[] = "2592000000";  // 30 days

struct Functions {
#define RG_FUNCTION(name) decltype(&::name) name = Symbol(#name)
  RG_FUNCTION(rd_kafka_AdminOptions_destroy);
  RG_FUNCTION(rd_kafka_AdminOptions_new);
  RG_FUNCTION(rd_kafka_AdminOptions_set_request_timeout);
  RG_FUNCTION(rd_kafka_ConfigEntry_name);
  RG_FUNCTION(rd_kafka_ConfigEntry_value);
  RG_FUNCTION(rd_kafka_ConfigResource_configs);
  RG_FUNCTION(rd_kafka_ConfigResource_destroy);
  RG_FUNCTION(rd_kafka_ConfigResource_error);
  RG_FUNCTION(rd_kafka_ConfigResource_error_string);
  RG_FUNCTION(rd_kafka_ConfigResource_new);
  RG_FUNCTION(rd_kafka_CreatePartitions);
  RG_FUNCTION(rd_kafka_CreatePartitions_result_topics);
  RG_FUNCTION(rd_kafka_CreateTopics);
  RG_FUNCTION(rd_kafka_CreateTopics_result_topics);
  RG_FUNCTION(rd_kafka_DescribeConfigs);
  RG_FUNCTION(rd_kafka_DescribeConfigs_result_resources);
  RG_FUNCTION(rd_kafka_NewPartitions_destroy);
  RG_FUNCTION(rd_kafka_NewPartitions_new);
  RG_FUNCTION(rd_kafka_NewTopic_destroy);
  RG_FUNCTION(rd_kafka_NewTopic_new);
  RG_FUNCTION(rd_kafka_NewTopic_set_config);
  RG_FUNCTION(rd_kafka_destroy);
  RG_FUNCTION(rd_kafka_err2str);
  RG_FUNCTION(rd_kafka_event_CreatePartitions_result);
  RG_FUNCTION(rd_kafka_event_CreateTopics_result);
  RG_FUNCTION(rd_kafka_event_DescribeConfigs_result);
  RG_FUNCTION(rd_kafka_event_destroy);
  RG_FUNCTION(rd_kafka_event_error);
  RG_FUNCTION(rd_kafka_event_error_string);
  RG_FUNCTION(rd_kafka_metadata);
  RG_FUNCTION(rd_kafka_metadata_destroy);
  RG_FUNCTION(rd_kafka_queue_destroy);
  RG_FUNCTION(rd_kafka_queue_new);
  RG_FUNCTION(rd_kafka_queue_poll);
  RG_FUNCTION(rd_kafka_topic_result_error);
  RG_FUNCTION(rd_kafka_topic_result_error_string);
  RG_FUNCTION(rd_kafka_conf_set_error_cb);
  RG_FUNCTION(rd_kafka_conf_set_opaque);
  RG_FUNCTION(rd_kafka_poll);
#undef RG_FUNCTION
};

const Functions& Lib() {
  static const Functions functions;
  return functions;
}

template <auto destroy>
struct Ended {
  template <class Thing>
  void operator()(Thing* thing) const {
    (Lib().*destroy)(thing);
  }
};
template <class Thing, auto destroy>
using Owned = std::unique_ptr<Thing, Ended<destroy>>;

int Millis(Duration duration) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

// A client that asks the cluster about itself.
class Asker {
 public:
  static Result<std::unique_ptr<Asker>> Open(const Address& address, Duration at_most);

  Result<void> Look(const Address& address, Examination& found);
  Result<void> MakeTopic(const std::string& name, const TopicsWanted& wanted, bool dead_letters);
  Result<void> MakePartitions(const std::string& name, std::int32_t count);

 private:
  using Event = Owned<rd_kafka_event_t, &Functions::rd_kafka_event_destroy>;
  using Options = Owned<rd_kafka_AdminOptions_t, &Functions::rd_kafka_AdminOptions_destroy>;

  Options OptionsFor(rd_kafka_admin_op_t what);
  Result<Event> Answer();
  Result<void> LookAtTopics(const Address& address, Examination& found);
  Result<void> LookAtSettings(const std::string& name, Topic& topic);
  static Result<void> Outcome(const rd_kafka_topic_result_t* const* topics, std::size_t count,
                              rd_kafka_resp_err_t fine);

  Duration at_most_{};
  std::string trouble_;
  Owned<rd_kafka_t, &Functions::rd_kafka_destroy> client_;
  Owned<rd_kafka_queue_t, &Functions::rd_kafka_queue_destroy> queue_;
};

Error Unavailable(std::string detail) {
  return Fail(Errc::kUnavailable, std::move(detail), "events.kafka");
}

Result<std::unique_ptr<Asker>> Asker::Open(const Address& address, Duration at_most) {
  RG_CHECK(Library::Load());
  auto asker = std::make_unique<Asker>();
  asker->at_most_ = at_most;
  Conf conf(address);
  Lib().rd_kafka_conf_set_opaque(conf.get(), &asker->trouble_);
  Lib().rd_kafka_conf_set_error_cb(conf.get(),
                                   [](rd_kafka_t*, int code, const char* why, void* trouble) {
                                     // The last line says that all are down; the ones before it,
                                     // why.
                                     if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) return;
                                     *static_cast<std::string*>(trouble) = Library::Explain(why);
                                   });
  RG_TRY(rd_kafka_t* const client, conf.Make(Conf::Kind::kProducer));
  asker->client_.reset(client);
  asker->queue_.reset(Lib().rd_kafka_queue_new(client));
  return asker;
}

Result<void> Asker::Look(const Address& address, Examination& found) {
  RG_CHECK(LookAtTopics(address, found));
  if (found.events.exists) RG_CHECK(LookAtSettings(address.topic, found.events));
  if (found.dead_letters.exists) {
    RG_CHECK(LookAtSettings(address.dead_letters(), found.dead_letters));
  }
  return {};
}

Topic TopicOf(const rd_kafka_metadata_topic& told) {
  Topic topic;
  topic.exists = told.err == RD_KAFKA_RESP_ERR_NO_ERROR;
  topic.partitions = told.partition_cnt;
  topic.replicas = told.partition_cnt == 0 ? 0 : told.partitions[0].replica_cnt;
  for (int i = 0; i < told.partition_cnt; ++i) {
    const rd_kafka_metadata_partition& partition = told.partitions[i];
    topic.replicas = std::min(topic.replicas, partition.replica_cnt);
    topic.leaderless += partition.leader < 0 ? 1 : 0;
    topic.short_of_copies += partition.isr_cnt < partition.replica_cnt ? 1 : 0;
  }
  return topic;
}

Result<void> Asker::LookAtTopics(const Address& address, Examination& found) {
  const struct rd_kafka_metadata* told = nullptr;
  // Of all topics: asking for one by name makes it, in a cluster that makes topics by itself.
  const rd_kafka_resp_err_t error =
      Lib().rd_kafka_metadata(client_.get(), 1, nullptr, &told, Millis(at_most_));
  Lib().rd_kafka_poll(client_.get(), 0);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Unavailable(trouble_.empty() ? Lib().rd_kafka_err2str(error) : trouble_);
  }
  found.brokers = told->broker_cnt;
  for (int i = 0; i < told->topic_cnt; ++i) {
    const std::string_view name = told->topics[i].topic;
    if (name == address.topic) found.events = TopicOf(told->topics[i]);
    if (name == address.dead_letters()) found.dead_letters = TopicOf(told->topics[i]);
  }
  Lib().rd_kafka_metadata_destroy(told);
  return {};
}

Asker::Options Asker::OptionsFor(rd_kafka_admin_op_t what) {
  Options options(Lib().rd_kafka_AdminOptions_new(client_.get(), what));
  std::array<char, 256> ignored{};
  Lib().rd_kafka_AdminOptions_set_request_timeout(options.get(), Millis(at_most_), ignored.data(),
                                                  ignored.size());
  return options;
}

Result<Asker::Event> Asker::Answer() {
  constexpr int kGraceMillis = 2000;  // the request has a deadline of its own
  Event event(Lib().rd_kafka_queue_poll(queue_.get(), Millis(at_most_) + kGraceMillis));
  if (event == nullptr) return Unavailable("the cluster does not answer");
  if (Lib().rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Unavailable(Lib().rd_kafka_event_error_string(event.get()));
  }
  return event;
}

void Take(std::string_view name, std::string_view value, Topic& topic) {
  const auto number = [&](auto& into) {
    std::from_chars(value.data(), value.data() + value.size(), into);
  };
  if (name == "max.message.bytes") number(topic.message_bytes_max);
  if (name == "retention.ms") number(topic.retention_millis);
  if (name == "min.insync.replicas") number(topic.in_sync_min);
  if (name == "cleanup.policy") topic.compacted = value.find("compact") != value.npos;
}

Result<void> Asker::LookAtSettings(const std::string& name, Topic& topic) {
  using Resource = Owned<rd_kafka_ConfigResource_t, &Functions::rd_kafka_ConfigResource_destroy>;
  const Resource asked(Lib().rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name.c_str()));
  const Options options = OptionsFor(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
  rd_kafka_ConfigResource_t* one = asked.get();
  Lib().rd_kafka_DescribeConfigs(client_.get(), &one, 1, options.get(), queue_.get());
  RG_TRY(const Event event, Answer());
  std::size_t count = 0;
  const auto* const result = Lib().rd_kafka_event_DescribeConfigs_result(event.get());
  const auto* const* resources = Lib().rd_kafka_DescribeConfigs_result_resources(result, &count);
  if (count == 0) return {};
  if (Lib().rd_kafka_ConfigResource_error(resources[0]) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* const why = Lib().rd_kafka_ConfigResource_error_string(resources[0]);
    return Unavailable("the settings of " + name + " are not told: " + (why ? why : ""));
  }
  const auto* const* entries = Lib().rd_kafka_ConfigResource_configs(resources[0], &count);
  for (std::size_t i = 0; i < count; ++i) {
    const char* const value = Lib().rd_kafka_ConfigEntry_value(entries[i]);
    if (value != nullptr) Take(Lib().rd_kafka_ConfigEntry_name(entries[i]), value, topic);
  }
  return {};
}

Result<void> Asker::MakeTopic(const std::string& name, const TopicsWanted& wanted,
                              bool dead_letters) {
  constexpr std::int32_t kAsTheClusterDoes = -1;
  constexpr std::int32_t kManyCopies = 3;
  std::array<char, 256> why{};
  const Owned<rd_kafka_NewTopic_t, &Functions::rd_kafka_NewTopic_destroy> topic(
      Lib().rd_kafka_NewTopic_new(name.c_str(), dead_letters ? 1 : wanted.partitions,
                                  wanted.replicas > 0 ? wanted.replicas : kAsTheClusterDoes,
                                  why.data(), why.size()));
  if (topic == nullptr) return Fail(Errc::kInvalidRequest, why.data(), "events.kafka");
  const auto set = [&](const char* setting, const char* value) {
    Lib().rd_kafka_NewTopic_set_config(topic.get(), setting, value);
  };
  set("cleanup.policy", "delete");
  if (dead_letters) set("retention.ms", kDeadLettersKept);
  // Stored means stored twice: losing a broker loses nothing.
  if (wanted.replicas >= kManyCopies) set("min.insync.replicas", "2");
  const Options options = OptionsFor(RD_KAFKA_ADMIN_OP_CREATETOPICS);
  rd_kafka_NewTopic_t* one = topic.get();
  Lib().rd_kafka_CreateTopics(client_.get(), &one, 1, options.get(), queue_.get());
  RG_TRY(const Event event, Answer());
  std::size_t count = 0;
  const auto* const result = Lib().rd_kafka_event_CreateTopics_result(event.get());
  const auto* const* topics = Lib().rd_kafka_CreateTopics_result_topics(result, &count);
  return Outcome(topics, count, RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS);
}

Result<void> Asker::MakePartitions(const std::string& name, std::int32_t number) {
  std::array<char, 256> why{};
  const Owned<rd_kafka_NewPartitions_t, &Functions::rd_kafka_NewPartitions_destroy> partitions(
      Lib().rd_kafka_NewPartitions_new(name.c_str(), static_cast<std::size_t>(number), why.data(),
                                       why.size()));
  if (partitions == nullptr) return Fail(Errc::kInvalidRequest, why.data(), "events.kafka");
  const Options options = OptionsFor(RD_KAFKA_ADMIN_OP_CREATEPARTITIONS);
  rd_kafka_NewPartitions_t* one = partitions.get();
  Lib().rd_kafka_CreatePartitions(client_.get(), &one, 1, options.get(), queue_.get());
  RG_TRY(const Event event, Answer());
  std::size_t count = 0;
  const auto* const result = Lib().rd_kafka_event_CreatePartitions_result(event.get());
  const auto* const* topics = Lib().rd_kafka_CreatePartitions_result_topics(result, &count);
  // Somebody else was quicker.
  return Outcome(topics, count, RD_KAFKA_RESP_ERR_INVALID_PARTITIONS);
}

Result<void> Asker::Outcome(const rd_kafka_topic_result_t* const* topics, std::size_t count,
                            rd_kafka_resp_err_t fine) {
  for (std::size_t i = 0; i < count; ++i) {
    const rd_kafka_resp_err_t error = Lib().rd_kafka_topic_result_error(topics[i]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == fine) continue;
    const char* const why = Lib().rd_kafka_topic_result_error_string(topics[i]);
    return Unavailable(why != nullptr ? why : Lib().rd_kafka_err2str(error));
  }
  return {};
}

}  // namespace

Result<Examination> Examine(const Address& address, Duration at_most) {
  RG_TRY(const auto asker, Asker::Open(address, at_most));
  Examination found;
  RG_CHECK(asker->Look(address, found));
  return found;
}

bool Suffices(const Examination& found, const TopicsWanted& wanted) {
  return found.events.exists && found.events.partitions >= wanted.partitions &&
         found.dead_letters.exists;
}

Result<void> MakeTopics(const Address& address, const TopicsWanted& wanted, Duration at_most) {
  RG_TRY(const auto asker, Asker::Open(address, at_most));
  Examination found;
  RG_CHECK(asker->Look(address, found));
  if (!found.events.exists) {
    RG_CHECK(asker->MakeTopic(address.topic, wanted, false));
  } else if (found.events.partitions < wanted.partitions) {
    RG_CHECK(asker->MakePartitions(address.topic, wanted.partitions));
  }
  if (found.dead_letters.exists) return {};
  return asker->MakeTopic(address.dead_letters(), wanted, true);
}

}  // namespace rg::store::kafka
