#include "config/leaf.h"

#include <algorithm>

#include <boost/json/value.hpp>

#include "config/json.h"
#include "config/settings.h"

namespace rg::config {
namespace {

namespace json = boost::json;

std::string Upper(std::string_view text) {
  std::string upper{text};
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

void Collect(const Table& table, std::vector<std::string>& path, std::vector<Leaf>& leaves) {
  for (const Field& field : table.fields) {
    path.push_back(field.name);
    if (field.type->kind == Kind::kObject) {
      Collect(field.type->table(), path, leaves);
    } else {
      leaves.push_back({path, &field});
    }
    path.pop_back();
  }
}

}  // namespace

std::string Leaf::Joined(std::string_view between) const {
  std::string joined;
  for (const std::string& part : path) {
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

std::string Leaf::Flag() const {
  std::string flag = Joined("-");
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::string Leaf::Variable() const { return std::string{kVariablePrefix} + Upper(Joined("__")); }

std::vector<Leaf> SettingLeaves() {
  std::vector<Leaf> leaves;
  std::vector<std::string> path;
  Collect(TableOf<Settings>(), path, leaves);
  return leaves;
}

bool IsSettingFlag(std::string_view name) {
  const auto leaves = SettingLeaves();
  return std::any_of(leaves.begin(), leaves.end(),
                     [&](const Leaf& leaf) { return leaf.Flag() == name; });
}

namespace {

std::string_view TypeName(const Type& type) {
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
      return "list";
    default:
      return "text";
  }
}

std::string PrintBound(std::int64_t bound, Kind kind) {
  return kind == Kind::kDuration ? FormatDuration(Duration{bound}) : std::to_string(bound);
}

std::string Bounds(const Field& field) {
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

std::string Fallback(const Leaf& leaf) {
  const void* object = TableOf<Settings>().defaults.get();
  const Table* table = &TableOf<Settings>();
  for (std::size_t i = 0; i + 1 < leaf.path.size(); ++i) {
    const Field* section = table->Find(leaf.path[i]);
    object = static_cast<const std::byte*>(object) + section->offset;
    table = &section->type->table();
  }
  const json::value value = WriteField(*leaf.field, object);
  if (const json::string* text = value.if_string()) return std::string{*text};
  if (value.is_null() || (value.is_array() && value.get_array().empty())) return "";
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  return value.is_int64() ? std::to_string(value.get_int64()) : "";
}

}  // namespace

std::vector<SettingRow> SettingRows() {
  std::vector<SettingRow> rows;
  for (const Leaf& leaf : SettingLeaves()) {
    rows.push_back({leaf.Joined("."), leaf.IsSecret() ? "" : "--" + leaf.Flag(), leaf.Variable(),
                    std::string{TypeName(*leaf.field->type)}, Bounds(*leaf.field), Fallback(leaf),
                    leaf.field->because});
  }
  return rows;
}

}  // namespace rg::config
