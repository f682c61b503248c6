#include "store/sqlite/sqlite.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <utility>

#include <sqlite3.h>

#include "store/sql/migrations.h"
#include "store/sqlite/event_table.h"

namespace rg::store::sqlite {
namespace {

// A program has a fixed set of statements, and filters combine to a few more. Beyond this,
// something builds texts without end, and the cache starts over rather than grow.
constexpr std::size_t kStatementsMax = 256;

constexpr std::string_view kPragmas[] = {
    // Of a new file. Events are written page after page, and half the pages are half the calls of
    // the kernel; larger ones would make pages that are written for one event's sake dearer.
    "PRAGMA page_size = 8192",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    // In KiB, of each connection: what it grows to and then stays at. Four times as much made no
    // query faster that was measured, because what is not here is in the kernel's cache.
    "PRAGMA cache_size = -4096",
    // In pages, 32 MiB. Batches of events change some pages again and again; the less often those
    // are copied back to the file, the fewer are written.
    "PRAGMA wal_autocheckpoint = 4096",
    "PRAGMA journal_size_limit = 67108864",
};

Error ErrorOf(sqlite3* database, int code) {
  const std::string detail =
      std::string("SQLite: ") + sqlite3_errmsg(database) + " (" + sqlite3_errstr(code) + ")";
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: {
      const bool unique = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
      return Fail(unique ? Errc::kConflict : Errc::kInternal, detail);
    }
    case SQLITE_FULL:
      return Fail(Errc::kStorageFull, detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_NOMEM:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return Fail(Errc::kUnavailable, detail);
    default:
      return Fail(Errc::kInternal, detail);
  }
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

// Gives a cached statement back as it was found, however its use ends: a statement that is not
// reset keeps its snapshot, and the log behind it, alive.
class Running {
 public:
  Running(sqlite3_stmt* statement, int& running) : statement_(statement), running_(running) {
    ++running_;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    --running_;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
  int& running_;
};

class SqliteConnection final : public sql::Connection {
 public:
  explicit SqliteConnection(Handle database) : database_(std::move(database)) {}

  Result<sql::Rows> Query(std::string_view sql, std::span<const sql::Value> parameters) override {
    sql::Rows rows;
    RG_CHECK(Each(sql, parameters, [&](const sql::Row& row) { rows.push_back(row); }));
    return rows;
  }

  Result<void> Each(std::string_view sql, std::span<const sql::Value> parameters,
                    const std::function<void(const sql::Row&)>& each) override {
    RG_TRY(sqlite3_stmt* const statement, Prepare(sql, parameters));
    const Running running(statement, running_);
    const int columns = sqlite3_column_count(statement);
    sql::Row row(std::vector<sql::Value>(static_cast<std::size_t>(columns)));
    for (;;) {
      const int code = sqlite3_step(statement);
      if (code == SQLITE_DONE) return {};
      if (code != SQLITE_ROW) return ErrorOf(database_.get(), code);
      for (int i = 0; i < columns; ++i) {
        RG_CHECK(Read(statement, i, row[static_cast<std::size_t>(i)]));
      }
      each(row);
    }
  }

  Result<std::int64_t> Execute(std::string_view sql,
                               std::span<const sql::Value> parameters) override {
    RG_TRY(sqlite3_stmt* const statement, Prepare(sql, parameters));
    const Running running(statement, running_);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) return ErrorOf(database_.get(), code);
    return sqlite3_changes64(database_.get());
  }

  // IMMEDIATE, because a transaction that reads first and then wants to write finds, when another
  // writer was between, that no waiting can help it.
  Result<void> Transaction(const std::function<Result<void>()>& work) override {
    return Between("BEGIN IMMEDIATE", work);
  }
  Result<void> Snapshot(const std::function<Result<void>()>& work) override {
    return Between("BEGIN", work);
  }

  std::string_view RowNumberType() const override { return "INTEGER"; }
  std::string_view RowsInKey() const override { return "WITHOUT ROWID"; }

  Result<void> Configure(std::chrono::milliseconds busy_timeout) {
    sqlite3_extended_result_codes(database_.get(), 1);
    sqlite3_busy_timeout(database_.get(), static_cast<int>(busy_timeout.count()));
    for (const std::string_view pragma : kPragmas) RG_CHECK(Execute(pragma, {}));
    return MakeEventTable(database_.get(), *this);
  }

 private:
  Result<void> Between(std::string_view begin, const std::function<Result<void>()>& work) {
    RG_CHECK(Execute(begin, {}));
    Result<void> outcome = work();
    if (outcome) {
      const Result<std::int64_t> committed = Execute("COMMIT", {});
      if (committed) return {};
      outcome = committed.error();
    }
    // Some errors have rolled back already, and then there is nothing to roll back.
    if (sqlite3_get_autocommit(database_.get()) == 0) {
      if (const Result<std::int64_t> undone = Execute("ROLLBACK", {}); !undone) {
        return undone.error();
      }
    }
    return outcome;
  }

  Result<sqlite3_stmt*> Prepare(std::string_view sql, std::span<const sql::Value> parameters) {
    RG_TRY(sqlite3_stmt* const statement, Find(sql));
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size())) {
      return Fail(Errc::kInternal, "a statement got another number of parameters than it has");
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const int code = Bind(statement, static_cast<int>(i) + 1, parameters[i]);
      if (code != SQLITE_OK) return ErrorOf(database_.get(), code);
    }
    return statement;
  }

  Result<sqlite3_stmt*> Find(std::string_view sql) {
    // A batch runs one statement thousands of times in a row.
    if (last_ != nullptr && sql == last_sql_) return last_;
    if (const auto known = statements_.find(sql); known != statements_.end()) {
      return Remember(known->first, known->second.get());
    }
    // Not those below: a statement that reads the table of events makes others run.
    if (statements_.size() >= kStatementsMax && running_ == 0) {
      last_ = nullptr;
      statements_.clear();
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return ErrorOf(database_.get(), code);
    const auto kept = statements_.emplace(std::string(sql), Statement(statement)).first;
    return Remember(kept->first, statement);
  }

  sqlite3_stmt* Remember(std::string_view sql, sqlite3_stmt* statement) {
    last_sql_ = sql;
    last_ = statement;
    return statement;
  }

  // The parameters outlive the step, so their text is not copied.
  static int Bind(sqlite3_stmt* statement, int index, const sql::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return sqlite3_bind_int64(statement, index, *number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    if (const auto* blob = std::get_if<sql::Blob>(&value)) {
      return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(),
                                 SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
  }

  static Result<void> Read(sqlite3_stmt* statement, int column, sql::Value& into) {
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER:
        into = sqlite3_column_int64(statement, column);
        return {};
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        if (!std::holds_alternative<std::string>(into)) into = std::string();
        std::get<std::string>(into).assign(text, size);
        return {};
      }
      case SQLITE_BLOB: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        if (!std::holds_alternative<sql::Blob>(into)) into = sql::Blob();
        // Of no bytes at all SQLite gives no address.
        std::get<sql::Blob>(into).bytes.assign(size == 0 ? "" : bytes, size);
        return {};
      }
      case SQLITE_NULL:
        into = std::monostate{};
        return {};
      default:
        return Fail(Errc::kInternal, "a column is a fraction");
    }
  }

  Handle database_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
  std::string_view last_sql_;  // the text of `last_`, which statements_ holds
  sqlite3_stmt* last_ = nullptr;
  int running_ = 0;  // statements
};

class SqliteDatabase final : public sql::Database {
 public:
  explicit SqliteDatabase(SqliteOptions options) : options_(std::move(options)) {}

  Result<std::unique_ptr<sql::Connection>> Open() override {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(options_.file.c_str(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(opened);
    if (code != SQLITE_OK) {
      return Fail(Errc::kUnavailable,
                  "cannot open " + options_.file.string() + ": " + sqlite3_errstr(code));
    }
    auto connection = std::make_unique<SqliteConnection>(std::move(handle));
    RG_CHECK(connection->Configure(options_.busy_timeout));
    return std::unique_ptr<sql::Connection>(std::move(connection));
  }

  Result<void> Migrate() override {
    RG_TRY(const std::unique_ptr<sql::Connection> connection, Open());
    return connection->Transaction(
        [&] { return sql::ApplyMigrations(*connection, sql::Migrations()); });
  }

  // SQLite would create the file for everybody to read; its log takes over the file's mode.
  Result<void> CreateFile() const {
    const int fd = ::open(options_.file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
      return Fail(Errc::kUnavailable, "cannot open " + options_.file.string() + ": " +
                                          std::generic_category().message(errno));
    }
    ::close(fd);
    return {};
  }

 private:
  const SqliteOptions options_;
};

}  // namespace

Result<std::unique_ptr<sql::Database>> OpenSqlite(SqliteOptions options) {
  // Nobody reads SQLite's statistics of its memory, and keeping them takes a lock for every piece.
  // Only the first call has an effect, before SQLite is used at all.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);
  auto database = std::make_unique<SqliteDatabase>(std::move(options));
  RG_CHECK(database->CreateFile());
  return std::unique_ptr<sql::Database>(std::move(database));
}

}  // namespace rg::store::sqlite
