#include "http/sse.h"

#include "http/chars.h"

namespace rg::http {
namespace {

// A tail that was once large is given back, so that a stream costs what its usual events cost.
constexpr std::size_t kTailKept = 64 * 1024;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The value of a line "name:value" or "name: value".
std::string_view ValueAfter(std::string_view line, std::size_t colon) {
  line.remove_prefix(colon + 1);
  if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return line;
}

class FieldReader {
 public:
  explicit FieldReader(std::string& buffer) : buffer_(buffer) {}

  void Take(std::string_view line) {
    if (line.empty()) return;
    if (line.starts_with("data:")) return Data(ValueAfter(line, 4));
    if (line.starts_with("event:")) {
      fields_.event = ValueAfter(line, 5);
    } else if (line == "data") {
      Data({});
    } else if (line == "event") {
      fields_.event = {};
    }
  }
  const SseFields& fields() const { return fields_; }

 private:
  void Data(std::string_view value) {
    if (!fields_.has_data) {
      fields_.has_data = true;
      fields_.data = value;
      return;
    }
    if (!joined_) buffer_.assign(fields_.data);
    joined_ = true;
    buffer_.push_back('\n');
    buffer_.append(value);
    fields_.data = buffer_;
  }

  std::string& buffer_;
  SseFields fields_;
  bool joined_ = false;
};

}  // namespace

std::size_t SseSplitter::FindEnd(std::string_view bytes) {
  if (failed_) return kNoEnd;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    if (after_cr_) {
      after_cr_ = false;
      last_ = *at == '\n' ? LineEnd::kLf : LineEnd::kCr;
      if (*at == '\n') ++at;
      if (blank_) return EndEvent(static_cast<std::size_t>(at - bytes.data()));
      continue;
    }
    const char* const stop = FindLineEnd(at, end);
    line_ += static_cast<std::size_t>(stop - at);
    failed_ = line_ > kSseLineMax;
    if (failed_ || stop == end) return kNoEnd;
    at = stop + 1;
    const bool blank = line_ == 0;
    line_ = 0;
    const LineEnd line_end = *stop == '\n' ? LineEnd::kLf : LineEnd::kCr;
    // Where CR alone ends the lines, waiting for a LF that never comes would hold every event back
    // until the next one begins.
    if (blank && (line_end == LineEnd::kLf || last_ == LineEnd::kCr)) {
      return EndEvent(static_cast<std::size_t>(at - bytes.data()));
    }
    last_ = line_end;
    after_cr_ = line_end == LineEnd::kCr;
    blank_ = blank;
  }
  return kNoEnd;
}

std::size_t SseSplitter::EndEvent(std::size_t size) {
  last_ = LineEnd::kNone;
  failed_ = tail_.size() + size > kSseEventMax;
  return failed_ ? kNoEnd : size;
}

bool SseSplitter::Keep(std::string_view bytes) {
  failed_ = failed_ || tail_.size() + bytes.size() > kSseEventMax;
  if (failed_) return false;
  tail_.append(bytes);
  return true;
}

void SseSplitter::ForgetTail() {
  tail_.clear();
  if (tail_.capacity() > kTailKept) tail_.shrink_to_fit();
}

SseFields ParseSseEvent(std::string_view raw, std::string& buffer) {
  if (raw.starts_with(kByteOrderMark)) raw.remove_prefix(kByteOrderMark.size());
  FieldReader reader(buffer);
  const char* at = raw.data();
  const char* const end = at + raw.size();
  while (at != end) {
    const char* const stop = FindLineEnd(at, end);
    reader.Take({at, static_cast<std::size_t>(stop - at)});
    // A LF after a CR reads as one more blank line, which says nothing.
    at = stop == end ? end : stop + 1;
  }
  return reader.fields();
}

}  // namespace rg::http
