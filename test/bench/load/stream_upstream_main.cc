// A provider that streams: answers every request with one chat completion of --chunks events, each
// a write of its own, --pace-us apart, then the usage and [DONE].
//
//   stream_upstream --port P --chunks N --pace-us U
//
// The pace is kept from the stream's start, so that a late write is not followed by later ones, and
// each stream has its own phase: sixty streams in step would arrive as one burst, which is what
// models never do and proxies find easy.

#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <queue>
#include <vector>

#include "flags.h"
#include "sockets.h"

namespace rg::load {
namespace {

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
    "x-request-id: req_0123456789abcdef0123456789abcdef\r\nTransfer-Encoding: chunked\r\n\r\n";
constexpr std::string_view kDelta =
    R"(data: {"id":"chatcmpl-AAAAAAAAAAAAAAAAAAAAAAAAAAAAA","object":"chat.completion.chunk",)"
    R"("created":1732000000,"model":"gpt-4o-2024-08-06","service_tier":"default",)"
    R"("system_fingerprint":"fp_abc123","choices":[{"index":0,"delta":{"content":" assist"},)"
    R"("logprobs":null,"finish_reason":null}],"usage":null})"
    "\n\n";
constexpr std::string_view kUsage =
    R"(data: {"id":"chatcmpl-AAAAAAAAAAAAAAAAAAAAAAAAAAAAA","object":"chat.completion.chunk",)"
    R"("created":1732000000,"model":"gpt-4o-2024-08-06","service_tier":"default",)"
    R"("system_fingerprint":"fp_abc123","choices":[],"usage":{"prompt_tokens":219,)"
    R"("completion_tokens":27,"total_tokens":246,"prompt_tokens_details":{"cached_tokens":0,)"
    R"("audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,)"
    R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}})"
    "\n\n";
constexpr std::string_view kDone = "data: [DONE]\n\n";

std::string Chunk(std::string_view data) {
  char size[20];
  const int length = std::snprintf(size, sizeof size, "%zx\r\n", data.size());
  return std::string(size, static_cast<std::size_t>(length)) + std::string(data) + "\r\n";
}

// Where the first request in `bytes` ends; npos while it is not all there.
std::size_t EndOfRequest(std::string_view bytes) {
  const std::size_t head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return std::string_view::npos;
  for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
    const std::size_t at = bytes.substr(0, head + 2).find(name);
    if (at == std::string_view::npos) continue;
    const std::size_t body = std::stoull(std::string(bytes.substr(at + name.size(), 20)));
    return bytes.size() < head + 4 + body ? std::string_view::npos : head + 4 + body;
  }
  return head + 4;
}

struct Connection {
  std::uint64_t number = 0;
  Descriptor socket;
  std::string received;
  std::uint64_t chunks_left = 0;
  bool streaming = false;
};

class StreamUpstream {
 public:
  explicit StreamUpstream(const Flags& flags)
      : chunks_(flags.Number("chunks")),
        pace_(std::chrono::microseconds{flags.Number("pace-us")}),
        listener_(ListenOn(static_cast<std::uint16_t>(flags.Number("port")))) {
    poller_.Add(listener_, nullptr);
  }

  [[noreturn]] void Run() {
    for (;;) {
      const auto far = Clock::now() + std::chrono::hours{1};
      for (const epoll_event& event : poller_.WaitUntil(due_.empty() ? far : due_.top().at)) {
        if (event.data.ptr == nullptr) {
          Accept();
        } else {
          Read(*static_cast<Connection*>(event.data.ptr));
        }
      }
      for (const auto now = Clock::now(); !due_.empty() && due_.top().at <= now;) {
        const Turn turn = due_.top();
        due_.pop();
        Continue(turn);
      }
    }
  }

 private:
  struct Turn {
    Clock::time_point at;
    std::uint64_t connection;  // its number, because it may have gone by then
    bool operator<(const Turn& other) const { return at > other.at; }
  };

  void Accept() {
    Descriptor accepted = AcceptFrom(listener_);
    if (accepted.get() < 0) return;
    auto made = std::make_unique<Connection>();
    made->socket = std::move(accepted);
    made->number = ++last_number_;
    poller_.Add(made->socket, made.get());
    connections_.emplace(last_number_, std::move(made));
  }

  void Read(Connection& connection) {
    std::string_view bytes;
    const Received received = Receive(connection.socket, buffer_, bytes);
    if (received == Received::kNothing) return;
    if (received == Received::kEnd) return Drop(connection);
    connection.received.append(bytes);
    const std::size_t end = EndOfRequest(connection.received);
    if (end == std::string::npos) return;
    connection.received.erase(0, end);
    if (connection.streaming) return Drop(connection);
    connection.streaming = true;
    connection.chunks_left = chunks_;
    if (!SendAll(connection.socket, kHead)) return Drop(connection);
    // The golden ratio spreads any number of phases evenly.
    phase_ += 0.6180339887498949;
    phase_ -= static_cast<double>(phase_ >= 1);
    const auto first = std::chrono::duration_cast<Clock::duration>(pace_ * phase_);
    due_.push({Clock::now() + first, connection.number});
  }

  void Continue(const Turn& turn) {
    const auto found = connections_.find(turn.connection);
    if (found == connections_.end()) return;
    Connection& connection = *found->second;
    if (connection.chunks_left == 0) {
      connection.streaming = false;
      if (!SendAll(connection.socket, usage_) || !SendAll(connection.socket, end_of_stream_)) {
        Drop(connection);
      }
      return;
    }
    --connection.chunks_left;
    if (!SendAll(connection.socket, delta_)) return Drop(connection);
    due_.push({turn.at + pace_, turn.connection});
  }

  void Drop(const Connection& connection) { connections_.erase(connection.number); }

  const std::uint64_t chunks_;
  const Clock::duration pace_;
  const std::string delta_ = Chunk(kDelta);
  const std::string usage_ = Chunk(kUsage);
  const std::string end_of_stream_ = Chunk(kDone) + "0\r\n\r\n";
  Descriptor listener_;
  Poller poller_;
  std::vector<char> buffer_ = std::vector<char>(64 * 1024);
  std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
  std::uint64_t last_number_ = 0;
  std::priority_queue<Turn> due_;
  double phase_ = 0;
};

}  // namespace
}  // namespace rg::load

int main(int count, char** words) try {
  rg::load::StreamUpstream(rg::load::Flags(count, words)).Run();
} catch (const std::exception& fault) {
  std::fprintf(stderr, "stream_upstream: %s\n", fault.what());
  return 1;
}
