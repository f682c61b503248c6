#pragma once

#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "http/exchange.h"

namespace rg::http::testing {

// A request written down in a test.
struct MemoryRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string client_ip = "127.0.0.1";
};

// An exchange without a socket: the request comes from the test, and the answer stays here.
class MemoryExchange final : public Exchange {
 public:
  explicit MemoryExchange(MemoryRequest request) : request_(std::move(request)) {
    head_.method = request_.method;
    head_.target = request_.target;
    head_.host = "localhost";
    for (const auto& [name, value] : request_.headers) {
      head_.headers.Add({name, value});
      if (EqualsIgnoringCase(name, "host")) head_.host = value;
    }
    if (!request_.body.empty()) head_.framing = Framing::kLength;
    head_.content_length = request_.body.size();
    body_length_ = request_.body.size();
    request_.body.append(kPadding, '\0');
  }

  // The client hangs up once it has read that many pieces of the answer.
  void HangUpAfterWrites(int writes) { writes_left_ = writes; }

  // Runs a handler on this exchange to its end. Timers in it run in real time.
  void Run(Handler& handler) {
    Spawn(executor(), handler.Handle(*this));
    loop_->run();
  }

  // What was answered.
  int status() const { return status_; }
  const std::string& body() const { return answer_; }
  const std::vector<std::string>& writes() const { return writes_; }
  bool aborted() const { return aborted_; }
  bool finished() const { return finished_; }
  std::optional<std::string> HeaderOf(std::string_view name) const {
    for (const auto& [key, value] : answer_headers_) {
      if (EqualsIgnoringCase(key, name)) return value;
    }
    return std::nullopt;
  }

  const RequestHead& head() const override { return head_; }
  std::string_view client_ip() const override { return request_.client_ip; }
  Executor executor() const override { return loop_->get_executor(); }
  Duration started() const override { return Duration{}; }

  Async<Result<std::string_view>> ReadBody(std::size_t body_bytes_max) override {
    if (body_length_ > body_bytes_max) co_return Fail(Errc::kTooLarge, "the body is too large");
    co_return std::string_view(request_.body).substr(0, body_length_);
  }

  Async<Result<void>> Respond(int status, const FieldLines& fields,
                              std::string_view body) override {
    Answer(status, fields);
    answer_ = body;
    finished_ = true;
    co_return Result<void>();
  }
  Async<Result<void>> Start(int status, const FieldLines& fields,
                            std::optional<std::uint64_t>) override {
    Answer(status, fields);
    return Result<void>();
  }
  Async<Result<void>> Write(std::string_view bytes) override {
    if (writes_left_ == 0) co_return Fail(Errc::kClientGone, "the client hung up");
    if (writes_left_ > 0) --writes_left_;
    answer_ += bytes;
    writes_.emplace_back(bytes);
    co_return Result<void>();
  }
  Async<Result<void>> Finish() override {
    finished_ = true;
    co_return Result<void>();
  }
  void OnClientGone(std::function<void()>) override {}
  bool cut_by_drain() const override { return false; }
  void Abort() override { aborted_ = true; }
  bool answered() const override { return status_ != 0; }

 private:
  static constexpr std::size_t kPadding = 64;

  static bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
  }

  void Answer(int status, const FieldLines& fields) {
    status_ = status;
    fields.ForEach(
        [&](const Header& field) { answer_headers_.emplace_back(field.name, field.value); });
  }

  std::unique_ptr<boost::asio::io_context> loop_ = std::make_unique<boost::asio::io_context>();
  MemoryRequest request_;
  std::size_t body_length_ = 0;
  RequestHead head_;
  int status_ = 0;
  std::vector<std::pair<std::string, std::string>> answer_headers_;
  std::string answer_;
  std::vector<std::string> writes_;
  int writes_left_ = -1;
  bool aborted_ = false;
  bool finished_ = false;
};

}  // namespace rg::http::testing
