#include "demo/schema.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "demo/ask.h"
#include "demo/tokens.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

constexpr int kDepthMax = 6;       // optional properties stop here: a schema may refer to itself
constexpr int kDepthHardMax = 24;  // and required ones here, where nothing finite would satisfy it
constexpr std::int64_t kItemsMax = 1000;

constexpr std::array<std::string_view, 10> kWords = {
    "Lisbon", "blue", "demo", "Ada", "coffee", "north", "harbor", "mint", "granite", "Tuesday"};

double NumberAt(const json::object& schema, std::string_view key, double otherwise) {
  const json::value* value = Find(schema, key);
  return value && value->is_number() ? value->to_number<double>() : otherwise;
}

class Filler {
 public:
  Filler(const json::value& root, std::uint64_t& state) : root_(root), state_(state) {}

  json::value Make(const json::value& schema, int depth) {
    if (!schema.is_object() || depth > kDepthHardMax) return nullptr;
    const json::object& object = schema.get_object();
    if (const json::value* fixed = object.if_contains("const")) return *fixed;
    if (const json::value* list = Find(object, "enum")) return PickFrom(*list);
    if (const json::value* target = Referred(object)) return Make(*target, depth + 1);
    for (const std::string_view key : {"anyOf", "oneOf", "allOf"}) {
      const json::value* list = Find(object, key);
      // The last alternative below the depth: "or null" stands there, and ends a recursion.
      if (list && list->is_array() && !list->get_array().empty()) {
        const json::array& any = list->get_array();
        return Make(depth > kDepthMax ? any.back() : any.front(), depth + 1);
      }
    }
    return OfType(object, TypeOf(object, depth), depth);
  }

 private:
  json::value PickFrom(const json::value& list) {
    if (!list.is_array() || list.get_array().empty()) return nullptr;
    return list.get_array()[Draw(state_) % list.get_array().size()];
  }

  const json::value* Referred(const json::object& schema) {
    const std::string_view target = StringAt(schema, "$ref");
    if (target == "#") return &root_;
    if (!target.starts_with("#/")) return nullptr;
    boost::system::error_code failed;
    const json::value* found = root_.find_pointer(target.substr(1), failed);
    return failed ? nullptr : found;
  }

  std::string_view TypeOf(const json::object& schema, int depth) {
    const json::value* type = Find(schema, "type");
    if (type && type->is_string()) return type->get_string();
    if (type && type->is_array() && !type->get_array().empty()) {
      const json::array& types = type->get_array();
      const json::value& chosen = depth > kDepthMax ? types.back() : types.front();
      if (chosen.is_string()) return chosen.get_string();
    }
    return Find(schema, "properties") ? "object" : "string";
  }

  json::value OfType(const json::object& schema, std::string_view type, int depth) {
    if (type == "object") return Object(schema, depth);
    if (type == "array") return Array(schema, depth);
    if (type == "integer") return Integer(schema);
    if (type == "number") return Number(schema);
    if (type == "boolean") return Draw(state_) % 2 == 0;
    if (type == "null") return nullptr;
    return Text(schema);
  }

  json::value Object(const json::object& schema, int depth) {
    json::object made;
    const json::value* properties = Find(schema, "properties");
    if (!properties || !properties->is_object()) return made;
    for (const auto& [name, property] : properties->get_object()) {
      if (depth < kDepthMax || Requires(schema, name)) made[name] = Make(property, depth + 1);
    }
    return made;
  }

  static bool Requires(const json::object& schema, std::string_view name) {
    const json::value* required = Find(schema, "required");
    if (!required || !required->is_array()) return false;
    const json::array& names = required->get_array();
    return std::any_of(names.begin(), names.end(), [&](const json::value& item) {
      return item.is_string() && std::string_view(item.get_string()) == name;
    });
  }

  json::value Array(const json::object& schema, int depth) {
    const auto least =
        static_cast<std::int64_t>(NumberAt(schema, "minItems", depth < kDepthMax ? 1 : 0));
    const auto most = static_cast<std::int64_t>(NumberAt(schema, "maxItems", 3));
    const std::int64_t count = std::clamp<std::int64_t>(2, std::min(least, kItemsMax),
                                                        std::max(std::min(least, kItemsMax), most));
    json::array made;
    const json::value* items = Find(schema, "items");
    const json::value text = {{"type", "string"}};
    const std::int64_t wanted = depth < kDepthMax ? count : std::min(least, kItemsMax);
    for (std::int64_t i = 0; i < wanted; ++i)
      made.push_back(Make(items ? *items : text, depth + 1));
    return made;
  }

  json::value Integer(const json::object& schema) {
    const double least =
        std::max(NumberAt(schema, "minimum", 0), NumberAt(schema, "exclusiveMinimum", -1) + 1);
    const double most = std::min(NumberAt(schema, "maximum", least + 99),
                                 NumberAt(schema, "exclusiveMaximum", least + 100) - 1);
    const double low =
        Find(schema, "minimum") || Find(schema, "exclusiveMinimum") ? least : std::min(least, most);
    const auto span = static_cast<std::uint64_t>(std::max(0.0, most - low)) + 1;
    const auto made =
        static_cast<std::int64_t>(low) + static_cast<std::int64_t>(Draw(state_) % span);
    const auto step = static_cast<std::int64_t>(NumberAt(schema, "multipleOf", 1));
    return step > 1 ? (made + step - 1) / step * step : made;
  }

  json::value Number(const json::object& schema) {
    const json::value whole = Integer(schema);
    const double half = static_cast<double>(whole.get_int64()) + 0.5;
    return half < NumberAt(schema, "maximum", half + 1) && !Find(schema, "multipleOf")
               ? json::value(half)
               : whole;
  }

  json::value Text(const json::object& schema) {
    const std::string_view format = StringAt(schema, "format");
    if (format == "date") return "2026-03-14";
    if (format == "date-time") return "2026-03-14T09:26:53Z";
    if (format == "email") return "ada@example.com";
    if (format == "uri") return "https://example.com/demo";
    if (format == "uuid") return "01890a5d-ac96-774b-bcce-b302099a8057";
    std::string text(kWords[Draw(state_) % kWords.size()]);
    const auto least =
        static_cast<std::size_t>(std::clamp(NumberAt(schema, "minLength", 0), 0.0, 1e5));
    const auto most =
        static_cast<std::size_t>(std::clamp(NumberAt(schema, "maxLength", 1e5), 0.0, 1e5));
    while (text.size() < least) text.append(" ").append(kWords[Draw(state_) % kWords.size()]);
    if (text.size() > most) text.resize(most);
    return json::value(text);
  }

  const json::value& root_;
  std::uint64_t& state_;
};

}  // namespace

json::value Instance(const json::value& schema, std::uint64_t& state) {
  // Without a schema a tool takes no arguments and a JSON answer is an object of one member.
  if (!schema.is_object()) return json::object();
  return Filler(schema, state).Make(schema, 0);
}

}  // namespace rg::demo
