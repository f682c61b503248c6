#pragma once

#include <array>
#include <filesystem>
#include <stdlib.h>
#include <string>
#include <vector>

#include "core/id.h"
#include "journal/event.h"

// Events and folders for tests and benchmarks.
namespace rg::journal::sample {

// A folder that goes with the object.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "rg-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;  // a file that stays in /tmp spoils nothing
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The same id for the same number.
inline Uuid IdOf(std::uint64_t number) {
  IdSource source(number);
  return source.NewUuid(
      TimePoint{std::chrono::seconds{1'800'000'000} + std::chrono::milliseconds{number}});
}

// A served chat call with everything an event can have, and what its views point at.
class Call {
 public:
  explicit Call(std::uint64_t number = 1) {
    event.request = RequestId{IdOf(number)};
    event.opened =
        TimePoint{std::chrono::seconds{1'800'000'000} + std::chrono::milliseconds{number}};
    event.call.workspace = WorkspaceId{IdOf(1'000'001)};
    event.call.project = ProjectId{IdOf(1'000'002)};
    event.call.key = KeyId{IdOf(1'000'003)};
    event.call.api = ApiId{IdOf(1'000'004)};
    event.call.api_slug = "openai";
    event.call.model = "gpt-4o-mini";
    event.call.method = "POST";
    event.call.endpoint = "/v1/chat/completions";
    event.call.client_ip = "192.0.2.17";
    event.call.end_user = "user-17";
    event.call.tags = tags;
    event.call.stream = true;
    event.dialect = Dialect::kOpenAiChat;
    event.outcome = Outcome::kOk;
    event.status = 200;
    event.upstream_status = 200;
    event.attempts = 1;
    event.served_model = "gpt-4o-mini-2024-07-18";
    event.service_tier = "default";
    event.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    event.usage[UsageClass::kInputUncached] = 812;
    event.usage[UsageClass::kCacheRead] = 1024;
    event.usage[UsageClass::kOutputText] = 256;
    event.hold = Money::Nanos(2'000'000);
    event.cost = Money::Nanos(352'200);
    event.price_version = "2026-11-01";
    event.lines = lines;
    event.verdicts = verdicts;
    event.settle_seq = number;
    event.request_bytes = 7'340;
    event.response_bytes = 18'211;
    event.gateway_time = std::chrono::microseconds{143};
    event.first_byte_time = std::chrono::milliseconds{412};
    event.total_time = std::chrono::milliseconds{2'713};
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // The hold of the same call.
  Event Hold() const {
    Event hold = event;
    hold.outcome = Outcome::kOpen;
    hold.status = hold.upstream_status = 0;
    hold.usage = Usage{};
    hold.cost = Money();
    hold.lines = {};
    hold.settle_seq = 0;
    hold.served_model = hold.service_tier = {};
    hold.response_bytes = 0;
    hold.gateway_time = hold.first_byte_time = hold.total_time = Duration{};
    return hold;
  }

  std::vector<std::string> tags = {"prod", "search"};
  std::array<CostLine, 3> lines = {CostLine{UsageClass::kInputUncached, 812, 150'000},
                                   CostLine{UsageClass::kCacheRead, 1024, 75'000},
                                   CostLine{UsageClass::kOutputText, 256, 600'000}};
  std::array<Verdict, 2> verdicts = {
      Verdict{Verdict::Kind::kRule, Verdict::Said::kYes, IdOf(1'000'005), "per-key", "requests",
              600, 17, 18, Duration{}, TimePoint{std::chrono::seconds{1'800'000'060}}},
      Verdict{Verdict::Kind::kBudget, Verdict::Said::kYes, IdOf(1'000'006), "monthly", "nanos",
              100'000'000'000, 12'345'678, 14'345'678, Duration{},
              TimePoint{std::chrono::seconds{1'801'000'000}}}};
  Event event;
};

}  // namespace rg::journal::sample
