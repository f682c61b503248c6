#include "http/parse.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "http/chars.h"
#include "http/fields.h"

namespace rg::http {
namespace {

using namespace std::string_view_literals;

constexpr ParseFault kNotARequestLine{400, "the request line is not 'METHOD target HTTP/1.1'"};
constexpr ParseFault kBlankBefore{400, "more than one empty line before the request"};
constexpr ParseFault kBadVersion{400, "the request line does not end in HTTP/1.1 or HTTP/1.0"};
constexpr ParseFault kOtherVersion{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
constexpr ParseFault kBadTarget{400, "the request target holds a character it must not hold"};
constexpr ParseFault kBadEscape{400,
                                "the request target holds a percent sign that encodes nothing, or "
                                "an encoded control character"};
constexpr ParseFault kTargetForm{400, "the request target is neither a path nor a URL"};
constexpr ParseFault kAsterisk{400, "only OPTIONS may ask for '*'"};
constexpr ParseFault kLooseLength{400, "Content-Length has white space around its value"};
constexpr ParseFault kLooseCoding{400, "Transfer-Encoding has white space around its value"};
constexpr ParseFault kImitated{400,
                               "Content_Length and Transfer_Encoding are refused: some servers "
                               "read them as the fields they imitate"};
constexpr ParseFault kHostTwice{400, "Host is given more than once"};
constexpr ParseFault kBadHost{400, "Host is not a name or address with an optional port"};
constexpr ParseFault kNoHost{400, "Host is missing"};
constexpr ParseFault kHostDisagrees{400, "Host and the URL in the request line disagree"};
constexpr ParseFault kTypeTwice{400, "Content-Type is given more than once"};
constexpr ParseFault kTwoFramings{400, "both Content-Length and Transfer-Encoding are given"};
constexpr ParseFault kOldChunked{400, "Transfer-Encoding in an HTTP/1.0 request"};
constexpr ParseFault kUnknownCoding{501, "Transfer-Encoding names a coding other than 'chunked'"};
constexpr ParseFault kBodyNotAllowed{400, "a body with a method that has none"};
constexpr ParseFault kMethodCase{400, "methods are written in capitals"};
constexpr ParseFault kUnknownMethod{501,
                                    "the method is not one of GET, HEAD, POST, PUT, PATCH, "
                                    "DELETE, OPTIONS"};
constexpr ParseFault kOtherExpectation{417, "Expect asks for something other than 100-continue"};

enum class Method : std::uint8_t { kUnknown, kTrace, kWithoutBody, kWithBody };

struct KnownMethod {
  std::string_view name;
  Method method;
};

// A body after GET, HEAD, OPTIONS or TRACE has no meaning, and programs disagree on whether it is
// read: what is left of it would be the next request.
constexpr KnownMethod kMethods[] = {
    {"POST", Method::kWithBody},       {"GET", Method::kWithoutBody},
    {"PUT", Method::kWithBody},        {"PATCH", Method::kWithBody},
    {"DELETE", Method::kWithBody},     {"HEAD", Method::kWithoutBody},
    {"OPTIONS", Method::kWithoutBody}, {"TRACE", Method::kTrace},
};

Method MethodOf(std::string_view name) {
  for (const KnownMethod& known : kMethods) {
    if (known.name == name) return known.method;
  }
  return Method::kUnknown;
}

bool IsMethodInOtherCase(std::string_view name) {
  return std::ranges::any_of(
      kMethods, [&](const KnownMethod& known) { return EqualsIgnoreCase(known.name, name); });
}

// "%XX". In a path control characters are refused, because a program that decodes before it splits
// lines would find a header in them; in a query they are text that somebody typed, all but the NUL.
const ParseFault* CheckEscape(const char* at, const char* end, bool in_query) {
  if (end - at < 3 || !Is(kHexChar, at[1]) || !Is(kHexChar, at[2])) return &kBadEscape;
  const unsigned byte = HexValue(at[1]) * 16 + HexValue(at[2]);
  if (byte == 0) return &kBadEscape;
  return !in_query && (byte < 0x20 || byte == 0x7f) ? &kBadEscape : nullptr;
}

const ParseFault* CheckPart(const char* at, const char* end, bool in_query) {
  while (true) {
    at = Skip(kTargetChar, at, end);
    if (at == end) return nullptr;
    if (*at != '%') return &kBadTarget;
    if (const ParseFault* fault = CheckEscape(at, end, in_query)) return fault;
    at += 3;
  }
}

const ParseFault* CheckTarget(std::string_view target) {
  if (IsPlainPath(target)) return nullptr;
  const char* const end = target.data() + target.size();
  const char* const mark = FindByte(target.data(), end, '?');
  const char* const query = mark == nullptr ? end : mark;
  if (const ParseFault* fault = CheckPart(target.data(), query, false)) return fault;
  return CheckPart(query, end, true);
}

bool IsPort(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  int port = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    port = port * 10 + (c - '0');
  }
  return port <= 65535;
}

// What follows an opening bracket, "[2001:db8::1]", of which only the shape is checked: nobody
// connects to it.
bool IsBracketed(std::string_view text) {
  if (text.size() < 4 || text.back() != ']') return false;
  text = text.substr(1, text.size() - 2);
  for (const char c : text) {
    if (!Is(kHexChar, c) && c != ':' && c != '.') return false;
  }
  return text.find(':') != std::string_view::npos;
}

bool IsRegisteredName(std::string_view text) {
  constexpr std::size_t kNameMax = 255;
  if (text.empty() || text.size() > kNameMax || text.front() == '.' || text.front() == '-') {
    return false;
  }
  char before = 0;
  for (const char c : text) {
    if (!Is(kHostChar, c) || (c == '.' && before == '.')) return false;
    before = c;
  }
  return true;
}

bool IsHost(std::string_view text) {
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', bracket);
  if (colon != std::string_view::npos && !IsPort(text.substr(colon + 1))) return false;
  const std::string_view name = text.substr(0, colon);
  return bracket == 0 ? IsRegisteredName(name) : IsBracketed(name);
}

std::size_t SchemeSize(std::string_view target) {
  for (const std::string_view scheme : {"http://"sv, "https://"sv}) {
    if (EqualsIgnoreCase(target.substr(0, scheme.size()), scheme)) return scheme.size();
  }
  return 0;
}

class RequestJudge {
 public:
  RequestJudge(RequestHead& head, HeadProgress& progress) : head_(head), said_(progress) {}

  void Begin() {
    head_.headers.Clear();
    head_.host = {};
  }

  const ParseFault* FirstLine(std::string_view line, bool& skip) {
    // A client may have sent one more CRLF after its last body than it announced.
    if (line.empty()) {
      if (said_.blank_skipped) return &kBlankBefore;
      said_.blank_skipped = skip = true;
      return nullptr;
    }
    const char* const end = line.data() + line.size();
    const char* const space = Skip(kTokenChar, line.data(), end);
    if (space == line.data() || space == end || *space != ' ') return &kNotARequestLine;
    head_.method = {line.data(), static_cast<std::size_t>(space - line.data())};
    line.remove_prefix(head_.method.size() + 1);

    const std::size_t gap = line.find(' ');
    if (gap == 0 || gap == std::string_view::npos) return &kNotARequestLine;
    head_.target = line.substr(0, gap);
    if (const ParseFault* fault = CheckVersion(line.substr(gap + 1))) return fault;
    return CheckTarget(head_.target);
  }

  Headers& headers() { return head_.headers; }

  const ParseFault* Field(const Header& field, const char* next_line) {
    const std::string_view value = field.value;
    switch (field.known) {
      case FieldName::kConnection:
        if (head_.headers.connection_says_more()) return NoteConnection(value, said_);
        said_.says_keep_alive = true;
        return nullptr;
      case FieldName::kContentLength:
        return IsTight(field, next_line) ? NoteContentLength(value, said_) : &kLooseLength;
      case FieldName::kTransferEncoding:
        return IsTight(field, next_line) ? NoteTransferEncoding(value, said_) : &kLooseCoding;
      case FieldName::kContentType:
        return std::exchange(said_.has_content_type, true) ? &kTypeTwice : nullptr;
      case FieldName::kHost:
        if (std::exchange(said_.has_host, true)) return &kHostTwice;
        head_.host = value;
        return IsHost(value) ? nullptr : &kBadHost;
      case FieldName::kExpect:
        (EqualsIgnoreCase(value, "100-continue") ? said_.expects_continue : said_.expects_other) =
            true;
        return nullptr;
      case FieldName::kImitatedLength:
      case FieldName::kImitatedCoding:
        return &kImitated;
      default:
        return nullptr;
    }
  }

  const ParseFault* End() {
    if (!said_.has_host) return &kNoHost;
    if (const ParseFault* fault = ReduceTarget()) return fault;
    if (const ParseFault* fault = Frame()) return fault;
    if (const ParseFault* fault = CheckMethod()) return fault;
    if (said_.expects_other) return &kOtherExpectation;
    head_.keep_alive = KeepsAlive(head_.minor_version, said_);
    // An HTTP/1.0 client does not know what a 100 is, and nothing need be asked for without a body.
    head_.expect_continue = said_.expects_continue && head_.minor_version > 0 && HasBody();
    return nullptr;
  }

 private:
  const ParseFault* CheckVersion(std::string_view text) {
    Version version;
    if (!ReadVersion(text, version)) return &kBadVersion;
    if (version.major != 1) return &kOtherVersion;
    head_.minor_version = version.minor > 0 ? 1 : 0;
    return nullptr;
  }

  const ParseFault* ReduceTarget() {
    const std::string_view target = head_.target;
    if (target.front() == '/') return nullptr;
    if (target == "*") return head_.method == "OPTIONS" ? nullptr : &kAsterisk;
    const std::size_t scheme = SchemeSize(target);
    if (scheme == 0) return head_.method == "CONNECT" ? &kUnknownMethod : &kTargetForm;

    const std::string_view rest = target.substr(scheme);
    const std::size_t path = rest.find_first_of("/?");
    if (!EqualsIgnoreCase(rest.substr(0, path), head_.host)) return &kHostDisagrees;
    if (path == std::string_view::npos) {
      head_.target = head_.method == "OPTIONS" ? "*" : "/";
      return nullptr;
    }
    // The path between a host and its query cannot be left empty in a view of the bytes.
    if (rest[path] == '?') return &kTargetForm;
    head_.target = rest.substr(path);
    return nullptr;
  }

  const ParseFault* Frame() {
    const bool coded = said_.coding != HeadProgress::Coding::kAbsent;
    if (coded && said_.has_length) return &kTwoFramings;
    if (coded && head_.minor_version == 0) return &kOldChunked;
    if (said_.coding == HeadProgress::Coding::kUnsupported) return &kUnknownCoding;
    head_.content_length = said_.content_length;
    head_.framing = coded              ? Framing::kChunked
                    : said_.has_length ? Framing::kLength
                                       : Framing::kNone;
    return nullptr;
  }

  const ParseFault* CheckMethod() const {
    const Method method = MethodOf(head_.method);
    if (method == Method::kWithBody) return nullptr;
    if (method == Method::kUnknown) {
      return IsMethodInOtherCase(head_.method) ? &kMethodCase : &kUnknownMethod;
    }
    if (HasBody()) return &kBodyNotAllowed;
    return method == Method::kTrace ? &kUnknownMethod : nullptr;
  }

  bool HasBody() const { return head_.framing == Framing::kChunked || head_.content_length != 0; }

  RequestHead& head_;
  HeadProgress& said_;
};

}  // namespace

Parsed ParseRequestHead(std::string_view bytes, RequestHead& head, HeadProgress& progress) {
  RequestJudge judge(head, progress);
  return HeadReader(bytes, progress, judge).Read();
}

Parsed ParseRequestHead(std::string_view bytes, RequestHead& head) {
  HeadProgress progress;
  return ParseRequestHead(bytes, head, progress);
}

}  // namespace rg::http
