#include "store/clickhouse/exchange.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "http/write.h"
#include "store/clickhouse/gzip.h"
#include "store/clickhouse/refusal.h"

namespace rg::store::clickhouse {
namespace {

// Servers close connections that nobody uses, after three seconds or more.
constexpr Duration kKeptMax = std::chrono::seconds{1};
constexpr std::size_t kRefusalBytesMax = 4096;

std::string_view Describe(http::ConnectFault fault) {
  switch (fault) {
    case http::ConnectFault::kResolve:
      return "its name is not known";
    case http::ConnectFault::kForbidden:
      return "its address is not allowed";
    case http::ConnectFault::kRefused:
      return "it refuses connections";
    case http::ConnectFault::kTimeout:
      return "it did not take the connection in time";
    case http::ConnectFault::kTls:
      return "TLS failed. Its certificate has to be of an authority in events.clickhouse_ca_file, "
             "or one of the system's where that is not set, and for the host in events.clickhouse";
  }
  return "it is away";
}

std::string_view Describe(http::AnswerFault fault) {
  switch (fault) {
    case http::AnswerFault::kNone:
      break;
    case http::AnswerFault::kReset:
      return "it broke the connection off";
    case http::AnswerFault::kTimeout:
      return "it was silent for too long";
    case http::AnswerFault::kMalformed:
      return "its answer is not HTTP";
  }
  return "it is away";
}

}  // namespace

const http::Endpoint& Link::endpoint() const {
  const Address& address = options_.address;
  return server_ == 0 ? address.endpoint : address.others[server_ - 1];
}

Error Link::Unreachable(std::string_view why) const {
  const Address server = ServersOf(options_.address)[server_];
  return Fail(Errc::kUnavailable,
              "ClickHouse at " + clickhouse::Describe(server) + ": " + std::string(why));
}

Error Link::Lost(std::string_view why) {
  Error error = Unreachable(why);
  TakeAnother();
  return error;
}

void Link::TakeAnother() {
  if (options_.address.others.empty()) return;
  server_ = (server_ + 1) % (options_.address.others.size() + 1);
  moved_ = true;
}

void Link::Leave() {
  left_ = true;
  if (connection_) connection_->Cancel();
}

Async<Result<void>> Link::Run(const Statement& statement, const TakePiece& take) {
  due_ = ticker_.clock().Steady() + options_.statement_max;
  for (bool second = false;; second = true) {
    const bool kept = KeptIsGood();
    if (!kept) RG_CO_CHECK(co_await ConnectToAny());
    Gone gone = Gone::kNo;
    Result<void> done = co_await Exchange(statement, take, gone);
    if (!done || !connection_->reusable()) connection_.reset();
    if (connection_) connection_->Rest(ticker_.clock().Steady());
    const bool again = gone == Gone::kBeforeAnyAnswer && kept && !second &&
                       statement.again == Again::kOnceIfConnectionIsGone && !left_;
    if (!again) co_return done;
  }
}

bool Link::KeptIsGood() {
  const bool good = !left_ && !std::exchange(moved_, false) && connection_ &&
                    connection_->Clean() &&
                    ticker_.clock().Steady() - connection_->idle_since() < kKeptMax;
  if (!good) connection_.reset();
  return good;
}

Async<Result<void>> Link::ConnectToAny() {
  Result<void> connected = co_await Connect();
  for (std::size_t more = options_.address.others.size(); more > 0 && !connected; --more) {
    if (left_) break;
    connected = co_await Connect();
  }
  co_return connected;
}

Async<Result<void>> Link::Connect() {
  if (left_) co_return Unreachable("this process is about to end");
  const http::Dialer dialer{.tls = options_.tls};
  http::DialResult dialed =
      co_await http::Dial(endpoint(), dialer, ticker_, io_, options_.connect_within, left_);
  if (!dialed) co_return Lost(Describe(dialed.error()));
  connection_ = std::make_unique<http::ClientConnection>(*std::move(dialed));
  moved_ = false;
  if (left_) connection_->Cancel();
  co_return Result<void>();
}

Result<void> Link::WriteHead(const Statement& statement, std::pmr::string& head) const {
  const Address& address = options_.address;
  std::vector<http::Header> headers = {{"X-ClickHouse-User", address.user}};
  if (!address.password.empty()) {
    headers.push_back({"X-ClickHouse-Key", address.password.Reveal()});
  }
  if (options_.compress) {
    headers.push_back({"Content-Encoding", "gzip"});
    headers.push_back({"Accept-Encoding", "gzip"});
  }
  const std::string host = endpoint().host + ":" + std::to_string(endpoint().port);
  return http::AppendRequestHead(head, {"POST", statement.target, host}, headers,
                                 {http::Framing::kLength, statement.body.size()});
}

Async<Result<void>> Link::Exchange(const Statement& statement, const TakePiece& take, Gone& gone) {
  std::pmr::string head;
  RG_CO_CHECK(WriteHead(statement, head));
  const std::array<boost::asio::const_buffer, 2> pieces = {boost::asio::buffer(head),
                                                           boost::asio::buffer(statement.body)};
  const http::Io sent = co_await connection_->Send(pieces, options_.statement_max);
  if (sent == http::Io::kTimeout) co_return Lost(Describe(http::AnswerFault::kTimeout));
  // A server that refuses before it has read everything may have said why before it hung up.
  const http::AnswerFault fault = co_await connection_->ReadHead("POST", options_.silence_max);
  if (fault != http::AnswerFault::kNone) {
    const bool nothing = fault == http::AnswerFault::kReset && !connection_->answer_begun();
    if (nothing) gone = Gone::kBeforeAnyAnswer;
    if (gone == Gone::kNo) co_return Lost(Describe(fault));
    co_return Unreachable(Describe(fault));
  }
  if (connection_->head().status != 200) co_return co_await ReadRefused();
  co_return co_await ReadAnswer(take);
}

Async<Result<void>> Link::ReadAnswer(const TakePiece& take) {
  const auto coding = connection_->head().headers.Find("Content-Encoding");
  std::optional<Gunzip> gunzip;
  if (coding && *coding == "gzip") gunzip.emplace();
  std::size_t bytes = 0;
  std::string unpacked;
  for (;;) {
    const http::BodyPiece piece = co_await connection_->ReadBody(options_.silence_max);
    if (piece.fault != http::AnswerFault::kNone) co_return Lost(Describe(piece.fault));
    if (ticker_.clock().Steady() > due_) co_return Unreachable("the statement took too long");
    bytes += piece.bytes.size();
    if (bytes > options_.answer_bytes_max) co_return Unreachable("its answer is too large");
    unpacked.clear();
    if (gunzip) RG_CO_CHECK(gunzip->Feed(piece.bytes, unpacked, options_.answer_bytes_max));
    RG_CO_CHECK(take(gunzip ? std::string_view(unpacked) : piece.bytes));
    if (piece.end) co_return Result<void>();
  }
}

Async<Result<void>> Link::ReadRefused() {
  const int status = connection_->head().status;
  std::string said;
  Result<void> read = co_await ReadAnswer([&said](std::string_view piece) -> Result<void> {
    said += piece.substr(0, kRefusalBytesMax - std::min(kRefusalBytesMax, said.size()));
    return {};
  });
  // What it said, as far as it came.
  co_return ReadRefusal(status, said);
}

}  // namespace rg::store::clickhouse
