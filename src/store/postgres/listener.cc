#include "store/postgres/listener.h"

#include <array>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <utility>

#include <sys/eventfd.h>

#include "store/postgres/schema.h"
#include "store/postgres/sqlstate.h"

namespace rg::store::postgres {
namespace {

constexpr Duration kLook = std::chrono::minutes{1};

// Once it follows, whoever ends the listener waits for this.
constexpr Duration kPatience = std::chrono::milliseconds{100};

// A machine that is gone without a word is not to be waited for until TCP gives up, which takes
// hours. Over a unix socket these do nothing.
constexpr std::string_view kNoticeTheDead =
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

// A number may be another session's one day; with its beginning it is not.
constexpr std::string_view kOurs =
    "SELECT pid || ' ' || backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

// When it was the way to the server that was lost, the server still has the session, and its lock.
constexpr std::string_view kEndOurs =
    "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity "
    "WHERE pid || ' ' || backend_start = $1";

// A login that may not look at another's sessions sees NULL.
constexpr std::string_view kWhoIsThere =
    "SELECT COALESCE(host(client_addr) || ', ', '') || 'since ' || "
    "to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
    "FROM pg_stat_activity JOIN pg_locks USING (pid) "
    "WHERE locktype = 'advisory' AND CAST(objid AS BIGINT) = $1 AND granted AND pid <> "
    "pg_backend_pid() "
    "AND datname = current_database() AND backend_start IS NOT NULL ORDER BY backend_start LIMIT 1";

}  // namespace

Listener::Listener(Secret url, Presence presence, Duration reconnect_pause, const Leaving& leaving,
                   Traffic& traffic)
    : url_(std::move(url)),
      presence_(presence),
      reconnect_pause_(reconnect_pause),
      leaving_(leaving),
      traffic_(traffic),
      stop_(::eventfd(0, EFD_CLOEXEC)) {}

Result<std::unique_ptr<Listener>> Listener::Open(Secret url, Presence presence, Duration patience,
                                                 Duration reconnect_pause, const Leaving& leaving,
                                                 Traffic& traffic) {
  std::unique_ptr<Listener> made(
      new Listener(std::move(url), presence, reconnect_pause, leaving, traffic));
  RG_CHECK(made->Connect(patience));
  return made;
}

Listener::~Listener() {
  ::eventfd_write(stop_, 1);
  if (thread_.joinable()) thread_.join();
  ::close(stop_);
}

void Listener::Follow(std::function<void()> changed) {
  changed_ = std::move(changed);
  thread_ = std::thread([this] { Run(); });
}

void Listener::Run() {
  pthread_setname_np(pthread_self(), "rg-listen");
  changed_();
  Duration pause{};
  while (!Stopping(pause)) {
    pause = Duration{};
    if (session_ != nullptr && session_->usable()) {
      const Result<bool> heard = session_->AwaitNotification(stop_, kLook);
      if (heard && *heard) changed_();
      continue;
    }
    const Result<void> connected = Connect(kPatience);
    if (connected) changed_();
    if (!connected) pause = reconnect_pause_;
  }
}

Result<void> Listener::Connect(Duration patience) {
  const Result<void> connected = [&]() -> Result<void> {
    RG_TRY(session_, Session::Open({.url = url_, .leaving = &leaving_}));
    RG_CHECK(session_->Do(std::string(kNoticeTheDead)));
    RG_CHECK(Enter(patience));
    RG_CHECK(session_->Do("LISTEN " + std::string(kConfigurationChannel)));
    return {};
  }();
  traffic_.CountConnect(connected.has_value());
  // Half a session would be taken for a whole one.
  if (!connected) session_.reset();
  return connected;
}

Result<void> Listener::Enter(Duration patience) {
  if (presence_ == Presence::kBeside) return {};
  const std::string form = presence_ == Presence::kAlone ? "" : "_shared";
  const std::array<sql::Value, 1> ours = {ours_};
  if (!ours_.empty()) RG_CHECK(Ask(kEndOurs, ours));
  const Result<std::string> entered =
      session_->Do("SET lock_timeout = " + Millis(patience) + "; SELECT pg_advisory_lock" + form +
                   "(" + std::to_string(kPresenceLock) + ")");
  displaced_ = !entered && IsLockNotAvailable(session_->refusal());
  if (displaced_) {
    const std::array<sql::Value, 1> lock = {kPresenceLock};
    RG_TRY(const std::string who, Ask(kWhoIsThere, lock));
    return Fail(Errc::kConflict, "another process is there" + (who.empty() ? "" : ": " + who));
  }
  if (!entered) return entered.error();
  RG_TRY(ours_, Ask(kOurs, {}));
  return {};
}

// The first column of the last row; "" when there is none.
Result<std::string> Listener::Ask(std::string_view sql, std::span<const sql::Value> parameters) {
  const std::string name;
  std::string answer;
  RG_CHECK(session_->Prepare(name, std::string(sql), parameters));
  RG_CHECK(session_->Run(name, parameters, [&](const sql::Row& row) { answer = row.Text(0); }));
  return answer;
}

bool Listener::Stopping(Duration at_most) const {
  pollfd stop{stop_, POLLIN, 0};
  const auto millis = std::chrono::ceil<std::chrono::milliseconds>(at_most).count();
  return ::poll(&stop, 1, static_cast<int>(millis)) > 0;
}

}  // namespace rg::store::postgres
