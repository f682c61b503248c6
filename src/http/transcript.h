#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "http/chunked.h"
#include "http/parse.h"

// For tests: what the codec makes of a stream of requests, without sockets.
namespace rg::http {

// Reads requests as a connection would, in whatever pieces they come, and writes down what it saw:
//
//   "POST /a [hello] GET / [] "    two requests and their bodies, nothing left
//   "GET / [] 400 "                one request, then a fault, after which nothing is read
//   "GET / [] ... "                one request, then bytes that end in the middle of something
class Transcript {
 public:
  void Feed(std::string_view piece) {
    pending_.append(piece);
    while (!faulted_ && Advance()) {
    }
  }
  // Ends the stream.
  std::string text() const {
    const bool open = !faulted_ && (!pending_.empty() || in_body_);
    return text_ + (open ? "... " : "");
  }
  std::string_view reason() const { return reason_; }

 private:
  // True when something was read and more may follow in what is at hand.
  bool Advance() {
    if (!in_body_) return ReadHead();
    if (framing_ == Framing::kChunked) return ReadChunks();
    const std::size_t here = std::min<std::uint64_t>(left_, pending_.size());
    body_.append(pending_, 0, here);
    pending_.erase(0, here);
    left_ -= here;
    if (left_ == 0) EndMessage();
    return left_ == 0;
  }

  bool ReadHead() {
    RequestHead& head = head_;
    const Parsed parsed = ParseRequestHead(pending_, head, progress_);
    if (parsed.state == Parsed::State::kFault) return Fault(parsed.fault);
    if (parsed.state == Parsed::State::kNeedMore) return false;
    text_ += std::string(head.method) + " " + std::string(head.target) + " ";
    closes_ = !head.keep_alive;
    framing_ = head.framing;
    left_ = head.content_length;
    pending_.erase(0, parsed.consumed);
    in_body_ = true;
    return true;
  }

  bool ReadChunks() {
    const ChunkedDecoder::Step step = chunks_.Feed(pending_);
    body_.append(step.body);
    pending_.erase(0, step.consumed);
    if (step.state == Parsed::State::kFault) return Fault(step.fault);
    if (step.state == Parsed::State::kDone) EndMessage();
    return step.consumed != 0;
  }

  void EndMessage() {
    text_ += "[" + body_ + "] ";
    if (closes_) text_ += "closed ";
    faulted_ = closes_;
    body_.clear();
    chunks_.Reset();
    in_body_ = false;
  }

  bool Fault(const ParseFault& fault) {
    text_ += std::to_string(fault.status) + " ";
    reason_ = fault.reason;
    faulted_ = true;
    return false;
  }

  std::string pending_;
  std::string text_;
  std::string body_;
  std::string_view reason_;
  RequestHead head_;
  HeadProgress progress_;
  ChunkedDecoder chunks_;
  Framing framing_ = Framing::kNone;
  std::uint64_t left_ = 0;
  bool closes_ = false;
  bool in_body_ = false;
  bool faulted_ = false;
};

// Cuts bytes into pieces of random sizes, many of them a single byte.
inline std::vector<std::string_view> RandomPieces(std::string_view bytes, std::mt19937_64& random) {
  std::vector<std::string_view> pieces;
  while (!bytes.empty()) {
    const std::size_t size =
        std::min<std::size_t>(bytes.size(), 1 + random() % (1 + random() % 64));
    pieces.push_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return pieces;
}

inline std::string TranscriptOf(const std::vector<std::string_view>& pieces) {
  Transcript transcript;
  for (const std::string_view piece : pieces) transcript.Feed(piece);
  return transcript.text();
}

}  // namespace rg::http
