#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "journal/event.h"
#include "journal/sample.h"

namespace rg::store::clickhouse::testing {

// Thirty days of the calls of five workspaces, as many as asked for, in the order they were made:
// the same for the same number.
//
// The first workspace makes 60 % of the calls. A hundred keys, used by Zipf's law; a key belongs to
// a project and is an application: it asks one model mostly, of two or three out of twenty, always
// with the same tags. Afternoons have ten times the calls of nights, weekends half of weekdays.
// Five calls of a hundred fail or are refused, in the ways that calls do.
//
// The days hold two changes of the clock, in New York and Berlin, and the end of a month.
class Month {
 public:
  static constexpr std::size_t kWorkspaces = 5;
  static constexpr std::size_t kKeys = 100;
  static constexpr std::size_t kModels = 20;
  static constexpr int kDays = 30;
  static constexpr TimePoint kStart = std::chrono::sys_days{std::chrono::March / 10 / 2027};
  static constexpr TimePoint kEnd = kStart + std::chrono::days{kDays};

  explicit Month(std::uint64_t calls) : calls_(calls) {
    for (int hour = 0; hour < kDays * 24; ++hour) {
      weight_until_.push_back((weight_until_.empty() ? 0 : weight_until_.back()) + WeightOf(hour));
    }
    for (std::size_t key = 0; key < kKeys; ++key) {
      share_until_.push_back((key == 0 ? 0 : share_until_.back()) +
                             kShares[WorkspaceOf(key)] / static_cast<double>(key / kStride + 1));
    }
  }

  static WorkspaceId Workspace(std::size_t number) { return WorkspaceId{Id(1'000 + number)}; }
  static KeyId Key(std::size_t number) { return KeyId{Id(2'000 + number)}; }
  static ProjectId Project(std::size_t number) { return ProjectId{Id(3'000 + number)}; }
  static std::string Model(std::size_t number) { return "model-" + std::to_string(number); }
  // Keys 0, 5, 10, ... are of the first workspace, the first of them the busiest.
  static constexpr std::size_t WorkspaceOf(std::size_t key) { return key % kStride; }

  std::uint64_t calls() const { return calls_; }

  // The next call; valid until the one after it.
  const journal::Event& Next() {
    journal::Event& event = sample_.event;
    const double done = static_cast<double>(made_) / static_cast<double>(calls_);
    event.opened = TimeOf(done);
    event.request = ids_.New<RequestId>(event.opened);
    event.settle_seq = ++made_;
    const std::size_t key = KeyAt(Share() * share_until_.back());
    const std::size_t model = (key * 7 + (Share() < 0.8 ? 0 : 1 + random_.Random() % 2)) % kModels;
    event.call.workspace = Workspace(WorkspaceOf(key));
    event.call.key = Key(key);
    event.call.project = Project(key % 10);
    event.call.api = ApiId{Id(4'000 + model % kApis.size())};
    event.call.api_slug = kApis[model % kApis.size()];
    event.call.model = models_[model];
    event.served_model = models_[model];
    sample_.tags = {key % 3 == 0 ? "staging" : "prod", std::string(kTeams[key % kTeams.size()])};
    event.call.tags = sample_.tags;
    trace_ = "00-" + ToString(event.request) + "-01";
    event.traceparent = trace_;
    End(event);
    return event;
  }

 private:
  static constexpr std::size_t kStride = kWorkspaces;
  static constexpr std::array<double, kWorkspaces> kShares = {0.6, 0.2, 0.1, 0.07, 0.03};
  static constexpr auto kApis = std::to_array<std::string_view>({"openai", "anthropic", "gemini"});
  static constexpr auto kTeams =
      std::to_array<std::string_view>({"search", "support", "mail", "batch", "reports", "labs"});

  static Uuid Id(std::size_t number) { return journal::sample::IdOf(number); }

  static double WeightOf(int hour) {
    const double of_day = std::cos((hour % 24 - 14) * std::numbers::pi / 12);
    const bool weekend = std::chrono::weekday{std::chrono::floor<std::chrono::days>(
                                                  kStart + std::chrono::hours{hour})}
                             .iso_encoding() >= 6;
    return (1.0 + 0.82 * of_day) * (weekend ? 0.5 : 1.0);
  }

  double Share() { return static_cast<double>(random_.Random() >> 11U) * 0x1p-53; }

  // When so much of the month's calls have been made.
  TimePoint TimeOf(double done) const {
    const double weight = done * weight_until_.back();
    const auto hour = std::upper_bound(weight_until_.begin(), weight_until_.end() - 1, weight);
    const double before = hour == weight_until_.begin() ? 0 : *(hour - 1);
    const double within = (weight - before) / (*hour - before);
    return kStart + std::chrono::hours{hour - weight_until_.begin()} +
           std::chrono::microseconds{static_cast<std::int64_t>(within * 3.6e9)};
  }

  std::size_t KeyAt(double share) const {
    const auto found = std::upper_bound(share_until_.begin(), share_until_.end() - 1, share);
    return static_cast<std::size_t>(found - share_until_.begin());
  }

  struct Ending {
    double until;  // of all calls, from the ending before on
    journal::Outcome outcome;
    int status;
  };
  static constexpr auto kEndings = std::to_array<Ending>({
      {0.95, journal::Outcome::kOk, 200},
      {0.975, journal::Outcome::kRefusedRateLimit, 429},
      {0.985, journal::Outcome::kUpstreamServerError, 502},
      {0.99, journal::Outcome::kRefusedBudget, 402},
      {0.995, journal::Outcome::kClientGoneMidAnswer, 200},
      {0.999, journal::Outcome::kUpstreamRateLimited, 429},
      {1, journal::Outcome::kFirstByteTimeout, 504},
  });

  // How it ended, what it used and cost, and how long it took.
  void End(journal::Event& event) {
    const double share = Share();
    const auto* const ending = std::find_if(kEndings.begin(), kEndings.end() - 1,
                                            [&](const Ending& one) { return share < one.until; });
    event.outcome = ending->outcome;
    event.status = ending->status;
    event.upstream_status = event.status;
    const bool served = event.status == 200;
    const auto tokens = static_cast<std::int64_t>(-std::log(1 - Share()) * 300);
    event.usage = {};
    event.usage[UsageClass::kInputUncached] = served ? tokens * 3 : 0;
    event.usage[UsageClass::kCacheRead] = served ? tokens : 0;
    event.usage[UsageClass::kOutputText] = served ? tokens / 2 : 0;
    event.cost = Money::Nanos(served ? tokens * 825 : 0);
    event.gateway_time = std::chrono::microseconds{60 + random_.Random() % 200};
    event.first_byte_time =
        std::chrono::microseconds{served ? 200'000 + random_.Random() % 400'000 : 0};
    event.total_time = event.first_byte_time + std::chrono::milliseconds{tokens * 10};
  }

  const std::uint64_t calls_;
  std::uint64_t made_ = 0;
  journal::sample::Call sample_;
  std::string trace_;
  IdSource ids_{1};
  IdSource random_{2};
  std::vector<double> weight_until_;  // the end of each hour
  std::vector<double> share_until_;   // of each key
  std::vector<std::string> models_ = [] {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kModels; ++i) names.push_back(Model(i));
    return names;
  }();
};

}  // namespace rg::store::clickhouse::testing
