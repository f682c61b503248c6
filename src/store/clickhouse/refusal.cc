#include "store/clickhouse/refusal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace rg::store::clickhouse {
namespace {

constexpr std::size_t kMessageMax = 300;

// The rows of an insert are wrong: unreadable, out of a column's range, against a constraint.
constexpr std::array kDataToBlame = {6,  27, 32, 33,  36,  38,  41,  43,  53,
                                     69, 70, 72, 117, 131, 321, 349, 395, 469};
// A user who is unknown, or may not do this.
constexpr std::array kWhoWeAre = {164, 192, 193, 194, 195, 291, 292, 497, 516};
// SQL that does not run, however often it is tried: syntax, unknown names, wrong types.
constexpr std::array kOurDefect = {10, 15, 16, 42, 46, 47, 60, 62, 63, 81, 115, 179, 215, 386};

// The number behind "Code: "; zero when there is none.
int CodeOf(std::string_view body) {
  constexpr std::string_view kMark = "Code: ";
  const std::size_t at = body.find(kMark);
  int code = 0;
  if (at == body.npos) return code;
  const std::string_view digits = body.substr(at + kMark.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), code);
  return code;
}

std::string_view MessageOf(std::string_view body) {
  constexpr std::string_view kMark = "DB::Exception: ";
  if (const std::size_t at = body.find(kMark); at != body.npos) {
    body.remove_prefix(at + kMark.size());
  }
  body = body.substr(0, body.find(", e.what() = "));
  body = body.substr(0, body.find(" (version "));
  while (!body.empty() && (body.back() == '\n' || body.back() == ' ')) body.remove_suffix(1);
  return body.substr(0, kMessageMax);
}

Errc BlameFor(int status, int code) {
  const auto among = [code](const auto& codes) {
    return std::ranges::find(codes, code) != codes.end();
  };
  if (among(kDataToBlame)) return Errc::kInvalidRequest;
  if (among(kWhoWeAre) || status == 401 || status == 403) return Errc::kForbidden;
  if (among(kOurDefect)) return Errc::kInternal;
  return Errc::kUnavailable;
}

}  // namespace

Error ReadRefusal(int status, std::string_view body) {
  const int code = CodeOf(body);
  std::string detail = "ClickHouse answered ";
  detail += code == 0 ? "status " + std::to_string(status) : "code " + std::to_string(code);
  if (code != 0) detail.append(": ").append(MessageOf(body));
  return Fail(BlameFor(status, code), std::move(detail));
}

}  // namespace rg::store::clickhouse
