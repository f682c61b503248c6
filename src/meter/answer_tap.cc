#include <algorithm>

#include "meter/dialects.h"
#include "meter/fields.h"
#include "meter/json_cursor.h"
#include "meter/reading.h"

namespace rg::meter {
namespace {

constexpr std::size_t kLongestKey = 64;

bool Wants(const DialectRow& row, std::string_view key) {
  return std::find(row.members.begin(), row.members.end(), key) != row.members.end();
}

}  // namespace

AnswerTap::AnswerTap(Dialect dialect) : dialect_(dialect), kept_("{") {}

void AnswerTap::Feed(std::string_view piece) {
  if (RowOf(dialect_).read == nullptr) return;
  const char* at = piece.data();
  const char* const end = at + piece.size();
  while (at != end && state_ != State::kBroken) Step(at, end);
}

// Reads at least one byte: one of the structure, or a run of the value being read.
void AnswerTap::Step(const char*& at, const char* end) {
  if (state_ == State::kValue) return ReadValue(at, end);
  if (in_string_) return ReadKey(at);

  const char c = *at++;
  if (IsJsonSpace(c)) return;
  switch (state_) {
    case State::kStart:
      if (c != '{') return Break("is not a JSON object");
      state_ = State::kKey;
      return;
    case State::kKey:
      if (c == '}' && !comma_) {
        state_ = State::kEnd;
        return;
      }
      if (c != '"') return Break("is broken where a member begins");
      in_string_ = true;
      key_.clear();
      return;
    case State::kColon:
      if (c != ':') return Break("is broken after a member's name");
      state_ = State::kValue;
      return BeginValue();
    case State::kAfterValue:
      comma_ = c == ',';
      if (!comma_ && c != '}') return Break("is broken after a member");
      state_ = comma_ ? State::kKey : State::kEnd;
      return;
    case State::kEnd:
      return Break("has more than one JSON value");
    case State::kValue:
    case State::kBroken:
      return;
  }
}

void AnswerTap::ReadKey(const char*& at) {
  const char c = *at++;
  if (c == '"' && !escaped_) {
    in_string_ = false;
    state_ = State::kColon;
    return;
  }
  escaped_ = c == '\\' && !escaped_;
  if (key_.size() < kLongestKey) key_.push_back(c);
}

void AnswerTap::BeginValue() {
  const DialectRow& row = RowOf(dialect_);
  depth_ = 0;
  scalar_ = begun_ = false;
  wanted_ = Wants(row, key_);
  whole_ = kept_.size();
  counted_ = !row.counted_member.empty() && key_ == row.counted_member;
  if (!wanted_) return;
  if (kept_.size() > 1) Keep(",");
  Keep("\"");
  Keep(key_);
  Keep("\":");
}

void AnswerTap::ReadValue(const char*& at, const char* end) {
  const char* const start = at;
  bool ended = false;
  while (at != end && !ended) {
    if (in_string_) {
      SkipString(at, end);
      ended = !in_string_ && depth_ == 0;
      continue;
    }
    const char c = *at;
    if (scalar_) {
      ended = EndsWord(c);
      if (ended) break;  // the byte belongs to what follows
      ++at;
      continue;
    }
    ++at;
    if (IsJsonSpace(c)) continue;
    if (!begun_ && (c == ',' || c == '}' || c == ']' || c == ':')) {
      return Break("is broken where a value begins");
    }
    if (!begun_) scalar_ = c != '"' && c != '{' && c != '[';
    begun_ = true;
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') ended = --depth_ == 0;
  }
  const std::string_view run{start, static_cast<std::size_t>(at - start)};
  if (counted_) calls_.Feed(run);
  if (wanted_) Keep(run);
  if (!ended || state_ == State::kBroken) return;
  state_ = State::kAfterValue;
  whole_ = kept_.size();
}

void AnswerTap::SkipString(const char*& at, const char* end) {
  if (escaped_) {
    escaped_ = false;
    ++at;
    return;
  }
  at = FindQuoteOrBackslash(at, end);
  if (at == end) return;
  escaped_ = *at == '\\';
  in_string_ = escaped_;
  ++at;
}

void AnswerTap::Keep(std::string_view bytes) {
  if (kept_.size() + bytes.size() > kKeptMax) return Break("has a usage report too large to read");
  kept_.append(bytes);
}

void AnswerTap::Break(std::string_view why) {
  state_ = State::kBroken;
  if (broken_.empty()) broken_ = why;
}

Reading AnswerTap::Finish() {
  if (RowOf(dialect_).read == nullptr) return {};
  if (state_ != State::kEnd) Break("ends in the middle");
  kept_.resize(whole_);  // drops a member that was cut off; those before it are whole
  kept_.push_back('}');
  Reading reading = ReadMembers(dialect_, kept_);
  calls_.AddTo(reading.usage, reading.served_model);
  if (!broken_.empty()) Fault(reading, "the answer", broken_);
  return reading;
}

}  // namespace rg::meter
