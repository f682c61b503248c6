#include "pipeline/model_list.h"

#include <algorithm>
#include <exception>
#include <unordered_set>

#include <boost/json/serialize.hpp>

#include "auth/identify.h"
#include "core/await.h"
#include "http/write.h"
#include "pipeline/account.h"
#include "pipeline/answer_headers.h"
#include "pipeline/book.h"
#include "pipeline/model_shape.h"
#include "route/headers.h"

namespace rg::pipeline {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using route::Api;

constexpr std::string_view kEndpoint = "/v1/models";

bool IsPattern(std::string_view model) { return model.find('*') != std::string_view::npos; }

}  // namespace

Family ModelList::ClientFamily() const {
  return IsAnthropic(visit_.dialect) ? Family::kAnthropic : Family::kOpenAi;
}

Async<Result<void>> ModelList::Run() {
  FindSources();
  co_await AskAll();
  if (visit_.client_gone) {
    visit_.outcome = journal::Outcome::kClientGoneEarly;
    AccountNothing(visit_);
    co_return Fail(Errc::kClientGone, "the client hung up before the models were listed");
  }
  AccountNothing(visit_);
  RG_CO_TRY(const std::string body, Compose());
  visit_.outcome = journal::Outcome::kOk;
  visit_.status = 200;
  visit_.response_bytes = static_cast<std::int64_t>(body.size());
  co_await Book(core_, visit_);
  AnswerHeaders headers;
  headers.AddModelList(Unanswered());
  headers.AddOurs(core_, visit_);
  co_return co_await visit_.exchange.Respond(visit_.status, headers.lines(), body);
}

// In the client's family first: where two families have a model of one name, that is the one its
// calls go to.
void ModelList::FindSources() {
  const Family own = ClientFamily();
  for (const bool own_family : {true, false}) {
    for (const Api* api : visit_.snapshot->apis.AllOf(visit_.key->workspace)) {
      const bool speaks = api->family == Family::kOpenAi || api->family == Family::kAnthropic;
      if (!speaks || (api->family == own) != own_family) continue;
      if (!auth::MayUseApi(*visit_.key, api->slug)) continue;
      if (visit_.route.api != nullptr && visit_.route.api != api) continue;
      sources_.emplace_back().api = api;
    }
  }
}

// Several at a time, until all have been asked or patience is at its end. Waits for every call in
// any case: they work on what belongs to this object.
Async<void> ModelList::AskAll() {
  visit_.exchange.OnClientGone([this] {
    visit_.client_gone = true;
    Stop();
  });
  http::SteadyTimer timer(core_.io.get_executor());
  waiting_ = &timer;
  const Duration began = core_.clock.Steady();
  running_ = std::min(kAtOnce, sources_.size());
  for (std::size_t i = running_; i > 0; --i) {
    Spawn(core_.io.get_executor(), AskInTurn());
  }
  timer.expires_after(kPatience);
  while (running_ > 0) {
    co_await timer.async_wait(kAwait);
    if (running_ == 0) break;
    Stop();
    timer.expires_at(http::SteadyTimer::time_point::max());
  }
  waiting_ = nullptr;
  visit_.upstream_time += core_.clock.Steady() - began;
  visit_.left = !sources_.empty();
}

void ModelList::Stop() {
  stopped_ = true;
  for (Source& source : sources_) {
    if (source.call != nullptr) source.call->Cancel();
  }
}

Async<void> ModelList::AskInTurn() {
  while (!stopped_ && next_ < sources_.size()) {
    Source& source = sources_[next_++];
    try {
      co_await Ask(source);
    } catch (const std::exception& fault) {
      source.failure = fault.what();
    }
  }
  if (--running_ == 0) waiting_->cancel();
}

Async<void> ModelList::Ask(Source& source) {
  upstream::Call call(core_.upstreams, core_.io, core_.ids.Random());
  // Forgotten again however this ends, an exception included.
  struct Known {
    Source& source;
    ~Known() { source.call = nullptr; }
  } known{source};
  source.call = &call;
  Result<std::string> body = co_await Fetch(call, *source.api);
  Result<std::vector<json::object>> models =
      body ? ReadModels(*body) : Result<std::vector<json::object>>(std::move(body).error());
  if (models) {
    source.models = *std::move(models);
    source.failure.clear();
  } else {
    source.failure = std::move(models).error().detail;
  }
}

Result<std::string> ModelList::BuildRequest(const Api& api) const {
  const bool anthropic = api.family == Family::kAnthropic;
  const Dialect dialect = anthropic ? Dialect::kAnthropicOther : Dialect::kOpenAiOther;
  const auto version = visit_.exchange.head().headers.Find(http::FieldName::kAnthropicVersion);
  http::Headers asked;
  if (anthropic && version) asked.Add({"anthropic-version", *version});
  http::FieldLines fields;
  RG_CHECK(route::RequestHeaders(api, dialect, asked, fields));
  std::pmr::monotonic_buffer_resource memory;
  const std::string_view target =
      route::UpstreamTarget(api, kEndpoint, anthropic ? "?limit=1000" : "", memory);
  std::pmr::string head;
  RG_CHECK(http::AppendRequestHead(head, {"GET", target, api.host_field}, fields,
                                   {http::Framing::kNone, 0}));
  return std::string(head);
}

Async<Result<std::string>> ModelList::Fetch(upstream::Call& call, const Api& api) {
  RG_CO_TRY(const std::string head, BuildRequest(api));
  const asio::const_buffer bytes(head.data(), head.size());
  const upstream::Fault fault = co_await call.Open(
      {.origin = api.base,
       .method = "GET",
       .bytes = {&bytes, 1},
       .safe_to_repeat = true,
       .timeouts = {api.timeouts.connect, api.timeouts.first_byte, api.timeouts.idle},
       .attempts_max = api.retries + 1});
  if (fault != upstream::Fault::kNone) {
    co_return Fail(Errc::kUpstreamFailed, std::string(Describe(fault)));
  }
  const int status = call.head().status;
  if (status != 200) {
    co_return Fail(Errc::kUpstreamFailed, "it answered " + std::to_string(status));
  }
  std::string body;
  for (;;) {
    const upstream::Call::Piece piece = co_await call.Read();
    if (piece.fault != upstream::Fault::kNone) {
      co_return Fail(Errc::kUpstreamFailed, std::string(Describe(piece.fault)));
    }
    body.append(piece.bytes);
    if (body.size() > kAnswerBytesMax) {
      co_return Fail(Errc::kUpstreamFailed, "its answer is too long");
    }
    if (piece.end) co_return body;
  }
}

bool ModelList::IsListed(const Api& api, std::string_view model) const {
  return visit_.snapshot->apis.ForModel(visit_.key->workspace, api.family, model) == &api &&
         auth::MayUseModel(*visit_.key, model);
}

std::vector<json::object> ModelList::Merge() const {
  const Family family = ClientFamily();
  std::vector<json::object> merged;
  std::unordered_set<std::string> seen;
  for (const Source& source : sources_) {
    const Api& api = *source.api;
    for (const json::object& model : source.models) {
      if (!IsListed(api, IdOf(model)) || !seen.emplace(IdOf(model)).second) continue;
      merged.push_back(InWordsOf(family, model, api.family, api.slug));
    }
    for (const std::string& name : api.models) {
      if (IsPattern(name) || !IsListed(api, name) || !seen.insert(name).second) continue;
      merged.push_back(Unspoken(family, name, api.slug));
    }
  }
  return merged;
}

Result<std::string> ModelList::OneOf(const std::vector<json::object>& models) const {
  const auto found = std::find_if(models.begin(), models.end(), [&](const json::object& model) {
    return IdOf(model) == visit_.route.model;
  });
  if (found != models.end()) return json::serialize(*found);
  return Fail(Errc::kNotFound,
              "The API '" + visit_.route.api->slug + "' lists no model '" +
                  std::string(visit_.route.model.substr(0, kModelNameMax)) + "'.",
              "model");
}

Result<std::string> ModelList::Compose() const {
  const std::vector<json::object> models = Merge();
  const auto answered = [](const Source& source) { return source.failure.empty(); };
  if (models.empty() && !sources_.empty() &&
      std::none_of(sources_.begin(), sources_.end(), answered)) {
    return Fail(Errc::kUpstreamFailed, "No API listed its models. API '" +
                                           sources_.front().api->slug +
                                           "': " + sources_.front().failure);
  }
  if (visit_.route.api != nullptr) return OneOf(models);
  return PageOf(ClientFamily(), models, visit_.path.query);
}

std::string ModelList::Unanswered() const {
  std::string slugs;
  for (const Source& source : sources_) {
    if (source.failure.empty()) continue;
    slugs += (slugs.empty() ? "" : ", ") + source.api->slug;
  }
  return slugs;
}

}  // namespace rg::pipeline
