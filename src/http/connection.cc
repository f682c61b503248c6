#include "http/connection.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>

#include "http/write.h"

namespace rg::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kFirstBuffer = 8 * 1024;
constexpr std::size_t kSlack = 64;  // what simdjson may read past the end of its input
// Space kept behind a head for reading its body, so that nothing the head points to has to move.
constexpr std::size_t kBodyRoom = 1024;
constexpr std::size_t kHeadMax = kRequestLineMax + kHeaderBlockMax + 4;
// Unread body that is worth reading to keep a connection: more costs more than a new connection.
constexpr std::size_t kDiscardMax = 64 * 1024;
// How long a drain waits for one more request on an idle connection, which is then told that the
// connection closes. Closing it at once would meet requests that are on their way: with busy
// clients, half of the connections.
constexpr Duration kFarewell = std::chrono::milliseconds{500};
constexpr Duration kLookEvery = std::chrono::milliseconds{400};
// How long a client that still sends is listened to after its answer: while it does, and in all.
constexpr Duration kLinger = std::chrono::seconds{1};
constexpr Duration kLingerMax = std::chrono::seconds{10};
// What a client must take within its write timeout.
constexpr std::size_t kStretch = 64 * 1024;
// A body takes memory as it comes, not as it is announced.
constexpr std::size_t kBodyStep = 256 * 1024;

constexpr Header kJson{"Content-Type", "application/json"};
constexpr std::string_view kFullBody =
    R"({"error":{"message":"the gateway has as many connections as it may have; try again",)"
    R"("type":"server_error","param":null,"code":"overloaded"}})";

asio::const_buffer Bytes(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Connection::Connection(Server& server, std::unique_ptr<Socket> socket, std::string client_ip)
    : server_(server),
      socket_(std::move(socket)),
      client_ip_(std::move(client_ip)),
      in_(kFirstBuffer + kSlack) {
  server_.connections_.push_back(*this);
  ++server_.live_;
  server_.ticker_.Add(*this);
}

Connection::~Connection() { --server_.live_; }

Executor Connection::executor() const { return server_.io_.get_executor(); }

Async<void> Connection::Serve(std::unique_ptr<Connection> self) {
  while (co_await self->ReadHead()) {
    ++self->server_.stats_.requests;
    if (self->server_.draining_ || !self->head_.keep_alive) self->close_after_ = true;
    self->socket_->NoDeadline();
    try {
      co_await self->server_.handler_.Handle(*self);
    } catch (const std::exception&) {
      // The handler reports its own faults; here only its client is told.
      if (self->answer_ != Answer::kNone) self->aborted_ = true;
    }
    self->gone_ = nullptr;
    if (!co_await self->EndExchange()) break;
    self->Reset();
  }
  self->socket_->Close();
}

// What is left to do once the handler has ended. False: the connection ends as well.
Async<bool> Connection::EndExchange() {
  if (aborted_ || answer_ == Answer::kStarted) return false;
  const bool whole = answer_ == Answer::kDone && body_read_ && !body_broken_;
  if (whole && !close_after_) return true;
  return SettleExchange();
}

Async<bool> Connection::SettleExchange() {
  if (answer_ == Answer::kNone) {
    close_after_ = true;
    co_await Respond(500, {}, "");
  }
  const bool reusable = co_await SettleBody();
  if (reusable && !close_after_) co_return true;
  const bool more_comes = !reusable || begin_ != end_ || socket_->HasUnread();
  if (more_comes) co_await LingerAndClose();
  co_return false;
}

void Connection::Reset() {
  body_.clear();
  if (body_.capacity() > kDiscardMax) std::string().swap(body_);
  answer_ = Answer::kNone;
  body_read_ = body_broken_ = chunked_answer_ = bodyless_answer_ = sized_answer_ = false;
  if (begin_ == end_) begin_ = end_ = 0;
}

// Reads until a whole head is there. False: the connection is over (and answered where it should
// be).
Async<bool> Connection::ReadHead() {
  idle_ = begin_ == end_;
  socket_->Deadline(idle_ ? IdleTimeout() : server_.options_.head_timeout);
  bool clock_started = !idle_;
  if (clock_started) started_ = server_.ticker_.clock().Steady();
  HeadProgress progress;
  for (;;) {
    if (begin_ != end_) {
      const Parsed parsed = ParseRequestHead(Unread(), head_, progress);
      if (parsed.state == Parsed::State::kDone) {
        if (in_.size() - kSlack < begin_ + parsed.consumed + kBodyRoom) {
          in_.resize(in_.size() + kFirstBuffer);
          ParseRequestHead(Unread(), head_);  // again, because its views point into the old bytes
        }
        begin_ += parsed.consumed;
        head_end_ = begin_;
        co_return true;
      }
      if (parsed.state == Parsed::State::kFault) {
        co_await RefuseHead(parsed.fault);
        co_return false;
      }
    }
    MakeRoom();
    const ReadResult read = co_await Fill();
    const Result<void> more = Filled(read);
    if (!more) {
      if (socket_->timed_out() && !idle_) {
        // Nothing can be sent on a socket its deadline has closed; the client sees the close.
        ++server_.stats_.bad_requests;
      }
      co_return false;
    }
    if (!clock_started) {
      clock_started = true;
      idle_ = false;
      started_ = server_.ticker_.clock().Steady();
      socket_->Deadline(server_.options_.head_timeout);
    }
  }
}

// Keeps space for reading behind the unread bytes. Called only while nothing points into `in_`.
void Connection::MakeRoom() {
  if (begin_ > 0 && in_.size() - kSlack - end_ < kFirstBuffer / 2) {
    std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == in_.size() - kSlack) in_.resize(std::min(in_.size() * 2, kHeadMax + kSlack + 1));
}

Socket::Reading Connection::Fill() {
  return socket_->ReadSome({in_.data() + end_, in_.size() - kSlack - end_});
}

Result<void> Connection::Filled(const ReadResult& read) {
  if (read.bytes == 0) return Gone();
  end_ += read.bytes;
  return {};
}

Error Connection::Gone() {
  aborted_ = true;
  return Fail(Errc::kClientGone,
              socket_->timed_out() ? "the client was too slow" : "the client hung up");
}

Async<Result<std::string_view>> Connection::ReadBody(std::size_t body_bytes_max) {
  if (aborted_) return Gone();
  if (head_.framing == Framing::kNone ||
      (head_.framing == Framing::kLength && head_.content_length == 0)) {
    body_read_ = true;
    return std::string_view{};
  }
  if (head_.framing == Framing::kLength && head_.content_length <= end_ - begin_ &&
      head_.content_length <= body_bytes_max) {
    return TakeBody(static_cast<std::size_t>(head_.content_length));
  }
  return AwaitBody(body_bytes_max);
}

// A body that has come whole lies behind its head.
std::string_view Connection::TakeBody(std::size_t size) {
  const std::string_view body(in_.data() + begin_, size);
  begin_ += size;
  body_read_ = true;
  socket_->NoDeadline();
  return body;
}

Async<Result<std::string_view>> Connection::AwaitBody(std::size_t body_bytes_max) {
  if (head_.framing == Framing::kLength && head_.content_length > body_bytes_max) {
    co_return Fail(Errc::kTooLarge, "the body is larger than " + std::to_string(body_bytes_max) +
                                        " bytes; send less or raise proxy.body_bytes_max");
  }
  if (head_.expect_continue && begin_ == end_) {
    const std::array<asio::const_buffer, 1> interim{Bytes("HTTP/1.1 100 Continue\r\n\r\n")};
    RG_CO_CHECK(co_await Send(interim));
  }
  body_deadline_start_ = server_.ticker_.Now();
  if (head_.framing == Framing::kChunked) co_return co_await ReadChunkedBody(body_bytes_max);
  co_return co_await ReadSizedBody(static_cast<std::size_t>(head_.content_length));
}

// A body may come slowly, but not for ever: a grace, then a least rate.
void Connection::AllowForBody(std::size_t received) {
  const auto earned = std::chrono::seconds{static_cast<std::int64_t>(received) /
                                           server_.options_.body_bytes_per_second};
  const Duration used = server_.ticker_.Now() - body_deadline_start_;
  socket_->Deadline(server_.options_.body_grace + earned - used);
}

Async<Result<std::string_view>> Connection::ReadSizedBody(std::size_t size) {
  if (begin_ + size <= in_.size() - kSlack) {
    while (end_ - begin_ < size) {
      AllowForBody(end_ - begin_);
      const ReadResult read = co_await Fill();
      RG_CO_CHECK(Filled(read));
    }
    co_return TakeBody(size);
  }
  body_.reserve(size + kSlack);
  body_.assign(in_.data() + begin_, std::min(end_ - begin_, size));
  begin_ += body_.size();
  std::size_t have = body_.size();
  while (have < size) {
    AllowForBody(have);
    if (have == body_.size()) body_.resize(std::min(size, have + kBodyStep));
    const ReadResult read = co_await socket_->ReadSome({body_.data() + have, body_.size() - have});
    if (read.bytes == 0) co_return Gone();
    have += read.bytes;
  }
  body_read_ = true;
  socket_->NoDeadline();
  co_return std::string_view(body_);
}

Async<Result<std::string_view>> Connection::ReadChunkedBody(std::size_t body_bytes_max) {
  chunks_ = ChunkedDecoder();
  for (;;) {
    while (begin_ != end_) {
      const ChunkedDecoder::Step step = chunks_.Feed(Unread());
      begin_ += step.consumed;
      body_.append(step.body);
      if (body_.size() > body_bytes_max || chunks_.announced() > body_bytes_max - body_.size()) {
        body_broken_ = true;  // its end is not worth waiting for
        co_return Fail(Errc::kTooLarge, "the body is larger than " +
                                            std::to_string(body_bytes_max) +
                                            " bytes; send less or raise proxy.body_bytes_max");
      }
      if (step.state == Parsed::State::kFault) {
        body_broken_ = true;
        co_return Fail(Errc::kInvalidRequest, std::string(step.fault.reason), "body");
      }
      if (step.state == Parsed::State::kDone) {
        body_read_ = true;
        socket_->NoDeadline();
        body_.reserve(body_.size() + kSlack);
        co_return std::string_view(body_);
      }
    }
    begin_ = end_ = head_end_;
    AllowForBody(body_.size());
    const ReadResult read = co_await Fill();
    RG_CO_CHECK(Filled(read));
  }
}

// Reads what the handler left of the body, if that is cheap. False: the connection cannot be kept.
Async<bool> Connection::SettleBody() {
  if (body_broken_ || aborted_) return false;
  if (body_read_ || head_.framing == Framing::kNone) return true;
  // A client that waits for 100 Continue has been answered instead; it may or may not send a body.
  if (head_.expect_continue) return false;
  return DiscardBody();
}

Async<bool> Connection::DiscardBody() {
  const Result<std::string_view> rest = co_await ReadBody(kDiscardMax);
  co_return rest.has_value();
}

// Writes the answer's head to `out_`, with what the connection's state demands.
Result<void> Connection::BuildHead(int status, const FieldLines& fields, Body body) {
  bodyless_answer_ = head_.method == "HEAD" || status == 204 || status == 304;
  // The body has not been read and might be long: say now that the connection ends.
  if (!body_read_ && head_.framing != Framing::kNone &&
      (head_.expect_continue || head_.framing == Framing::kChunked ||
       head_.content_length > kDiscardMax)) {
    close_after_ = true;
  }
  if (body_broken_ || server_.draining_ || body.framing == Framing::kUntilClose)
    close_after_ = true;
  const Persistence persistence = close_after_               ? Persistence::kClose
                                  : head_.minor_version == 0 ? Persistence::kKeepAlive
                                                             : Persistence::kImplied;
  out_.clear();
  const std::string_view date = server_.date_.At(server_.ticker_.Wall());
  return AppendResponseHead(out_, {status, date}, fields, body, persistence);
}

Async<Result<void>> Connection::Send(std::span<const asio::const_buffer> pieces) {
  if (asio::buffer_size(pieces) > kStretch) {
    return SendInStretches(std::vector(pieces.begin(), pieces.end()));
  }
  if (aborted_) return Gone();
  socket_->Deadline(server_.options_.write_timeout);
  Socket::Writing writing = close_after_ ? socket_->Write(pieces) : socket_->Post(pieces);
  if (writing.await_ready()) return Sent(writing.await_resume());
  return AwaitSent(std::move(writing));
}

Async<Result<void>> Connection::AwaitSent(Socket::Writing writing) {
  const Io io = co_await writing;
  co_return Sent(io);
}

Result<void> Connection::Sent(Io io) {
  if (io != Io::kOk) return Gone();
  socket_->NoDeadline();
  return {};
}

// A client that reads slowly is waited for, one that stopped is not: each stretch has its own time.
Async<Result<void>> Connection::SendInStretches(std::vector<asio::const_buffer> pieces) {
  for (asio::const_buffer rest : pieces) {
    while (rest.size() > 0) {
      const std::array<asio::const_buffer, 1> stretch{asio::buffer(rest, kStretch)};
      RG_CO_CHECK(co_await Send(stretch));
      rest += stretch.front().size();
    }
  }
  co_return Result<void>();
}

Async<Result<void>> Connection::Respond(int status, const FieldLines& fields,
                                        std::string_view body) {
  RG_CHECK(BuildHead(status, fields, {Framing::kLength, body.size()}));
  answer_ = Answer::kDone;
  const std::array<asio::const_buffer, 2> pieces{
      Bytes(out_), Bytes(bodyless_answer_ ? std::string_view{} : body)};
  return Send(pieces);
}

Async<Result<void>> Connection::Start(int status, const FieldLines& fields,
                                      std::optional<std::uint64_t> content_length) {
  // An HTTP/1.0 client knows no chunks: the end of the connection is the end of the body.
  const Framing framing = content_length             ? Framing::kLength
                          : head_.minor_version >= 1 ? Framing::kChunked
                                                     : Framing::kUntilClose;
  RG_CHECK(BuildHead(status, fields, {framing, content_length.value_or(0)}));
  answer_ = Answer::kStarted;
  chunked_answer_ = framing == Framing::kChunked && !bodyless_answer_;
  sized_answer_ = content_length.has_value();
  answer_left_ = content_length.value_or(0);
  const std::array<asio::const_buffer, 1> pieces{Bytes(out_)};
  return Send(pieces);
}

Async<Result<void>> Connection::Write(std::string_view bytes) {
  if (bodyless_answer_ || bytes.empty()) return Result<void>();
  if (sized_answer_) {
    if (bytes.size() > answer_left_) {
      Abort();
      return Fail(Errc::kInternal, "more body than the length that was announced");
    }
    answer_left_ -= bytes.size();
  }
  if (!chunked_answer_) {
    const std::array<asio::const_buffer, 1> pieces{Bytes(bytes)};
    return Send(pieces);
  }
  const std::array<asio::const_buffer, 3> pieces{Bytes(ChunkHeader(bytes.size(), chunk_line_)),
                                                 Bytes(bytes), Bytes(kChunkEnd)};
  return Send(pieces);
}

Async<Result<void>> Connection::Finish() {
  if (sized_answer_ && answer_left_ != 0 && !bodyless_answer_) {
    Abort();
    return Fail(Errc::kInternal, "less body than the length that was announced");
  }
  answer_ = Answer::kDone;
  if (!chunked_answer_) return Result<void>();
  const std::array<asio::const_buffer, 1> pieces{Bytes(kLastChunk)};
  return Send(pieces);
}

void Connection::OnClientGone(std::function<void()> gone) {
  gone_ = std::move(gone);
  next_look_ = server_.ticker_.Now() + kLookEvery;
}

void Connection::OnTick(Duration now) {
  if (!gone_ || now < next_look_) return;
  next_look_ = now + kLookEvery;
  if (!socket_->PeerHasLeft()) return;
  aborted_ = true;
  const auto gone = std::exchange(gone_, nullptr);
  gone();
  // Ends a write that waits for somebody who reads no more.
  socket_->Close();
}

Duration Connection::IdleTimeout() const {
  return server_.draining_ ? std::min(kFarewell, server_.options_.idle_timeout)
                           : server_.options_.idle_timeout;
}

void Connection::BeginFarewell() {
  if (idle_) socket_->Deadline(IdleTimeout());
}

void Connection::Cut() {
  cut_ = true;
  aborted_ = true;
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
  socket_->Close();
}

void Connection::Abort() {
  aborted_ = true;
  socket_->Close();
}

Async<void> Connection::RefuseHead(const ParseFault& fault) {
  ++server_.stats_.bad_requests;
  std::string body = "{\"error\":{\"message\":\"";
  body.append(fault.reason);
  body += "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"bad_http\"}}";
  const std::array<Header, 2> headers{kJson, Header{"Allow", kAllowedMethods}};
  co_await AnswerUnread(fault.status, std::span(headers).first(fault.status == 405 ? 2 : 1), body);
}

Async<void> Connection::TurnAway(std::unique_ptr<Connection> self) {
  const std::array<Header, 2> headers{kJson, Header{"Retry-After", "1"}};
  co_await self->AnswerUnread(503, std::span(headers), kFullBody);
  self->socket_->Close();
  --self->server_.turning_away_;
}

// Answers something that is not, or not going to be, read as a request; and closes.
Async<void> Connection::AnswerUnread(int status, const FieldLines& fields, std::string_view body) {
  close_after_ = true;
  // Only its first word counts: an answer to HEAD has no body, whatever else is wrong with it.
  head_.method = Unread().starts_with("HEAD ") ? "HEAD" : "GET";
  head_.framing = Framing::kNone;
  head_.minor_version = 1;
  const Result<void> sent = co_await Respond(status, fields, body);
  if (sent) co_await LingerAndClose();
}

// Closing a socket with unread bytes in it makes the kernel send a reset, which can overtake the
// answer; and many clients read only once they have sent everything. So what still comes is read
// and thrown away first, for a while.
Async<void> Connection::LingerAndClose() {
  if (aborted_) co_return;
  socket_->ShutdownSend();
  const Duration until = server_.ticker_.Now() + kLingerMax;
  for (;;) {
    socket_->Deadline(std::min(kLinger, until - server_.ticker_.Now()));
    const ReadResult read = co_await socket_->ReadSome(in_);
    if (read.bytes == 0) co_return;
  }
}

}  // namespace rg::http
