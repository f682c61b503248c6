#include "pipeline/pipeline.h"

#include <exception>

#include "auth/identify.h"
#include "pipeline/admit.h"
#include "pipeline/answer_headers.h"
#include "pipeline/book.h"
#include "pipeline/deliver.h"
#include "pipeline/model_list.h"
#include "pipeline/quote.h"
#include "pipeline/refusal.h"
#include "route/headers.h"

namespace rg::pipeline {
namespace {

// How to word a refusal of a request whose route is not known yet.
Dialect GuessDialect(const http::RequestHead& head) {
  if (head.headers.Find("x-goog-api-key").has_value()) return Dialect::kGeminiOther;
  if (head.target.starts_with("/proxy/")) return Dialect::kGeneric;
  const bool anthropic = head.headers.Find("anthropic-version").has_value() ||
                         head.target.find("/messages") != head.target.npos;
  return anthropic ? Dialect::kAnthropicOther : Dialect::kOpenAiOther;
}

// What the rule that refused the call counts.
std::string_view LimitedUnit(const Visit& visit, const Error& error) {
  for (const Verdict& verdict : visit.verdicts) {
    if (verdict.kind == Verdict::Kind::kRule && ToString(verdict.id) == error.subject) {
      return verdict.unit;
    }
  }
  return "";
}

}  // namespace

Async<void> Pipeline::Handle(http::Exchange& exchange) {
  Visit visit(exchange, core_);
  core_.telemetry.in_flight.Add(1);
  Result<void> served;
  try {
    served = co_await Run(visit);
  } catch (const std::exception& fault) {
    served = Fail(Errc::kInternal, "the gateway failed while handling this call");
    Report(visit, fault);
    if (!visit.recorded) visit.outcome = journal::Outcome::kInternalError;
  }
  // The refusal is tried again when it is what failed: a call without an end in the books would
  // keep what it holds.
  for (int tries_left = 2; !served && tries_left > 0; --tries_left) {
    try {
      co_await Refuse(visit, served.error());
      break;
    } catch (const std::exception& fault) {
      Report(visit, fault);
    }
  }
  core_.telemetry.in_flight.Add(-1);
}

void Pipeline::Report(const Visit& visit, const std::exception& fault) {
  core_.log.Write(LogLevel::kError, "call_failed", "a call ended in an exception",
                  {{"request_id", ToString(visit.request)}, {"what", fault.what()}});
}

Async<Result<void>> Pipeline::Run(Visit& visit) {
  RG_CO_CHECK(Identify(visit));
  RG_CO_TRY(visit.body, co_await visit.exchange.ReadBody(core_.options.body_bytes_max));
  RG_CO_CHECK(ChooseRoute(visit));
  QuoteCall(visit);
  RG_CO_CHECK(co_await Admit(core_, visit));
  RG_CO_CHECK(co_await RecordHold(core_, visit));
  if (visit.route.lists_models) {
    ModelList list(core_, visit);
    co_return co_await list.Run();
  }
  Delivery delivery(core_, visit);
  co_return co_await delivery.Run();
}

Result<void> Pipeline::Identify(Visit& visit) {
  const http::RequestHead& head = visit.exchange.head();
  visit.dialect = GuessDialect(head);
  RG_TRY(const auth::PresentedKey presented, auth::FindPresented(head.headers.all()));
  const auto directory = core_.snapshot_is_current.load(std::memory_order_relaxed)
                             ? auth::Directory::kComplete
                             : auth::Directory::kPerhapsNot;
  RG_TRY(const Digest digest, recent_keys_.DigestOf(presented.text));
  RG_TRY(visit.key, auth::Identify(visit.snapshot->keys, digest, visit.exchange.client_ip(),
                                   visit.opened, directory));
  visit.facts.workspace = visit.key->workspace;
  visit.facts.project = visit.key->project;
  visit.facts.key = visit.key->id;
  visit.facts.tags = visit.key->tags;
  visit.workspace = visit.snapshot->FindWorkspace(visit.key->workspace);
  visit.policy = visit.snapshot->policies.Find(visit.key->workspace);
  return {};
}

Result<void> Pipeline::ChooseRoute(Visit& visit) {
  const http::RequestHead& head = visit.exchange.head();
  RG_TRY(visit.path, route::MatchPath(head.method, head.target));
  // GET /v1/models is of both dialects: the guess knows which SDK asks.
  const bool by_model = visit.path.kind == route::PathMatch::Kind::kByModel;
  if (by_model && visit.path.known.dialect != Dialect::kOpenAiOther) {
    visit.dialect = visit.path.known.dialect;
  }
  const route::Asked asked{
      .workspace = visit.key->workspace, .path = visit.path, .head = head, .body = visit.body};
  // The API's family words the refusal even where its body cannot be read.
  if (visit.path.kind == route::PathMatch::Kind::kProxy) {
    const route::Api* api = visit.snapshot->apis.BySlug(visit.key->workspace, visit.path.slug);
    if (api != nullptr) {
      visit.dialect = FindEndpoint(api->family, head.method, visit.path.endpoint()).dialect;
    }
  }
  RG_CHECK(route::Choose(visit.snapshot->apis, asked, visit.memory, visit.route));
  visit.dialect = visit.route.dialect;
  visit.facts.endpoint = visit.route.endpoint;
  if (visit.route.api == nullptr) {
    return auth::PermitEndpoint(*visit.key, visit.facts.endpoint, head.method);
  }
  visit.facts.api = visit.route.api->id;
  visit.facts.api_slug = visit.route.api->slug;
  visit.facts.model = visit.route.model;
  visit.facts.stream = visit.route.stream;
  visit.facts.end_user = head.headers.Find("x-rateguard-user").value_or(visit.route.end_user);
  if (route::HoldsOurKey(visit.facts.end_user)) {
    visit.facts.end_user = {};
    return Fail(Errc::kInvalidRequest,
                "X-RateGuard-User carries an API key; it is for the name of a user",
                "x-rateguard-user");
  }
  return auth::Permit(*visit.key, visit.facts.api_slug, visit.facts.model, visit.facts.endpoint,
                      head.method);
}

// Ends a call that is not served: gives back or books what it held, records it, and says why in the
// words of the client's SDK.
Async<void> Pipeline::Refuse(Visit& visit, const Error& error) {
  const Refusal refusal = Shape(error, visit.dialect, visit.request, LimitedUnit(visit, error));
  if (visit.outcome == journal::Outcome::kOpen) visit.outcome = OutcomeOf(error.code);
  if (visit.exchange.cut_by_drain()) visit.outcome = journal::Outcome::kDrained;
  visit.error_code = CodeOf(error.code);
  visit.error_detail = error.detail;
  const bool silent = visit.exchange.answered() || error.code == Errc::kClientGone;
  if (!silent) visit.status = refusal.status;
  co_await Book(core_, visit);
  if (silent) {
    visit.exchange.Abort();
    co_return;
  }
  AnswerHeaders headers;
  headers.AddRefusal(refusal);
  headers.AddOurs(core_, visit);
  // A client that is gone by now has its event all the same.
  co_await visit.exchange.Respond(refusal.status, headers.all(), refusal.body);
}

}  // namespace rg::pipeline
