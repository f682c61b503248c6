#include "app/doctor/redis.h"

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "app/stores/trust_store.h"
#include "http/authority.h"
#include "http/loop_thread.h"
#include "store/redis/examine.h"
#include "store/redis/url.h"

namespace rg::app {
namespace {

namespace redis = store::redis;
using cli::Finding;
using Verdict = Finding::Verdict;

constexpr Duration kSkewMost = std::chrono::seconds{1};

struct Redis {
  std::vector<redis::Examined> servers;
  std::string trouble;  // with them as a whole; "": none
};

Result<Redis> AskRedis(const redis::Address& address, boost::asio::ssl::context& tls) {
  const SystemClock clock;
  http::LoopThread loop;
  std::unique_ptr<redis::Client> client;
  loop.Do([&] {
    client = std::make_unique<redis::Client>(loop.io(), loop.ticker(), http::Dialer{.tls = &tls},
                                             redis::ClientOf(address), nullptr);
  });
  auto found = loop.Wait([&] { return redis::Examine(*client, address.kind, clock); });
  std::string trouble;
  loop.Do([&] {
    trouble = client->why();
    client.reset();
  });
  if (!found) return found.error();
  return Redis{*std::move(found), std::move(trouble)};
}

Finding Describe(const std::string& where, const redis::Examination& found) {
  if (!found.unfit.empty()) return {"redis", Verdict::kFault, where + ": " + found.unfit, ""};
  const std::string what =
      where + " answers, Redis " +
      (found.version.empty() ? "of a version it does not tell" : found.version);
  if (!found.scripts_loaded) {
    return {"redis", Verdict::kFault, what + ", but keeps none of our scripts",
            "allow its user EVALSHA, EVAL and SCRIPT; see docs/redis.md"};
  }
  if (found.skew > kSkewMost || found.skew < -kSkewMost) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(found.skew).count();
    return {"redis", Verdict::kWarning,
            what + ", but its clock is " + std::to_string(seconds) + " s ahead of this one",
            "let both follow the same time server"};
  }
  if (!found.keeps_on_disk) {
    return {"redis", Verdict::kWarning,
            what + ", scripts loaded; it keeps nothing on disk: a restart begins its counters anew",
            "set appendonly yes"};
  }
  return {"redis", Verdict::kFine, what + ", scripts loaded", ""};
}

}  // namespace

std::vector<Finding> ExamineRedis(const config::RedisSettings& settings) {
  if (settings.url.empty()) return {};
  const Result<redis::Address> address = redis::ParseUrl(settings.url, settings.sentinel_password);
  if (!address) return {{"redis", Verdict::kFault, "redis.url " + address.error().detail, ""}};
  boost::asio::ssl::context tls(boost::asio::ssl::context::tls_client);
  const Result<void> trusts = UseTrustStore(tls, settings.ca_file, "redis.ca_file");
  if (!trusts) return {{"redis", Verdict::kFault, trusts.error().detail, ""}};
  const std::string where = redis::Describe(*address);
  const Result<Redis> found = AskRedis(*address, tls);
  const auto fault = [](const std::string& at, const std::string& why) {
    return Finding{"redis", Verdict::kFault, at + ": " + why,
                   "check redis.url, the server and the network"};
  };
  if (!found) return {fault(where, found.error().detail)};
  const bool one = address->kind == redis::Address::Kind::kServer;
  std::vector<Finding> findings;
  for (const redis::Examined& server : found->servers) {
    const std::string at = one ? where : http::AuthorityOf(server.server);
    findings.push_back(server.away.empty() ? Describe(at, server.found) : fault(at, server.away));
  }
  if (!one && !found->trouble.empty()) findings.push_back(fault(where, found->trouble));
  return findings;
}

}  // namespace rg::app
