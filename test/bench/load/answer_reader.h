#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rg::load {

// Follows one HTTP/1.1 answer as its bytes arrive: where it ends, its status, how many server-sent
// events it held. It trusts what it measures: framing is read, not checked.
class AnswerReader {
 public:
  enum class State : std::uint8_t { kHead, kBody, kDone, kBroken };

  // Takes what has arrived. Bytes beyond the answer's end break it: nobody has asked for more.
  State Feed(std::string_view bytes);
  // For the next answer on the same connection.
  void Reset();

  State state() const { return state_; }
  int status() const { return status_; }
  bool Succeeded() const { return state_ == State::kDone && status_ / 100 == 2; }
  std::uint64_t events() const { return events_; }

 private:
  static constexpr std::size_t kHeadBytesMax = 64 * 1024;

  void ReadHead();
  void FeedBody(std::string_view bytes);

  State state_ = State::kHead;
  int status_ = 0;
  std::uint64_t left_ = 0;  // of a sized body
  bool chunked_ = false;
  std::uint64_t events_ = 0;
  bool after_newline_ = false;
  std::string head_;
  std::string tail_;  // the last bytes of a chunked body, where its end shows
};

}  // namespace rg::load
