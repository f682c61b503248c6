#include "config/docs.h"

#include <boost/json/value.hpp>

#include "config/json.h"

namespace rg::config {
namespace {

namespace json = boost::json;

std::string PrintBound(std::int64_t bound, Kind kind) {
  return kind == Kind::kDuration ? FormatDuration(Duration{bound}) : std::to_string(bound);
}

void AddRows(const Table& table, const std::string& before, std::string& out) {
  for (const Field& field : table.fields) {
    if (field.internal) continue;
    const std::string name = before + field.name;
    if (field.type->kind == Kind::kObject && !field.type->optional) {
      AddRows(field.type->table(), name + ".", out);
      continue;
    }
    std::string type = TypeWords(*field.type);
    if (const std::string bounds = BoundsWords(field); !bounds.empty()) type += ": " + bounds;
    if (field.required) type += "; required";
    if (field.immutable) type += "; fixed once made";
    if (field.read_only) type += "; set by RateGuard";
    const std::string fallback = DefaultWords(field, table.defaults.get());
    out += "| `" + name + "` | " + Cell(type) + " | " +
           (fallback.empty() ? "" : "`" + Cell(fallback) + "`") + " | " + Cell(field.because) +
           " |\n";
  }
}

}  // namespace

std::string TypeWords(const Type& type) {
  switch (type.kind) {
    case Kind::kBool:
      return "true or false";
    case Kind::kInteger:
      return "integer";
    case Kind::kBytes:
      return "size";
    case Kind::kDuration:
      return "duration";
    case Kind::kMoney:
      return "money";
    case Kind::kSecret:
      return "secret";
    case Kind::kTime:
      return "time";
    case Kind::kId:
      return "id";
    case Kind::kChoice:
      return "choice";
    case Kind::kList:
      return "list of " + TypeWords(*type.inner);
    case Kind::kObject:
      return "object";
    default:
      return "text";
  }
}

std::string BoundsWords(const Field& field) {
  const Kind kind = field.type->kind;
  std::string text;
  for (const Choice& choice : field.choices) text += (text.empty() ? "" : ", ") + choice.name;
  const bool number = kind == Kind::kInteger || kind == Kind::kBytes || kind == Kind::kDuration;
  if (number && field.at_least && field.at_most) {
    text = PrintBound(*field.at_least, kind) + " to " + PrintBound(*field.at_most, kind);
  } else if (kind == Kind::kSecret && field.at_least) {
    text = "at least " + std::to_string(*field.at_least) + " characters";
  }
  return text;
}

std::string DefaultWords(const Field& field, const void* defaults) {
  const json::value value = WriteField(field, defaults);
  if (const json::string* text = value.if_string()) return std::string{*text};
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  if (value.is_int64()) return std::to_string(value.get_int64());
  std::string items;
  if (const json::array* list = value.if_array()) {
    for (const json::value& item : *list) {
      if (!item.is_int64()) return "";
      items += (items.empty() ? "" : ", ") + std::to_string(item.get_int64());
    }
  }
  return items;
}

std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

std::string FieldsTable(const Table& table) {
  std::string out = "| member | type | default | what it is |\n|---|---|---|---|\n";
  AddRows(table, "", out);
  return out;
}

}  // namespace rg::config
