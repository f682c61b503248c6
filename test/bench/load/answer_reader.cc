#include "answer_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace rg::load {
namespace {

constexpr std::string_view kLastChunk = "\r\n0\r\n\r\n";

std::string_view FindField(std::string_view head, std::string_view name) {
  const auto same = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
  const auto at = std::search(head.begin(), head.end(), name.begin(), name.end(), same);
  if (at == head.end()) return {};
  std::string_view value(at + static_cast<std::ptrdiff_t>(name.size()), head.end());
  value = value.substr(0, value.find('\r'));
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  return value;
}

}  // namespace

AnswerReader::State AnswerReader::Feed(std::string_view bytes) {
  if (state_ == State::kHead) {
    const std::size_t before = head_.size();
    head_.append(bytes);
    const std::size_t end = head_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end == std::string::npos) {
      if (head_.size() > kHeadBytesMax) state_ = State::kBroken;
      return state_;
    }
    // The line break before the body stays in sight: an empty chunked body ends with it.
    const std::size_t body = end + 4;
    bytes.remove_prefix(body - before);
    head_.resize(body);
    ReadHead();
  }
  FeedBody(bytes);
  return state_;
}

void AnswerReader::Reset() {
  state_ = State::kHead;
  status_ = 0;
  left_ = 0;
  chunked_ = false;
  events_ = 0;
  after_newline_ = false;
  head_.clear();
  tail_.clear();
}

void AnswerReader::ReadHead() {
  state_ = State::kBroken;
  if (head_.size() < 12) return;
  std::from_chars(head_.data() + 9, head_.data() + 12, status_);
  const std::string_view length = FindField(head_, "\r\ncontent-length:");
  chunked_ = FindField(head_, "\r\ntransfer-encoding:") == "chunked";
  tail_ = "\r\n";
  if (!length.empty()) std::from_chars(length.data(), length.data() + length.size(), left_);
  if (chunked_ || !length.empty()) state_ = State::kBody;
  if (!chunked_ && !length.empty() && left_ == 0) state_ = State::kDone;
}

void AnswerReader::FeedBody(std::string_view bytes) {
  if (bytes.empty()) return;
  if (state_ == State::kDone) state_ = State::kBroken;
  if (state_ != State::kBody) return;
  for (const char byte : bytes) {
    const bool newline = byte == '\n';
    events_ += newline && after_newline_ ? 1 : 0;
    after_newline_ = newline;
  }
  if (!chunked_) {
    if (bytes.size() > left_) state_ = State::kBroken;
    if (bytes.size() == left_) state_ = State::kDone;
    left_ -= std::min<std::uint64_t>(left_, bytes.size());
    return;
  }
  if (bytes.size() >= kLastChunk.size()) tail_.clear();
  tail_.append(bytes.substr(bytes.size() - std::min(bytes.size(), kLastChunk.size())));
  if (tail_.size() > kLastChunk.size()) tail_.erase(0, tail_.size() - kLastChunk.size());
  if (tail_ == kLastChunk) state_ = State::kDone;
}

}  // namespace rg::load
