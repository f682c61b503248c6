#include "workload.h"

#include <cmath>

namespace rg::sim {
namespace {

constexpr double kShortest = 0.2;  // seconds
constexpr double kLongest = 20;

Duration Seconds(double seconds) { return Duration{static_cast<std::int64_t>(seconds * 1e9)}; }

}  // namespace

Workload::Workload(const Scale& scale, std::uint64_t seed, TimePoint begin)
    : scale_(scale), begin_(begin), now_(begin), random_(seed) {}

double Workload::PaceAt(TimePoint time) const {
  const double part = std::chrono::duration<double>(time - begin_) / scale_.time;
  const bool surges = part >= kSurgeFrom && part < kSurgeUntil;
  return static_cast<double>(scale_.pace) * (surges ? kSurge : 1);
}

std::optional<Call> Workload::Next() {
  // Calls of many who know nothing of each other: intervals are exponential.
  now_ += Duration{1} + Seconds(-std::log(1 - Draw()) / PaceAt(now_));
  if (now_ >= end()) return std::nullopt;
  Call call;
  call.number = ++made_;
  call.gateway = static_cast<std::size_t>(Draw() * static_cast<double>(scale_.gateways));
  call.opened = now_;
  const bool free = Draw() < 0.25;
  const std::int64_t most = Between(2'000'000, 8'000'000);
  const double used = scale_.cost_from + (scale_.cost_until - scale_.cost_from) * Draw();
  if (!free) {
    call.most = Money::Nanos(most);
    call.price = Money::Nanos(static_cast<std::int64_t>(static_cast<double>(most) * used));
  }
  call.input_tokens = Between(500, 1'500);
  call.output_most = Between(200, 1'800);
  call.output_tokens = static_cast<std::int64_t>(static_cast<double>(call.output_most) * used);
  call.lasts = Seconds(kShortest * std::pow(kLongest / kShortest, Draw()));
  return call;
}

}  // namespace rg::sim
