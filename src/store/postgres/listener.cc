#include "store/postgres/listener.h"

#include <poll.h>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <utility>

#include <sys/eventfd.h>

#include "store/postgres/schema.h"

namespace rg::store::postgres {
namespace {

constexpr Duration kLook = std::chrono::minutes{1};

}  // namespace

Listener::Listener(Secret url, Duration reconnect_pause, Traffic& traffic,
                   std::function<void()> changed)
    : url_(std::move(url)),
      reconnect_pause_(reconnect_pause),
      traffic_(traffic),
      changed_(std::move(changed)),
      stop_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { Run(); }) {}

Listener::~Listener() {
  ::eventfd_write(stop_, 1);
  thread_.join();
  ::close(stop_);
}

void Listener::Run() {
  pthread_setname_np(pthread_self(), "rg-listen");
  Duration pause{};
  while (!Stopping(pause)) {
    pause = Duration{};
    if (session_ != nullptr && session_->usable()) {
      const Result<bool> heard = session_->AwaitNotification(stop_, kLook);
      if (heard && *heard) changed_();
      if (!heard) pause = reconnect_pause_;
      continue;
    }
    const Result<void> listening = Listen();
    traffic_.CountConnect(listening.has_value());
    if (listening) changed_();
    if (!listening) pause = reconnect_pause_;
  }
}

Result<void> Listener::Listen() {
  RG_TRY(session_, Session::Open({.url = url_}));
  RG_CHECK(session_->Do("LISTEN " + std::string(kConfigurationChannel)));
  return {};
}

bool Listener::Stopping(Duration at_most) const {
  pollfd stop{stop_, POLLIN, 0};
  const auto millis = std::chrono::ceil<std::chrono::milliseconds>(at_most).count();
  return ::poll(&stop, 1, static_cast<int>(millis)) > 0;
}

}  // namespace rg::store::postgres
