#include "meter/fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/json_text.h"

namespace rg::meter {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits at the front; false when there are none.
bool TakeDigits(std::string_view& text) {
  const std::size_t before = text.size();
  while (!text.empty() && IsDigit(text.front())) text.remove_prefix(1);
  return text.size() < before;
}

// By the grammar of RFC 8259.
bool IsNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && IsDigit(text[1])) return false;
  if (!TakeDigits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!TakeDigits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!TakeDigits(text)) return false;
  }
  return text.empty();
}

// What is wrong with a number that is no count.
std::string_view WhyNoCount(std::string_view number) {
  const std::size_t odd = number.find_first_not_of("0123456789", number.starts_with('-') ? 1 : 0);
  if (odd != std::string_view::npos) return "is not a whole number";
  return number.starts_with('-') ? "is negative" : "is absurdly large";
}

// A JSON number in units of 10^-decimals, rounded up. nullopt when it is negative or too large.
std::optional<std::int64_t> ScaleUp(std::string_view number, int decimals) {
  // Beyond this no digit changes the result, and none fits.
  constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
  if (number.starts_with('-')) return std::nullopt;
  std::int64_t digits = 0;
  std::int64_t shift = decimals;
  bool fraction = false;
  bool rest = false;  // a digit that was cut off is not zero
  std::size_t at = 0;
  for (; at < number.size() && number[at] != 'e' && number[at] != 'E'; ++at) {
    if (number[at] == '.') {
      fraction = true;
      continue;
    }
    const bool room = digits < kMost / 10;
    if (room) digits = digits * 10 + (number[at] - '0');
    if (!room) rest = rest || number[at] != '0';
    if (fraction == room) shift -= room ? 1 : -1;
  }
  if (at < number.size()) {
    std::string_view exponent = number.substr(at + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    std::int64_t power = 0;
    const char* const last = exponent.data() + exponent.size();
    if (std::from_chars(exponent.data(), last, power).ec != std::errc{}) return std::nullopt;
    if (power > 100) return digits == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
    shift += std::max<std::int64_t>(power, -100);
  }
  for (; shift < 0; ++shift) {
    rest = rest || digits % 10 != 0;
    digits /= 10;
  }
  for (; shift > 0 && digits != 0; --shift) {
    if (digits > kMost / 10) return std::nullopt;
    digits *= 10;
  }
  return digits + (rest ? 1 : 0);
}

// Whether nothing in the spelling of a string needs a closer look.
bool IsPlain(std::string_view spelled) {
  static constexpr auto kOdd = [] {
    std::array<bool, 256> odd{};
    for (std::size_t c = 0; c < odd.size(); ++c) odd[c] = c < ' ' || c > '~' || c == '\\';
    return odd;
  }();
  std::size_t at = 0;
#ifdef __SSE2__
  // Less than a space are control characters and, negative, what is not ASCII.
  for (; spelled.size() - at >= 16; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(spelled.data() + at));
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8(' ')),
                                     _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\\')),
                                                  _mm_cmpgt_epi8(block, _mm_set1_epi8('~'))));
    if (_mm_movemask_epi8(odd) != 0) return false;
  }
#endif
  bool odd = false;
  for (; at != spelled.size(); ++at) odd |= kOdd[static_cast<std::uint8_t>(spelled[at])];
  return !odd;
}

// False when there is a control character, or what is not UTF-8, or an escape that is none.
bool Decode(std::string_view spelled, std::string& out) {
  for (std::string_view rest = spelled; !rest.empty();) {
    const std::size_t length = Utf8Length(rest);
    if (length == 0 || static_cast<std::uint8_t>(rest.front()) < ' ') return false;
    rest.remove_prefix(length);
  }
  std::string text(spelled.size(), '\0');
  const char* const end = DecodeJsonString(spelled, text.data());
  if (end == nullptr) return false;
  text.resize(static_cast<std::size_t>(end - text.data()));
  out = std::move(text);
  return true;
}

// Reads what is no count of few digits. Not inlined: what comes before it then needs no registers
// to be saved.
[[gnu::noinline]] std::optional<std::int64_t> ReadOddCount(JsonCursor& in, std::string_view where,
                                                           Reading& reading) {
  const std::string_view number = in.Skip();
  if (number == "null" || !in.ok()) return std::nullopt;
  if (!IsNumber(number)) {
    Fault(reading, where, "is not a number");
    return std::nullopt;
  }
  std::int64_t count = 0;
  const char* const last = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), last, count);
  if (error != std::errc{} || end != last || count < 0 || count > kCountMax) {
    Fault(reading, where, WhyNoCount(number));
    return std::nullopt;
  }
  return count;
}

template <class Text>
void ReadInto(Text& out, JsonCursor& in, std::string_view where, Reading& reading) {
  if (in.Peek() != '"') {
    if (in.Skip() != "null") Fault(reading, where, "is not a string");
    return;
  }
  std::string_view text = in.Text();
  std::string decoded;
  // An escape is at most six times as long as what it stands for.
  if (!IsPlain(text) && text.size() <= 6 * kTextMax) {
    if (!Decode(text, decoded)) return Fault(reading, where, "is broken JSON");
    text = decoded;
  }
  if (text.size() > kTextMax) return Fault(reading, where, "is absurdly long");
  out.assign(text);
}

}  // namespace

std::optional<std::int64_t> ReadCount(JsonCursor& in, std::string_view where, Reading& reading) {
  std::int64_t count = 0;
  if (in.TakeCount(count)) return count;
  return ReadOddCount(in, where, reading);
}

std::optional<std::int64_t> ReadDecimal(JsonCursor& in, std::string_view where, int decimals,
                                        Reading& reading) {
  const std::string_view number = in.Skip();
  if (number == "null" || !in.ok()) return std::nullopt;
  if (!IsNumber(number)) {
    Fault(reading, where, "is not a number");
    return std::nullopt;
  }
  const std::optional<std::int64_t> scaled = ScaleUp(number, decimals);
  if (!scaled) Fault(reading, where, number.starts_with('-') ? "is negative" : "is absurdly large");
  return scaled;
}

void ReadText(JsonCursor& in, std::string_view where, std::string& out, Reading& reading) {
  ReadInto(out, in, where, reading);
}
void ReadText(JsonCursor& in, std::string_view where, ShortText& out, Reading& reading) {
  ReadInto(out, in, where, reading);
}

}  // namespace rg::meter
