#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "admin/api.h"
#include "admin/handler.h"
#include "http/testing/memory_exchange.h"
#include "resource/registry_world_test.h"

namespace rg::admin {

// What the program would say, as a test wants it.
class FakeRuntime final : public Runtime {
 public:
  Standing StandingOf(WorkspaceId) override { return standing; }
  void GatherSettlements(WorkspaceId) override {}
  std::vector<Hold> HoldsOf(WorkspaceId) override { return holds; }
  Result<void> IngestNow() override {
    ++ingests;
    if (!ingest_works) return Fail(Errc::kUnavailable, "the database does not take events");
    return {};
  }
  Result<std::string> Backup(const std::string& file) override { return file; }
  Health health() override { return now; }
  Status status() override {
    return {.proxy_url = "http://127.0.0.1:3001",
            .data_folder = "/data",
            .started_at = TimePoint{std::chrono::seconds{1'800'000'000}},
            .threads = 2};
  }
  void Collect(MetricsText& metrics) override {
    metrics.Counter("rateguard_calls_total", "Calls that ended.", {{"outcome", "ok"}}, 7);
    metrics.Counter("rateguard_calls_total", "Calls that ended.", {{"outcome", "a\"b"}}, 1);
    const double bounds[] = {0.001, 0.5};
    const std::int64_t counts[] = {1, 2, 3};
    metrics.Histogram("rateguard_call_seconds", "Time.", {}, bounds, counts, 1'500'000'000);
  }

  Standing standing;
  std::vector<Hold> holds;
  Health now{true, true, "", ""};
  int ingests = 0;
  bool ingest_works = true;
};

struct Answer {
  int status = 0;
  std::string body;
  std::map<std::string, std::string> headers;

  boost::json::value Json() const {
    boost::system::error_code failed;
    boost::json::value value = boost::json::parse(body, failed);
    EXPECT_FALSE(failed) << body;
    return value;
  }
  std::string Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  // A problem without the path that was asked: what two problems have in common.
  std::string WithoutInstance() const {
    boost::json::value problem = Json();
    problem.as_object().erase("instance");
    return boost::json::serialize(problem);
  }
};

// "{key}" is the last name in ".../keys/{key}/rotate".
inline std::string LastName(std::string_view path) {
  const std::size_t open = path.rfind('{');
  return std::string{path.substr(open + 1, path.find('}', open) - open - 1)};
}

// The whole API over a real database, asked without sockets. Has the workspace "acme".
class AdminWorld {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  AdminWorld() { resources_.MakeWorkspace("acme"); }

  Answer Call(std::string method, std::string target, std::string_view body = "",
              Headers headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + token_.Reveal());
    return Send(std::move(method), std::move(target), body, std::move(headers));
  }
  // With this Authorization, or without any when it is empty.
  Answer CallAs(const std::string& authorization, std::string method, std::string target,
                std::string_view body) {
    Headers headers;
    if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
    return Send(std::move(method), std::move(target), body, std::move(headers));
  }

  // A path with its names filled in: the workspace, and `id` for everything else.
  std::string Concrete(std::string path, const std::string& workspace,
                       const std::string& id = "0190b5a0-0000-7000-8000-000000000001") const {
    for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{')) {
      const std::size_t size = path.find('}', open) + 1 - open;
      const bool is_workspace = path.substr(open, size) == "{workspace}";
      path.replace(open, size, is_workspace ? workspace : id);
    }
    return path;
  }

  // A workspace with one resource of every kind: kind -> id.
  std::map<std::string, std::string> MakeOneOfEach(const std::string& slug) {
    const WorkspaceId workspace = resources_.MakeWorkspace(slug);
    const std::pair<const resource::Kind&, const char*> kinds[] = {
        {resource::ProjectKind(), R"({"name":"p"})"},
        {resource::ApiKind(), R"({"provider":"openai","credential":"sk-0123456789abcdef"})"},
        {resource::KeyKind(), R"({"name":"k"})"},
        {resource::LimitKind(), R"({"name":"l","amount":5,"window":"1m"})"},
        {resource::BudgetKind(), R"({"name":"b","amount":"5"})"},
        {resource::PriceKind(), R"({"model":"m","rates":{"input_mtok":"1"}})"}};
    std::map<std::string, std::string> ids;
    for (const auto& [kind, text] : kinds) {
      ids[std::string{kind.name}] =
          resources_.Make(kind, workspace, text).at("id").get_string().c_str();
    }
    return ids;
  }

  // How endpoints that wait are run from now on; at first, here.
  void RunAside(std::function<void(std::function<void()>)> aside) { aside_ = std::move(aside); }

  const Api& api() const { return api_; }
  FakeRuntime& runtime() { return runtime_; }
  resource::RegistryWorld& resources() { return resources_; }
  std::string token() const { return token_.Reveal(); }

 private:
  Answer Send(std::string method, std::string target, std::string_view body, Headers headers) {
    http::testing::MemoryRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.headers = std::move(headers);
    request.body = body;
    http::testing::MemoryExchange exchange{std::move(request)};
    exchange.Run(handler_);
    Answer answer{exchange.status(), exchange.body(), {}};
    for (const char* name : {"content-type", "etag", "location", "allow", "www-authenticate"}) {
      if (const auto value = exchange.HeaderOf(name)) answer.headers[name] = *value;
    }
    return answer;
  }

  resource::RegistryWorld resources_;
  FakeRuntime runtime_;
  Secret token_{"rg_admin_0123456789abcdefghijklmnopqrstuv"};
  ManualClock clock_;
  Log log_{clock_, LogLevel::kError, true};
  analytics::SqlQuestions questions_{resources_.books()};
  Services services_{resources_.registry(),  resources_.books(), questions_, runtime_,
                     resources_.last_used(), resources_.clock()};
  Api api_ = MakeApi(services_);
  std::function<void(std::function<void()>)> aside_ = [](const auto& job) { job(); };
  Handler handler_{api_,
                   &resources_.registry(),
                   token_,
                   {.allowed_hosts = {"admin.example"},
                    .aside = [this](std::function<void()> job) { aside_(std::move(job)); }},
                   log_};
};

}  // namespace rg::admin
