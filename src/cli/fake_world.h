#pragma once

#include <deque>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.h"

namespace rg::cli::testing {

// A world of strings, with a server that answers what the test says.
class FakeWorld {
 public:
  FakeWorld() {
    world.environment = {{"RATEGUARD_ADMIN_TOKEN", "rg_admin_test"},
                         {"HOME", "/nowhere"},
                         {"XDG_CONFIG_HOME", "/nowhere"},
                         {"XDG_DATA_HOME", "/nowhere"}};
  }

  // The server's answer to "GET /api/v1/workspaces". Queries are part of the target; an answer
  // given for a target without one stands for every query.
  void Answer(const std::string& request, std::string body, int status = 200) {
    answers_[request].push_back({status, {}, std::move(body)});
  }
  // The one workspace most tests have.
  void AnswerWorkspace() {
    Answer("GET /api/v1/workspaces", R"({"items":[{"id":"w1","slug":"acme"}],"next_cursor":null})");
  }

  int Run(std::vector<std::string> arguments) { return cli::Run(arguments, world, hooks); }

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }
  void Type(const std::string& text) { in_.str(text); }
  const std::vector<HttpRequest>& requests() const { return requests_; }
  const HttpRequest& last() const { return requests_.back(); }
  // The body that was sent with a method; "" when none was.
  std::string Sent(std::string_view method) const {
    for (const HttpRequest& request : requests_) {
      if (request.method == method) return request.body;
    }
    return {};
  }

  ManualClock clock{std::chrono::sys_days{std::chrono::November / 23 / 2026} +
                    std::chrono::hours{12}};
  int sleeps_left = 0;
  Hooks hooks;

 private:
  Result<HttpReply> Reply(const Url&, const HttpRequest& request) {
    requests_.push_back(request);
    const std::string asked = request.method + " " + request.target;
    const std::string_view whole = asked;
    auto found = answers_.find(asked);
    if (found == answers_.end())
      found = answers_.find(std::string(whole.substr(0, whole.find('?'))));
    if (found == answers_.end()) return Fail(Errc::kUnavailable, "nobody answers " + asked);
    HttpReply reply = found->second.front();
    // The last answer is given again and again.
    if (found->second.size() > 1) found->second.pop_front();
    return reply;
  }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::map<std::string, std::deque<HttpReply>> answers_;
  std::vector<HttpRequest> requests_;

 public:
  World world{
      .in = in_,
      .out = out_,
      .err = err_,
      .environment = {},
      .clock = clock,
      .send = [this](const Url& url, const HttpRequest& request) { return Reply(url, request); },
      .sleep = [this](Duration) { return sleeps_left-- > 0; }};
};

}  // namespace rg::cli::testing
