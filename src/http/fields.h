#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/chars.h"
#include "http/head.h"
#include "http/parse.h"

// The parts of reading a head that requests and responses share. For parse.cc and
// parse_response.cc.
namespace rg::http {

// Reads the line of a field, and returns where the next line begins; nullptr when it is not one.
const char* ReadField(const char* at, const char* end, Header& field);

// At most one space before the value and nothing after it.
bool IsTight(const Header& field, const char* next_line);

// Such a line: the blank one at the end of a head, one that is wrong, or one without its end.
struct OtherLine {
  enum class State : std::uint8_t { kBlank, kBroken, kIncomplete };
  State state = State::kIncomplete;
  const ParseFault* fault = nullptr;  // when kBroken
};
inline constexpr std::size_t kBlankLine = 2;  // CRLF
OtherLine ReadOtherLine(const char* at, const char* end);

// Read one field each into what the head says so far. nullptr when the field is as it should be.
// Of Connection, what names more than keep-alive.
const ParseFault* NoteConnection(std::string_view value, HeadProgress& said);
const ParseFault* NoteContentLength(std::string_view value, HeadProgress& said);
const ParseFault* NoteTransferEncoding(std::string_view value, HeadProgress& said);

// Whether the sender keeps the connection open after this message.
bool KeepsAlive(int minor_version, const HeadProgress& said);

// Reads "HTTP/x.y" into two digits. False when it is not of that shape.
struct Version {
  int major = 0;
  int minor = 0;
};
bool ReadVersion(std::string_view text, Version& version);

inline constexpr ParseFault kRequestLineTooLong{414, "the request line is longer than 8 KiB"};
inline constexpr ParseFault kMethodTooLong{400, "no space within 32 bytes of the method's start"};
inline constexpr ParseFault kFieldTooLong{431, "a header field is longer than 8 KiB"};
inline constexpr ParseFault kBlockTooLong{431, "the header fields are longer than 32 KiB together"};
inline constexpr ParseFault kTooManyFields{431, "there are more than 100 header fields"};
inline constexpr ParseFault kBareLf{400, "a line ends in LF without CR before it"};

// Reads a head line by line. `Judge` says what the lines mean and has
//   void Begin();                                                       before the first line
//   const ParseFault* FirstLine(std::string_view line, bool& skip);     without its CRLF
//   Headers& headers();
//   const ParseFault* Field(const Header& field, const char* next_line);   the last of headers()
//   const ParseFault* End();
// each nullptr when all is well.
template <class Judge>
class HeadReader {
 public:
  HeadReader(std::string_view bytes, HeadProgress& progress, Judge& judge)
      : bytes_(bytes), progress_(progress), judge_(judge) {
    if (progress_.base == bytes.data() && progress_.scanned <= bytes.size()) return;
    progress_ = HeadProgress{};
    progress_.base = bytes.data();
  }

  Parsed Read() {
    if (NoLineEndInNewBytes()) return Wait();
    if (progress_.line == 0) judge_.Begin();
    while (progress_.block == 0) {
      const char* const lf = FindByte(At(), Until(), '\n');
      if (lf == nullptr) return Wait();
      if (const ParseFault* fault = FirstLine(lf)) return Fail(*fault);
    }
    Headers& headers = judge_.headers();
    const char* at = At();
    while (const char* const next = ReadField(at, End(), headers.room())) {
      if (static_cast<std::size_t>(next - at) > Allowed()) return Wait();
      at = next;
      progress_.line = Offset(next);
      const Header& field = headers.room();
      if (!headers.TakeRoom()) return Fail(kTooManyFields);
      if (const ParseFault* fault = judge_.Field(field, next)) return Fail(*fault);
    }
    const OtherLine line = ReadOtherLine(at, End());
    if (line.state == OtherLine::State::kIncomplete) return Wait();
    if (line.state == OtherLine::State::kBroken) return Broken(*line.fault);
    if (kBlankLine > Allowed()) return Wait();
    progress_.line += kBlankLine;
    return Finish();
  }

 private:
  const char* At() const { return bytes_.data() + progress_.line; }
  const char* End() const { return bytes_.data() + bytes_.size(); }
  const char* Until() const { return At() + std::min(Allowed(), bytes_.size() - progress_.line); }
  std::size_t Offset(const char* at) const { return static_cast<std::size_t>(at - bytes_.data()); }

  // How long the line at hand may be, with its CRLF.
  std::size_t Allowed() const {
    if (progress_.block == 0) return kRequestLineMax + 2;
    return std::min(kFieldMax + 2, progress_.block + kHeaderBlockMax - progress_.line);
  }

  // True in a resumed head when the line that was cut still has no end.
  bool NoLineEndInNewBytes() const {
    if (progress_.scanned <= progress_.line) return false;
    return FindByte(bytes_.data() + progress_.scanned, End(), '\n') == nullptr;
  }

  const ParseFault* FirstLine(const char* lf) {
    const std::string_view line(At(), static_cast<std::size_t>(lf - At()));
    if (!line.ends_with('\r')) return &kBareLf;
    bool skip = false;
    const ParseFault* const fault = judge_.FirstLine(line.substr(0, line.size() - 1), skip);
    progress_.line = Offset(lf + 1);
    if (!skip) progress_.block = progress_.line;
    return fault;
  }

  // A line is wrong only once it has ended. Until then it may still turn out to be too long, and
  // which of the two is found must not depend on how the bytes were cut.
  Parsed Broken(const ParseFault& fault) {
    return FindByte(At(), Until(), '\n') == nullptr ? Wait() : Fail(fault);
  }

  // The line at hand has no end within what it may have: more bytes are needed, or it is too long.
  Parsed Wait() {
    if (bytes_.size() - progress_.line >= Allowed()) return Fail(TooLong());
    progress_.scanned = bytes_.size();
    return {};
  }

  const ParseFault& TooLong() const {
    constexpr std::size_t kMethodMax = 32;
    if (progress_.block != 0) {
      return Allowed() < kFieldMax + 2 ? kBlockTooLong : kFieldTooLong;
    }
    return FindByte(At(), At() + kMethodMax, ' ') == nullptr ? kMethodTooLong : kRequestLineTooLong;
  }

  Parsed Finish() {
    if (const ParseFault* fault = judge_.End()) return Fail(*fault);
    const std::size_t consumed = progress_.line;
    progress_ = HeadProgress{};
    return {Parsed::State::kDone, consumed, {}};
  }

  Parsed Fail(const ParseFault& fault) {
    progress_ = HeadProgress{};
    return {Parsed::State::kFault, 0, fault};
  }

  std::string_view bytes_;
  HeadProgress& progress_;
  Judge& judge_;
};

}  // namespace rg::http
