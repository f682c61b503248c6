#include "store/redis/reply.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rg::store::redis {
namespace {

using State = ReplyParser::State;

// Every digit of the text, and no "+", blank or empty text.
bool ParseNumber(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string_view Reply::Item::text() const {
  return std::string_view(reply_->bytes_).substr(node().text_from, node().text_size);
}

std::size_t Reply::Item::size() const {
  return Is(Kind::kArray) ? static_cast<std::size_t>(node().number) : 0;
}

Reply::Item Reply::Item::operator[](std::size_t index) const {
  static const Reply nothing;
  if (index >= size()) return nothing.root();
  Iterator at = begin();
  while (index-- > 0) ++at;
  return *at;
}

ReplyParser::ReplyParser() { reply_.nodes_.clear(); }

Reply ReplyParser::Take() {
  Reply taken = std::move(reply_);
  reply_ = Reply();
  reply_.nodes_.clear();
  return taken;
}

ReplyParser::Step ReplyParser::Feed(std::string_view bytes) {
  const std::size_t size = bytes.size();
  State state = State::kNeedMore;
  while (state == State::kNeedMore && !bytes.empty()) {
    if (text_missing_ + tail_missing_ > 0) {
      bytes.remove_prefix(TakeText(bytes, state));
      continue;
    }
    const std::size_t end = bytes.find('\n');
    if (line_.size() + std::min(end, bytes.size()) > kLineMax) return {size, State::kFault};
    if (end == std::string_view::npos) {
      line_.append(bytes);
      return {size, State::kNeedMore};
    }
    std::string_view line = bytes.substr(0, end);
    if (!line_.empty()) line = line_.append(line);
    bytes.remove_prefix(end + 1);
    if (!line.ends_with('\r')) return {size, State::kFault};
    line.remove_suffix(1);
    state = OnLine(line);
    line_.clear();
  }
  return {size - bytes.size(), state};
}

std::size_t ReplyParser::TakeText(std::string_view bytes, State& state) {
  const std::size_t text = std::min(text_missing_, bytes.size());
  reply_.bytes_.append(bytes.substr(0, text));
  text_missing_ -= text;
  std::size_t taken = text;
  while (taken < bytes.size() && tail_missing_ > 0) {
    if (bytes[taken] != (tail_missing_ == 2 ? '\r' : '\n')) {
      state = State::kFault;
      return taken;
    }
    ++taken;
    if (--tail_missing_ == 0) state = Complete();
  }
  return taken;
}

State ReplyParser::OnLine(std::string_view line) {
  if (line.empty()) return State::kFault;
  const std::string_view rest = line.substr(1);
  switch (line.front()) {
    case '+':
      return AddLine(Reply::Kind::kStatus, rest);
    case '-':
      return AddLine(Reply::Kind::kError, rest);
    default:
      break;
  }
  std::int64_t number = 0;
  if (!ParseNumber(rest, number)) return State::kFault;
  switch (line.front()) {
    case ':':
      return Add(Reply::Kind::kInteger, number) == State::kFault ? State::kFault : Complete();
    case '$':
      return OnText(number);
    case '*':
      return OnArray(number);
    default:
      return State::kFault;
  }
}

State ReplyParser::OnText(std::int64_t size) {
  if (size == -1) return Add(Reply::Kind::kNull, 0) == State::kFault ? State::kFault : Complete();
  if (size < 0 || reply_.bytes_.size() + static_cast<std::uint64_t>(size) > kBytesMax) {
    return State::kFault;
  }
  if (Add(Reply::Kind::kText, 0) == State::kFault) return State::kFault;
  Reply::Node& node = reply_.nodes_.back();
  node.text_from = static_cast<std::uint32_t>(reply_.bytes_.size());
  node.text_size = static_cast<std::uint32_t>(size);
  text_missing_ = static_cast<std::size_t>(size);
  tail_missing_ = 2;
  return State::kNeedMore;
}

State ReplyParser::OnArray(std::int64_t count) {
  if (count == -1) return Add(Reply::Kind::kNull, 0) == State::kFault ? State::kFault : Complete();
  // What an array promises must fit, before any of it has come.
  const auto most = static_cast<std::int64_t>(kNodesMax - reply_.nodes_.size());
  if (count < 0 || count > most || open_.size() == kDepthMax) return State::kFault;
  if (Add(Reply::Kind::kArray, count) == State::kFault) return State::kFault;
  if (count == 0) return Complete();
  open_.push_back({static_cast<std::uint32_t>(reply_.nodes_.size() - 1), count});
  return State::kNeedMore;
}

State ReplyParser::AddLine(Reply::Kind kind, std::string_view text) {
  if (reply_.bytes_.size() + text.size() > kBytesMax) return State::kFault;
  if (Add(kind, 0) == State::kFault) return State::kFault;
  Reply::Node& node = reply_.nodes_.back();
  node.text_from = static_cast<std::uint32_t>(reply_.bytes_.size());
  node.text_size = static_cast<std::uint32_t>(text.size());
  reply_.bytes_.append(text);
  return Complete();
}

State ReplyParser::Add(Reply::Kind kind, std::int64_t number) {
  if (reply_.nodes_.size() == kNodesMax) return State::kFault;
  const auto end = static_cast<std::uint32_t>(reply_.nodes_.size() + 1);
  reply_.nodes_.push_back({kind, number, 0, 0, end});
  return State::kNeedMore;
}

// The value at hand is whole, and with it perhaps the arrays around it.
State ReplyParser::Complete() {
  while (!open_.empty()) {
    if (--open_.back().missing > 0) return State::kNeedMore;
    reply_.nodes_[open_.back().node].end = static_cast<std::uint32_t>(reply_.nodes_.size());
    open_.pop_back();
  }
  return State::kDone;
}

}  // namespace rg::store::redis
