#include "cli/field_flags.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "config/yaml.h"

namespace rg::cli {
namespace {

namespace json = boost::json;
using config::Field;
using config::Kind;
using config::Mode;
using config::Type;

constexpr std::string_view kFileEnding = "-file";
constexpr std::string_view kVariableEnding = "-env";

std::string Words(const Field& field) {
  std::string words;
  for (const config::Choice& choice : field.choices)
    words += (words.empty() ? "" : "|") + choice.name;
  return words;
}

std::string ValueName(const Field& field, const Type& type) {
  switch (type.kind) {
    case Kind::kBool:
      return "true|false";
    case Kind::kInteger:
      return "N";
    case Kind::kBytes:
      return "SIZE";
    case Kind::kDuration:
      return "DURATION";
    case Kind::kMoney:
      return "DOLLARS";
    case Kind::kTime:
      return "TIME";
    case Kind::kId:
      return "ID";
    case Kind::kChoice:
      return Words(field);
    case Kind::kList:
      return type.inner->kind == Kind::kObject ? "JSON" : "A,B";
    case Kind::kObject:
      return "JSON";
    case Kind::kSecret:
      return "FILE";
    case Kind::kText:
    case Kind::kForm:
      return field.choices.empty() ? "TEXT" : Words(field);
  }
  return "TEXT";
}

std::string Explained(const Field& field) {
  return field.example.empty() ? field.because
                               : field.because + " For example " + field.example + ".";
}

class Walker {
 public:
  explicit Walker(Mode mode) : mode_(mode) {}

  void Walk(const config::Table& table, const std::vector<std::string>& above) {
    for (const Field& field : table.fields) {
      const bool settable =
          !field.read_only && !field.internal && !(field.immutable && mode_ == Mode::kUpdate);
      if (!settable) continue;
      std::vector<std::string> path = above;
      path.push_back(field.name);
      const Type& type = *field.type;
      if (type.kind == Kind::kObject && !type.optional) {
        Walk(type.table(), path);
      } else {
        Add(field, std::move(path));
      }
    }
  }

  std::vector<FieldFlag> Take() { return std::move(flags_); }

 private:
  void Add(const Field& field, std::vector<std::string> path) {
    std::string name;
    for (const std::string& part : path) name += (name.empty() ? "" : "-") + part;
    std::replace(name.begin(), name.end(), '_', '-');
    const bool required = field.required && mode_ == Mode::kCreate;
    if (field.type->kind != Kind::kSecret) {
      flags_.push_back({{name, ValueName(field, *field.type), Explained(field), '\0', required},
                        std::move(path),
                        &field});
      return;
    }
    flags_.push_back({{name + std::string(kFileEnding), "FILE",
                       Explained(field) + " Read from this file; - is standard input."},
                      path,
                      &field});
    flags_.push_back({{name + std::string(kVariableEnding), "VARIABLE",
                       "The same from a variable of the environment, such as OPENAI_API_KEY."},
                      std::move(path),
                      &field});
  }

  Mode mode_;
  std::vector<FieldFlag> flags_;
};

json::value& Place(json::object& root, const std::vector<std::string>& path) {
  json::object* at = &root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    json::value& below = (*at)[path[i]];
    if (!below.is_object()) below = json::object();
    at = &below.get_object();
  }
  return (*at)[path.back()];
}

Outcome<json::value> ValueOf(const FieldFlag& field, const std::string& text,
                             const FetchSecret& fetch) {
  const Type& type = *field.field->type;
  if (type.kind == Kind::kSecret) {
    const bool variable = field.flag.name.ends_with(kVariableEnding);
    const SecretSource source{variable ? SecretSource::From::kVariable : SecretSource::From::kFile,
                              text};
    RG_TRY(const Secret secret, fetch(source, field));
    return json::value(secret.Reveal());
  }
  if (text == "null") return json::value();
  if (field.flag.value != "JSON") return config::FromText(text, type);
  boost::system::error_code failed;
  json::value value = json::parse(text, failed);
  if (failed) return UsageFailure("--" + field.flag.name + " must be JSON");
  return value;
}

}  // namespace

std::vector<FieldFlag> FieldFlags(const config::Table& table, Mode mode) {
  Walker walker(mode);
  walker.Walk(table, {});
  return walker.Take();
}

Outcome<json::object> FromFlags(const Arguments& arguments, const std::vector<FieldFlag>& fields,
                                const FetchSecret& fetch) {
  json::object body;
  for (const auto& [name, text] : arguments.flags()) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const FieldFlag& candidate) {
      return candidate.flag.name == name;
    });
    if (field == fields.end()) continue;
    RG_TRY(json::value value, ValueOf(*field, text, fetch));
    json::value& place = Place(body, field->path);
    if (place.is_array() && value.is_array()) {
      for (json::value& item : value.get_array()) place.get_array().push_back(std::move(item));
    } else {
      place = std::move(value);
    }
  }
  return body;
}

}  // namespace rg::cli
