#include "config/yaml.h"

#include <yaml-cpp/yaml.h>

#include "config/json.h"

namespace rg::config {
namespace {

namespace json = boost::json;

std::string Place(const YAML::Mark& mark) {
  return std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
}

class Converter {
 public:
  explicit Converter(YamlInput& input) : input_(input) {}

  json::value Convert(const YAML::Node& node, const Type* type, const std::string& pointer) {
    // An empty secret is a secret nobody set; it is refused rather than taken for "none".
    if (node.IsNull())
      return type != nullptr && type->kind == Kind::kSecret ? json::value("") : nullptr;
    if (node.IsScalar()) {
      const std::string& text = node.Scalar();
      if (type == nullptr || type->kind == Kind::kList) return json::value(text);
      return FromText(text, *type);
    }
    if (node.IsSequence()) return ConvertList(node, type, pointer);
    const bool known = type != nullptr && type->kind == Kind::kObject;
    return ConvertMap(node, known ? &type->table() : nullptr, pointer);
  }

  json::object ConvertMap(const YAML::Node& node, const Table* table, const std::string& pointer) {
    json::object object;
    for (const auto& member : node) {
      const std::string key = member.first.IsScalar() ? member.first.Scalar() : "?";
      const std::string below = Below(pointer, key);
      if (object.contains(key)) {
        input_.faults.push_back({below, "stands here twice"});
        continue;
      }
      input_.places[below] = Place(member.first.Mark());
      const Field* field = table == nullptr ? nullptr : table->Find(key);
      json::value value = Convert(member.second, field == nullptr ? nullptr : field->type, below);
      // `proxy:` with nothing below it is an empty section.
      if (value.is_null() && field != nullptr && field->type->kind == Kind::kObject) continue;
      object[key] = std::move(value);
    }
    return object;
  }

 private:
  json::value ConvertList(const YAML::Node& node, const Type* type, const std::string& pointer) {
    json::array items;
    const Type* inner = type != nullptr && type->kind == Kind::kList ? type->inner : nullptr;
    for (const YAML::Node& item : node) {
      const std::string below = pointer + "/" + std::to_string(items.size());
      input_.places[below] = Place(item.Mark());
      items.push_back(Convert(item, inner, below));
    }
    return items;
  }

  YamlInput& input_;
};

}  // namespace

YamlInput ReadYaml(const std::string& text, const Table& table) {
  YamlInput input;
  try {
    const YAML::Node root = YAML::Load(text);
    if (root.IsNull()) return input;
    if (!root.IsMap()) {
      input.faults.push_back({"", "must be a mapping of sections"});
      input.fault_place = "1:1";
      return input;
    }
    input.value = Converter{input}.ConvertMap(root, &table, "");
  } catch (const YAML::Exception& broken) {
    input.faults.push_back({"", "is not YAML: " + broken.msg});
    input.fault_place = Place(broken.mark);
  }
  return input;
}

}  // namespace rg::config
