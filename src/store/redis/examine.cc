#include "store/redis/examine.h"

#include <charconv>
#include <optional>
#include <utility>

#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

constexpr Duration kPatience = std::chrono::seconds{2};
constexpr int kMajorMin = 7;

// The value of a line "name:value".
std::string_view Line(std::string_view info, std::string_view name) {
  for (std::size_t at = info.find(name); at != info.npos; at = info.find(name, at + 1)) {
    const bool begins = at == 0 || info[at - 1] == '\n';
    const std::size_t colon = at + name.size();
    if (!begins || colon >= info.size() || info[colon] != ':') continue;
    const std::string_view rest = info.substr(colon + 1);
    return rest.substr(0, rest.find_first_of("\r\n"));
  }
  return {};
}

std::int64_t Number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Async<Result<Reply>> Ask(Client& client, const http::Endpoint& server, std::string command) {
  Outcome outcome = co_await client.CallAt(server, std::move(command), kPatience);
  if (outcome) co_return *std::move(outcome);
  const std::string why = client.why(server);
  co_return Fail(Errc::kUnavailable, why.empty() ? "it does not answer" : why);
}

Async<Result<Examination>> ExamineOne(Client& client, const http::Endpoint& server,
                                      Address::Kind kind, const Clock& clock) {
  RG_CO_TRY(const Reply info, co_await Ask(client, server, MakeCommand("INFO")));
  Examination found;
  // A user of few permissions may not ask.
  if (!info.root().Is(Reply::Kind::kError)) found = ReadInfo(info.root().text(), kind);
  Arguments scripts;
  scripts.Add("SCRIPT").Add("EXISTS");
  for (const Script* script : Scripts::Get().all()) scripts.Add(script->digest);
  RG_CO_TRY(const Reply known, co_await Ask(client, server, scripts.ToCommand()));
  found.scripts_loaded = !known.root().Is(Reply::Kind::kError);
  for (auto at = known.root().begin(); at != known.root().end(); ++at) {
    found.scripts_loaded = found.scripts_loaded && (*at).integer() == 1;
  }
  RG_CO_TRY(const Reply time, co_await Ask(client, server, MakeCommand("TIME")));
  if (time.root().Is(Reply::Kind::kError)) co_return found;
  const std::int64_t micros =
      Number(time.root()[0].text()) * 1'000'000 + Number(time.root()[1].text());
  found.skew = FromMicros(micros) - clock.Now();
  co_return found;
}

}  // namespace

Examination ReadInfo(std::string_view info, Address::Kind kind) {
  Examination found;
  found.version = Line(info, "redis_version");
  found.keeps_on_disk = Line(info, "aof_enabled") == "1";
  const std::string_view evicts = Line(info, "maxmemory_policy");
  if (Number(found.version) < kMajorMin) {
    found.unfit = "it is Redis " + found.version + "; the scripts want 7 or later";
  } else if (Line(info, "cluster_enabled") == "1" && kind != Address::Kind::kCluster) {
    found.unfit = "it is part of a cluster; name it with redis-cluster://";
  } else if (Line(info, "role") == "slave") {
    found.unfit = "it is a replica, and takes no writes";
  } else if (Number(Line(info, "maxmemory")) > 0 && evicts != "noeviction") {
    found.unfit = "its maxmemory-policy is " + std::string(evicts) +
                  ", which forgets counters when memory is short; set it to noeviction";
  }
  return found;
}

Async<Result<std::vector<Examined>>> Examine(Client& client, Address::Kind kind,
                                             const Clock& clock) {
  RG_CO_CHECK(co_await client.Find(kPatience));
  std::vector<Examined> all;
  const std::vector<http::Endpoint> servers = client.masters();
  for (const http::Endpoint& server : servers) {
    const Result<Examination> found = co_await ExamineOne(client, server, kind, clock);
    all.push_back({server, found ? "" : found.error().detail, found ? *found : Examination()});
  }
  co_return all;
}

}  // namespace rg::store::redis
