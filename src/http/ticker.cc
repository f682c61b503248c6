#include "http/ticker.h"

namespace rg::http {

Ticker::Ticker(boost::asio::io_context& io, const Clock& clock)
    : timer_(io.get_executor()), clock_(clock), now_(clock.Steady()), wall_(clock.Now()) {}

void Ticker::Start() {
  running_ = true;
  Wait();
}

void Ticker::Stop() {
  running_ = false;
  timer_.cancel();
}

void Ticker::Wait() {
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error || !running_) return;
    Tick();
    Wait();
  });
}

void Ticker::Tick() {
  now_ = clock_.Steady();
  wall_ = clock_.Now();
  // An entry may destroy others while it looks (a pool dropping idle connections), never itself.
  for (Entry& entry : entries_) entry.OnTick(now_);
}

}  // namespace rg::http
