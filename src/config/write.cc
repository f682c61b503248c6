#include <cstring>

#include <boost/json/value.hpp>

#include "config/json.h"

namespace rg::config {
namespace {

namespace json = boost::json;

std::int64_t LoadInteger(const void* at, const Type& type) {
  std::int64_t number = 0;
  std::memcpy(&number, at, type.size);
  if (type.is_signed && type.size < sizeof number) {
    const int unused = 64 - type.size * 8;
    number = (number << unused) >> unused;  // brings the sign to the top
  }
  return number;
}

struct Writing {
  View view;
  const SealSecret& seal;
};

json::value WriteValue(const Type& type, const Field& field, const void* at, const Writing& writing,
                       const std::string& place);

json::value WriteChoice(const Type& type, const Field& field, const void* at) {
  const std::int64_t value = LoadInteger(at, type);
  for (const Choice& choice : field.choices) {
    if (choice.value == value) return json::value(choice.name);
  }
  return nullptr;
}

json::value WriteList(const Type& type, const Field& field, const void* at, const Writing& writing,
                      const std::string& place) {
  json::array items;
  for (std::size_t i = 0; i < type.count(at); ++i) {
    items.push_back(
        WriteValue(*type.inner, field, type.at(at, i), writing, place + "/" + std::to_string(i)));
  }
  return items;
}

json::object WriteTable(const Table& table, const void* object, const Writing& writing,
                        const std::string& pointer) {
  json::object written;
  for (const Field& field : table.fields) {
    if (field.internal && writing.view == View::kPublic) continue;
    const void* at = static_cast<const std::byte*>(object) + field.offset;
    written[field.name] = WriteValue(*field.type, field, at, writing, Below(pointer, field.name));
  }
  return written;
}

json::value WriteSecret(const Secret& secret, const Writing& writing, const std::string& place) {
  if (secret.empty()) return nullptr;
  return json::value(writing.seal ? writing.seal(place, secret) : Masked(secret));
}

json::value WriteValue(const Type& type, const Field& field, const void* at, const Writing& writing,
                       const std::string& place) {
  if (type.optional) {
    if (type.count(at) == 0) return nullptr;
    return WriteValue(*type.inner, field, type.at(at, 0), writing, place);
  }
  switch (type.kind) {
    case Kind::kBool:
      return *static_cast<const bool*>(at);
    case Kind::kInteger:
    case Kind::kBytes:
      return LoadInteger(at, type);
    case Kind::kDuration: {
      std::int64_t ticks = 0;
      std::memcpy(&ticks, at, sizeof ticks);
      return json::value(FormatDuration(Duration{ticks * type.tick_nanos}));
    }
    case Kind::kMoney:
      return json::value(ToDollars(*static_cast<const Money*>(at)));
    case Kind::kText:
      return json::value(*static_cast<const std::string*>(at));
    case Kind::kSecret:
      return WriteSecret(*static_cast<const Secret*>(at), writing, place);
    case Kind::kTime:
      return json::value(ToRfc3339(*static_cast<const TimePoint*>(at)));
    case Kind::kId: {
      const Uuid& id = *static_cast<const Uuid*>(at);
      return id.IsNil() ? json::value(nullptr) : json::value(ToString(id));
    }
    case Kind::kChoice:
      return WriteChoice(type, field, at);
    case Kind::kForm:
      return json::value(type.print(at));
    case Kind::kList:
      return WriteList(type, field, at, writing, place);
    case Kind::kObject:
      return WriteTable(type.table(), at, writing, place);
  }
  return nullptr;
}

}  // namespace

json::object WriteJson(const Table& table, const void* object, View view, const SealSecret& seal) {
  return WriteTable(table, object, {view, seal}, "");
}

json::value WriteField(const Field& field, const void* object) {
  const SealSecret masked;
  const void* at = static_cast<const std::byte*>(object) + field.offset;
  return WriteValue(*field.type, field, at, {View::kStored, masked}, Below("", field.name));
}

}  // namespace rg::config
