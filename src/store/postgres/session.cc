#include "store/postgres/session.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <endian.h>
#include <optional>
#include <poll.h>
#include <vector>

#include <libpq-fe.h>

#include "store/postgres/leaving.h"
#include "store/postgres/sqlstate.h"

namespace rg::store::postgres {

// libpq.so.5, and where things are in it.
class Library {
 public:
  struct Symbol {
    void* address;
    template <class Function>
    operator Function*() const {
      return reinterpret_cast<Function*>(address);
    }
  };
  Symbol Find(const char* name) {
    void* const address = handle_ == nullptr ? nullptr : ::dlsym(handle_, name);
    if (address == nullptr) whole_ = false;
    return {address};
  }
  bool whole() const { return whole_; }

 private:
  void* handle_ = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  bool whole_ = true;
};

// The functions that are used here, under their own names.
struct Libpq {
  Library library;
#define RG_FUNCTION(name) decltype(&::name) name = library.Find(#name)
  RG_FUNCTION(PQconnectdbParams);
  RG_FUNCTION(PQconninfoParse);
  RG_FUNCTION(PQconninfoFree);
  RG_FUNCTION(PQstatus);
  RG_FUNCTION(PQerrorMessage);
  RG_FUNCTION(PQfinish);
  RG_FUNCTION(PQsocket);
  RG_FUNCTION(PQsetnonblocking);
  RG_FUNCTION(PQsetNoticeProcessor);
  RG_FUNCTION(PQtransactionStatus);
  RG_FUNCTION(PQsendPrepare);
  RG_FUNCTION(PQsendQueryPrepared);
  RG_FUNCTION(PQsendQuery);
  RG_FUNCTION(PQsetSingleRowMode);
  RG_FUNCTION(PQflush);
  RG_FUNCTION(PQconsumeInput);
  RG_FUNCTION(PQisBusy);
  RG_FUNCTION(PQgetResult);
  RG_FUNCTION(PQresultStatus);
  RG_FUNCTION(PQresultErrorField);
  RG_FUNCTION(PQclear);
  RG_FUNCTION(PQnfields);
  RG_FUNCTION(PQftype);
  RG_FUNCTION(PQgetisnull);
  RG_FUNCTION(PQgetvalue);
  RG_FUNCTION(PQgetlength);
  RG_FUNCTION(PQcmdTuples);
  RG_FUNCTION(PQcmdStatus);
  RG_FUNCTION(PQnotifies);
  RG_FUNCTION(PQfreemem);
#undef RG_FUNCTION

  static Result<const Libpq*> Get() {
    static const Libpq loaded;
    if (loaded.library.whole()) return &loaded;
    return Fail(Errc::kUnavailable,
                "PostgreSQL needs its client library, libpq.so.5: install the package libpq5");
  }
};

namespace {

// Types by their number in the server's catalogue, which never changes.
enum TypeNumber : Oid {
  kUnspecified = 0,
  kBool = 16,
  kBytea = 17,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kVarchar = 1043,
};

Oid TypeOf(const sql::Value& value) {
  constexpr std::array<Oid, 4> kTypes = {kUnspecified, kInt8, kText, kBytea};
  return kTypes[value.index()];
}

// Parameters as libpq takes them, in the binary form: no text is escaped, no number printed.
class Parameters {
 public:
  explicit Parameters(std::span<const sql::Value> values)
      : numbers_(values.size()),
        at_(values.size()),
        sizes_(values.size()),
        formats_(values.size(), 1) {
    for (std::size_t i = 0; i < values.size(); ++i) Add(i, values[i]);
  }

  const char* const* at() const { return at_.data(); }
  const int* sizes() const { return sizes_.data(); }
  const int* formats() const { return formats_.data(); }
  int count() const { return static_cast<int>(at_.size()); }

 private:
  void Add(std::size_t i, const sql::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      numbers_[i] = htobe64(static_cast<std::uint64_t>(*number));
      Point(i, {reinterpret_cast<const char*>(&numbers_[i]), sizeof(std::uint64_t)});
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      Point(i, *text);
    } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
      Point(i, blob->bytes);
    }
  }
  void Point(std::size_t i, std::string_view bytes) {
    // An address even for nothing: none would mean NULL.
    at_[i] = bytes.empty() ? "" : bytes.data();
    sizes_[i] = static_cast<int>(bytes.size());
  }

  std::vector<std::uint64_t> numbers_;
  std::vector<const char*> at_;
  std::vector<int> sizes_;
  std::vector<int> formats_;
};

std::int64_t ReadInteger(std::string_view bytes) {
  std::int64_t number = bytes.empty() ? 0 : static_cast<signed char>(bytes.front());
  for (const char c : bytes.substr(std::min<std::size_t>(1, bytes.size()))) {
    number = static_cast<std::int64_t>(static_cast<std::uint64_t>(number) << 8 |
                                       static_cast<std::uint8_t>(c));
  }
  return number;
}

Result<void> ReadColumn(Oid type, std::string_view bytes, sql::Value& into) {
  switch (type) {
    case kInt8:
    case kInt4:
    case kInt2:
    case kBool:
      into = ReadInteger(bytes);
      return {};
    case kText:
    case kVarchar:
    case kName:
      if (!std::holds_alternative<std::string>(into)) into = std::string();
      std::get<std::string>(into).assign(bytes);
      return {};
    case kBytea:
      if (!std::holds_alternative<sql::Blob>(into)) into = sql::Blob();
      std::get<sql::Blob>(into).bytes.assign(bytes);
      return {};
    default:
      return Fail(Errc::kInternal, "a column is of a type that is none of ours: PostgreSQL's " +
                                       std::to_string(type));
  }
}

Result<void> ReadRow(const Libpq& libpq, const pg_result* result, sql::Row& row) {
  for (int i = 0; i < libpq.PQnfields(result); ++i) {
    sql::Value& into = row[static_cast<std::size_t>(i)];
    if (libpq.PQgetisnull(result, 0, i) != 0) {
      into = std::monostate{};
      continue;
    }
    const auto size = static_cast<std::size_t>(libpq.PQgetlength(result, 0, i));
    RG_CHECK(ReadColumn(libpq.PQftype(result, i), {libpq.PQgetvalue(result, 0, i), size}, into));
  }
  return {};
}

// libpq's messages are lines with what one would say on a terminal.
std::string FirstLine(std::string_view message) {
  return std::string(message.substr(0, message.find('\n')));
}

// A socket's deadlines are the kernel's time, whatever the program's clock says.
int PollFor(std::span<pollfd> sockets, Duration at_most) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + at_most;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    const int ready = ::poll(sockets.data(), sockets.size(),
                             static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (ready >= 0 || errno != EINTR) return ready;
  }
}

void Ignore(void*, const char*) {}

Error Gone() { return Fail(Errc::kUnavailable, "there is no connection to PostgreSQL any more"); }

}  // namespace

Result<void> CheckUrl(const Secret& url) {
  const std::string_view text = url.Reveal();
  const Error wrong = Fail(
      Errc::kInvalidRequest,
      "must be postgres://user:password@host/database; in the password, percent-encode @ / : ? #");
  std::string_view rest = text;
  for (const std::string_view scheme : {"postgres://", "postgresql://"}) {
    if (text.starts_with(scheme)) rest = text.substr(scheme.size());
  }
  if (rest.size() == text.size()) return wrong;
  const std::string_view before_query = rest.substr(0, rest.find('?', rest.rfind('@') + 1));
  const std::size_t at = before_query.find('@');
  if (at != before_query.rfind('@')) return wrong;
  if (at != std::string_view::npos && rest.substr(0, at).find('/') != std::string_view::npos) {
    return wrong;
  }
  RG_TRY(const Libpq* const libpq, Libpq::Get());
  char* why = nullptr;
  PQconninfoOption* const parsed = libpq->PQconninfoParse(url.Reveal().c_str(), &why);
  libpq->PQfreemem(why);  // may quote the password
  if (parsed == nullptr) return wrong;
  libpq->PQconninfoFree(parsed);
  return {};
}

std::string Millis(Duration duration) {
  return std::to_string(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

Result<std::unique_ptr<Session>> Session::Open(const SessionOptions& options) {
  RG_CHECK(CheckUrl(options.url));
  RG_TRY(const Libpq* const libpq, Libpq::Get());
  // The URL overrides what stands before it. A way that has gone dead is noticed in half a minute
  // even where nothing is being sent.
  constexpr std::array kNames = {
      "fallback_application_name", "connect_timeout", "keepalives_idle", "keepalives_interval",
      "keepalives_count",          "dbname",          "client_encoding"};
  const std::array<const char*, kNames.size() + 1> values = {
      "rateguard", "2", "10", "5", "3", options.url.Reveal().c_str(), "UTF8", nullptr};
  std::array<const char*, kNames.size() + 1> names{};
  std::copy(kNames.begin(), kNames.end(), names.begin());

  pg_conn* const connection = libpq->PQconnectdbParams(names.data(), values.data(), 1);
  std::unique_ptr<Session> session(new Session(*libpq, connection, options));
  if (libpq->PQstatus(connection) != CONNECTION_OK) {
    const std::string why = FirstLine(libpq->PQerrorMessage(connection));
    return Fail(Errc::kUnavailable, "no connection to PostgreSQL: " + why);
  }
  libpq->PQsetNoticeProcessor(connection, &Ignore, nullptr);
  libpq->PQsetnonblocking(connection, 1);
  return session;
}

Session::~Session() { End(); }

void Session::End() {
  if (connection_ != nullptr) libpq_.PQfinish(connection_);
  connection_ = nullptr;
}

Session::Block Session::block() const {
  if (!usable()) return Block::kNone;
  switch (libpq_.PQtransactionStatus(connection_)) {
    case PQTRANS_INERROR:
      return Block::kFailed;
    case PQTRANS_INTRANS:
    case PQTRANS_ACTIVE:
      return Block::kOpen;
    default:
      return Block::kNone;
  }
}

Result<void> Session::Prepare(const std::string& name, const std::string& sql,
                              std::span<const sql::Value> like) {
  if (!usable()) return Gone();
  std::vector<Oid> types;
  for (const sql::Value& value : like) types.push_back(TypeOf(value));
  const int sent = libpq_.PQsendPrepare(connection_, name.c_str(), sql.c_str(),
                                        static_cast<int>(types.size()), types.data());
  return Finish(sent, [](pg_result*) { return Result<void>(); });
}

Result<std::int64_t> Session::Run(const std::string& name, std::span<const sql::Value> parameters,
                                  const std::function<void(const sql::Row&)>& row) {
  if (!usable()) return Gone();
  const Parameters bound(parameters);
  const int sent = libpq_.PQsendQueryPrepared(connection_, name.c_str(), bound.count(), bound.at(),
                                              bound.sizes(), bound.formats(), 1);
  if (sent != 0) libpq_.PQsetSingleRowMode(connection_);
  std::int64_t affected = 0;
  std::optional<sql::Row> read;
  RG_CHECK(Finish(sent, [&](pg_result* result) -> Result<void> {
    if (libpq_.PQresultStatus(result) != PGRES_SINGLE_TUPLE) {
      affected = std::atoll(libpq_.PQcmdTuples(result));
      return {};
    }
    if (!read) {
      read.emplace(std::vector<sql::Value>(static_cast<std::size_t>(libpq_.PQnfields(result))));
    }
    RG_CHECK(ReadRow(libpq_, result, *read));
    row(*read);
    return {};
  }));
  return affected;
}

Result<std::string> Session::Do(const std::string& statements) {
  if (!usable()) return Gone();
  std::string did;
  RG_CHECK(Finish(libpq_.PQsendQuery(connection_, statements.c_str()),
                  [&](pg_result* result) -> Result<void> {
                    did = libpq_.PQcmdStatus(result);
                    return {};
                  }));
  return did;
}

// Gives every result to `take`; the first error is returned when all have come, because a session
// that owes results takes no further statement.
Result<void> Session::Finish(int sent, const Take& take) {
  refusal_.clear();
  if (sent == 0) return Lose(libpq_.PQerrorMessage(connection_));
  RG_CHECK(Flush());
  Result<void> outcome;
  for (;;) {
    RG_CHECK(AwaitResult());
    const std::unique_ptr<pg_result, decltype(libpq_.PQclear)> result(
        libpq_.PQgetResult(connection_), libpq_.PQclear);
    if (result == nullptr) break;
    Result<void> taken;
    switch (libpq_.PQresultStatus(result.get())) {
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_SINGLE_TUPLE:
      case PGRES_EMPTY_QUERY:
        if (outcome) taken = take(result.get());
        break;
      case PGRES_FATAL_ERROR:
        taken = Refuse(result.get());
        break;
      default:
        return Lose("the server answered with what nobody asked for");
    }
    if (outcome && !taken) outcome = std::move(taken);
  }
  if (libpq_.PQstatus(connection_) != CONNECTION_OK) {
    return Lose(outcome ? libpq_.PQerrorMessage(connection_) : outcome.error().detail);
  }
  return outcome;
}

Result<void> Session::Refuse(pg_result* result) {
  const char* const state = libpq_.PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* const message = libpq_.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  // libpq's own errors, such as a connection that ended, have neither.
  if (state == nullptr) return Fail(Errc::kUnavailable, "the connection to PostgreSQL was lost");
  refusal_ = state;
  return RefusalOf(state, message == nullptr ? "no message" : message);
}

Result<void> Session::Flush() {
  for (;;) {
    const int left = libpq_.PQflush(connection_);
    if (left < 0) return Lose(libpq_.PQerrorMessage(connection_));
    if (left == 0) return {};
    // A server that sends has to be read, or both wait for the other.
    const short ready = AwaitSocket(POLLIN | POLLOUT);
    if (ready == 0) return Lose("the server takes nothing");
    if ((ready & POLLIN) != 0 && libpq_.PQconsumeInput(connection_) == 0) {
      return Lose(libpq_.PQerrorMessage(connection_));
    }
  }
}

Result<void> Session::AwaitResult() {
  while (libpq_.PQisBusy(connection_) != 0) {
    if (AwaitSocket(POLLIN) == 0) return Lose("the server does not answer");
    if (libpq_.PQconsumeInput(connection_) == 0) return Lose(libpq_.PQerrorMessage(connection_));
  }
  return {};
}

// What has become of it; 0 when nothing has in time.
short Session::AwaitSocket(short events) {
  const int leaving = leaving_ == nullptr ? -1 : leaving_->fd();
  std::array<pollfd, 2> sockets = {pollfd{libpq_.PQsocket(connection_), events, 0},
                                   pollfd{leaving, POLLIN, 0}};
  const bool woken = PollFor(sockets, silence_max_) > 0;
  if (woken && sockets[0].revents == 0) {
    PollFor({sockets.data(), 1}, std::min(silence_max_, Leaving::kPatience));
  }
  return sockets[0].revents;
}

Result<bool> Session::AwaitNotification(int wake, Duration at_most) {
  if (!usable()) return Gone();
  std::array<pollfd, 2> sockets = {pollfd{libpq_.PQsocket(connection_), POLLIN, 0},
                                   pollfd{wake, POLLIN, 0}};
  if (PollFor(sockets, at_most) < 0) return Lose("it cannot be waited for");
  if (sockets[0].revents != 0 && libpq_.PQconsumeInput(connection_) == 0) {
    return Lose(libpq_.PQerrorMessage(connection_));
  }
  bool heard = false;
  while (PGnotify* const notification = libpq_.PQnotifies(connection_)) {
    heard = true;
    libpq_.PQfreemem(notification);
  }
  return heard;
}

Error Session::Lose(std::string_view why) {
  const std::string line = FirstLine(why);
  End();
  return Fail(Errc::kUnavailable,
              "the connection to PostgreSQL was lost, and whether its last "
              "statement took effect is not known" +
                  (line.empty() ? std::string() : ": " + line));
}

}  // namespace rg::store::postgres
