#include "route/splice.h"

#include <algorithm>
#include <utility>

namespace rg::route {
namespace {

// A request that was read names a model, so another member always follows the one inserted.
Splice FirstMember(const RequestFacts& facts, std::string member) {
  member += ',';
  return {facts.first_member, 0, std::move(member)};
}

Splice Replace(ByteSpan span, std::string text) { return {span.at, span.size, std::move(text)}; }

}  // namespace

void AskForUsage(const RequestFacts& facts, std::vector<Splice>& splices) {
  if (facts.wants_usage) return;
  if (facts.include_usage) {
    splices.push_back(Replace(facts.include_usage, "true"));
  } else if (!facts.stream_options) {
    splices.push_back(FirstMember(facts, R"("stream_options":{"include_usage":true})"));
  } else if (facts.stream_options_empty || facts.stream_options_null) {
    splices.push_back(Replace(facts.stream_options, R"({"include_usage":true})"));
  } else {
    splices.push_back({facts.stream_options.at + 1, 0, R"("include_usage":true,)"});
  }
}

void LimitOutput(const RequestFacts& facts, std::int64_t tokens, std::vector<Splice>& splices) {
  const RequestFacts::Insert& insert = facts.output_limit_insert;
  const std::string name =
      std::string(insert.before).append("\"").append(facts.output_limit_name).append("\":");
  const std::string value = std::to_string(tokens);
  std::erase_if(splices, [&](const Splice& earlier) {
    return facts.output_limit ? earlier.at == facts.output_limit.at
                              : earlier.insert.starts_with(name);
  });
  splices.push_back(facts.output_limit ? Replace(facts.output_limit, value)
                                       : Splice{insert.at, 0, (name + value).append(insert.after)});
}

std::size_t Pieces(std::string_view body, std::vector<Splice>& splices, BodyPieces& pieces) {
  if (splices.size() > 1) {
    std::stable_sort(splices.begin(), splices.end(),
                     [](const Splice& a, const Splice& b) { return a.at < b.at; });
  }
  std::size_t at = 0;
  std::size_t total = 0;
  const auto add = [&](std::string_view piece) {
    if (piece.empty()) return;
    pieces.push_back(piece);
    total += piece.size();
  };
  for (const Splice& splice : splices) {
    add(body.substr(at, splice.at - at));
    add(splice.insert);
    at = splice.at + splice.remove;
  }
  add(body.substr(at));
  return total;
}

}  // namespace rg::route
