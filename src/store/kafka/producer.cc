#include "store/kafka/producer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <librdkafka/rdkafka.h>

#include "store/kafka/conf.h"
#include "store/kafka/library.h"

namespace rg::store::kafka {
namespace {

struct Functions {
#define RG_FUNCTION(name) decltype(&::name) name = Symbol(#name)
  RG_FUNCTION(rd_kafka_conf_set_dr_msg_cb);
  RG_FUNCTION(rd_kafka_conf_set_error_cb);
  RG_FUNCTION(rd_kafka_conf_set_opaque);
  RG_FUNCTION(rd_kafka_destroy_flags);
  RG_FUNCTION(rd_kafka_err2str);
  RG_FUNCTION(rd_kafka_error_code);
  RG_FUNCTION(rd_kafka_error_destroy);
  RG_FUNCTION(rd_kafka_fatal_error);
  RG_FUNCTION(rd_kafka_outq_len);
  RG_FUNCTION(rd_kafka_poll);
  RG_FUNCTION(rd_kafka_produceva);
  RG_FUNCTION(rd_kafka_purge);
#undef RG_FUNCTION
};

const Functions& Lib() {
  static const Functions functions;
  return functions;
}

// The record's own fault, as far as the broker can tell.
bool BlamesTheMessage(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_FOR_MESSAGE_FORMAT:
      return true;
    default:
      return false;
  }
}

std::string Millis(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

}  // namespace

class Producer::Impl {
 public:
  Impl(Address address, ProducerOptions options)
      : address_(std::move(address)), options_(options) {}
  ~Impl() { Close(); }

  Result<void> Begin();
  bool Send(const Message& message);
  void Poll(Duration at_most, const Tell& tell);
  std::size_t queued() const { return queued_; }
  const std::string& trouble() const { return trouble_; }

 private:
  struct Refused {
    std::uint64_t ticket;
    std::string why;
    std::string payload;
  };

  static void OnReport(rd_kafka_t*, const rd_kafka_message_t* message, void* self);
  static void OnError(rd_kafka_t*, int error, const char* why, void* self);
  void Pass(const Report& report);
  void TellRefused();
  void BeginAnew();
  void Close();

  const Address address_;
  const ProducerOptions options_;
  rd_kafka_t* client_ = nullptr;
  const Tell* tell_ = nullptr;    // while Poll runs
  std::vector<Refused> refused_;  // by the library itself, when they were given to it
  std::size_t queued_ = 0;
  std::string trouble_;
};

Result<void> Producer::Impl::Begin() {
  Conf conf(address_);
  conf.Set("enable.idempotence", "true");
  conf.Set("acks", "all");
  conf.Set("partitioner", "murmur2_random");  // as the clients in Java
  conf.Set("compression.codec", address_.compression);
  conf.Set("linger.ms", Millis(options_.linger));
  conf.Set("queue.buffering.max.messages", std::to_string(options_.queue_messages));
  conf.Set("queue.buffering.max.kbytes", std::to_string((options_.queue_bytes >> 10) + 1));
  conf.Set("message.timeout.ms", Millis(options_.give_up));
  // A topic that is not there is told soon: somebody has to make it.
  conf.Set("topic.metadata.propagation.max.ms", "5000");
  if (options_.one_by_one) conf.Set("batch.num.messages", "1");
  Lib().rd_kafka_conf_set_opaque(conf.get(), this);
  Lib().rd_kafka_conf_set_dr_msg_cb(conf.get(), &OnReport);
  Lib().rd_kafka_conf_set_error_cb(conf.get(), &OnError);
  RG_TRY(client_, conf.Make(Conf::Kind::kProducer));
  return {};
}

bool Producer::Impl::Send(const Message& message) {
  if (client_ == nullptr) return false;
  constexpr std::size_t kHeadersMax = 12;
  std::array<rd_kafka_vu_t, 5 + kHeadersMax> fields;
  std::size_t count = 0;
  const auto next = [&](rd_kafka_vtype_t type) -> auto& {
    fields[count].vtype = type;
    return fields[count++].u;
  };
  // The library writes to none of what it is given.
  const auto bytes = [](std::string_view text) { return const_cast<char*>(text.data()); };
  next(RD_KAFKA_VTYPE_TOPIC).cstr = message.topic;
  next(RD_KAFKA_VTYPE_VALUE).mem = {bytes(message.payload), message.payload.size()};
  next(RD_KAFKA_VTYPE_MSGFLAGS).i = RD_KAFKA_MSG_F_COPY;
  next(RD_KAFKA_VTYPE_OPAQUE).ptr = reinterpret_cast<void*>(message.ticket);
  if (!message.key.empty()) {
    next(RD_KAFKA_VTYPE_KEY).mem = {bytes(message.key), message.key.size()};
  }
  for (const Header& header :
       message.headers.first(std::min(message.headers.size(), kHeadersMax))) {
    next(RD_KAFKA_VTYPE_HEADER).header = {header.name.data(), header.value.data(),
                                          static_cast<ssize_t>(header.value.size())};
  }
  rd_kafka_error_t* const error = Lib().rd_kafka_produceva(client_, fields.data(), count);
  if (error == nullptr) {
    ++queued_;
    return true;
  }
  const rd_kafka_resp_err_t code = Lib().rd_kafka_error_code(error);
  Lib().rd_kafka_error_destroy(error);
  if (!BlamesTheMessage(code)) return false;
  refused_.push_back({message.ticket, Lib().rd_kafka_err2str(code), std::string(message.payload)});
  ++queued_;
  return true;
}

void Producer::Impl::Poll(Duration at_most, const Tell& tell) {
  tell_ = &tell;
  TellRefused();
  if (client_ != nullptr) {
    Lib().rd_kafka_poll(
        client_,
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(at_most).count()));
  }
  std::array<char, 256> why{};
  if (client_ == nullptr ||
      Lib().rd_kafka_fatal_error(client_, why.data(), why.size()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (why[0] != '\0') trouble_ = why.data();
    BeginAnew();
  }
  tell_ = nullptr;
}

// After what the library calls a fatal error it takes nothing any more. What it had is failed.
void Producer::Impl::BeginAnew() {
  if (client_ != nullptr) {
    Lib().rd_kafka_purge(client_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    while (queued_ > 0 && Lib().rd_kafka_outq_len(client_) > 0) Lib().rd_kafka_poll(client_, 10);
  }
  Close();
  // Where this fails, the next Poll tries again.
  if (const Result<void> begun = Begin(); !begun) trouble_ = begun.error().detail;
}

void Producer::Impl::Close() {
  if (client_ == nullptr) return;
  Lib().rd_kafka_purge(client_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  Lib().rd_kafka_destroy_flags(client_, 0);
  client_ = nullptr;
}

void Producer::Impl::TellRefused() {
  for (const Refused& one : std::exchange(refused_, {})) {
    Pass({one.ticket, Report::Fate::kRefused, one.why, one.payload});
  }
}

void Producer::Impl::Pass(const Report& report) {
  --queued_;
  if (report.fate == Report::Fate::kStored) trouble_.clear();
  if (tell_ != nullptr) (*tell_)(report);
}

void Producer::Impl::OnReport(rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
  Report report;
  report.ticket = reinterpret_cast<std::uint64_t>(message->_private);
  report.payload = {static_cast<const char*>(message->payload), message->len};
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    report.fate = BlamesTheMessage(message->err) ? Report::Fate::kRefused : Report::Fate::kFailed;
    report.why = Lib().rd_kafka_err2str(message->err);
  }
  static_cast<Impl*>(self)->Pass(report);
}

void Producer::Impl::OnError(rd_kafka_t*, int error, const char* why, void* self) {
  std::string& trouble = static_cast<Impl*>(self)->trouble_;
  // That all are down is said last; what was said before says why.
  if (error != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || trouble.empty()) {
    trouble = Library::Explain(why);
  }
}

Producer::Producer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Producer::~Producer() = default;

Result<std::unique_ptr<Producer>> Producer::Open(const Address& address, ProducerOptions options) {
  RG_CHECK(Library::Load());
  auto impl = std::make_unique<Impl>(address, options);
  RG_CHECK(impl->Begin());
  return std::unique_ptr<Producer>(new Producer(std::move(impl)));
}

bool Producer::Send(const Message& message) { return impl_->Send(message); }
void Producer::Poll(Duration at_most, const Tell& tell) { impl_->Poll(at_most, tell); }
std::size_t Producer::queued() const { return impl_->queued(); }
const std::string& Producer::trouble() const { return impl_->trouble(); }

}  // namespace rg::store::kafka
