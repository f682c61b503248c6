#include <string>
#include <utility>

#include "core/json_text.h"
#include "pipeline/account.h"
#include "pipeline/book.h"
#include "pipeline/deliver.h"
#include "pipeline/quote.h"
#include "pipeline/refusal.h"

namespace rg::pipeline {
namespace {

using journal::Outcome;
using upstream::Fault;

// How much more a braked stream holds at a time, in output tokens.
constexpr std::int64_t kBrakeStep = 256;
// How long the upstream may take to close a stream whose last event has been sent.
constexpr Duration kAfterEnd = std::chrono::seconds{1};

// What tells a client's SDK, in the middle of a stream, that it has broken off.
std::string ErrorPiece(const Error& error, Dialect dialect, Framing framing, RequestId request) {
  const std::string body = Shape(error, dialect, request).body;
  switch (dialect) {
    case Dialect::kAnthropicMessages:
      return "event: error\ndata: " + body + "\n\n";
    case Dialect::kOpenAiResponses: {
      std::string event = R"(event: error
data: {"type":"error","code":"upstream_failed","message":)";
      AppendJsonString(event, error.detail);
      return event + ",\"param\":null,\"sequence_number\":0}\n\n";
    }
    case Dialect::kGeminiGenerate:
      if (framing == Framing::kJsonArray) return ",\r\n" + body + "]";
      return "data: " + body + "\r\n\r\n";
    case Dialect::kOpenAiChat:
      return "data: " + body + "\n\n";
    default:
      return "";
  }
}

}  // namespace

Async<Result<void>> Delivery::AnswerStream() {
  meter_.emplace(visit_.dialect,
                 meter::StreamOptions{.strip_usage = visit_.route.usage_injected,
                                      .client_asked_usage = visit_.route.client_wants_usage});
  if (visit_.braking) tokens_held_ = OutputTokensFor(visit_, visit_.hold);
  const Result<void> started = co_await StartAnswer(std::nullopt);
  if (!started && started.error().code != Errc::kClientGone) co_return started.error();
  if (!started) ClientLeft();
  call_.Gather();
  for (bool end = false; !end;) {
    if (HoldIsOld()) co_await RenewHold();
    const upstream::Call::Piece piece = co_await Read();
    Fault fault = piece.fault;
    if (fault == Fault::kNone) {
      bool whole = TakeEvents(piece.bytes);
      while (over_hold_) {
        const bool held = co_await HoldMore();
        if (!held) co_return co_await Brake();
        whole = TakeHeldBack() && whole;
      }
      if (DrainedEnough(piece.bytes.size())) {
        fault = Fault::kCancelled;
      } else {
        // After the terminal event whatever still comes is passed on as it is.
        const bool sent = co_await Send(visit_.recorded ? final_ : pending_);
        if (!whole) fault = Fault::kMalformed;
        if (!sent && call_.cancelled()) fault = Fault::kCancelled;
      }
    }
    if (fault != Fault::kNone && !visit_.recorded) co_return co_await BreakOffStream(fault);
    core_.faults.At("stream-piece");
    end = piece.end || fault != Fault::kNone;
    if (meter_->finished() && !visit_.recorded) RG_CO_CHECK(co_await EndStream());
  }
  pending_.append(splitter_.tail());
  if (!visit_.recorded) {
    RG_CO_CHECK(co_await EndStream());
  } else if (!pending_.empty()) {
    // The bracket behind the last item of an array.
    const bool sent = co_await Send(pending_);
    if (!sent) co_return Fail(Errc::kClientGone, "the client hung up at the end of its answer");
  }
  co_return co_await visit_.exchange.Finish();
}

// Meters the events that end in `bytes`. False when they are no stream.
bool Delivery::TakeEvents(std::string_view bytes) {
  return splitter_.Feed(bytes, [this](std::string_view raw) { TakeEvent(raw); });
}

// The same for those that waited for a larger hold, which is there now.
bool Delivery::TakeHeldBack() {
  over_hold_ = false;
  const std::string waiting = std::exchange(unmetered_, {});
  StreamSplitter again(splitter_.framing());
  return again.Feed(waiting, [this](std::string_view raw) { TakeEvent(raw); });
}

void Delivery::TakeEvent(std::string_view raw) {
  if (over_hold_) {
    unmetered_.append(raw);
    return;
  }
  const meter::StreamAction action = meter_->Feed(raw, rewritten_);
  std::string& out = meter_->finished() ? final_ : pending_;
  if (action == meter::StreamAction::kPass) out.append(raw);
  if (action == meter::StreamAction::kRewritten) out.append(rewritten_);
  // A token is at least one byte, so bytes never count too few tokens.
  over_hold_ = visit_.braking && !meter_->finished() &&
               meter_->output_bytes() > tokens_held_ * visit_.route.bound.choices;
}

void Delivery::KeepReading() {
  if (meter_) visit_.reading = meter_->reading();
}

Mapped<Async<Result<void>>, Delivery::Sent> Delivery::Send(std::string& bytes) {
  if (visit_.client_gone) bytes.clear();
  return {visit_.exchange.Write(bytes), Sent{*this, bytes}};
}

bool Delivery::Sent::operator()(const Result<void>& sent) const {
  bytes.clear();
  if (!sent) delivery.ClientLeft();
  return !delivery.visit_.client_gone;
}

// Sets more money aside for a stream that has spent its hold. False when the budget has none.
Async<bool> Delivery::HoldMore() {
  const std::int64_t tokens = tokens_held_ + kBrakeStep;
  const Money by = QuoteFor(visit_, tokens) - visit_.hold;
  const Result<void> extended =
      co_await core_.counters.Extend(visit_.request, visit_.facts.workspace, by, core_.clock.Now());
  if (!extended) co_return false;
  visit_.hold += by;
  visit_.quote.most = visit_.hold;
  tokens_held_ = tokens;
  const Result<void> recorded = co_await RecordHold(core_, visit_);
  co_return recorded.has_value();
}

// The terminal event is here, or the stream has ended without one: booked first, sent then.
Async<Result<void>> Delivery::EndStream() {
  const bool generic = !PricedByUsage();
  KeepReading();
  if (generic) {
    AccountPlain({});
  } else {
    AccountReading(visit_, meter_->output_bytes());
  }
  core_.faults.At("answer-metered");
  if (visit_.client_gone) co_return FailClient(Outcome::kClientGoneMidAnswer);
  const bool complete = generic || meter_->finished() || meter_->saw_error();
  if (!visit_.reading.fault.empty()) {
    visit_.outcome = Outcome::kUpstreamMalformed;
  } else {
    visit_.outcome = complete ? Outcome::kOk : Outcome::kUpstreamReset;
  }
  co_await Book(core_, visit_);
  pending_.append(final_);
  final_.clear();
  const bool sent = co_await Send(pending_);
  call_.SetIdle(kAfterEnd);
  // The books are closed; that the client left at the very end changes nothing in them.
  if (!sent) co_return Fail(Errc::kClientGone, "the client hung up at the end of its answer");
  core_.faults.At("answered");
  co_return Result<void>();
}

// The upstream cut its stream: what came is booked, and the client told in the words of its SDK.
Async<Result<void>> Delivery::BreakOffStream(Fault fault) {
  if (visit_.client_gone) co_return FailClient(Outcome::kClientGoneMidAnswer);
  const Error error = FailUpstream(fault);
  visit_.error_code = CodeOf(error.code);
  visit_.error_detail = error.detail;
  co_await Book(core_, visit_);
  std::string last =
      std::move(pending_) + ErrorPiece(error, visit_.dialect, splitter_.framing(), visit_.request);
  const bool sent = co_await Send(last);
  if (!sent || visit_.dialect == Dialect::kGeneric) co_return error;
  co_return co_await visit_.exchange.Finish();
}

// Ends a stream that has spent its hold as if the model had reached its limit.
Async<Result<void>> Delivery::Brake() {
  call_.Cancel();
  KeepReading();
  AccountBraked(visit_, meter_->output_bytes());
  visit_.outcome = Outcome::kBraked;
  co_await Book(core_, visit_);
  std::string last = std::move(pending_) + meter_->BrakeEnding(visit_.usage);
  const bool sent = co_await Send(last);
  if (!sent) co_return Fail(Errc::kClientGone, "the client hung up at the end of its answer");
  co_return co_await visit_.exchange.Finish();
}

}  // namespace rg::pipeline
