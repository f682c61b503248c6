#pragma once

#include <string>

#include "core/id.h"
#include "core/result.h"
#include "journal/difference.h"
#include "store/sql/database.h"

// How our words are written in columns, in one place for all tables.
namespace rg::store::sql {

// '' for nil: ids are parts of keys, and NULLs in a key are never equal.
inline std::string IdText(const Uuid& id) { return id.IsNil() ? std::string() : ToString(id); }

template <class T>
Result<T> IdOf(const std::string& text) {
  if (text.empty()) return T{};
  RG_TRY(const Uuid id, ParseUuid(text));
  return T{id};
}

// The record of an event: its column `record`, and behind it `sample`, of its group.
inline std::string RecordOf(const Row& row, std::size_t column) {
  const std::string& stored = row.Bytes(column);
  return row.IsNull(column + 1) ? stored : journal::Sample(row.Bytes(column + 1)).Restore(stored);
}

// An id as a parameter that is filled again and again, without allocating.
inline void SetId(Value& value, const Uuid& id) {
  if (!std::holds_alternative<std::string>(value)) value = std::string();
  std::string& text = std::get<std::string>(value);
  text.clear();
  if (!id.IsNil()) AppendTo(text, id);
}

inline void SetText(Value& value, std::string_view text) {
  if (!std::holds_alternative<std::string>(value)) value = std::string();
  std::get<std::string>(value).assign(text);
}

inline void SetBlob(Value& value, std::string_view bytes) {
  if (!std::holds_alternative<Blob>(value)) value = Blob();
  std::get<Blob>(value).bytes.assign(bytes);
}

}  // namespace rg::store::sql
