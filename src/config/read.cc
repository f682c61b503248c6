#include <cstring>
#include <limits>

#include <boost/json/value.hpp>

#include "config/json.h"
#include "core/suggest.h"

namespace rg::config {
namespace {

namespace json = boost::json;

bool HasControlByte(std::string_view text, bool lines) {
  for (const char c : text) {
    if (lines && c == '\n') continue;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  }
  return false;
}

std::string PrintBound(std::int64_t bound, Kind kind) {
  if (kind == Kind::kDuration) return FormatDuration(Duration{bound});
  if (kind == Kind::kMoney) return ToDollars(Money::Nanos(bound)) + " USD";
  return std::to_string(bound);
}

// One walk through an input beside the tables of what it should be.
class Reader {
 public:
  Reader(Mode mode, const OpenSecret& open) : mode_(mode), open_(open) {}

  Faults TakeFaults() { return std::move(faults_); }

  void ReadObject(const json::value& input, const Table& table, void* out,
                  const std::string& pointer, Mode mode) {
    const json::object* object = input.if_object();
    if (object == nullptr) return Blame(pointer, "must be an object");
    const std::size_t before = faults_.size();
    for (const auto& member : *object) ReadMember(member, table, out, pointer, mode);
    if (mode == Mode::kCreate) DemandRequired(*object, table, pointer);
    if (faults_.size() == before) RunChecks(table, out, pointer);
  }

 private:
  void ReadMember(const json::key_value_pair& member, const Table& table, void* out,
                  const std::string& pointer, Mode mode) {
    const std::string place = Below(pointer, member.key());
    const Field* field = table.Find(member.key());
    if (field == nullptr || (field->internal && mode_ != Mode::kStored)) {
      return BlameUnknown(member.key(), table, place);
    }
    if (field->read_only && mode_ != Mode::kStored) {
      return Blame(place, "is set by RateGuard and cannot be written");
    }
    void* target = static_cast<std::byte*>(out) + field->offset;
    if (!field->immutable || mode != Mode::kUpdate) {
      return ReadOrReset(member.value(), *field, table, target, place, mode);
    }
    const json::value was = WriteField(*field, out);
    ReadOrReset(member.value(), *field, table, target, place, mode);
    if (WriteField(*field, out) != was) Blame(place, "cannot be changed after creation");
  }

  void ReadOrReset(const json::value& input, const Field& field, const Table& table, void* target,
                   const std::string& place, Mode mode) {
    if (!input.is_null() || field.type->optional || field.type->kind == Kind::kId) {
      return ReadValue(input, *field.type, field, target, place, mode);
    }
    if (field.required) return Blame(place, "is required and cannot be null");
    if (field.type->kind == Kind::kSecret) {
      *static_cast<Secret*>(target) = Secret{};
      return;
    }
    const json::value fallback = WriteField(field, table.defaults.get());
    ReadValue(fallback, *field.type, field, target, place, Mode::kStored);
  }

  void ReadValue(const json::value& input, const Type& type, const Field& field, void* out,
                 const std::string& place, Mode mode) {
    if (type.optional) return ReadOptional(input, type, field, out, place, mode);
    switch (type.kind) {
      case Kind::kBool:
        return ReadBool(input, out, place);
      case Kind::kInteger:
        return ReadInteger(input, type, field, out, place);
      case Kind::kBytes:
        return ReadBytes(input, type, field, out, place);
      case Kind::kDuration:
        return ReadDuration(input, type, field, out, place);
      case Kind::kMoney:
        return ReadMoney(input, field, out, place);
      case Kind::kText:
        return ReadText(input, field, out, place);
      case Kind::kSecret:
        return ReadSecret(input, field, out, place);
      case Kind::kTime:
        return ReadTime(input, out, place);
      case Kind::kId:
        return ReadId(input, out, place);
      case Kind::kChoice:
        return ReadChoice(input, type, field, out, place);
      case Kind::kForm:
        return ReadForm(input, type, out, place);
      case Kind::kList:
        return ReadList(input, type, field, out, place);
      case Kind::kObject:
        return ReadObject(input, type.table(), out, place, mode);
    }
  }

  void ReadOptional(const json::value& input, const Type& type, const Field& field, void* out,
                    const std::string& place, Mode mode) {
    if (input.is_null()) return type.clear(out);
    if (type.kind == Kind::kObject && type.count(out) != 0) {
      return ReadValue(input, *type.inner, field, const_cast<void*>(type.at(out, 0)), place, mode);
    }
    const Mode inner = mode == Mode::kUpdate ? Mode::kCreate : mode;
    ReadValue(input, *type.inner, field, type.add(out), place, inner);
  }

  void ReadBool(const json::value& input, void* out, const std::string& place) {
    if (!input.is_bool()) return Blame(place, "must be true or false");
    *static_cast<bool*>(out) = input.get_bool();
  }

  void ReadInteger(const json::value& input, const Type& type, const Field& field, void* out,
                   const std::string& place) {
    std::int64_t number = 0;
    if (const std::int64_t* plain = input.if_int64()) {
      number = *plain;
    } else if (input.is_uint64()) {
      return Blame(place, "is too large");
    } else {
      return Blame(place, "must be a whole number");
    }
    PutInteger(number, type, field, out, place);
  }

  void ReadBytes(const json::value& input, const Type& type, const Field& field, void* out,
                 const std::string& place) {
    const json::string* text = input.if_string();
    if (text == nullptr) return ReadInteger(input, type, field, out, place);
    const auto bytes = ParseBytes(*text);
    if (!bytes) return Blame(place, bytes.error().detail);
    PutInteger(*bytes, type, field, out, place);
  }

  void PutInteger(std::int64_t number, const Type& type, const Field& field, void* out,
                  const std::string& place) {
    if (!InBounds(number, field, type.kind, place)) return;
    const int bits = type.size * 8 - (type.is_signed ? 1 : 0);
    const std::int64_t max =
        bits >= 63 ? std::numeric_limits<std::int64_t>::max() : (std::int64_t{1} << bits) - 1;
    const std::int64_t min = type.is_signed ? -max - 1 : 0;
    if (number < min) return Blame(place, "must be at least " + std::to_string(min));
    if (number > max) return Blame(place, "must be at most " + std::to_string(max));
    std::memcpy(out, &number, type.size);  // little endian: the low bytes come first
  }

  void ReadDuration(const json::value& input, const Type& type, const Field& field, void* out,
                    const std::string& place) {
    const json::string* text = input.if_string();
    const auto duration = ParseDuration(text == nullptr ? std::string_view{} : *text);
    if (!duration) return Blame(place, duration.error().detail);
    if (!InBounds(duration->count(), field, Kind::kDuration, place)) return;
    if (duration->count() % type.tick_nanos != 0) {
      return Blame(place, "must be a multiple of " + FormatDuration(Duration{type.tick_nanos}));
    }
    const std::int64_t ticks = duration->count() / type.tick_nanos;
    std::memcpy(out, &ticks, sizeof ticks);
  }

  void ReadMoney(const json::value& input, const Field& field, void* out,
                 const std::string& place) {
    const json::string* text = input.if_string();
    if (text == nullptr) {
      return Blame(place, "must be a decimal number of dollars in quotes, such as \"12.50\"");
    }
    const auto money = ParseDollars(*text);
    if (!money) return Blame(place, money.error().detail);
    if (!InBounds(money->nanos(), field, Kind::kMoney, place)) return;
    *static_cast<Money*>(out) = *money;
  }

  void ReadText(const json::value& input, const Field& field, void* out, const std::string& place) {
    const json::string* text = input.if_string();
    if (text == nullptr) return Blame(place, "must be text");
    if (!field.choices.empty()) {
      if (FindChoice(*text, field, place) == nullptr) return;
    } else if (!IsGoodText(*text, field, place)) {
      return;
    }
    static_cast<std::string*>(out)->assign(text->data(), text->size());
  }

  bool IsGoodText(std::string_view text, const Field& field, const std::string& place) {
    // Bounds of a list are about its items, and the text here is one of them.
    const bool item = field.type->kind == Kind::kList;
    const auto min = static_cast<std::size_t>(item ? 1 : field.at_least.value_or(0));
    const auto max =
        static_cast<std::size_t>(item ? kTextBytesMax : field.at_most.value_or(kTextBytesMax));
    const std::size_t faults = faults_.size();
    if (text.size() < min) {
      Blame(place, min == 1 ? "must not be empty"
                            : "must have at least " + std::to_string(min) + " characters");
    } else if (text.size() > max) {
      Blame(place, "must have at most " + std::to_string(max) + " characters");
    } else if (HasControlByte(text, field.lines)) {
      Blame(place, "must not contain control characters");
    } else if (field.matches != nullptr && !text.empty() && !field.matches(text)) {
      Blame(place, "must be " + field.pattern_words);
    }
    return faults_.size() == faults;
  }

  void ReadSecret(const json::value& input, const Field& field, void* out,
                  const std::string& place) {
    const json::string* text = input.if_string();
    if (text == nullptr) return Blame(place, "must be text");
    if (open_ && mode_ == Mode::kStored) {
      auto opened = open_(place, *text);
      if (!opened) return Blame(place, opened.error().detail);
      *static_cast<Secret*>(out) = *std::move(opened);
      return;
    }
    if (std::string_view{*text}.starts_with("****")) {
      return Blame(place, "is the masked form; send the secret itself, or leave the member out");
    }
    if (!IsGoodText(*text, field, place)) return;
    *static_cast<Secret*>(out) = Secret{std::string{text->data(), text->size()}};
  }

  void ReadTime(const json::value& input, void* out, const std::string& place) {
    const json::string* text = input.if_string();
    const auto time = ParseRfc3339(text == nullptr ? std::string_view{} : *text);
    if (!time) return Blame(place, "must be a time such as \"2026-11-23T14:41:02Z\"");
    *static_cast<TimePoint*>(out) = *time;
  }

  void ReadId(const json::value& input, void* out, const std::string& place) {
    if (input.is_null()) {
      *static_cast<Uuid*>(out) = Uuid{};
      return;
    }
    const json::string* text = input.if_string();
    const auto id = ParseUuid(text == nullptr ? std::string_view{} : *text);
    if (!id) return Blame(place, "must be an id");
    *static_cast<Uuid*>(out) = *id;
  }

  void ReadChoice(const json::value& input, const Type& type, const Field& field, void* out,
                  const std::string& place) {
    const json::string* text = input.if_string();
    const Choice* choice = FindChoice(text == nullptr ? std::string_view{} : *text, field, place);
    if (choice != nullptr) std::memcpy(out, &choice->value, type.size);
  }

  const Choice* FindChoice(std::string_view word, const Field& field, const std::string& place) {
    std::vector<std::string_view> names;
    std::string detail = "must be one of ";
    for (const Choice& choice : field.choices) {
      if (choice.name == word) return &choice;
      detail += (names.empty() ? "\"" : ", \"") + choice.name + "\"";
      names.push_back(choice.name);
    }
    Blame(place, detail + DidYouMean(word, names));
    return nullptr;
  }

  void ReadForm(const json::value& input, const Type& type, void* out, const std::string& place) {
    const json::string* text = input.if_string();
    if (text == nullptr) return Blame(place, "must be text");
    if (text->size() > kTextBytesMax) return Blame(place, "is too long");
    const auto parsed = type.parse(*text, out);
    if (!parsed) Blame(place, parsed.error().detail);
  }

  void ReadList(const json::value& input, const Type& type, const Field& field, void* out,
                const std::string& place) {
    const json::array* items = input.if_array();
    if (items == nullptr) return Blame(place, "must be a list");
    const auto count = static_cast<std::int64_t>(items->size());
    const std::int64_t max = field.at_most.value_or(kListItemsMax);
    if (count > max) return Blame(place, "must have at most " + std::to_string(max) + " items");
    if (count < field.at_least.value_or(0)) {
      return Blame(place, "must have at least " + std::to_string(*field.at_least) + " items");
    }
    type.clear(out);
    const Mode inner = mode_ == Mode::kUpdate ? Mode::kCreate : mode_;
    std::size_t i = 0;
    for (const json::value& item : *items) {
      ReadValue(item, *type.inner, field, type.add(out), place + "/" + std::to_string(i++), inner);
    }
  }

  bool InBounds(std::int64_t value, const Field& field, Kind kind, const std::string& place) {
    // Bounds of a list are about its items, and the value here is one of them.
    if (field.type->kind == Kind::kList) return true;
    if (field.at_least && value < *field.at_least) {
      Blame(place, "must be at least " + PrintBound(*field.at_least, kind));
      return false;
    }
    if (field.at_most && value > *field.at_most) {
      Blame(place, "must be at most " + PrintBound(*field.at_most, kind));
      return false;
    }
    return true;
  }

  void DemandRequired(const json::object& object, const Table& table, const std::string& pointer) {
    for (const Field& field : table.fields) {
      if (field.required && !object.contains(field.name)) {
        Blame(Below(pointer, field.name), "is required");
      }
    }
  }

  void RunChecks(const Table& table, const void* out, const std::string& pointer) {
    for (const Table::Check check : table.checks) {
      Faults found;
      check(out, found);
      for (Fault& fault : found) Blame(pointer + fault.pointer, std::move(fault.detail));
    }
  }

  void BlameUnknown(std::string_view name, const Table& table, const std::string& place) {
    std::vector<std::string_view> names;
    for (const Field& field : table.fields) {
      if (!field.internal) names.push_back(field.name);
    }
    Blame(place, "is not known here" + DidYouMean(name, names));
  }

  void Blame(std::string pointer, std::string detail) {
    // An input of a megabyte of faults does not need a megabyte of complaints.
    if (faults_.size() < 100) faults_.push_back({std::move(pointer), std::move(detail)});
  }

  Mode mode_;
  const OpenSecret& open_;
  Faults faults_;
};

}  // namespace

Faults ReadJson(const json::value& input, const Table& table, void* out, Mode mode,
                const OpenSecret& open) {
  Reader reader{mode, open};
  reader.ReadObject(input, table, out, "", mode);
  return reader.TakeFaults();
}

}  // namespace rg::config
