#include "config/schema.h"

#include <boost/json/value.hpp>

namespace rg::config {
namespace {

namespace json = boost::json;

json::object TypeSchema(const Type& type, const Field& field, Mode mode);

void AddChoices(json::object& schema, const Field& field) {
  json::array names;
  for (const Choice& choice : field.choices) names.push_back(json::value(choice.name));
  schema["enum"] = std::move(names);
}

void AddLengths(json::object& schema, const Field& field, bool item) {
  if (!item && field.at_least) schema["minLength"] = *field.at_least;
  schema["maxLength"] = item ? kTextBytesMax : field.at_most.value_or(kTextBytesMax);
  if (field.pattern.empty()) return;
  // Text that may be left empty is not asked to match.
  const bool may_be_empty = !item && field.at_least.value_or(0) == 0;
  schema["pattern"] = may_be_empty ? "^$|" + field.pattern : field.pattern;
}

json::object IntegerSchema(const Field& field, bool item) {
  json::object schema{{"type", "integer"}};
  if (!item && field.at_least) schema["minimum"] = *field.at_least;
  if (!item && field.at_most) schema["maximum"] = *field.at_most;
  return schema;
}

json::object ListSchema(const Type& type, const Field& field, Mode mode) {
  json::object schema{{"type", "array"}, {"items", TypeSchema(*type.inner, field, mode)}};
  if (field.at_least) schema["minItems"] = *field.at_least;
  schema["maxItems"] = field.at_most.value_or(kListItemsMax);
  return schema;
}

json::object Text(std::string_view format, std::string_view example = {}) {
  json::object schema{{"type", "string"}};
  if (!format.empty()) schema["format"] = format;
  if (!example.empty()) schema["examples"] = json::array{json::value(example)};
  return schema;
}

json::object TypeSchema(const Type& type, const Field& field, Mode mode) {
  if (type.optional) {
    json::object inner = TypeSchema(*type.inner, field, mode);
    if (const json::value* plain = inner.if_contains("type");
        plain != nullptr && plain->is_string()) {
      inner["type"] = json::array{*plain, json::value("null")};
    }
    if (json::value* names = inner.if_contains("enum")) names->as_array().push_back(nullptr);
    return inner;
  }
  const bool item = field.type->kind == Kind::kList;
  switch (type.kind) {
    case Kind::kBool:
      return {{"type", "boolean"}};
    case Kind::kInteger:
      return IntegerSchema(field, item);
    case Kind::kBytes: {
      json::object schema = IntegerSchema(field, item);
      schema["type"] = json::array{"integer", "string"};
      return schema;
    }
    case Kind::kDuration:
      return Text("", "60s");
    case Kind::kMoney: {
      json::object schema = Text("", "12.50");
      schema["pattern"] = "^-?[0-9]+(\\.[0-9]{1,9})?$";
      return schema;
    }
    case Kind::kSecret: {
      json::object schema = Text(mode == Mode::kStored ? "" : "password");
      if (mode == Mode::kStored) schema["type"] = json::array{"string", "null"};
      return schema;
    }
    case Kind::kTime:
      return Text("date-time");
    case Kind::kId: {
      json::object schema = Text("uuid");
      if (!field.required) schema["type"] = json::array{"string", "null"};
      return schema;
    }
    case Kind::kText: {
      json::object schema = Text("");
      if (!field.choices.empty()) {
        AddChoices(schema, field);
        return schema;
      }
      AddLengths(schema, field, item);
      return schema;
    }
    case Kind::kChoice: {
      json::object schema = Text("");
      AddChoices(schema, field);
      return schema;
    }
    case Kind::kForm:
      return Text("");
    case Kind::kList:
      return ListSchema(type, field, mode);
    case Kind::kObject:
      return SchemaOf(type.table(), mode);
  }
  return {};
}

}  // namespace

json::object SchemaOf(const Table& table, Mode mode) {
  json::object properties;
  json::array required;
  for (const Field& field : table.fields) {
    if (field.internal) continue;
    if (field.read_only && mode != Mode::kStored) continue;
    json::object schema = TypeSchema(*field.type, field, mode);
    if (!field.because.empty()) schema["description"] = field.because;
    if (!field.example.empty()) schema["examples"] = json::array{json::value(field.example)};
    if (field.read_only) schema["readOnly"] = true;
    const bool must = field.required && mode == Mode::kCreate;
    if (must || mode == Mode::kStored) required.push_back(json::value(field.name));
    if (!field.required && mode == Mode::kCreate && field.type->kind != Kind::kSecret) {
      json::value fallback = WriteField(field, table.defaults.get());
      // Members of an object have their own.
      const bool says_nothing =
          fallback.is_null() || fallback.is_object() || fallback == json::value("");
      if (!says_nothing) schema["default"] = std::move(fallback);
    }
    properties[field.name] = std::move(schema);
  }
  json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!table.because.empty()) schema["description"] = table.because;
  if (!required.empty()) schema["required"] = std::move(required);
  // What we write may gain members in a later version, so a reader must not be told otherwise.
  if (mode != Mode::kStored) schema["additionalProperties"] = false;
  return schema;
}

}  // namespace rg::config
