#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/id.h"
#include "core/result.h"

namespace rg::store::sql {

// Bytes that are no text: BYTEA of PostgreSQL, and a BLOB for SQLite, which takes any name.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

// A parameter or a column: NULL, a 64-bit integer, text, bytes. (Times are integer microseconds,
// money is integer nano-dollars, JSON is text; nothing here is floating point.)
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;

class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  bool IsNull(std::size_t column) const { return values_[column].index() == 0; }
  std::int64_t Int(std::size_t column) const { return std::get<std::int64_t>(values_[column]); }
  const std::string& Text(std::size_t column) const {
    return std::get<std::string>(values_[column]);
  }
  const std::string& Bytes(std::size_t column) const {
    return std::get<Blob>(values_[column]).bytes;
  }
  const Value& at(std::size_t column) const { return values_[column]; }
  // For drivers, which fill one row again and again.
  Value& operator[](std::size_t column) { return values_[column]; }

 private:
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

// One open connection. Statements use `?` for parameters and only SQL that SQLite and PostgreSQL
// share; a statement text is prepared once and kept.
//
// Threads   One thread at a time.
// Errors    kConflict for a broken uniqueness rule, kStorageFull, kUnavailable (busy, gone),
//           kInternal for SQL that does not run: a defect.
class Connection {
 public:
  virtual ~Connection() = default;

  virtual Result<Rows> Query(std::string_view sql, std::span<const Value> parameters) = 0;
  // Calls `row` once per row without keeping them; for reading millions. `row` must not use the
  // connection.
  virtual Result<void> Each(std::string_view sql, std::span<const Value> parameters,
                            const std::function<void(const Row&)>& row) = 0;
  // Returns how many rows it changed.
  virtual Result<std::int64_t> Execute(std::string_view sql, std::span<const Value> parameters) = 0;

  // Runs `work` between BEGIN and COMMIT; an error from it rolls back and is returned. Excludes
  // other writers from its beginning. Transactions do not nest.
  virtual Result<void> Transaction(const std::function<Result<void>()>& work) = 0;

  // Runs `work`, which is about one workspace. Where the database can, it fences off the rows of
  // all others meanwhile: to `work` they are not there, even where a WHERE was forgotten, and it
  // cannot make any. Inside a transaction it is a part of that; else it only reads. A nil workspace
  // is none: everything can be reached.
  virtual Result<void> Within(WorkspaceId /*workspace*/,
                              const std::function<Result<void>()>& work) {
    return work();
  }

  // The type of a primary key whose order the rows themselves lie in, if the database has one.
  virtual std::string_view RowNumberType() const { return "BIGINT"; }
  // What ends the definition of a table whose rows are to lie in its primary key, if they can.
  virtual std::string_view RowsInKey() const { return ""; }

  // Runs `work`, which only reads, so that all its queries see the database at one moment. Excludes
  // nobody.
  virtual Result<void> Snapshot(const std::function<Result<void>()>& work) = 0;
};

// Where connections come from. Readers do not wait for the writer.
//
// Threads   Any thread may open; each connection stays with its thread.
class Database {
 public:
  virtual ~Database() = default;
  virtual Result<std::unique_ptr<Connection>> Open() = 0;
  // Applies the migrations this binary knows and the database lacks, in order, under a lock.
  virtual Result<void> Migrate() = 0;
};

}  // namespace rg::store::sql
