#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

// A struct that tells, once, what its members are called outside this program:
//
//   void Describe(Fields<ProxySettings>& f) {
//     f.Add("port", &ProxySettings::port)
//         .AtLeast(0).AtMost(65535)
//         .Because("Where applications call. Zero takes any free port.");
//   }
//
// Everything else is derived from that: parsing (json.h), JSON Schema (schema.h), YAML, environment
// and flags (settings.h), documentation (docs.h). The default of a member is what a
// default-constructed struct holds.
//
// The templates here only record types and offsets; all work is done by ordinary functions over
// the recorded Table, so that another struct costs the compiler next to nothing.
namespace rg::config {

// One thing wrong with an input, and where: a JSON pointer (RFC 6901), "" for the whole.
struct Fault {
  std::string pointer;
  std::string detail;
  bool operator==(const Fault&) const = default;
};
using Faults = std::vector<Fault>;

enum class Kind : std::uint8_t {
  kBool,
  kInteger,
  kBytes,     // an integer; also read as "10MiB"
  kDuration,  // "1m30s", "250ms"
  kMoney,     // "12.5": dollars, as a decimal string
  kText,
  kSecret,
  kTime,    // RFC 3339
  kId,      // UUID; null is the nil id
  kChoice,  // one of a few names
  kForm,    // a type with a textual form of its own, see TextForm
  kList,
  kObject,
};

class Table;

// What is known of a C++ type without its name. One constant per type.
struct Type {
  Kind kind = Kind::kText;
  bool optional = false;        // std::optional: JSON null is "none"; `inner` is what it holds
  bool is_signed = false;       // integers
  std::uint8_t size = 0;        // bytes of integers and choices
  std::int64_t tick_nanos = 1;  // durations: nanoseconds per count
  const Type* inner = nullptr;  // lists and optionals
  const Table& (*table)() = nullptr;  // objects

  // Lists and optionals, as containers of none, one or more.
  std::size_t (*count)(const void*) = nullptr;
  const void* (*at)(const void*, std::size_t) = nullptr;
  void* (*add)(void*) = nullptr;  // appends a default and returns it
  void (*clear)(void*) = nullptr;

  // kForm.
  Result<void> (*parse)(std::string_view, void*) = nullptr;
  std::string (*print)(const void*) = nullptr;
};

// Specialise for a type that reads and prints itself as text (an address range, a pattern):
//   static Result<T> Parse(std::string_view);  static std::string Print(const T&);
template <class T>
struct TextForm;

struct Choice {
  std::string name;
  std::int64_t value;
};

// One member, as declared.
struct Field {
  std::string name;
  const Type* type = nullptr;
  std::size_t offset = 0;
  std::string because;  // one sentence: what it is, when to change it

  bool required = false;   // must be there on create; has no default
  bool immutable = false;  // set on create, never changed
  bool read_only = false;  // ours to set; refused from outside
  bool internal = false;   // only in what we store: outside it does not exist
  bool lines = false;      // text of several lines

  // Of the value (numbers, durations in nanoseconds, money in nanos), else of the length (text, in
  // bytes), else of the number of items.
  std::optional<std::int64_t> at_least;
  std::optional<std::int64_t> at_most;

  std::vector<Choice> choices;
  std::string pattern;                          // ECMA 262, for the schema
  bool (*matches)(std::string_view) = nullptr;  // the same as code
  std::string pattern_words;                    // the same for people: "lower-case letters, ..."
  std::string example;
};

// Text nobody bounded ends here, so that no field is an open door.
inline constexpr std::int64_t kTextBytesMax = 1024;
inline constexpr std::int64_t kListItemsMax = 1000;

// All members of a struct, and what must hold between them.
class Table {
 public:
  using Check = void (*)(const void* object, Faults& faults);

  std::string name;     // "Key": the name of the JSON Schema component
  std::string because;  // one sentence
  std::vector<Field> fields;
  std::vector<Check> checks;
  std::shared_ptr<const void> defaults;       // a default-constructed object
  std::shared_ptr<void> (*make)() = nullptr;  // another one

  const Field* Find(std::string_view field_name) const;
};

template <class T>
const Type& TypeOf();

// Writes one field's properties; lives for one statement.
template <class M>
class FieldWriter {
 public:
  explicit FieldWriter(Field& field) : field_(field) {}

  FieldWriter& Because(std::string sentence) { return Set(field_.because, std::move(sentence)); }
  FieldWriter& Required() { return Set(field_.required, true); }
  FieldWriter& Immutable() { return Set(field_.immutable, true); }
  FieldWriter& ReadOnly() { return Set(field_.read_only, true); }
  FieldWriter& Internal() { return Set(field_.internal, true); }
  // For text: it may have several lines. Other control characters are refused all the same.
  FieldWriter& Lines() { return Set(field_.lines, true); }
  FieldWriter& Example(std::string text) { return Set(field_.example, std::move(text)); }

  // Bounds of the value; of the length for text and lists. Durations and Money pass as themselves.
  template <class V>
  FieldWriter& AtLeast(V value) {
    return Set(field_.at_least, Plain(value));
  }
  template <class V>
  FieldWriter& AtMost(V value) {
    return Set(field_.at_most, Plain(value));
  }

  FieldWriter& Matching(std::string pattern, bool (*matches)(std::string_view), std::string words) {
    field_.pattern = std::move(pattern);
    field_.matches = matches;
    return Set(field_.pattern_words, std::move(words));
  }

  // For enums: the names of all values.
  template <class E>
  FieldWriter& OneOf(std::initializer_list<std::pair<std::string_view, E>> choices) {
    static_assert(std::is_enum_v<E>);
    for (const auto& [name, value] : choices) {
      field_.choices.push_back({std::string{name}, static_cast<std::int64_t>(value)});
    }
    return *this;
  }

  // For text: the only words there are.
  FieldWriter& OneOfWords(std::initializer_list<std::string_view> words) {
    static_assert(std::is_same_v<M, std::string>);
    for (const std::string_view word : words) field_.choices.push_back({std::string{word}, 0});
    return *this;
  }

 private:
  template <class V>
  static std::int64_t Plain(V value) {
    if constexpr (std::is_same_v<V, Money>) {
      return value.nanos();
    } else if constexpr (std::is_arithmetic_v<V>) {
      return static_cast<std::int64_t>(value);
    } else {
      return std::chrono::duration_cast<std::chrono::nanoseconds>(value).count();
    }
  }
  template <class P, class V>
  FieldWriter& Set(P& property, V&& value) {
    property = std::forward<V>(value);
    return *this;
  }

  Field& field_;
};

// Records the members of T. Handed to Describe(Fields<T>&), found beside T.
template <class T>
class Fields {
 public:
  explicit Fields(Table& table) : table_(table) {
    table_.defaults = sample_;
    table_.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
  }

  Fields& Name(std::string name, std::string because) {
    table_.name = std::move(name);
    table_.because = std::move(because);
    return *this;
  }

  template <class C, class M>
  FieldWriter<M> Add(std::string name, M C::*member) {
    return Put<M>(std::move(name), member, TypeOf<M>());
  }
  // An integer that counts bytes: reads "10MiB" too.
  template <class C, class M>
  FieldWriter<M> AddBytes(std::string name, M C::*member) {
    static_assert(std::is_integral_v<M>);
    static const Type type = [] {
      Type bytes = TypeOf<M>();
      bytes.kind = Kind::kBytes;
      return bytes;
    }();
    return Put<M>(std::move(name), member, type);
  }

  // A rule between members, run when each of them is right in itself. Pointers in the faults are
  // relative to this struct.
  template <void (*check)(const T&, Faults&)>
  void Check() {
    table_.checks.push_back(
        [](const void* object, Faults& faults) { check(*static_cast<const T*>(object), faults); });
  }

 private:
  template <class M, class C>
  FieldWriter<M> Put(std::string name, M C::*member, const Type& type) {
    const T& object = *sample_;
    Field& field = table_.fields.emplace_back();
    field.name = std::move(name);
    field.type = &type;
    field.offset = static_cast<std::size_t>(reinterpret_cast<const char*>(&(object.*member)) -
                                            reinterpret_cast<const char*>(&object));
    return FieldWriter<M>{field};
  }

  Table& table_;
  // Offsets are taken from a real object: that is defined for every class, offsetof is not.
  std::shared_ptr<const T> sample_ = std::make_shared<const T>();
};

// The table of T: built on first use, never changed.
template <class T>
const Table& TableOf() {
  static const Table table = [] {
    Table built;
    Fields<T> fields{built};
    Describe(fields);
    return built;
  }();
  return table;
}

namespace detail {

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsDuration = false;
template <class P>
inline constexpr bool kIsDuration<std::chrono::duration<std::int64_t, P>> = true;

template <class T>
concept HasTextForm = requires(std::string_view text, const T& value) {
  { TextForm<T>::Parse(text) } -> std::same_as<Result<T>>;
  { TextForm<T>::Print(value) } -> std::convertible_to<std::string>;
};

template <class T>
Type ContainerType() {
  Type type;
  type.inner = &TypeOf<typename T::value_type>();
  type.clear = [](void* p) { *static_cast<T*>(p) = T{}; };
  if constexpr (kIsOptional<T>) {
    type.kind = type.inner->kind;
    type.optional = true;
    type.count = [](const void* p) -> std::size_t { return static_cast<const T*>(p)->has_value(); };
    type.at = [](const void* p, std::size_t) -> const void* { return &**static_cast<const T*>(p); };
    type.add = [](void* p) -> void* { return &static_cast<T*>(p)->emplace(); };
  } else {
    type.kind = Kind::kList;
    type.count = [](const void* p) { return static_cast<const T*>(p)->size(); };
    type.at = [](const void* p, std::size_t i) -> const void* {
      return &(*static_cast<const T*>(p))[i];
    };
    type.add = [](void* p) -> void* { return &static_cast<T*>(p)->emplace_back(); };
  }
  return type;
}

template <class T>
Type FormType() {
  Type type;
  type.kind = Kind::kForm;
  type.parse = [](std::string_view text, void* out) -> Result<void> {
    RG_TRY(T value, TextForm<T>::Parse(text));
    *static_cast<T*>(out) = std::move(value);
    return {};
  };
  type.print = [](const void* p) -> std::string {
    return TextForm<T>::Print(*static_cast<const T*>(p));
  };
  return type;
}

template <class T>
Type PlainType() {
  Type type;
  if constexpr (std::is_same_v<T, bool>) {
    type.kind = Kind::kBool;
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    type.kind = std::is_enum_v<T> ? Kind::kChoice : Kind::kInteger;
    type.size = sizeof(T);
    if constexpr (std::is_integral_v<T>) type.is_signed = std::is_signed_v<T>;
  } else if constexpr (std::is_same_v<T, std::string>) {
    type.kind = Kind::kText;
  } else if constexpr (std::is_same_v<T, Secret>) {
    type.kind = Kind::kSecret;
  } else if constexpr (std::is_same_v<T, Money>) {
    type.kind = Kind::kMoney;
  } else if constexpr (std::is_same_v<T, TimePoint>) {
    type.kind = Kind::kTime;
  } else if constexpr (std::is_base_of_v<Uuid, T>) {
    type.kind = Kind::kId;
  } else if constexpr (kIsDuration<T>) {
    type.kind = Kind::kDuration;
    type.tick_nanos = std::chrono::nanoseconds{T{1}}.count();
  } else {
    type.kind = Kind::kObject;
    type.table = &TableOf<T>;
  }
  return type;
}

}  // namespace detail

template <class T>
const Type& TypeOf() {
  static const Type type = [] {
    if constexpr (detail::HasTextForm<T>) {
      return detail::FormType<T>();
    } else if constexpr (detail::kIsOptional<T> || detail::kIsList<T>) {
      return detail::ContainerType<T>();
    } else {
      return detail::PlainType<T>();
    }
  }();
  return type;
}

}  // namespace rg::config
