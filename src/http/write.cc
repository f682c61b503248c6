#include "http/write.h"

#include <algorithm>

#include "core/number_text.h"
#include "http/chars.h"

namespace rg::http {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSay[] = {""sv, "Connection: keep-alive\r\n"sv,
                                     "Connection: close\r\n"sv};
constexpr std::string_view kChunkedField = "Transfer-Encoding: chunked\r\n";
constexpr std::string_view kLengthName = "Content-Length: ";

// White space would end a method or a target early.
bool IsWord(std::string_view text) {
  const char* const end = text.data() + text.size();
  return !text.empty() && SkipVisible(text.data(), end) == end;
}

// Grows a string once by all that a head needs, then fills it without looking at its size again.
class Filler {
 public:
  Filler(std::pmr::string& out, std::size_t size) {
    const std::size_t before = out.size();
    out.resize(before + size);
    at_ = out.data() + before;
  }
  void Put(std::string_view text) {
    text.copy(at_, text.size());
    at_ += text.size();
  }

 private:
  char* at_;
};

// The field that delimits a body, formatted: "", Transfer-Encoding or Content-Length.
class BodyField {
 public:
  explicit BodyField(Body body) {
    if (body.framing == Framing::kChunked) text_ = kChunkedField;
    if (body.framing != Framing::kLength) return;
    kLengthName.copy(buffer_.data(), kLengthName.size());
    char* at = PutUnsigned(buffer_.data() + kLengthName.size(), body.content_length);
    *at++ = '\r';
    *at++ = '\n';
    text_ = {buffer_.data(), static_cast<std::size_t>(at - buffer_.data())};
  }
  BodyField(const BodyField&) = delete;
  BodyField& operator=(const BodyField&) = delete;
  std::string_view text() const { return text_; }

 private:
  std::array<char, kLengthName.size() + kNumberTextMax + 2> buffer_;
  std::string_view text_;
};

bool HasNoBody(int status) { return status < 200 || status == 204 || status == 304; }

constexpr std::string_view kWeekdays = "SunMonTueWedThuFriSat";
constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

}  // namespace

Result<void> AppendRequestHead(std::pmr::string& out, const RequestLine& line,
                               const FieldLines& fields, Body body, Persistence persistence) {
  if (!IsName(line.method))
    return Fail(Errc::kInvalidRequest, "the method is not a name", "method");
  if (!IsWord(line.target)) {
    return Fail(Errc::kInvalidRequest, "the target holds white space or a control character",
                "target");
  }
  if (!IsWord(line.host)) return Fail(Errc::kInvalidRequest, "the host is not a host", "host");
  if (fields.fault()) return *fields.fault();

  constexpr std::string_view kAfterTarget = " HTTP/1.1\r\nHost: ";
  const BodyField framing(body);
  const std::string_view said = kSay[static_cast<std::size_t>(persistence)];
  Filler head(out, line.method.size() + 1 + line.target.size() + kAfterTarget.size() +
                       line.host.size() + 2 + fields.text().size() + framing.text().size() +
                       said.size() + 2);
  head.Put(line.method);
  head.Put(" ");
  head.Put(line.target);
  head.Put(kAfterTarget);
  head.Put(line.host);
  head.Put("\r\n");
  head.Put(fields.text());
  head.Put(framing.text());
  head.Put(said);
  head.Put("\r\n");
  return {};
}

Result<void> AppendResponseHead(std::pmr::string& out, const StatusLine& line,
                                const FieldLines& fields, Body body, Persistence persistence) {
  if (line.status < 100 || line.status > 599) {
    return Fail(Errc::kInternal, "an answer's status is not between 100 and 599", "status");
  }
  if (!IsText(line.date)) return Fail(Errc::kInternal, "the date is not a date", "date");
  if (fields.fault()) return *fields.fault();

  constexpr std::string_view kVersion = "HTTP/1.1 ";
  constexpr std::string_view kDateName = "Date: ";
  if (body.framing == Framing::kUntilClose) persistence = Persistence::kClose;
  if (HasNoBody(line.status)) body = {};
  const BodyField framing(body);
  const std::string_view said = kSay[static_cast<std::size_t>(persistence)];
  const std::string_view reason = ReasonPhrase(line.status);
  const std::array<char, 4> status = {static_cast<char>('0' + line.status / 100),
                                      static_cast<char>('0' + line.status / 10 % 10),
                                      static_cast<char>('0' + line.status % 10), ' '};
  const std::size_t date = line.date.empty() ? 0 : kDateName.size() + line.date.size() + 2;
  Filler head(out, kVersion.size() + status.size() + reason.size() + 2 + date +
                       fields.text().size() + framing.text().size() + said.size() + 2);
  head.Put(kVersion);
  head.Put(std::string_view(status.data(), status.size()));
  head.Put(reason);
  head.Put("\r\n");
  if (date != 0) {
    head.Put(kDateName);
    head.Put(line.date);
    head.Put("\r\n");
  }
  head.Put(fields.text());
  head.Put(framing.text());
  head.Put(said);
  head.Put("\r\n");
  return {};
}

std::string_view HttpDate::At(TimePoint now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second == second_) return {text_.data(), text_.size()};
  second_ = second;
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{second - day};
  const auto put = [&](std::size_t at, std::string_view text) {
    std::ranges::copy(text, text_.begin() + at);
  };
  const auto put_two = [&](std::size_t at, unsigned value) {
    text_[at] = static_cast<char>('0' + value / 10 % 10);
    text_[at + 1] = static_cast<char>('0' + value % 10);
  };
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  put(0, "Mon, 01 Jan 1970 00:00:00 GMT");
  put(0, kWeekdays.substr(std::chrono::weekday{day}.c_encoding() * 3, 3));
  put_two(5, static_cast<unsigned>(date.day()));
  put(8, kMonths.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3));
  put_two(12, year / 100);
  put_two(14, year % 100);
  put_two(17, static_cast<unsigned>(clock.hours().count()));
  put_two(20, static_cast<unsigned>(clock.minutes().count()));
  put_two(23, static_cast<unsigned>(clock.seconds().count()));
  return {text_.data(), text_.size()};
}

}  // namespace rg::http
