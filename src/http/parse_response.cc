#include <string_view>

#include "http/chars.h"
#include "http/fields.h"
#include "http/parse.h"

namespace rg::http {
namespace {

constexpr int kBadGateway = 502;

constexpr ParseFault kBadStatusLine{kBadGateway, "the status line is not 'HTTP/1.1 200 reason'"};
constexpr ParseFault kOtherVersion{kBadGateway, "the answer is not HTTP/1.1 or HTTP/1.0"};
constexpr ParseFault kSwitched{kBadGateway,
                               "101 answers a request that asked for no other protocol"};
constexpr ParseFault kTwoFramings{kBadGateway,
                                  "both Content-Length and Transfer-Encoding are given"};
constexpr ParseFault kOldChunked{kBadGateway, "Transfer-Encoding in an HTTP/1.0 answer"};
constexpr ParseFault kUnknownCoding{kBadGateway,
                                    "Transfer-Encoding names a coding other than 'chunked'"};

class ResponseJudge {
 public:
  ResponseJudge(std::string_view request_method, ResponseHead& head, HeadProgress& progress)
      : to_head_(request_method == "HEAD"), head_(head), said_(progress) {}

  void Begin() { head_.headers.Clear(); }

  const ParseFault* FirstLine(std::string_view line, bool&) {
    constexpr std::size_t kStatusAt = 9;
    constexpr std::size_t kReasonAt = 13;
    Version version;
    if (line.size() < kReasonAt - 1 || !ReadVersion(line.substr(0, 8), version) || line[8] != ' ') {
      return &kBadStatusLine;
    }
    if (version.major != 1) return &kOtherVersion;
    head_.minor_version = version.minor > 0 ? 1 : 0;
    if (!ReadStatus(line.substr(kStatusAt, 3))) return &kBadStatusLine;
    if (head_.status == 101) return &kSwitched;
    // Servers without a reason to give often leave out the space before it, too.
    head_.reason = {};
    if (line.size() == kReasonAt - 1) return nullptr;
    if (line[kReasonAt - 1] != ' ') return &kBadStatusLine;
    head_.reason = line.substr(kReasonAt);
    const char* const end = line.data() + line.size();
    return SkipText(head_.reason.data(), end) == end ? nullptr : &kBadStatusLine;
  }

  Headers& headers() { return head_.headers; }

  const ParseFault* Field(const Header& field, const char*) {
    switch (field.known) {
      case FieldName::kConnection:
        if (head_.headers.connection_says_more()) return NoteConnection(field.value, said_);
        said_.says_keep_alive = true;
        return nullptr;
      case FieldName::kContentLength:
        return NoteContentLength(field.value, said_);
      case FieldName::kTransferEncoding:
        return NoteTransferEncoding(field.value, said_);
      default:
        return nullptr;
    }
  }

  const ParseFault* End() {
    const bool coded = said_.coding != HeadProgress::Coding::kAbsent;
    if (coded && said_.has_length) return &kTwoFramings;
    if (coded && head_.minor_version == 0) return &kOldChunked;
    if (said_.coding == HeadProgress::Coding::kUnsupported) return &kUnknownCoding;
    head_.content_length = 0;
    head_.keep_alive = KeepsAlive(head_.minor_version, said_);
    if (to_head_ || head_.status == 304) {
      head_.framing = Framing::kNone;
    } else if (head_.status < 200 || head_.status == 204) {
      // Never followed by a body. Where one is announced all the same, it ends with the connection
      // instead of being read as the next answer.
      head_.framing = Framing::kNone;
      if (coded || said_.content_length != 0) head_.keep_alive = false;
    } else {
      Frame(coded);
    }
    return nullptr;
  }

 private:
  bool ReadStatus(std::string_view text) {
    if (!IsDigit(text[0]) || !IsDigit(text[1]) || !IsDigit(text[2])) return false;
    head_.status = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
    return head_.status >= 100 && head_.status < 600;
  }

  void Frame(bool coded) {
    head_.content_length = said_.content_length;
    head_.framing = coded              ? Framing::kChunked
                    : said_.has_length ? Framing::kLength
                                       : Framing::kUntilClose;
    if (head_.framing == Framing::kUntilClose) head_.keep_alive = false;
  }

  bool to_head_;
  ResponseHead& head_;
  HeadProgress& said_;
};

}  // namespace

Parsed ParseResponseHead(std::string_view bytes, std::string_view request_method,
                         ResponseHead& head, HeadProgress& progress) {
  ResponseJudge judge(request_method, head, progress);
  Parsed parsed = HeadReader(bytes, progress, judge).Read();
  if (parsed.state == Parsed::State::kFault) parsed.fault.status = kBadGateway;
  return parsed;
}

Parsed ParseResponseHead(std::string_view bytes, std::string_view request_method,
                         ResponseHead& head) {
  HeadProgress progress;
  return ParseResponseHead(bytes, request_method, head, progress);
}

}  // namespace rg::http
