#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include "core/money.h"
#include "core/time.h"

namespace rg::sim {

// How much of everything a run has. Its rules and budgets are sized by it: see scene.h.
struct Scale {
  std::size_t gateways = 1;
  std::int64_t pace = 0;  // calls a second that all gateways together are asked for
  std::chrono::seconds time{45};
  // What calls cost of what they may: between these parts of it.
  double cost_from = 0.2;
  double cost_until = 0.9;

  double mean_cost() const { return (cost_from + cost_until) / 2; }
};

// A call, and all that becomes of it where it is admitted.
struct Call {
  std::uint64_t number = 0;
  std::size_t gateway = 0;
  TimePoint opened;
  Money most;   // what it may cost; nothing: a model that is free
  Money price;  // what it does cost
  std::int64_t input_tokens = 0;
  std::int64_t output_most = 0;
  std::int64_t output_tokens = 0;
  Duration lasts{};
};

// The part of a run in which three times as many come.
inline constexpr double kSurgeFrom = 0.5;
inline constexpr double kSurgeUntil = 0.7;
inline constexpr double kSurge = 3;

// Averages of what calls may cost, the free ones among them, and of the tokens they may use.
inline constexpr double kMeanMost = 0.75 * 5'000'000;
inline constexpr double kMeanInput = 1'000;
inline constexpr double kMeanOutputMost = 1'000;

// Calls as they come, in the order in which they do, the same for the same seed: each gateway's
// at random moments, a quarter free, the others between 0.2 and 0.8 cents at most, between 0.2 and
// 20 seconds long, most of them short.
class Workload {
 public:
  Workload(const Scale& scale, std::uint64_t seed, TimePoint begin);

  // Nullopt: no more come.
  std::optional<Call> Next();

  TimePoint end() const { return begin_ + scale_.time; }

 private:
  // Alike in [0, 1).
  double Draw() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  std::int64_t Between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(Draw() * static_cast<double>(high - low));
  }
  double PaceAt(TimePoint time) const;

  const Scale scale_;
  const TimePoint begin_;
  TimePoint now_;
  std::mt19937_64 random_;
  std::uint64_t made_ = 0;
};

}  // namespace rg::sim
