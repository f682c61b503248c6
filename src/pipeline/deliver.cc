#include "pipeline/deliver.h"

#include <algorithm>

#include "http/write.h"
#include "pipeline/account.h"
#include "pipeline/book.h"
#include "pipeline/quote.h"
#include "route/headers.h"
#include "route/splice.h"

namespace rg::pipeline {
namespace {

using journal::Outcome;
using upstream::Fault;

// A third of the lease (store/memory/counters.h), so that one late renewal does no harm.
constexpr Duration kRenewHoldEvery = std::chrono::minutes{5};
constexpr std::size_t kPieceBytes = 64 * 1024;  // more than any piece of an answer has

// RFC 9110, 9.2.2: sending these twice does no more than sending them once.
bool IsIdempotent(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" ||
         method == "OPTIONS";
}

Outcome OutcomeOfStatus(int status) {
  if (status == 429) return Outcome::kUpstreamRateLimited;
  if (status >= 500) return Outcome::kUpstreamServerError;
  return status >= 400 ? Outcome::kUpstreamClientError : Outcome::kOk;
}

Outcome OutcomeOfFault(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      return Outcome::kOk;
    case Fault::kResolve:
    case Fault::kForbiddenAddress:
    case Fault::kConnectRefused:
      return Outcome::kConnectRefused;
    case Fault::kConnectTimeout:
      return Outcome::kConnectTimeout;
    case Fault::kTls:
      return Outcome::kTlsFailure;
    case Fault::kFirstByteTimeout:
      return Outcome::kFirstByteTimeout;
    case Fault::kIdleTimeout:
      return Outcome::kIdleTimeout;
    case Fault::kReset:
      return Outcome::kUpstreamReset;
    case Fault::kMalformed:
      return Outcome::kUpstreamMalformed;
    case Fault::kCancelled:
      return Outcome::kClientGoneEarly;
  }
  return Outcome::kInternalError;
}

}  // namespace

Delivery::Delivery(Core& core, Visit& visit)
    : core_(core),
      visit_(visit),
      call_(core.upstreams, core.io, core.ids.Random()),
      request_head_(&visit.memory),
      renew_hold_at_(core.ticker.Now() + kRenewHoldEvery) {}

Delivery::~Delivery() {
  visit_.exchange.OnClientGone({});
  if (!visit_.accounted) KeepReading();  // an exception ended it
}

Async<Result<void>> Delivery::Run() {
  RG_CO_CHECK(BuildRequest());
  WatchClient();
  const upstream::Request request = Leaving();
  left_at_ = core_.clock.Steady();
  RG_CO_CHECK(Opened(co_await call_.Open(request)));
  if (const std::optional<Framing> framing = StreamFraming()) {
    splitter_ = StreamSplitter(*framing);
    co_return co_await AnswerStream();
  }
  co_return co_await AnswerWhole();
}

Result<void> Delivery::BuildRequest() {
  const http::RequestHead& client = visit_.exchange.head();
  const route::Api& api = *visit_.route.api;
  http::FieldLines fields;
  RG_CHECK(route::RequestHeaders(api, visit_.dialect, client.headers, fields));
  route::BodyPieces body;
  const std::size_t size = route::Pieces(visit_.body, visit_.route.splices, body);
  const bool has_body = client.framing != http::Framing::kNone;
  RG_CHECK(http::AppendRequestHead(
      request_head_, {client.method, visit_.route.target, api.host_field}, fields,
      {has_body ? http::Framing::kLength : http::Framing::kNone, size}));
  request_.emplace_back(request_head_.data(), request_head_.size());
  for (const std::string_view piece : body) {
    request_.emplace_back(piece.data(), piece.size());
  }
  return {};
}

void Delivery::WatchClient() {
  visit_.exchange.OnClientGone([this] { ClientLeft(); });
}

void Delivery::ClientLeft() {
  visit_.client_gone = true;
  const bool drain = visit_.route.api->on_disconnect == route::OnDisconnect::kDrain;
  if (!drain || visit_.exchange.cut_by_drain()) call_.Cancel();
}

upstream::Request Delivery::Leaving() const {
  const route::Api& api = *visit_.route.api;
  const http::RequestHead& client = visit_.exchange.head();
  const bool repeatable =
      IsIdempotent(client.method) || client.headers.Has(http::FieldName::kIdempotencyKey);
  return {.origin = api.base,
          .method = client.method,
          .bytes = request_,
          .safe_to_repeat = repeatable,
          .timeouts = {api.timeouts.connect, api.timeouts.first_byte, api.timeouts.idle},
          .attempts_max = api.retries + 1};
}

Result<void> Delivery::Opened(Fault fault) {
  const Duration now = core_.clock.Steady();
  visit_.upstream_time += now - left_at_;
  visit_.attempts = call_.attempts();
  visit_.left = call_.sent();
  if (fault != Fault::kNone) return FailUpstream(fault);
  visit_.first_byte_time = now - visit_.exchange.started();
  visit_.upstream_status = call_.head().status;
  core_.faults.At("call-sent");
  return {};
}

// A hold outlives a gateway that died by its lease only; a call that lives longer says so.
Async<void> Delivery::RenewHold() {
  renew_hold_at_ = core_.ticker.Now() + kRenewHoldEvery;
  const Result<void> renewed = co_await core_.counters.Extend(
      visit_.request, visit_.facts.workspace, Money(), core_.clock.Now());
  // Without a hold there is nothing to renew: the call settles at its end all the same.
  static_cast<void>(renewed);
}

Mapped<upstream::Call::Reading, Delivery::Arrived> Delivery::Read() {
  upstream::Call::Reading reading = call_.Read();
  std::optional<Duration> asked;
  if (!reading.ready()) asked = core_.clock.Steady();
  return {std::move(reading), Arrived{*this, asked}};
}

upstream::Call::Piece Delivery::Arrived::operator()(const upstream::Call::Piece& piece) const {
  Visit& visit = delivery.visit_;
  if (asked) visit.upstream_time += delivery.core_.clock.Steady() - *asked;
  visit.response_bytes += static_cast<std::int64_t>(piece.bytes.size());
  return piece;
}

// The upstream gave no answer that could be passed on, and the client has seen nothing yet.
Error Delivery::FailUpstream(Fault fault) {
  if (visit_.client_gone) {
    return FailClient(visit_.exchange.answered() ? Outcome::kClientGoneMidAnswer
                                                 : Outcome::kClientGoneEarly);
  }
  visit_.outcome = OutcomeOfFault(fault);
  AccountCut();
  const bool late = fault == Fault::kConnectTimeout || fault == Fault::kFirstByteTimeout ||
                    fault == Fault::kIdleTimeout;
  return Fail(late ? Errc::kUpstreamTimeout : Errc::kUpstreamFailed,
              "API '" + visit_.route.api->slug + "': " + std::string(Describe(fault)));
}

// What an answer that ended too early costs: nothing where the provider never had the call or was
// refusing it, else what was seen of it and a guess at the rest.
void Delivery::AccountCut() {
  if (visit_.accounted) return;
  KeepReading();
  if (!visit_.left || visit_.upstream_status >= 400) return AccountNothing(visit_);
  AccountReading(visit_, meter_ ? meter_->output_bytes() : visit_.response_bytes);
}

// Counts what is read for a client that has left; true, and the call cancelled, beyond the cap.
bool Delivery::DrainedEnough(std::size_t bytes) {
  if (!visit_.client_gone) return false;
  drained_bytes_ += static_cast<std::int64_t>(bytes);
  if (drained_bytes_ <= visit_.route.api->drain_cap_bytes) return false;
  call_.Cancel();
  return true;
}

Error Delivery::FailClient(Outcome outcome) {
  visit_.outcome = outcome;
  AccountCut();
  return Fail(Errc::kClientGone, "the client hung up before its answer was complete");
}

std::string_view Delivery::UpstreamHeader(std::string_view name) const {
  return call_.head().headers.Find(name).value_or("");
}

std::optional<Framing> Delivery::StreamFraming() const {
  if (visit_.upstream_status >= 400) return std::nullopt;
  const std::string_view type =
      call_.head().headers.Find(http::FieldName::kContentType).value_or("");
  if (type.starts_with("text/event-stream")) return Framing::kEvents;
  const bool array = visit_.dialect == Dialect::kGeminiGenerate && visit_.route.stream &&
                     type.starts_with("application/json");
  return array ? std::optional<Framing>(Framing::kJsonArray) : std::nullopt;
}

Async<Result<void>> Delivery::AnswerWhole() {
  std::string held;
  std::string_view body;
  const http::ResponseHead& head = call_.head();
  const std::size_t most = core_.options.whole_answer_bytes_max;
  const bool announced_long = head.framing == http::Framing::kLength && head.content_length > most;
  for (bool ended = false; !ended;) {
    if (HoldIsOld()) co_await RenewHold();
    const upstream::Call::Piece piece = co_await Read();
    if (piece.fault != Fault::kNone) co_return FailUpstream(piece.fault);
    if (announced_long || held.size() + piece.bytes.size() > most) {
      co_return co_await AnswerThrough(std::move(held), piece);
    }
    ended = piece.end;
    body = piece.bytes;  // which may lie whole in the buffer of the connection
    if (ended && held.empty()) break;
    // Once, instead of growing: what a string leaves behind as it grows is as much again.
    if (held.empty()) {
      const bool sized = head.framing == http::Framing::kLength;
      held.reserve(sized ? static_cast<std::size_t>(head.content_length) : most);
    }
    body = held.append(piece.bytes);
  }
  RG_CO_CHECK(AccountWhole(body));
  co_await Book(core_, visit_);
  // Some providers repeat the key they refuse.
  std::string masked;
  const Secret& credential = visit_.route.api->credential;
  if (visit_.upstream_status >= 400 && route::HoldsSecret(body, credential)) {
    body = masked = route::Masked(body, credential);
  }
  RG_CO_CHECK(co_await RespondWhole(body));
  core_.faults.At("answered");
  co_return Result<void>();
}

bool Delivery::PricedByUsage() const {
  return visit_.quote.cost_model == nullptr && visit_.dialect != Dialect::kGeneric;
}

void Delivery::AccountPlain(std::string_view body) {
  if (!PricedByUsage()) {
    const std::string_view name = visit_.quote.cost_model != nullptr
                                      ? std::string_view(visit_.quote.cost_model->figure.pointer)
                                      : std::string_view();
    return AccountGeneric(visit_, body, name.empty() ? name : UpstreamHeader(name));
  }
  if (visit_.upstream_status >= 400) return AccountNothing(visit_);
  visit_.reading = meter::ReadAnswer(visit_.dialect, body);
  AccountReading(visit_, static_cast<std::int64_t>(body.size()));
}

// What a whole answer costs, and how the call ends with it.
Result<void> Delivery::AccountWhole(std::string_view body) {
  AccountPlain(body);
  core_.faults.At("answer-metered");
  // Where usage is reported in JSON, a 200 without any JSON is worth nothing.
  if (visit_.upstream_status < 400 && ReportsUsage(visit_.dialect) && !visit_.reading.found &&
      !visit_.reading.fault.empty()) {
    visit_.outcome = Outcome::kUpstreamMalformed;
    return Fail(Errc::kUpstreamFailed,
                "the upstream answered " + std::to_string(visit_.upstream_status) +
                    " with a body that cannot be read: " + visit_.reading.fault,
                "response");
  }
  if (visit_.client_gone) return FailClient(Outcome::kClientGoneEarly);
  visit_.outcome = OutcomeOfStatus(visit_.upstream_status);
  visit_.status = visit_.upstream_status;
  return {};
}

Async<Result<void>> Delivery::RespondWhole(std::string_view body) {
  AnswerHeaders headers;
  RG_CHECK(headers.AddUpstream(*visit_.route.api, call_.head().headers));
  headers.AddOurs(core_, visit_);
  return visit_.exchange.Respond(visit_.status, headers.lines(), body);
}

// No coroutine, so that the fields of the head are not kept for as long as the answer lasts.
Async<Result<void>> Delivery::StartAnswer(std::optional<std::uint64_t> length) {
  AnswerHeaders headers;
  RG_CHECK(headers.AddUpstream(*visit_.route.api, call_.head().headers));
  headers.AddOurs(core_, visit_);
  visit_.status = visit_.upstream_status;
  return visit_.exchange.Start(visit_.status, headers.lines(), length);
}

// An answer too large to hold: `held` and then `piece` are its beginning.
Async<Result<void>> Delivery::AnswerThrough(std::string held, upstream::Call::Piece piece) {
  const http::ResponseHead& head = call_.head();
  std::optional<std::uint64_t> length;
  if (head.framing == http::Framing::kLength) length = head.content_length;
  const Result<void> started = co_await StartAnswer(length);
  if (!started && started.error().code != Errc::kClientGone) co_return started.error();
  if (!started) co_return FailClient(Outcome::kClientGoneEarly);
  meter::AnswerTap tap(visit_.dialect);
  tap.Feed(held);
  for (;;) {
    if (piece.fault != Fault::kNone) co_return FailUpstream(piece.fault);
    if (DrainedEnough(piece.bytes.size())) co_return FailClient(Outcome::kClientGoneMidAnswer);
    tap.Feed(piece.bytes);
    if (!visit_.client_gone) {
      const Result<void> sent = co_await visit_.exchange.Write(held);
      if (!sent) ClientLeft();
    }
    // What was gathered at first is given back: a slow reader would keep it for hours.
    if (held.capacity() > kPieceBytes) std::string().swap(held);
    held.assign(piece.bytes);
    if (piece.end) break;
    if (HoldIsOld()) co_await RenewHold();
    piece = co_await Read();
  }
  if (PricedByUsage() && visit_.upstream_status < 400) {
    visit_.reading = tap.Finish();
    AccountReading(visit_, visit_.response_bytes);
  } else {
    AccountPlain({});
  }
  if (visit_.client_gone) co_return FailClient(Outcome::kClientGoneMidAnswer);
  visit_.outcome = OutcomeOfStatus(visit_.upstream_status);
  co_await Book(core_, visit_);
  RG_CO_CHECK(co_await visit_.exchange.Write(held));
  co_return co_await visit_.exchange.Finish();
}

}  // namespace rg::pipeline
