// Our readers of JSON beside simdjson: the one of requests accepts what simdjson accepts and
// nothing else, and where it does, both of ours read the values that simdjson reads.

#include <charconv>
#include <simdjson.h>

#include "core/json_text.h"
#include "fuzz.h"
#include "meter/json_cursor.h"
#include "route/json_reader.h"

namespace rg::fuzz {
namespace {

using Kind = route::JsonReader::Kind;

// Values are compared as they are written out: members and items in their order, strings decoded,
// numbers as the machine holds them.
void AppendNumber(std::string& out, double number) {
  char text[64];
  out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void AppendNumber(std::string& out, std::string_view spelled) {
  double number = 0;
  const char* const last = spelled.data() + spelled.size();
  const auto [end, error] = std::from_chars(spelled.data(), last, number);
  Require(end == last, "a number is a number");
  const bool tiny = error != std::errc{};  // what is too large is refused by simdjson
  AppendNumber(out, tiny || number == 0 ? 0 : number);
}

void Append(std::string& out, simdjson::dom::element value) {
  switch (value.type()) {
    case simdjson::dom::element_type::OBJECT:
      out += '{';
      for (const auto member : value.get_object()) {
        AppendJsonString(out, member.key);
        Append(out += ':', member.value);
      }
      out += '}';
      return;
    case simdjson::dom::element_type::ARRAY:
      out += '[';
      for (const auto item : value.get_array()) Append(out += ',', item);
      out += ']';
      return;
    case simdjson::dom::element_type::STRING:
      return AppendJsonString(out, value.get_string());
    case simdjson::dom::element_type::BOOL:
      out += value.get_bool() ? "true" : "false";
      return;
    case simdjson::dom::element_type::NULL_VALUE:
      out += "null";
      return;
    default: {
      const double number = value.get_double();
      return AppendNumber(out, number == 0 ? 0 : number);
    }
  }
}

void Append(std::string& out, route::JsonReader& in) {
  switch (in.Peek()) {
    case Kind::kObject:
      out += '{';
      for (bool more = in.EnterObject(); more; more = in.NextMember()) {
        AppendJsonString(out, in.Key());
        Append(out += ':', in);
      }
      out += '}';
      return;
    case Kind::kArray:
      out += '[';
      for (bool more = in.EnterArray(); more; more = in.NextElement()) Append(out += ',', in);
      out += ']';
      return;
    case Kind::kString:
      return AppendJsonString(out, in.String());
    case Kind::kNumber:
      return AppendNumber(out, in.Text(in.Skip()));
    default:
      out += in.Text(in.Skip());
  }
}

void AppendDecoded(std::string& out, std::string_view spelled) {
  std::string text(spelled.size(), '\0');
  const char* const end = DecodeJsonString(spelled, text.data());
  Require(end != nullptr, "an accepted string can be decoded");
  text.resize(static_cast<std::size_t>(end - text.data()));
  AppendJsonString(out, text);
}

void Append(std::string& out, meter::JsonCursor& in) {
  switch (in.Peek()) {
    case '{':
      out += '{';
      in.Object([&](std::string_view key) {
        AppendDecoded(out, key);
        Append(out += ':', in);
      });
      out += '}';
      return;
    case '[':
      out += '[';
      in.Array([&] { Append(out += ',', in); });
      out += ']';
      return;
    case '"':
      return AppendDecoded(out, in.Text());
    case 't':
    case 'f':
    case 'n':
      out += in.Skip();
      return;
    default: {
      const std::optional<std::int64_t> count = in.Count();
      if (!count) return AppendNumber(out, in.Skip());
      return AppendNumber(out, static_cast<double>(*count));
    }
  }
}

bool Accepts(const Padded& text) {
  std::pmr::monotonic_buffer_resource memory;
  route::JsonReader in(text.view(), memory);
  in.Skip();
  in.ExpectEnd();
  return !in.failed();
}

bool HasLongNumber(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 18) return true;
  }
  return false;
}

// Half of a surrogate pair, a number that no machine holds, and a byte order mark: the first two
// are within the grammar and refused by simdjson, the last is not and skipped by it.
bool TheyDiffer(simdjson::error_code code, std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ||
         (code == simdjson::STRING_ERROR && text.find("\\u") != std::string_view::npos) ||
         (code == simdjson::NUMBER_ERROR &&
          (text.find_first_of("eE") != text.npos || HasLongNumber(text)));
}

}  // namespace

void Try(std::string_view input) {
  const Padded text(input);
  simdjson::dom::parser parser(simdjson::SIMDJSON_MAXSIZE_BYTES);
  simdjson::dom::element element;
  Require(parser.allocate(input.size() + 1, route::kDepthMax + 1) == simdjson::SUCCESS,
          "there is memory for a short text");
  const auto code = parser.parse(input.data(), input.size()).get(element);
  const bool accepted = Accepts(text);
  if (TheyDiffer(code, input)) return;
  Require(accepted == (code == simdjson::SUCCESS), "what we accept is JSON, and JSON is accepted");
  if (!accepted) return;

  std::string theirs;
  Append(theirs, element);
  std::pmr::monotonic_buffer_resource memory;
  route::JsonReader reader(text.view(), memory);
  std::string ours;
  Append(ours, reader);
  Require(!reader.failed() && ours == theirs, "a request has the values that others read in it");

  meter::JsonCursor cursor(input);
  std::string walked;
  Append(walked, cursor);
  Require(cursor.AtEnd() && walked == theirs, "an answer has the values that others read in it");
  meter::JsonCursor skipping(input);
  Require(!skipping.Skip().empty() && skipping.AtEnd(), "what can be walked can be skipped");
}

}  // namespace rg::fuzz
