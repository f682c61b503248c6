#include "store/redis/client.h"

#include <string>

#include "store/redis/command.h"

namespace rg::store::redis {
namespace {

std::string Evaluate(std::string_view how, std::string_view script, std::string_view key,
                     const Arguments& arguments) {
  return Arguments().Add(how).Add(script).Add("1").Add(key).Append(arguments).ToCommand();
}

bool Begins(const Outcome& outcome, std::string_view error) {
  return outcome && outcome->root().Is(Reply::Kind::kError) &&
         outcome->root().text().starts_with(error);
}

}  // namespace

Async<Outcome> Client::Eval(const Script& script, std::string_view key, const Arguments& arguments,
                            Duration within) {
  const std::string known = Evaluate("EVALSHA", script.digest, key, arguments);
  Outcome outcome = co_await Call(known, within);
  if (!Begins(outcome, "NOSCRIPT")) co_return outcome;
  // A server that was started or promoted since. EVAL makes it known again.
  const std::string whole = Evaluate("EVAL", script.source, key, arguments);
  co_return co_await Call(whole, within);
}

Async<Outcome> Client::Call(std::string_view command, Duration within) {
  Outcome outcome = co_await link_.Call(command, within);
  // Answers, but keeps nothing we may rely on: a replica, or one that is still loading.
  for (const char* error : {"READONLY", "LOADING", "MASTERDOWN", "MISCONF"}) {
    if (!Begins(outcome, error)) continue;
    link_.SaysItIsAway(std::string(outcome->root().text()));
    co_return Fault::kAway;
  }
  co_return outcome;
}

LinkOptions LinkTo(const Address& address) {
  LinkOptions options;
  options.connection.endpoint = address.endpoint;
  options.connection.login = address.login;
  for (const Script* script : Scripts::Get().all()) {
    options.connection.greeting.push_back(MakeCommand("SCRIPT", "LOAD", script->source));
  }
  return options;
}

}  // namespace rg::store::redis
