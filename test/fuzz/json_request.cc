// A JSON request: what is accepted is JSON to everybody, and a patch changes what it is meant to
// change and nothing else. The first byte chooses the dialect.

#include <boost/json.hpp>

#include "fuzz.h"
#include "route/request_body.h"
#include "route/splice.h"

namespace rg::fuzz {
namespace {

namespace json = boost::json;
using route::RequestFacts;
using route::Splice;

Dialect ChooseDialect(std::string_view& input) {
  constexpr Dialect kJson[] = {Dialect::kOpenAiChat, Dialect::kOpenAiResponses,
                               Dialect::kOpenAiEmbeddings, Dialect::kOpenAiOther,
                               Dialect::kAnthropicMessages};
  return kJson[Choose(input, std::size(kJson))];
}

// Half of a surrogate pair is within the grammar, and refused by some parsers.
bool HasSurrogate(std::string_view body) {
  return body.find("\\ud") != std::string_view::npos || body.find("\\uD") != std::string_view::npos;
}

// The body as another parser understands it; nullopt where that one has limits of its own.
std::optional<json::object> ReadByBoost(std::string_view body) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 2 * route::kDepthMax;
  const json::value value = json::parse(body, error, {}, options);
  if (error == json::error::exponent_overflow || (error && HasSurrogate(body))) return std::nullopt;
  Require(!error, "an accepted request is JSON");
  Require(value.is_object(), "an accepted request is an object");
  return value.as_object();
}

std::string Apply(std::string_view body, std::vector<Splice>& splices) {
  route::BodyPieces pieces;
  const std::size_t size = route::Pieces(body, splices, pieces);
  std::string patched;
  for (const std::string_view piece : pieces) patched += piece;
  Require(patched.size() == size, "the patched size is what was said");
  return patched;
}

// Everything about the request that a patch must not change.
std::string Untouched(json::object request) {
  for (const char* const name :
       {"stream_options", "max_tokens", "max_completion_tokens", "max_output_tokens"}) {
    request.stable_erase(name);
  }
  return json::serialize(request);
}

RequestFacts ReadAgain(Dialect dialect, const Padded& body, std::pmr::memory_resource& memory) {
  const Result<RequestFacts> facts = route::ReadRequest(dialect, body.view(), memory);
  Require(bool(facts), "a patched request is accepted");
  return *facts;
}

void Patch(Dialect dialect, std::string_view body, const RequestFacts& facts,
           const std::optional<json::object>& before, std::int64_t tokens) {
  std::vector<Splice> splices;
  const bool chat = dialect == Dialect::kOpenAiChat;
  if (chat) route::AskForUsage(facts, splices);
  route::LimitOutput(facts, tokens + 1, splices);
  route::LimitOutput(facts, tokens, splices);
  const Padded patched(Apply(body, splices));

  std::pmr::monotonic_buffer_resource memory;
  const RequestFacts after = ReadAgain(dialect, patched, memory);
  Require(after.output_tokens == tokens, "the output is limited to what was said");
  Require(!chat || after.wants_usage, "the stream is asked for its usage");
  Require(after.model == facts.model && after.stream == facts.stream &&
              after.choices == facts.choices && after.end_user == facts.end_user,
          "a patch changes nothing else of what we read");
  if (!before) return;
  const std::optional<json::object> read = ReadByBoost(patched.view());
  Require(read && Untouched(*read) == Untouched(*before),
          "a patch changes nothing else of what others read");
}

}  // namespace

void Try(std::string_view input) {
  const Dialect dialect = ChooseDialect(input);
  const Padded body(input);
  std::pmr::monotonic_buffer_resource memory;
  const Result<RequestFacts> facts = route::ReadRequest(dialect, body.view(), memory);
  if (!facts) {
    Require(!facts.error().detail.empty(), "a refusal says why");
    return;
  }
  const std::optional<json::object> boost = ReadByBoost(body.view());
  if (boost) {
    const json::value* const model = boost->if_contains("model");
    Require(model != nullptr && model->is_string() && facts->model == model->get_string(),
            "everybody reads the model that we read");
  }
  Require(facts->text_bytes >= 0 && facts->text_bytes <= static_cast<std::int64_t>(input.size()),
          "a request has no more text than bytes");
  if (!facts->output_limit_name.empty()) Patch(dialect, body.view(), *facts, boost, 17);
}

}  // namespace rg::fuzz
