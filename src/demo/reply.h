#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "demo/ask.h"
#include "demo/prompt_cache.h"

namespace rg::demo {

// A complete answer before it is sent: a body, or the events of a stream, each framed as it
// travels.
struct Reply {
  int status = 200;
  std::string body;
  std::vector<std::string> events;

  bool streamed() const { return !events.empty(); }
};

// What an answer depends on besides the request's body.
struct Setting {
  PromptCache& cache;
  std::int64_t now_s = 0;    // seconds since 1970
  std::string_view account;  // who asks: caches are not shared between credentials
};

inline std::uint64_t CacheOwner(const Ask& ask, const Setting& setting) {
  return Hash(ask.model->name, Hash(setting.account));
}

inline Reply JsonReply(const boost::json::value& body, int status = 200) {
  return {status, boost::json::serialize(body), {}};
}

// "event: <name>" and "data: <json>", as Anthropic and Responses frame theirs.
inline std::string NamedEvent(std::string_view name, const boost::json::value& data) {
  std::string event("event: ");
  event.append(name).append("\ndata: ").append(boost::json::serialize(data)).append("\n\n");
  return event;
}

// Splits `text` into what a stream sends at a time: one token each.
std::vector<std::string_view> Pieces(std::string_view text);

}  // namespace rg::demo
