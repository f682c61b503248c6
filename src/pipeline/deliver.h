#pragma once

#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/container/small_vector.hpp>

#include "meter/stream.h"
#include "pipeline/answer_headers.h"
#include "pipeline/stream_splitter.h"
#include "pipeline/visit.h"
#include "upstream/call.h"

namespace rg::pipeline {

// The second half of a call's life: it leaves, and its answer comes back through the meter.
//
//   Run --head--> AnswerWhole    a body small enough to hold: metered, booked, sent in one write
//            \--> AnswerStream   a stream: each piece goes out as it comes, metered as it
//            passes
//            \--> AnswerThrough  anything larger: in pieces, the last one after it is booked
//
// Whichever way: the event is in the journal's file before the answer's last byte leaves.
//
// Errors    An error means that nothing has been answered and the visit's outcome says why, or that
//           the client is gone.
class Delivery {
 public:
  Delivery(Core& core, Visit& visit);
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;
  // Nobody is told any more that the client left.
  ~Delivery();

  Async<Result<void>> Run();

 private:
  Async<Result<void>> AnswerWhole();
  Result<void> AccountWhole(std::string_view body);
  Async<Result<void>> RespondWhole(std::string_view body);
  Async<Result<void>> AnswerThrough(std::string held, upstream::Call::Piece piece);
  Async<Result<void>> AnswerStream();
  Async<Result<void>> StartAnswer(std::optional<std::uint64_t> length);

  // Streams
  bool TakeEvents(std::string_view bytes);
  bool TakeHeldBack();
  Async<bool> HoldMore();
  struct Sent {
    Delivery& delivery;
    std::string& bytes;
    bool operator()(const Result<void>& sent) const;
  };
  // Sends and empties `bytes`. False when the client does not take them any more.
  Mapped<Async<Result<void>>, Sent> Send(std::string& bytes);
  Async<Result<void>> EndStream();
  Async<Result<void>> BreakOffStream(upstream::Fault fault);
  Async<Result<void>> Brake();
  void TakeEvent(std::string_view raw);
  // Lets the visit know what the stream has said so far, if the answer is one. For its end, however
  // it comes: this is copied.
  void KeepReading();

  Result<void> BuildRequest();
  upstream::Request Leaving() const;
  Result<void> Opened(upstream::Fault fault);
  struct Arrived {
    Delivery& delivery;
    std::optional<Duration> asked;  // where it had to be waited for
    upstream::Call::Piece operator()(const upstream::Call::Piece& piece) const;
  };
  Mapped<upstream::Call::Reading, Arrived> Read();
  bool HoldIsOld() const { return core_.ticker.Now() >= renew_hold_at_; }
  Async<void> RenewHold();
  void WatchClient();
  void ClientLeft();
  bool DrainedEnough(std::size_t bytes);
  Error FailUpstream(upstream::Fault fault);
  Error FailClient(journal::Outcome outcome);
  void AccountPlain(std::string_view body);
  void AccountCut();
  // By the catalogue; else by a cost model of the API, or not at all.
  bool PricedByUsage() const;
  // nullopt: the answer is no stream that can be read piece by piece.
  std::optional<Framing> StreamFraming() const;
  std::string_view UpstreamHeader(std::string_view name) const;

  Core& core_;
  Visit& visit_;
  upstream::Call call_;
  std::pmr::string request_head_;
  boost::container::small_vector<boost::asio::const_buffer, 8> request_;

  Duration left_at_{};
  Duration renew_hold_at_;

  // Of a stream.
  StreamSplitter splitter_;
  std::optional<meter::StreamMeter> meter_;
  std::string pending_;    // ready to be sent
  std::string final_;      // from the terminal event on: sent once the call is booked
  std::string unmetered_;  // behind the point where the hold was spent
  std::string rewritten_;
  std::int64_t tokens_held_ = 0;  // output tokens the hold covers, when braking
  bool over_hold_ = false;
  std::int64_t drained_bytes_ = 0;  // read on after the client left
};

}  // namespace rg::pipeline
