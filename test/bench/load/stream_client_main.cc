// Reads many streams at once, each followed by another on the same connection.
//
//   stream_client --port P --request FILE --streams N --seconds S
//
// Streams that run when the time is over are read to their end. Prints one JSON object; `reads` per
// event says whether events came one by one, as they were sent.

#include <cstdio>
#include <exception>
#include <memory>
#include <vector>

#include "answer_reader.h"
#include "flags.h"
#include "sockets.h"

namespace rg::load {
namespace {

constexpr std::chrono::seconds kPatience{20};  // for the streams to end

struct Stream {
  Descriptor socket;
  AnswerReader answer;
  bool ended = false;
};

struct Report {
  std::uint64_t streams = 0;
  std::uint64_t events = 0;
  std::uint64_t reads = 0;
  std::uint64_t bytes = 0;
  std::uint64_t failed = 0;
};

class StreamClient {
 public:
  explicit StreamClient(const Flags& flags)
      : port_(static_cast<std::uint16_t>(flags.Number("port"))),
        request_(flags.File("request")),
        count_(flags.Number("streams")),
        end_(Clock::now() +
             std::chrono::milliseconds{static_cast<std::int64_t>(flags.Decimal("seconds") * 1e3)}) {
  }

  Report Run() {
    for (std::uint64_t i = 0; i < count_; ++i) {
      Stream& stream = *streams_.emplace_back(std::make_unique<Stream>());
      stream.socket = ConnectTo(port_);
      poller_.Add(stream.socket, &stream);
      Begin(stream);
    }
    while (open_ > 0) {
      const auto ready = poller_.WaitUntil(end_ + kPatience);
      if (ready.empty() && Clock::now() > end_ + kPatience) break;
      for (const epoll_event& event : ready) Read(*static_cast<Stream*>(event.data.ptr));
    }
    report_.failed += open_;
    return report_;
  }

 private:
  void Begin(Stream& stream) {
    stream.answer.Reset();
    ++open_;
    if (!SendAll(stream.socket, request_)) Fail(stream);
  }

  void Read(Stream& stream) {
    std::string_view bytes;
    const Received received = Receive(stream.socket, buffer_, bytes);
    if (received == Received::kNothing || stream.ended) return;
    if (received == Received::kEnd) return Fail(stream);
    ++report_.reads;
    report_.bytes += bytes.size();
    const AnswerReader::State state = stream.answer.Feed(bytes);
    if (state == AnswerReader::State::kBroken) return Fail(stream);
    if (state != AnswerReader::State::kDone) return;
    if (!stream.answer.Succeeded()) return Fail(stream);
    --open_;
    ++report_.streams;
    report_.events += stream.answer.events();
    if (Clock::now() < end_) Begin(stream);
  }

  void Fail(Stream& stream) {
    ++report_.failed;
    --open_;
    stream.ended = true;
    stream.socket = Descriptor();
  }

  const std::uint16_t port_;
  const std::string request_;
  const std::uint64_t count_;
  const Clock::time_point end_;
  Poller poller_;
  std::vector<char> buffer_ = std::vector<char>(64 * 1024);
  std::vector<std::unique_ptr<Stream>> streams_;
  std::uint64_t open_ = 0;
  Report report_;
};

}  // namespace
}  // namespace rg::load

int main(int count, char** words) try {
  const rg::load::Report report = rg::load::StreamClient(rg::load::Flags(count, words)).Run();
  std::printf(R"({"streams":%llu,"events":%llu,"reads":%llu,"bytes":%llu,"failed":%llu})"
              "\n",
              static_cast<unsigned long long>(report.streams),
              static_cast<unsigned long long>(report.events),
              static_cast<unsigned long long>(report.reads),
              static_cast<unsigned long long>(report.bytes),
              static_cast<unsigned long long>(report.failed));
  return 0;
} catch (const std::exception& fault) {
  std::fprintf(stderr, "stream_client: %s\n", fault.what());
  return 1;
}
