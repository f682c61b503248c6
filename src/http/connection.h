#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/intrusive/list_hook.hpp>

#include "http/chunked.h"
#include "http/exchange.h"
#include "http/parse.h"
#include "http/server.h"
#include "http/socket.h"
#include "http/write.h"

namespace rg::http {

// One client's connection, and the exchange that is under way on it.
//
//   [head][body] -> Handler -> [answer]   again, until either side wants to close
//
// Bytes read ahead stay in `in_`; a body that has arrived together with its head is handed out
// where it lies, without a copy.
class Connection final : public Exchange, public Ticker::Entry, public LiveHook {
 public:
  Connection(Server& server, std::unique_ptr<Socket> socket, std::string client_ip);
  ~Connection() override;

  // Serves requests until the connection ends.
  static Async<void> Serve(std::unique_ptr<Connection> self);
  // Answers 503 without reading a request, and closes.
  static Async<void> TurnAway(std::unique_ptr<Connection> self);

  // The server drains: closes soon unless a request comes.
  void BeginFarewell();
  void Cut();

  const RequestHead& head() const override { return head_; }
  std::string_view client_ip() const override { return client_ip_; }
  Executor executor() const override;
  Duration started() const override { return started_; }
  Async<Result<std::string_view>> ReadBody(std::size_t body_bytes_max) override;
  Async<Result<void>> Respond(int status, const FieldLines& fields, std::string_view body) override;
  Async<Result<void>> Start(int status, const FieldLines& fields,
                            std::optional<std::uint64_t> content_length) override;
  Async<Result<void>> Write(std::string_view bytes) override;
  Async<Result<void>> Finish() override;
  void OnClientGone(std::function<void()> gone) override;
  bool cut_by_drain() const override { return cut_; }
  void Abort() override;
  bool answered() const override { return answer_ != Answer::kNone; }

  void OnTick(Duration now) override;

 private:
  enum class Answer : std::uint8_t { kNone, kStarted, kDone };

  Async<bool> ReadHead();
  Async<bool> EndExchange();
  Async<bool> SettleExchange();
  Async<bool> SettleBody();
  Async<bool> DiscardBody();
  std::string_view TakeBody(std::size_t size);
  Async<Result<std::string_view>> AwaitBody(std::size_t body_bytes_max);
  Async<Result<std::string_view>> ReadSizedBody(std::size_t size);
  Async<Result<std::string_view>> ReadChunkedBody(std::size_t body_bytes_max);
  Socket::Reading Fill();
  Result<void> Filled(const ReadResult& read);
  Async<Result<void>> Send(std::span<const boost::asio::const_buffer> pieces);
  Async<Result<void>> AwaitSent(Socket::Writing writing);
  Result<void> Sent(Io io);
  Async<Result<void>> SendInStretches(std::vector<boost::asio::const_buffer> pieces);
  Async<void> RefuseHead(const ParseFault& fault);
  Async<void> AnswerUnread(int status, const FieldLines& fields, std::string_view body);
  Async<void> LingerAndClose();
  Result<void> BuildHead(int status, const FieldLines& fields, Body body);
  Duration IdleTimeout() const;
  void Reset();
  void MakeRoom();
  void AllowForBody(std::size_t received);
  Error Gone();
  std::string_view Unread() const { return {in_.data() + begin_, end_ - begin_}; }

  Server& server_;
  std::unique_ptr<Socket> socket_;
  std::string client_ip_;

  // Bytes from the client: [begin_, end_) is not consumed yet. Always kSlack bytes longer than what
  // is used, so that a body handed out from here can be read a little past its end.
  std::vector<char> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t head_end_ =
      0;                  // where the parsed head's bytes end: from there on `in_` may be reused
  std::string body_;      // a body that did not fit, or came in chunks
  std::pmr::string out_;  // the head being sent

  ChunkHeaderBuffer chunk_line_;

  RequestHead head_;
  ChunkedDecoder chunks_;
  Duration started_{};
  Duration body_deadline_start_{};
  bool body_read_ = false;    // nothing of this request's body is left unread
  bool body_broken_ = false;  // its framing was violated: the rest of the stream means nothing
  Answer answer_ = Answer::kNone;
  bool chunked_answer_ = false;
  bool bodyless_answer_ = false;
  std::uint64_t answer_left_ = 0;  // of a sized answer
  bool sized_answer_ = false;
  bool close_after_ = false;
  bool aborted_ = false;
  bool idle_ = false;
  bool cut_ = false;
  std::function<void()> gone_;
  Duration next_look_{};
};

}  // namespace rg::http
